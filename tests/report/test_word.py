"""The Word document, read back: typefaces of every style, counted captions, texts for figures, three-line tables."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from sim.report import document, word
from sim.report.blocks import (
    Block,
    Command,
    Facts,
    Heading,
    Items,
    Paragraph,
    Picture,
    Report,
    Table,
    in_parts,
    numbered,
    texts,
)
from sim.report.columns import PAGE_COLUMNS, column_shares, fits_a_page
from sim.report.document import compose
from sim.report.figures.canvas import FigureFiles
from sim.report.material import Material
from sim.report.words import LANGUAGES, Language

Sample = Callable[[Language], Material]


def white_dot() -> bytes:
    """A picture of one white dot, 300 to the inch."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    size = struct.pack(">IIB", 11811, 11811, 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"pHYs", size)
        + chunk(b"IDAT", zlib.compress(b"\x00\xff"))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def blocks(tmp_path: Path) -> list[Block]:
    """One block of every kind, and a second figure and table so that there is something to count."""
    files = FigureFiles(tmp_path / "a.svg", tmp_path / "a.png")
    files.png.write_bytes(white_dot())
    table = Table("两项“政策”", ["政策", "差异"], [["甲", "+1.0"], ["乙", "−2.0"]], frozenset({1}), ["运行失败：1次。"])
    picture = Picture(files, "逐月变化", "两条线，一条上升。")
    return [
        Heading("问题？", 1),
        Paragraph("“按时拨款”好……", "lead"),
        Heading("图", 2),
        picture,
        picture,
        Items(["一", "二"]),
        Facts([("种子", "2012")]),
        table,
        table,
        Command("重新运行", "sanshe sweep x"),
        Paragraph("正文。"),
    ]


def opened(blocks: list[Block], lang: Language = "zh") -> Any:
    return docx.Document(io.BytesIO(word.render(Report("题", lang, list(numbered(blocks))))))


def faces(style: Any) -> dict[str, str]:
    fonts = style.element.rPr.rFonts
    return {name.rpartition("}")[2]: value for name, value in fonts.attrib.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_style_names_its_east_asian_typeface(blocks: list[Block], lang: Language) -> None:
    styles = [
        style
        for style in opened(blocks, lang).styles
        if style.type in {WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER}
    ]
    assert {"Heading 1", "Caption", "Table Text", "Table Head", "Note"} <= {style.name for style in styles}
    for style in styles:
        assert faces(style)["eastAsia"] in {"宋体", "黑体"}
        assert faces(style)["ascii"] in {"Times New Roman", "Consolas"}
        assert not any("Theme" in name for name in faces(style))


def test_headings_and_captions_are_set_in_hei_and_text_in_song(blocks: list[Block]) -> None:
    styles = opened(blocks).styles
    assert [faces(styles[name])["eastAsia"] for name in ("Title", "Heading 1", "Caption", "Table Head")] == ["黑体"] * 4
    assert [faces(styles[name])["eastAsia"] for name in ("Normal", "Table Text", "List Bullet")] == ["宋体"] * 3


def test_captions_are_fields_that_word_counts(blocks: list[Block]) -> None:
    captions = [each for each in opened(blocks).paragraphs if each.style.name == "Caption"]
    shown = ["".join(node.text for node in each._p.iter(qn("w:t"))) for each in captions]
    assert shown == ["图1  逐月变化", "图2  逐月变化", "表1  两项“政策”", "表2  两项“政策”"]
    fields = [node.get(qn("w:instr")).strip() for each in captions for node in each._p.iter(qn("w:fldSimple"))]
    assert fields == ["SEQ Figure \\* ARABIC"] * 2 + ["SEQ Table \\* ARABIC"] * 2


def test_no_caption_is_parted_from_what_it_names(blocks: list[Block]) -> None:
    paragraphs = opened(blocks).paragraphs
    tables = [each for each in paragraphs if each.style.name == "Caption" and "两项" in each.text]
    drawings = [each for each in paragraphs if list(each._p.iter(qn("w:drawing")))]
    assert len(tables) == len(drawings) == 2
    assert all(each.paragraph_format.keep_with_next for each in (*tables, *drawings))


def test_every_figure_has_a_text_for_those_who_do_not_see_it(blocks: list[Block]) -> None:
    shapes = opened(blocks).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["两条线，一条上升。"] * 2


def test_a_table_has_three_lines_and_repeats_its_header(blocks: list[Block]) -> None:
    table = opened(blocks).tables[1]
    lines = {node.tag.rpartition("}")[2]: node.get(qn("w:sz")) for node in table._tbl.tblPr.find(qn("w:tblBorders"))}
    assert lines == {"top": "12", "bottom": "12"}
    below = [cell._tc.tcPr.find(qn("w:tcBorders")) for cell in table.rows[0].cells]
    assert [each.find(qn("w:bottom")).get(qn("w:sz")) for each in below] == ["6", "6"]
    assert not [cell for cell in table.rows[1].cells if cell._tc.tcPr.find(qn("w:tcBorders")) is not None]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_numbers_stand_right_and_what_is_missing_stands_below(blocks: list[Block]) -> None:
    file = opened(blocks)
    assert [cell.paragraphs[0].alignment for cell in file.tables[1].rows[1].cells] == [word.LEFT, word.RIGHT]
    assert [each.text for each in file.paragraphs if each.style.name == "Note"] == ["运行失败：1次。"] * 2


def test_chinese_quotation_marks_are_as_wide_as_characters(blocks: list[Block]) -> None:
    lead = next(each for each in opened(blocks).paragraphs if each.style.name == "Lead")
    hinted = [
        run.text for run in lead.runs if run._r.find(f".//{qn('w:rFonts')}[@{qn('w:hint')}='eastAsia']") is not None
    ]
    assert hinted == ["“", "”", "……"]
    english = next(each for each in opened(blocks, "en").paragraphs if each.style.name == "Lead")
    assert len(english.runs) == 1


def test_the_same_report_is_the_same_file(blocks: list[Block]) -> None:
    report = Report("题", "zh", list(numbered(blocks)))
    assert opened(blocks).core_properties.title == "题"
    assert docx.Document(io.BytesIO(word.render(report))).element.xml == opened(blocks).element.xml


def test_a_wide_table_is_cut_into_parts_that_keep_the_rows_names() -> None:
    table = Table("宽", [str(place) for place in range(10)], [["r", *"abcdefghi"]], frozenset({9}))
    parts = in_parts(table, 6)
    assert [list(part.header) for part in parts] == [["0", "1", "2", "3", "4", "5"], ["0", "6", "7", "8", "9"]]
    assert list(parts[1].rows[0]) == ["r", "f", "g", "h", "i"]
    assert parts[1].numeric == {4}
    assert in_parts(table, 10) == [table]


def test_the_widest_column_gives_way() -> None:
    table = Table("", ["a", "b"], [["x" * 500, "12.5"]])
    wide, narrow = column_shares(table)
    assert wide + narrow == pytest.approx(1)
    assert narrow * PAGE_COLUMNS == pytest.approx(9)
    assert fits_a_page(table, [wide, narrow])


def test_that_column_gives_way_by_which_the_table_grows_least() -> None:
    label, reading = "1 million yuan / 2 / 0", "no difference that matters"
    rows = [[label, "75.2", "74.2", "+0.22", "+0.18 to +0.27", "20", each] for each in (*["worse"] * 5, reading)]
    table = Table(
        "",
        ["Policy", *["Difference\n(percentage points)"] * 3, "95% interval", "Worlds", "Reading"],
        rows,
        frozenset(range(1, 6)),
    )
    rooms = [share * PAGE_COLUMNS - 3 for share in column_shares(table)]
    assert rooms[0] >= len(label)
    assert rooms[4] >= len("+0.18 to +0.27")
    assert rooms[1] >= len("(percentage")
    assert len("difference") <= rooms[6] < len(reading)


def test_a_long_table_may_be_cut() -> None:
    assert not fits_a_page(Table("", ["a"], [["x"]] * 60), [1.0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_report_keeps_all_its_words(
    named: Sample, lang: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "pictures", lambda *_: [])
    report = compose(named(lang), tmp_path)
    file = docx.Document(io.BytesIO(word.render(report)))
    said = "\n".join("".join(node.text or "" for node in each.iter(qn("w:t"))) for each in file.element.iter(qn("w:p")))
    for block in report.blocks:
        for text in texts(block):
            assert all(line in said for line in text.split("\n"))
