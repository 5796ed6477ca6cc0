"""What a search says of its answer, over stand-in runs whose answer is known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sim.lab.search.answer import Answer
from sim.lab.search.searching import search
from sim.report.figures.canvas import svg
from sim.report.figures.front import front_figure
from sim.report.searched import header, rows, sentences
from sim.report.words import LANGUAGES, Language
from tests.lab.search.standins import CURVE, INSPECTIONS, ONLINE, ROUNDS, SALONS, SESSIONS, SLOPE, quest

SMALL: dict[str, Any] = {"population": 8, "generations": 60, "fresh_worlds": 3, "fresh_policies": 3}


def answered(folder: Path, function: str, worlds: int = 4, **asked: Any) -> Answer:
    return search(quest(SMALL | asked, worlds=worlds), folder, jobs=0, function=function)


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    levers: dict[str, Any] = {ROUNDS: {}, SESSIONS: {}, ONLINE: {}}
    target = {"outcome": "satisfied_share", "at_least": 0.7}
    return answered(tmp_path_factory.mktemp("reached"), SLOPE, levers=levers, target=target)


def test_the_cheapest_policy_is_told_with_its_levers_costs_and_intervals(reached: Answer) -> None:
    """5 evaluations and 10 sessions give 0.703 at 65 yuan; the baseline's 5 and 4 give 0.61 at 47."""
    told = list(sentences(reached, "en"))
    assert told[0].startswith(
        "The cheapest policy found with satisfied residents of at least 70% of residents: evaluation rounds 5 rounds "
        "per year, council sessions planned 10 sessions per year, online matching off. It costs 65.0 yuan"
    )
    assert "baseline 47.0 yuan" in told[0]
    assert "and reaches 70.3% of residents (" in told[0]
    assert "; baseline 61.0% of residents)." in told[0]
    assert "Every policy of the grid was tried." in told
    assert next(iter(sentences(reached, "zh"))).startswith("所找到的满足“居民满意度不低于70%”的最便宜政策：")


def test_the_table_has_a_row_for_the_baseline_and_for_each_policy(reached: Answer) -> None:
    heads, lines = header(reached, "en"), rows(reached, "en")
    assert heads[:4] == ["Policy", "Evaluation rounds", "Council sessions planned", "Online matching"]
    assert len(lines) == 1 + len(reached.found)
    assert {len(line) for line in lines} == {len(heads)}
    assert lines[0][0] == "baseline"
    assert "reaches the target" in {line[-1] for line in lines[1:]}


def test_a_target_out_of_reach_is_said_with_what_comes_nearest(tmp_path: Path) -> None:
    """All levers at their highest give 0.3 + 0.36 + 0.2771 + 0.05 = 98.7%."""
    levers: dict[str, Any] = {ROUNDS: {}, SESSIONS: {}, ONLINE: {}}
    far = answered(tmp_path, SLOPE, levers=levers, target={"outcome": "satisfied_share", "at_least": 0.99})
    first = next(iter(sentences(far, "en")))
    assert re.match(
        r"No policy within these ranges was found with satisfied residents of at least 99% of residents\. The "
        r"nearest is 98\.[78]% of residents \(98\.\d to 98\.\d\) with evaluation rounds 12 rounds per year, ",
        first,
    )
    assert (
        "evaluation rounds 12 rounds per year, council sessions planned 12 sessions per year, online matching on"
        in first
    )
    assert next(iter(sentences(far, "zh"))).startswith("在这些范围内没有找到满足“居民满意度不低于99%”的政策。")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_front_is_told_and_drawn_the_same_again(tmp_path: Path, lang: Language) -> None:
    asked: dict[str, Any] = {
        "levers": {ROUNDS: {}, SESSIONS: {"high": 2}, INSPECTIONS: {"high": 2}, SALONS: {"high": 1}},
        "objective": [{"outcome": "turnover_rate"}, {"outcome": "vacancy_share"}],
    }
    answer = answered(tmp_path, CURVE, **asked)
    told = list(sentences(answer, lang))
    expected = {
        "en": "3 of the 3 policies found are still on the front",
        "zh": "所得3项政策中有3项在新世界中仍处于前沿",
    }
    assert told[0].startswith(expected[lang])
    assert svg(front_figure(answer, lang)) == svg(front_figure(answer, lang))


def test_levers_at_an_end_of_what_was_tried_are_named(tmp_path: Path) -> None:
    """With at least 6 evaluations the cheapest way to 70% has 6 and 8 sessions; the bound of none is farther off."""
    levers: dict[str, Any] = {ROUNDS: {"low": 6}, SESSIONS: {}, ONLINE: {}}
    answer = answered(tmp_path, SLOPE, levers=levers, target={"outcome": "satisfied_share", "at_least": 0.7})
    assert answer.best is not None
    assert answer.best.values[ROUNDS] == 6
    told = [each for each in sentences(answer, "en") if each.startswith("At the end of their ranges")]
    assert [each.partition(".")[0] for each in told] == ["At the end of their ranges: evaluation rounds"]
