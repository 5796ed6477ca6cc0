"""What the page is built from: everything that is declared, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sim.app import words
from sim.app.asking import read_asked
from sim.app.catalogue import catalogue, step_for
from sim.app.limits import LIMITS
from sim.outcomes import OUTCOMES
from sim.report.words import Text
from sim.scenario import LEVERS, bundled_scenarios, load_scenario

STATIC = Path(words.__file__).parent / "static"
SCRIPTS = [path for path in sorted(STATIC.glob("*.js")) if not path.name.startswith("uPlot")]


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    return catalogue(LIMITS)


def test_every_lever_stands_once_with_what_it_needs(known: dict[str, Any]) -> None:
    levers = [lever for section in known["sections"] for lever in section["levers"]]
    assert sorted(lever["path"] for lever in levers) == sorted(LEVERS)
    for lever in levers:
        assert lever["kind"] != "choice" or set(lever["choices"]) <= set(known["choices"])
        assert lever["kind"] not in {"number", "integer"} or {"low", "high", "step", "scale"} <= set(lever)


def test_a_lever_is_shown_in_the_units_of_each_language(known: dict[str, Any]) -> None:
    levers = {lever["path"]: lever for section in known["sections"] for lever in section["levers"]}
    scale = levers["policy.purchase.centre_yuan"]["scale"]
    assert scale["en"] == {"factor": 1e-6, "unit": "million yuan per centre and year"}
    assert scale["zh"] == {"factor": 1e-4, "unit": "万元/中心·年"}


def test_levers_and_outcomes_are_explained_in_both_languages(known: dict[str, Any]) -> None:
    levers = [lever for section in known["sections"] for lever in section["levers"]]
    for each in (*levers, *known["outcomes"]):
        assert re.search("[a-z]", each["meaning"]["en"])
        assert not re.search("[A-Za-z]", each["meaning"]["zh"])


def test_scenarios_give_back_their_levers(known: dict[str, Any]) -> None:
    defaults = {path: lever.default for path, lever in LEVERS.items()}
    assert [each["name"] for each in known["scenarios"]] == bundled_scenarios()
    for each in known["scenarios"]:
        values = load_scenario(each["name"]).values()
        assert {**defaults, **each["set"]} == {path: values[path] for path in LEVERS}


def test_every_outcome_can_be_chosen(known: dict[str, Any]) -> None:
    assert [each["name"] for each in known["outcomes"]] == list(OUTCOMES)


def test_the_first_question_can_be_asked(known: dict[str, Any]) -> None:
    asked = read_asked(json.dumps(known["first"]).encode(), LIMITS)
    assert asked.scenario("a").fingerprint == load_scenario("guangzhou").fingerprint


@pytest.mark.parametrize(
    ("reach", "step"), [(12, 0.2), (5e6, 5e4), (1, 0.01), (0.7, 0.01), (480_000, 5_000), (3, 0.05)]
)
def test_a_slider_has_round_steps(reach: float, step: float) -> None:
    assert step_for(reach) == step


def test_the_page_says_nothing_that_has_no_words() -> None:
    said = {name for name, text in vars(words).items() if isinstance(text, Text)}
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    used = set(re.findall(r'data-(?:say|title|label|placeholder)="(\w+)"', page))
    for script in SCRIPTS:
        used |= set(re.findall(r'"([A-Z][A-Z_]+)"', script.read_text(encoding="utf-8")))
    assert used - {"POST"} == said


def test_the_page_names_no_other_place_and_runs_no_inline_code() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"https?:|<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
    for file in [*SCRIPTS, *STATIC.glob("p*.css")]:
        assert set(re.findall(r"https?://[^\"' )]+", file.read_text(encoding="utf-8"))) <= {
            "http://www.w3.org/2000/svg"
        }


def test_the_drawing_library_comes_with_its_licence() -> None:
    assert "Copyright (c) 2022 Leon Sorokin" in (STATIC / "uPlot-LICENSE.txt").read_text(encoding="utf-8")
