"""The lines before the tables say which policies do better or worse, and warn of too few worlds."""

from __future__ import annotations

import pytest

from sim.cli.verdicts import few_worlds, in_short, p_words
from sim.lab.compare import BETTER, NO_DIFFERENCE, UNCLEAR, WORSE

LABELS = {"a": "Paid late", "b": "Half the money", "c": "More visits", "d": "Fewer visits", "e": "As before"}
ROWS = [
    *({"outcome": "satisfied_share", "policy": policy, "verdict": WORSE} for policy in "abcd"),
    {"outcome": "satisfied_share", "policy": "e", "verdict": NO_DIFFERENCE},
    {"outcome": "turnover_rate", "policy": "a", "verdict": UNCLEAR},
    {"outcome": "turnover_rate", "policy": "b", "verdict": BETTER},
]


def test_policies_of_a_clear_reading_are_named_where_they_are_few() -> None:
    assert list(in_short(ROWS, LABELS, "en")) == [
        "Satisfied residents: worse 4, no difference that matters 1.",
        "Worker turnover: better 1 (Half the money), unclear 1.",
    ]


def test_chinese_counts_with_its_own_marks() -> None:
    assert list(in_short(ROWS, LABELS, "zh"))[1] == "社工离职率：更好1项（Half the money），尚不明确1项。"


@pytest.mark.parametrize(("worlds", "told"), [(9, 1), (10, 0)])
def test_few_worlds_are_told(worlds: int, told: int) -> None:
    assert len(list(few_worlds(worlds, "en"))) == told


@pytest.mark.parametrize(
    ("p", "told"),
    [(1.06e-17, "<0.001"), (0.0009, "<0.001"), (0.02494, "0.0249"), (1.0, "1"), (float("nan"), "undefined")],
)
def test_a_p_value_has_no_more_digits_than_are_read(p: float, told: str) -> None:
    assert p_words(p) == told
