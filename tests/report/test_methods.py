"""The methods pages: every heading of the guidelines, filled from what is declared, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sim.report import checklist_words, method_words
from sim.report.blocks import Facts, Heading, Table, texts
from sim.report.material import Material
from sim.report.methods import methods
from sim.report.words import LANGUAGES, Language

Sample = Callable[[Language], Material]
MODEL = Path(__file__).resolve().parents[2] / "sim" / "model.py"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_left_to_be_filled_in(named: Sample, lang: Language) -> None:
    told = "\n".join(text for block in methods(named(lang)) for text in texts(block))
    assert not re.search(r"\{\w*\}", told)


def test_the_seven_elements_of_odd_stand_in_their_order(named: Sample) -> None:
    elements = next(block for block in methods(named("en")) if isinstance(block, Facts))
    assert [name.split(" ")[0] for name, _ in elements.pairs] == ["1", "2", "3", "4", "5", "6", "7"]


def test_the_place_is_counted_from_its_settings(named: Sample) -> None:
    entities = dict(next(block for block in methods(named("en")) if isinstance(block, Facts)).pairs)
    said = entities["2 Entities, state variables, scales"]
    # Three streets of eight communities of 240 residents, as the settings declare.
    assert said.startswith("5,760 resident agents, each for 20 people, in 24 communities of 3 streets")


def test_the_month_is_told_in_the_order_of_the_model() -> None:
    step = MODEL.read_text(encoding="utf-8").partition("def month")[2].partition("def end_month")[0]
    lived = re.findall(r"^        (\w+)\.\w+\(\s*world, policy", step, re.MULTILINE)
    assert lived == list(method_words.MONTH)


def test_costs_are_told_only_where_an_outcome_is_money(named: Sample) -> None:
    material = named("en")
    without = replace(material, outcomes=material.outcomes[:3])
    heading = Heading("The costs, by CHEERS", 3)
    assert heading in list(methods(material))
    assert heading not in list(methods(without))


def test_each_item_of_a_guideline_stands_once() -> None:
    for items in (checklist_words.STRESS, checklist_words.CHEERS):
        numbers = [item.en.partition(" ")[0] for item, _ in items]
        assert len(set(numbers)) == len(numbers)
        assert [number.rstrip(",") for number in numbers] == [re.split("[ 、]", item.zh)[0] for item, _ in items]


@pytest.mark.parametrize(
    ("lang", "delay", "satisfied"),
    [
        ("en", "Mean months from the day a tranche is due", "Share of residents who are satisfied"),
        ("zh", "从一期款项到期到经办部门办结拨付的平均月数", "感到满意的居民比例"),
    ],
)
def test_levers_and_outcomes_are_explained(named: Sample, lang: Language, delay: str, satisfied: str) -> None:
    [_, table, *_] = [block for block in methods(named(lang)) if isinstance(block, Table)]
    told = [row[1] for row in table.rows]
    assert len(told) == len(named(lang).levers) + len(named(lang).outcomes)
    assert any(said.startswith(delay) for said in told)
    assert satisfied in told


def test_a_setting_that_is_nothing_is_left_out(named: Sample) -> None:
    place = next(block for block in methods(named("en")) if isinstance(block, Table))
    paths = [row[2] for row in place.rows]
    assert "setting.streets" in paths
    assert "setting.village_share" not in paths
