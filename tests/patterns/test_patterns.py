"""Every pattern, and its disappearance without its cause.

`make patterns-full` looks in thirty worlds and writes what is found, with numbers and reasons, to
docs/patterns.md; `make test` looks in ten, at the patterns that are clear enough for that.
"""

from __future__ import annotations

from functools import cache

import pytest

from sim.lab.patterns import PATTERNS, Finding
from sim.lab.patterns.evaluation import threshold
from sim.lab.patterns.stars import spread, spread_alone

FEW, WORLDS = 10, 30
CLEAR = ("P1", "P3", "P5", "P9", "P10", "P12", "P15", "P16", "P17")
SHOWN = (*CLEAR, "P4", "P7", "P8", "P11", "P13", "P14", "P20", "P21", "P22")


@cache
def look(code: str, worlds: int = WORLDS) -> Finding:
    return PATTERNS[code].look(worlds)


@cache
def ablate(code: str, worlds: int = WORLDS) -> Finding:
    return PATTERNS[code].ablate(worlds)


def told(finding: Finding) -> str:
    """Everything that was found, for whoever reads a failure."""
    return "\n".join([finding.words, *(str(reading) for reading in finding.readings)])


@pytest.mark.parametrize("code", CLEAR)
def test_a_clear_pattern_shows_in_few_worlds(code: str) -> None:
    finding = look(code, FEW)
    assert finding.shown, told(finding)


@pytest.mark.parametrize("code", CLEAR)
def test_a_clear_pattern_goes_with_its_cause(code: str) -> None:
    finding = ablate(code, FEW)
    assert not finding.shown, told(finding)


@pytest.mark.nightly
@pytest.mark.parametrize("code", SHOWN)
def test_the_pattern_shows(code: str) -> None:
    finding = look(code)
    assert finding.shown, told(finding)


@pytest.mark.nightly
@pytest.mark.parametrize("code", list(PATTERNS))
def test_the_pattern_goes_with_its_cause(code: str) -> None:
    finding = ablate(code)
    assert not finding.shown, told(finding)


@pytest.mark.nightly
@pytest.mark.xfail(
    strict=True,
    reason="A finding: closures of small agencies come before quits are felt in the district, because most workers "
    "are employed by large agencies whose reserves outlast the first half-year.",
)
def test_late_pay_goes_from_activities_over_arrears_and_quits_to_closures() -> None:
    finding = look("P2")
    assert finding.shown, told(finding)


@pytest.mark.nightly
def test_late_pay_closes_small_agencies_far_more_often_than_large_ones() -> None:
    small, large, _ = look("P2").readings
    assert small.low > large.high
    assert small.value > 1.5 * large.value


@pytest.mark.nightly
def test_without_scarce_reserves_late_pay_closes_nobody() -> None:
    small, large, _ = ablate("P2").readings
    assert small.value == large.value == 0.0


@pytest.mark.nightly
@pytest.mark.xfail(
    strict=True,
    reason="A finding: satisfaction is lowest about two years after activities are cut, not within twelve months, and "
    "mostly through closures and missing activities, not through quits.",
)
def test_late_pay_reaches_satisfaction_within_a_year() -> None:
    finding = look("P6")
    assert finding.shown, told(finding)


@pytest.mark.nightly
def test_late_pay_reaches_satisfaction_and_drives_workers_away() -> None:
    depth, leavers = look("P6").readings
    assert depth.high < 0.0
    assert leavers.low > 0.0


@pytest.mark.nightly
def test_workers_who_do_not_mind_arrears_leave_less_after_late_pay() -> None:
    _, with_cause = look("P6").readings
    _, without = ablate("P6").readings
    assert without.value < with_cause.value


@pytest.mark.nightly
@pytest.mark.xfail(
    strict=True,
    reason="A finding: the three institutions add up and do no more. What they spare is a product of what each leaves, "
    "which is less than the sum, and duplicated contacts cost committees little, who serve few to begin with.",
)
def test_institutions_of_linkage_are_worth_more_together() -> None:
    finding = look("P19")
    assert finding.shown, told(finding)


@pytest.mark.nightly
@pytest.mark.xfail(
    strict=True,
    reason="A finding: the order of the ways of delivery is the same at every capacity, because the same posts are "
    "filled with the same people whoever employs them.",
)
def test_which_delivery_is_best_depends_on_organisations_capacity() -> None:
    finding = look("P18")
    assert finding.shown, told(finding)


@pytest.mark.nightly
def test_institutions_of_linkage_are_worth_something_together() -> None:
    together, *_ = look("P19").readings
    assert together.low > 0.0


@pytest.mark.nightly
def test_four_evaluations_are_too_many_from_some_cost_on() -> None:
    best, cost = threshold(WORLDS)
    assert cost is not None, best
    assert list(best.values()) == sorted(best.values(), reverse=True)


@pytest.mark.nightly
def test_elimination_by_indicators_that_miss_the_work_lowers_quality() -> None:
    quality, _, coverage, wrong = ablate("P14").readings
    assert quality.high < 0.0
    assert coverage.low < 0.0
    assert wrong.value > look("P14").readings[-1].value + 0.1


@pytest.mark.nightly
def test_evaluators_who_differ_do_harm_by_what_they_make_people_do_not_by_their_scores() -> None:
    alone, felt = spread_alone(WORLDS, "needs_resolved"), spread({}, WORLDS, "needs_resolved")
    assert alone.low < 0.0 < alone.high
    assert felt.high < 0.0
    # What the spread alone does to the ranking is small.
    assert abs(spread_alone(WORLDS, "misranking").value) < 0.1


@pytest.mark.nightly
def test_the_vote_hardly_changes_how_well_projects_fit_while_suppliers_are_scarce() -> None:
    fit, *_ = look("P12").readings
    assert fit.low > -0.03
    assert fit.high < 0.03


@pytest.mark.nightly
def test_a_captured_vote_covers_what_officials_would_cover() -> None:
    _, fair, _, covered = look("P12").readings
    _, form_only, _, as_officials = ablate("P12").readings
    assert abs(as_officials.value) < 0.02 < abs(covered.value)
    assert form_only.value < fair.value / 4


@pytest.mark.nightly
def test_where_there_is_room_for_all_one_more_place_brings_nothing() -> None:
    _, _, fuller, *_ = ablate("P11").readings
    assert fuller.value == pytest.approx(0.0, abs=0.01)
