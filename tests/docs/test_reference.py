"""The reference says what is declared, and nothing that is declared is missing from it."""

from __future__ import annotations

import re

import pytest

from scripts import reference_zh
from scripts.reference import FOLDER, PAGES, made
from sim.outcomes import OUTCOMES
from sim.scenario import COEFFICIENTS, LEVERS, SETTINGS, bundled_scenarios


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_reference_is_as_it_would_be_made(page: str) -> None:
    assert (FOLDER / page).read_text(encoding="utf-8") == made(page), "write the reference anew: make pages"


@pytest.mark.parametrize(
    ("page", "paths"), [("levers.md", LEVERS), ("coefficients.md", COEFFICIENTS), ("settings.md", SETTINGS)]
)
def test_everything_that_is_declared_has_a_row(page: str, paths: dict[str, object]) -> None:
    shown = set(re.findall(r"^\| `([^`]+)`<br>", made(page), flags=re.MULTILINE))
    stems = {path.removesuffix(".DOMAIN") for path in shown if path.endswith(".DOMAIN")}
    assert {path for path in paths if path not in shown and path.rpartition(".")[0] not in stems} == set()


@pytest.mark.parametrize("page", reference_zh.PAGES)
def test_a_chinese_page_is_as_it_would_be_made_and_has_the_rows_of_the_english_one(page: str) -> None:
    text = reference_zh.made(page)
    assert (FOLDER / page).read_text(encoding="utf-8") == text, "write the reference anew: make pages"
    name = re.compile(r"^(?:\| `([^`]+)`|## ([\w.]+))", re.MULTILINE)
    assert name.findall(text) == name.findall(made(page.replace(".zh", "")))


@pytest.mark.parametrize("page", ["levers.zh.md", "settings.zh.md", "coefficients.zh.md", "outcomes.zh.md"])
def test_labels_and_meanings_of_a_chinese_page_are_chinese(page: str) -> None:
    cells = re.findall(r"^\| `[^`]+`<br>([^|]+) \| ([^|]+) \|", reference_zh.made(page), flags=re.MULTILINE)
    assert cells
    assert [row for row in cells if re.search("[A-Za-z]", "".join(row))] == []


def test_every_outcome_and_every_scenario_is_there() -> None:
    assert set(re.findall(r"^\| `(\w+)`<br>", made("outcomes.md"), flags=re.MULTILINE)) == set(OUTCOMES)
    assert re.findall(r"^## (\w+)$", made("scenarios.md"), flags=re.MULTILINE) == list(bundled_scenarios())


def test_an_option_is_told_with_its_help() -> None:
    row = next(line for line in made("commands.md").splitlines() if line.startswith("| `--allow-mixed`"))
    assert "other versions" in row
