"""A mistyped name is told with the one that was meant, however many names there are."""

from __future__ import annotations

import difflib
from typing import Any

import pytest

from sim.errors import nearest
from sim.scenario import DECLARATIONS

NAMES = ("policy.payment.delay_months", "policy.evaluation.rounds_per_year", "setting.months", "satisfied_share")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("policy.payment.delay_moths", "policy.payment.delay_months"),
        ("policy.evalution.rounds_per_year", "policy.evaluation.rounds_per_year"),
        ("delay_month", "policy.payment.delay_months"),
        ("satisfied", "satisfied_share"),
    ],
)
def test_the_name_that_was_meant_is_told(typed: str, meant: str) -> None:
    assert nearest(typed, NAMES) == f"did you mean '{meant}'?"


@pytest.mark.parametrize("typed", ["", "x", "居民", "unrelated", "a" * 250_000])
def test_no_name_is_told_where_none_is_near(typed: str) -> None:
    assert nearest(typed, NAMES) == ""
    assert nearest(typed, ()) == ""


@pytest.mark.parametrize("place", [0, 9, -1])
def test_every_declared_name_is_found_without_one_of_its_letters(place: int) -> None:
    for name in DECLARATIONS:
        typed = name[:place] + name[place:][1:]
        assert nearest(typed, DECLARATIONS) == f"did you mean '{name}'?"


def test_of_hundreds_of_names_few_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty mistyped names of a file once took most of a second: each was measured against every name."""
    measured: list[int] = []
    measure = difflib.get_close_matches

    def counted(word: str, possibilities: list[str], **options: Any) -> list[str]:
        measured.append(len(possibilities))
        return measure(word, possibilities, **options)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    nearest("policy.oversigh.inspections_per_year", DECLARATIONS)
    nearest("policy.nothing.of_the_kind", DECLARATIONS)
    assert len(DECLARATIONS) > 100
    assert max(measured) < 10
