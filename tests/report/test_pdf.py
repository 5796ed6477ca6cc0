"""The printed page: every word of the report, in our own typeface, and no sign without a glyph."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typst

from sim.report import document, pdf
from sim.report.blocks import Block, Heading, Paragraph, Picture, Report, Table, numbered, texts
from sim.report.document import compose
from sim.report.figures.canvas import FigureFiles
from sim.report.material import Material
from sim.report.typeface import missing_glyphs
from sim.report.words import LANGUAGES, Language

Sample = Callable[[Language], Material]
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


@pytest.fixture
def reports(named: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Language], Report]:
    """A whole report in a language, with one small drawing for all its figures."""
    files = FigureFiles(tmp_path / "a.svg", tmp_path / "a.png")
    files.svg.write_text(DRAWING, encoding="utf-8")
    monkeypatch.setattr(document, "pictures", lambda *_: [Picture(files, "标题", "说明")])

    def made(lang: Language) -> Report:
        return compose(named(lang), tmp_path)

    return made


def found(report: Report, selector: str) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = json.loads(typst.query(pdf.sources(report), selector, **pdf.typefaces()))
    return answer


def words_of(element: object) -> str:
    """Every text within an element of the typesetter, in order."""
    if isinstance(element, dict):
        own = element["text"] if element.get("func") in {"text", "raw"} and isinstance(element.get("text"), str) else ""
        return own + "".join(words_of(value) for value in element.values() if isinstance(value, dict | list))
    return "".join(words_of(each) for each in element) if isinstance(element, list) else ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_heading_and_figure_is_set(reports: Callable[[Language], Report], lang: Language) -> None:
    report = reports(lang)
    headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    assert [words_of(each["body"]) for each in found(report, "heading")] == headings
    figures = found(report, "figure")
    assert [each["alt"] for each in figures] == ["说明"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_report_is_set_without_a_warning(reports: Callable[[Language], Report], lang: Language) -> None:
    content, warnings = typst.compile_with_warnings(
        pdf.sources(reports(lang)), format="pdf", timestamp=0, **pdf.typefaces()
    )
    assert content.startswith(b"%PDF-")
    assert warnings == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sign_of_a_report_lacks_a_glyph(reports: Callable[[Language], Report], lang: Language) -> None:
    assert missing_glyphs("".join(text for block in reports(lang).blocks for text in texts(block))) == ""


def test_only_our_typeface_and_that_of_commands_are_in_the_file(reports: Callable[[Language], Report]) -> None:
    fonts = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z-]+)", uncompressed(pdf.render(reports("zh")))))
    assert fonts <= {b"SansheSans-Regular", b"SansheSans-Bold", b"DejaVuSansMono", b"DejaVuSansMono-Bold"}
    assert b"SansheSans-Regular" in fonts


def uncompressed(content: bytes) -> bytes:
    """A file with its compressed streams opened, where names stand."""
    import zlib

    opened = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            opened.append(zlib.decompress(stream.rstrip()))
        except zlib.error:
            continue
    return b"\n".join(opened)


def test_the_same_report_gives_the_same_bytes(reports: Callable[[Language], Report]) -> None:
    assert pdf.render(reports("en")) == pdf.render(reports("en"))


@pytest.mark.parametrize("attack", ["#panic()", "$x$ *b* _i_ `c`", '] #read("/etc/passwd") [', "<label> @ref // x"])
def test_no_text_becomes_a_command(attack: str) -> None:
    report = Report(
        attack, "en", list(numbered([Heading(attack, 1), Paragraph(attack), Table(attack, [attack], [[attack]])]))
    )
    assert words_of(found(report, "heading")[0]["body"]) == attack
    assert pdf.render(report).startswith(b"%PDF-")


def test_a_table_too_wide_for_a_page_is_set_in_parts() -> None:
    blocks: list[Block] = [Table("宽", ["甲"] * 20, [["1"] * 20], notes=["说明"])]
    tables = json.loads(pdf.sources(Report("题", "zh", list(numbered(blocks))))[pdf.DATA])["blocks"]
    assert [len(table["header"]) for table in tables] == [8, 8, 6]
    assert [table["notes"] for table in tables] == [[], [], ["说明"]]
    assert [sum(table["widths"]) for table in tables] == pytest.approx([1, 1, 1])


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed; apt-get install poppler-utils"
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_can_be_copied_out(reports: Callable[[Language], Report], lang: Language, tmp_path: Path) -> None:
    report = reports(lang)
    (tmp_path / "r.pdf").write_bytes(pdf.render(report))
    copied = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "r.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    flat = re.sub(r"\s|\u00ad", "", copied)
    for block in report.blocks:
        if isinstance(block, Heading):
            assert re.sub(r"\s", "", block.text) in flat


def test_a_missing_typesetter_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    from sim.errors import UsageError

    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(
        UsageError, match=r"report --format pdf: the package 'typst' is not installed; .*sanshe\[report\]"
    ):
        document.build_report(tmp_path, "en", ["pdf"])


def test_a_character_without_a_glyph_is_said_at_the_top(
    named: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "pictures", lambda *_: [])
    first = compose(replace(named("zh"), question="龘？"), tmp_path).blocks[0]
    assert isinstance(first, Paragraph)
    assert "龘" in first.text
