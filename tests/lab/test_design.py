from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from sim.lab.design import full_factorial, named_policies, short_names, written
from sim.lab.experiment import NamedPolicy
from sim.scenario import DECLARATIONS, LEVERS

YUAN, ROUNDS, DELAY = (
    "policy.purchase.centre_yuan",
    "policy.evaluation.rounds_per_year",
    "policy.payment.delay_months",
)


def test_a_full_factorial_worked_by_hand() -> None:
    rows = full_factorial({YUAN: [1_000_000, 2e6], DELAY: [0, 2.5]}, DECLARATIONS)
    assert [row.name for row in rows] == [
        "centre_yuan=1000000,delay_months=0",
        "centre_yuan=1000000,delay_months=2.5",
        "centre_yuan=2000000,delay_months=0",
        "centre_yuan=2000000,delay_months=2.5",
    ]
    assert rows[1].values == {YUAN: 1_000_000, DELAY: 2.5}
    assert rows[3].label_en == f"{LEVERS[YUAN].en} 2,000,000; {LEVERS[DELAY].en} 2.5"
    assert rows[3].label_zh == f"{LEVERS[YUAN].zh} 2,000,000；{LEVERS[DELAY].zh} 2.5"


def test_no_axes_give_no_policies() -> None:
    assert full_factorial({}, DECLARATIONS) == []


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_a_full_factorial_has_every_combination_once(sizes: list[int]) -> None:
    axes = {path: list(range(size)) for path, size in zip((YUAN, ROUNDS, DELAY), sizes, strict=False)}
    rows = full_factorial(axes, DECLARATIONS)
    assert len(rows) == math.prod(sizes)
    assert len({row.name for row in rows}) == len(rows)
    assert len({tuple(row.values.values()) for row in rows}) == len(rows)


def test_named_policies_keep_their_order_and_values() -> None:
    blocks = [
        NamedPolicy(name="b", label_en="B", label_zh="乙", set={DELAY: 0}),
        NamedPolicy(name="a"),
    ]
    rows = named_policies(blocks)
    assert [(row.name, row.label_en, row.label_zh, dict(row.values)) for row in rows] == [
        ("b", "B", "乙", {DELAY: 0}),
        ("a", "", "", {}),
    ]


def test_paths_with_one_ending_are_named_by_a_longer_one() -> None:
    names = short_names(["a.pay.share", "b.pay.share", "c.rate", "rate.share"])
    assert names == {
        "a.pay.share": "a.pay.share",
        "b.pay.share": "b.pay.share",
        "c.rate": "rate",
        "rate.share": "rate.share",
    }


def test_values_are_written_as_short_as_they_can_be() -> None:
    assert [written(value) for value in (2, 2.0, 0.2455, -0.5, True, "expert", 1e300)] == [
        "2",
        "2",
        "0.2455",
        "-0.5",
        "true",
        "expert",
        "1e+300",
    ]
