"""What is checked, and how a check is judged and told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sim.cli.validating import as_tree
from sim.errors import UsageError
from sim.lab.patterns import PATTERNS, Finding, Reading
from sim.lab.targets import NOT_FITTED, TARGETS
from sim.lab.validate import FactCheck, PatternCheck, Validation, calibration_facts, codes_to_check
from sim.report.figures.canvas import svg
from sim.report.figures.validation import validation_figure

TURNOVER = TARGETS["turnover"]
SHOWN = Finding(shown=True, readings=(Reading("gain", 1.0, 0.5, 1.5),), words="a gain")
NOT_SHOWN = Finding(shown=False, readings=(), words="nothing")


def test_every_calibration_fact_is_measured_or_told_why_not() -> None:
    measured = {target.fact for target in TARGETS.values()} | {"H6", "H7", "H8"}
    assert set(calibration_facts()) == (measured - {"H6-H8"}) | set(NOT_FITTED)


def test_everything_is_checked_if_nothing_is_asked_for() -> None:
    assert codes_to_check([]) == (list(TARGETS), list(PATTERNS))


def test_facts_and_patterns_are_asked_for_by_their_codes() -> None:
    assert codes_to_check(["G38", "P5"]) == (["turnover"], ["P5"])


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"G39: neither a fact .* nor a pattern; did you mean"):
        codes_to_check(["G39"])


@pytest.mark.parametrize(
    ("value", "reach", "verdict"),
    [(TURNOVER.value, 0.001, "met"), (TURNOVER.high + 0.01, 0.02, "unclear"), (TURNOVER.low - 0.01, 0.001, "missed")],
)
def test_the_band_decides(value: float, reach: float, verdict: str) -> None:
    assert FactCheck(TURNOVER, Reading("turnover", value, value - reach, value + reach)).verdict == verdict


@pytest.mark.parametrize(
    ("found", "without", "holds"),
    [(SHOWN, NOT_SHOWN, True), (SHOWN, SHOWN, False), (NOT_SHOWN, NOT_SHOWN, False)],
)
def test_a_pattern_holds_if_it_shows_and_goes_with_its_cause(found: Finding, without: Finding, *, holds: bool) -> None:
    assert PatternCheck(PATTERNS["P5"], found, without).holds is holds


def some() -> Validation:
    facts = tuple(
        FactCheck(target, Reading("value", target.value, target.low, target.high)) for target in TARGETS.values()
    )
    patterns = tuple(PatternCheck(pattern, SHOWN, NOT_SHOWN) for pattern in PATTERNS.values())
    failing = PatternCheck(replace(PATTERNS["P2"], reason="because"), NOT_SHOWN, NOT_SHOWN)
    return Validation(facts, (*patterns, failing), 30, "0123456789abcdef")


def test_what_fails_is_told_with_its_reason() -> None:
    tree = json.loads(json.dumps(as_tree(some())))
    assert len(tree["facts"]) == len(TARGETS)
    assert tree["patterns"][-1]["shown"] is False
    assert tree["patterns"][-1]["reason"] == "because"
    assert tree["patterns"][0]["found"]["readings"]["gain"] == {"mean": 1.0, "low": 0.5, "high": 1.5}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_picture_has_a_row_for_every_check(lang: str) -> None:
    figure = validation_figure(some(), lang)  # type: ignore[arg-type]
    facts, patterns = figure.axes
    assert len(facts.get_yticks()) == len(TARGETS)
    assert len(patterns.get_yticks()) == len(PATTERNS) + 1
    assert svg(figure).startswith("<?xml")
