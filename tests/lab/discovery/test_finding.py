from __future__ import annotations

import re

import pytest

from sim.errors import ResultsError, SansheError, UsageError
from sim.lab.discovery.boxes import Among, Between
from sim.lab.discovery.finding import Discovery, discover, failure_of
from sim.lab.discovery.points import points_of
from sim.report.failing import box_words, failing_words, simplest, stage_words, unit_words, wilson
from sim.report.figures.canvas import svg
from sim.report.figures.failing import failing_figure
from sim.report.words import LANGUAGES
from tests.lab.discovery.answers import (
    DELAY,
    ONLINE,
    PAYER,
    RESERVE,
    ROUNDS,
    STAFF,
    WORLDS,
    late_and_often,
    two_policies_over_sets,
)

BELOW = failure_of("satisfied_share", 0.6, None, None)


@pytest.fixture(scope="module")
def found() -> Discovery:
    return discover(late_and_often(), BELOW)


def test_every_kind_of_value_becomes_a_condition() -> None:
    points = points_of(late_and_often(), "satisfied_share")
    known = {each.path: (each.kind, each.whole, each.categories) for each in points.conditions}
    assert known == {
        DELAY: ("number", False, ()),
        ROUNDS: ("number", True, ()),
        ONLINE: ("category", False, (False, True)),
        PAYER: ("category", False, ("agency", "funder")),
        RESERVE: ("number", False, ()),
    }
    assert points.matrix.shape == (400, 5)
    assert points.outcome.shape == (400, WORLDS)


def test_the_rule_behind_the_failures_is_found(found: Discovery) -> None:
    limits = {found.conditions[place].path: found.box.box[place] for place in found.box.restricted}
    assert set(limits) == {ROUNDS, ONLINE, RESERVE}
    assert limits[ONLINE] == Among(frozenset({0}))
    rounds, reserve = limits[ROUNDS], limits[RESERVE]
    assert isinstance(rounds, Between)
    assert isinstance(reserve, Between)
    assert rounds.low == 5.5
    assert reserve.high == pytest.approx(1.0, abs=0.08)
    assert min(found.box.coverage, found.box.density) > 0.85


def test_what_was_judged_is_told(found: Discovery) -> None:
    assert (found.cases.count, found.worlds, found.left_out, found.near) == (400, WORLDS, 0, 0)
    assert found.tree is not None
    assert found.tree.leaves[0].density > 0.9
    assert max(found.p_values.values()) < 0.05


def test_points_near_the_threshold_are_counted() -> None:
    """Means are 0.5 or 0.7, and 95% intervals reach 0.0248 to either side."""
    assert discover(late_and_often(), failure_of("satisfied_share", 0.68, None, None), tree=False).near > 200
    assert discover(late_and_often(), failure_of("satisfied_share", 0.67, None, None), tree=False).near == 0


def test_doing_worse_than_the_baseline_in_the_same_worlds_is_failing() -> None:
    failure = failure_of("satisfied_share", None, None, "baseline")
    assert (failure.side, failure.threshold) == ("below", 0.0)
    against = discover(late_and_often(), failure, tree=False)
    assert against.cases.fails.tolist() == discover(late_and_often(), BELOW, tree=False).cases.fails.tolist()


def test_the_same_results_give_the_same_answer(found: Discovery) -> None:
    again = discover(late_and_often(), BELOW)
    assert again.box == found.box
    assert again.halvings is not None
    assert found.halvings is not None
    assert again.halvings.density.tolist() == found.halvings.density.tolist()
    assert again.tree == found.tree


def test_another_box_of_the_way_can_be_taken(found: Discovery) -> None:
    wider = discover(late_and_often(), BELOW, box=1, tree=False)
    assert wider.picked == 1
    assert wider.box.coverage >= found.box.coverage
    with pytest.raises(UsageError, match=r"--box 999: the trajectory has boxes 0 to \d+; give one of them"):
        discover(late_and_often(), BELOW, box=999, tree=False)


@pytest.mark.parametrize(
    ("outcome", "below", "above", "against", "message"),
    [
        ("satisfied_shares", 0.6, None, None, "did you mean 'satisfied_share'?"),
        ("satisfied_share", 0.6, 0.7, None, "a policy cannot fail on both sides"),
        ("satisfied_share", None, None, None, "give --below V, --above V or --against POLICY"),
        ("satisfied_share", float("nan"), None, None, "--below: nan is no threshold"),
        ("public_money_yuan", None, None, "baseline", "'public_money_yuan' has no better direction"),
        ("satisfied_share", 0.1, None, None, "--below 0.1: 0 of 400 points fail"),
        ("satisfied_share", 0.9, None, None, "--below 0.9: 400 of 400 points fail"),
        ("satisfied_share", None, None, "baselin", "there is no policy 'baselin'; did you mean 'baseline'?"),
        ("turnover_rate", 0.1, None, None, "'turnover_rate' is undefined at 1 of 400 points"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    outcome: str, below: float | None, above: float | None, against: str | None, message: str
) -> None:
    with pytest.raises((UsageError, ResultsError), match=re.escape(message)):
        discover(late_and_often(), failure_of(outcome, below, above, against), tree=False)


def test_a_policy_is_asked_about_over_sets_that_all_policies_met() -> None:
    over = two_policies_over_sets()
    bold = discover(over, BELOW, policy="bold", tree=False)
    assert bold.policy == "bold"
    assert [each.path for each in bold.conditions] == [RESERVE, STAFF]
    assert bold.box.restricted == (0,)
    limit = bold.box.box[0]
    assert isinstance(limit, Between)
    assert limit.low == pytest.approx(1.5, abs=0.02)
    assert (bold.box.coverage, bold.box.density) == (1.0, 1.0)


def test_against_a_baseline_over_sets_each_set_is_compared_with_itself() -> None:
    over = two_policies_over_sets()
    worse = discover(over, failure_of("satisfied_share", None, None, "baseline"), tree=False)
    assert worse.policy == "bold"
    assert worse.cases.fails.tolist() == (worse.cases.conditions[:, 0] > 1.5).tolist()
    assert worse.near == 0


def test_among_several_policies_one_must_be_named() -> None:
    with pytest.raises(UsageError, match="2 policies met these conditions; name one of them: baseline, bold"):
        discover(two_policies_over_sets(), BELOW, tree=False)
    with pytest.raises(UsageError, match="--policy: there is no policy 'bolt'; did you mean 'bold'"):
        discover(two_policies_over_sets(), BELOW, policy="bolt", tree=False)


def test_a_handful_of_points_is_refused() -> None:
    with pytest.raises(SansheError, match="has 10 points that differ in 5 conditions; sweep an experiment with a"):
        points_of(late_and_often(10), "satisfied_share")


def test_the_box_is_said_with_labels_and_units(found: Discovery) -> None:
    english = stage_words(found.box, found, "en")
    assert english.startswith(
        "Evaluation rounds of 6 rounds per year or more and online matching: off and reserves, small"
    )
    assert re.search(
        r"; \d+% of the cases in it fail \(\d+ of \d+, 95% interval \d+% to \d+%\); n = \d+ of 400", english
    )
    chinese = box_words(found.box.box, found.conditions, "zh")
    assert "不低于6轮/年" in chinese
    assert "为否" in chinese
    assert failing_words(BELOW, "en") == "Failing is: satisfied residents below 60% of residents."
    assert "共400个条件点，各以3个模拟世界的均值判断" in unit_words(found, "zh")


def test_wilsons_interval_is_as_tabled() -> None:
    """Newcombe 1998 (Statistics in Medicine 17:857), table I: 81 of 263 gives 0.2553 to 0.3662."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_a_long_way_is_listed_evenly_with_the_picked_box() -> None:
    stages = [None] * 60
    listed = simplest(stages, 17, 16)  # type: ignore[arg-type]
    assert {0, 17, 59} <= set(listed)
    assert 15 <= len(listed) <= 16
    assert simplest(stages[:5], 2, 16) == [0, 1, 2, 3, 4]  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figure_is_drawn_the_same_again(found: Discovery, lang: str) -> None:
    from typing import get_args

    from sim.report.words import Language

    language = next(each for each in get_args(Language) if each == lang)
    assert svg(failing_figure(found, language)) == svg(failing_figure(found, language))
