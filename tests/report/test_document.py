"""The whole report: the answer first, gaps beside every figure, one language at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sim.errors import ResultsError
from sim.report import document, drawn, words
from sim.report.blocks import Block, Command, Facts, Heading, Items, Paragraph, Picture, Table
from sim.report.document import compose, write_report
from sim.report.drawn import pictures
from sim.report.figures.canvas import FigureFiles
from sim.report.material import Material
from sim.report.words import Language

Sample = Callable[[Language], Material]
# Names of things that have no other name, and the marks of a command.
KEPT_IN_LATIN = {"ABS", "Apache", "CHEERS", "Holm", "Linux", "ODD", "Philox", "SHA", "STRESS"}
KEPT_IN_LATIN |= {"demo", "figures", "guangzhou", "parquet", "python", "results", "sanshe", "worlds"}
PATHS = re.compile(r"[\w/.*-]+\.(?:csv|md|png|svg|toml)\b|\d+x\d+-\d+")


def spoken(block: Block) -> list[str]:
    match block:
        case Heading(text) | Paragraph(text):
            return [text]
        case Items(texts):
            return list(texts)
        case Facts(pairs):
            return [part for pair in pairs for part in pair if not re.search(r"[0-9a-f]{16}|sanshe", part)]
        case Command(why, _):
            return [why]
        case Picture():
            return [block.title, block.alternative]
        case Table():
            return [
                block.title,
                *block.header,
                *block.notes,
                *(cell for row in block.rows for cell in row if not re.fullmatch(r"[a-z_.]+", cell)),
            ]


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the figures out of tests that read something else."""
    monkeypatch.setattr(document, "pictures", lambda *_: [])


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_the_page_begins_with_question_and_answer(named: Sample, lang: Language, tmp_path: Path) -> None:
    material = named(lang)
    blocks = compose(material, tmp_path).blocks
    assert blocks[1] == Heading(material.question, 1)
    answer = blocks.index(Heading(words.ANSWER.say(lang)))
    first_figure = next(place for place, block in enumerate(blocks) if isinstance(block, Picture))
    assert answer < first_figure
    assert isinstance(blocks[answer + 1], Paragraph)
    assert any(isinstance(block, Facts) and material.command in dict(block.pairs).values() for block in blocks)


def test_another_outcome_is_offered_where_the_results_hold_one(named: Sample, tmp_path: Path) -> None:
    offer = "sanshe compare results/demo --outcome closures"
    for unasked, offered in (("closures", True), (None, False)):
        blocks = compose(replace(named("en"), unasked=unasked), tmp_path).blocks
        assert any(isinstance(block, Command) and offer in block.line for block in blocks) is offered


def test_no_english_is_left_on_a_chinese_page(named: Sample, tmp_path: Path) -> None:
    text = " ".join(part for block in compose(named("zh"), tmp_path).blocks for part in spoken(block))
    assert set(re.findall(r"[A-Za-z]{2,}", PATHS.sub("", text))) - KEPT_IN_LATIN == set()


def test_no_chinese_is_left_on_an_english_page(named: Sample, tmp_path: Path) -> None:
    text = " ".join(part for block in compose(named("en"), tmp_path).blocks for part in spoken(block))
    assert re.findall(r"[\u4e00-\u9fff]", text) == []


def test_a_grid_has_forest_heat_and_fan_figures(grid: Sample, tmp_path: Path) -> None:
    found = pictures(grid("en"), tmp_path)
    assert [picture.files.svg.name.split("-")[0] for picture in found] == ["forest"] * 2 + ["heat"] * 3 + ["fan"] * 3
    assert all(picture.files.png.exists() for picture in found)


def test_failed_runs_are_said_beside_every_figure(
    grid: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[Sequence[str]] = []

    def note(*_: object, notes: Sequence[str], **__: object) -> None:
        noted.append(notes)

    for name in ("fan_chart", "forest_plot", "heat_map"):
        monkeypatch.setattr(drawn, name, note)
    monkeypatch.setattr(drawn, "save", lambda *_: FigureFiles(tmp_path, tmp_path))
    pictures(grid("en"), tmp_path)
    assert len(noted) == 8
    for notes in noted:
        assert "Runs that failed and are not shown: 2." in notes
        assert "Worlds left out for every policy because a run failed in them: 1." in notes


def test_a_baseline_alone_is_drawn_and_said(named: Sample, tmp_path: Path) -> None:
    material = named("en")
    alone = replace(material, policies=material.policies[:1], comparison=material.comparison.iloc[:0])
    page = write_report(alone, tmp_path)[0].read_text(encoding="utf-8")
    assert "nothing to compare" in page
    assert "Figure 1" in page


@pytest.mark.usefixtures("undrawn")
def test_a_character_without_a_glyph_is_said(named: Sample, tmp_path: Path) -> None:
    material = named("zh")
    strange = replace(material.policies[1], label="龘")
    told = compose(replace(material, policies=(material.baseline, strange, *material.policies[2:])), tmp_path)
    assert any(isinstance(block, Paragraph) and "龘" in block.text and "字体" in block.text for block in told.blocks)


def test_a_report_that_cannot_be_written_is_one_sentence(named: Sample, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    with pytest.raises(ResultsError, match="cannot be used"):
        write_report(named("en"), blocked)


@pytest.mark.usefixtures("undrawn")
def test_every_limit_of_the_model_is_on_the_page(named: Sample, tmp_path: Path) -> None:
    page = write_report(named("zh"), tmp_path)[0].read_text(encoding="utf-8")
    for limit in (
        words.LIMIT_FORECAST,
        words.LIMIT_SOURCES,
        words.LIMIT_ASSUMPTIONS,
        words.LIMIT_STABLE,
        words.LIMIT_MEASURE,
    ):
        assert limit.zh in page
