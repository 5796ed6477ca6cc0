"""Everything with a name is declared once, and what does not fit its declaration is refused in words."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declare import (
    ByDomain,
    Section,
    Value,
    by_domain,
    check_value,
    coefficient,
    declarations,
    flatten,
    lever,
    replaced,
)
from sim.domains import DOMAINS
from sim.errors import ScenarioError
from sim.scenario import DECLARATIONS


class Inner(Section):
    rate: float = coefficient(0.5, "A rate", unit="share", low=0.0, high=1.0, source="H1", en="Rate", zh="率")
    rounds: int = lever(4, "Rounds", unit="rounds per year", low=0, high=12, source="G1", en="Rounds", zh="次数")


class Outer(Section):
    inner: Inner = Inner()
    needs: ByDomain = by_domain(
        range(8), "Needs", unit="needs", low=0.0, high=9.0, source="E1", en="Needs", zh="需求"
    )  # fmt: skip


FOUND = declarations(Outer, "top")


def test_declarations_are_found_by_dotted_path() -> None:
    assert list(FOUND) == ["top.inner.rate", "top.inner.rounds", *(f"top.needs.{domain.name}" for domain in DOMAINS)]


def test_a_declaration_says_what_was_declared() -> None:
    rate = FOUND["top.inner.rate"]
    assert (rate.path, rate.default, rate.meaning, rate.unit) == ("top.inner.rate", 0.5, "A rate", "share")
    assert (rate.low, rate.high, rate.role, rate.source, rate.kind) == (0.0, 1.0, "uncertainty", "H1", "number")
    assert (rate.label("en"), rate.label("zh")) == ("Rate", "率")
    assert rate.allowed == "a number from 0 to 1 share"
    rounds = FOUND["top.inner.rounds"]
    assert (rounds.kind, rounds.role) == ("integer", "lever")
    assert rounds.allowed == "a whole number from 0 to 12 rounds per year"


def test_a_number_by_domain_is_eight_declarations() -> None:
    youth = FOUND["top.needs.youth"]
    assert (youth.default, youth.en, youth.zh) == (4.0, "Needs: youth", "需求：青少年服务")
    array = Outer().needs.array
    assert array.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1.0


def test_a_section_is_frozen_and_strict() -> None:
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'rate'"):
        Inner().rate = 0.1  # type: ignore[misc]
    with pytest.raises(TypeError, match="unexpected keyword argument 'rat'"):
        Inner(rat=0.1)  # type: ignore[call-arg]
    with pytest.raises(ScenarioError, match=r"Inner\.rounds: 2\.0 is not a whole number; give a whole number from 0"):
        Inner(rounds=2.0)  # type: ignore[arg-type]
    with pytest.raises(ScenarioError, match=r"Inner\.rate: nan is not a finite number"):
        Inner(rate=float("nan"))
    with pytest.raises(ScenarioError, match=r"Inner\.rate: 7\.0 lies outside its bounds(.|\n)*Inner\.rounds: 13 lies"):
        Inner(rate=7.0, rounds=13)


def test_groups_within_a_section_are_on_its_instances_alone_and_travel() -> None:
    assert not hasattr(Outer, "inner")
    assert Outer().inner == Inner()
    changed = replace(Outer(), inner=Inner(rate=0.25))
    assert changed.inner.rate == 0.25
    assert pickle.loads(pickle.dumps(changed)) == changed  # noqa: S301  it was made here


def test_a_whole_number_stands_for_a_number() -> None:
    """For a kernel, 1 and 1.0 would be two kinds."""
    assert repr(Inner(rate=1).rate) == repr(replaced(Inner(), {"rate": 1}).rate) == "1.0"
    assert repr(replaced(Outer(), {"needs.youth": 3}).needs.youth) == "3.0"


def test_a_field_without_declaration_is_a_mistake_of_ours() -> None:
    class Bare(Section):
        number: float = 1.0

    with pytest.raises(TypeError, match=r"top\.number: declared without meaning, unit, source and labels"):
        declarations(Bare, "top")


def test_values_are_walked_and_put_back() -> None:
    values = dict(flatten(Outer(), "top"))
    assert values["top.inner.rounds"] == 4
    assert list(values) == list(FOUND)
    assert replaced(Outer(), {path.removeprefix("top."): value for path, value in values.items()}) == Outer()


ALLOWED: dict[str, list[Value]] = {
    "policy.payment.delay_months": [0, 0.0, 2.5, 12],
    "policy.evaluation.rounds_per_year": [0, 12],
    "policy.purchase.decider": ["government", "residents"],
}


@pytest.mark.parametrize(("path", "value"), [(path, value) for path, values in ALLOWED.items() for value in values])
def test_what_is_allowed_has_no_fault(path: str, value: Value) -> None:
    assert check_value(DECLARATIONS[path], value, "here") is None


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("policy.payment.delay_months", -0.1, "-0.1 lies outside its bounds; give a number from 0 to 12 months"),
        ("policy.payment.delay_months", 12.5, "12.5 lies outside its bounds; give a number from 0 to 12 months"),
        ("policy.payment.delay_months", float("nan"), "nan is not a finite number; give a number from 0 to 12 months"),
        ("policy.payment.delay_months", float("inf"), "inf is not a finite number; give a number from 0 to 12 months"),
        ("policy.payment.delay_months", "2", "'2' is not a number; give a number from 0 to 12 months"),
        ("policy.payment.delay_months", True, "True is not a number; give a number from 0 to 12 months"),
        ("policy.payment.delay_months", None, "None is not a number; give a number from 0 to 12 months"),
        ("policy.payment.delay_months", [2.0], "[2.0] is not a number; give a number from 0 to 12 months"),
        (
            "policy.evaluation.rounds_per_year",
            2.0,
            "2.0 is not a whole number; give a whole number from 0 to 12 rounds per year",
        ),
        (
            "policy.evaluation.rounds_per_year",
            10**30,
            "a number of so many digits lies outside its bounds; give a whole number from 0 to 12 rounds per year",
        ),
        (
            "policy.purchase.decider",
            "resident",
            "'resident' is not a known choice; give one of government, expert, residents; did you mean 'residents'?",
        ),
        ("policy.purchase.decider", 3, "3 is not a known choice; give one of government, expert, residents"),
    ],
)
def test_what_is_not_allowed_is_told(path: str, value: object, words: str) -> None:
    assert str(check_value(DECLARATIONS[path], value, "here")) == f"here: {words}"


def test_a_long_value_is_shown_by_its_beginning() -> None:
    fault = check_value(DECLARATIONS["policy.purchase.decider"], "x" * 10_000, "here")
    assert fault is not None
    assert len(str(fault)) < 200


def test_a_flag_is_true_or_false() -> None:
    class Flags(Section):
        on: bool = lever(default=True, meaning="On", unit="flag", source="M1", en="On", zh="开")

    flag = declarations(Flags, "top")["top.on"]
    assert (flag.kind, flag.allowed) == ("flag", "true or false")
    assert check_value(flag, False, "here") is None  # noqa: FBT003  the value itself
    assert str(check_value(flag, 1, "here")) == "here: 1 is not true or false; give true or false"


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.lists(st.integers(), max_size=3)
)


@given(path=st.sampled_from(sorted(DECLARATIONS)), value=anything)
def test_whatever_has_no_fault_is_within_its_declaration(path: str, value: object) -> None:
    declared = DECLARATIONS[path]
    if check_value(declared, value, "here") is None:
        if declared.kind == "choice":
            assert value in declared.choices
        else:
            assert isinstance(value, int | float)
            assert declared.low is not None
            assert declared.high is not None
            assert declared.low <= float(value) <= declared.high
            assert np.isfinite(value)
