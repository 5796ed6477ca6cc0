"""A report as a Word document: styles, three-line tables, captions that Word counts, figures for print."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sim.lab.extras import need
from sim.report import words
from sim.report.blocks import Block, Command, Facts, Heading, Items, Paragraph, Picture, Report, Table, in_parts
from sim.report.columns import MOST_COLUMNS, column_shares, fits_a_page
from sim.report.words import Language

TEXT_WIDTH_CM = 16.2
FACT_SHARES = (0.28, 0.72)
THICK, THIN = 12, 6
"""Lines of a table in eighths of a point: above and below it, and under its header."""
# Signs that a Latin typeface draws half as wide as Chinese text needs them.
_CHINESE_SIGNS = re.compile("([“”‘’…—]+)")
_WHEN = datetime(2000, 1, 1, tzinfo=UTC)


def render(report: Report) -> bytes:
    """Lay a report out as a Word document (.docx)."""
    need("docx", "report", "report --format docx")
    return _Document(report).content()


class _Document:
    """One report as it grows, block by block."""

    def __init__(self, report: Report) -> None:
        import docx

        from sim.report import word_styles

        self._report, self._lang = report, report.lang
        self._styles = word_styles
        self._file: Any = docx.Document()
        word_styles.dress(self._file, report.lang)
        self._name()
        self._running()

    def content(self) -> bytes:
        """The file's bytes."""
        blocks = self._report.blocks
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            self._write(block, sticks=isinstance(following, Table | Facts))
        stream = io.BytesIO()
        self._file.save(stream)
        return stream.getvalue()

    def _write(self, block: Block, *, sticks: bool) -> None:
        match block:
            case Picture():
                self._picture(block)
            case Table():
                for part in in_parts(block, MOST_COLUMNS):
                    self._table(part)
                for note in block.notes:
                    self._paragraph(note, self._styles.NOTE)
            case _:
                self._words(block, sticks=sticks)

    def _words(self, block: Heading | Paragraph | Items | Facts | Command, *, sticks: bool) -> None:
        match block:
            case Heading(text, level):
                self._paragraph(text, self._styles.HEADINGS[level])
            case Paragraph(text, role):
                self._running_text(text, role, sticks=sticks)
            case Items(texts):
                for text in texts:
                    self._paragraph(text, "List Bullet")
            case Facts(pairs):
                self._facts(pairs)
            case Command(why, line):
                self._paragraph(why, "Normal").paragraph_format.keep_with_next = True
                self._paragraph(line, self._styles.CODE)

    def _running_text(self, text: str, role: str, *, sticks: bool) -> None:
        style = {"lead": self._styles.LEAD, "note": self._styles.NOTE}.get(role, "Normal")
        paragraph = self._paragraph(text, style)
        if sticks:
            paragraph.paragraph_format.keep_with_next = True
        if role == "plain" and self._lang == "zh":
            _indent_first_line(paragraph)

    def _paragraph(self, text: str, style: str) -> Any:  # noqa: ANN401  python-docx has no types
        return write(self._file.add_paragraph(style=style), text, self._lang)

    def _picture(self, picture: Picture) -> None:
        """The drawing with its text for readers who do not see it, and below it the caption."""
        from docx.shared import Cm

        holder = self._file.add_paragraph(style="Normal")
        holder.paragraph_format.keep_with_next = True
        shape = holder.add_run().add_picture(str(picture.files.png), width=Cm(TEXT_WIDTH_CM))
        shape._inline.docPr.set("descr", picture.alternative)  # noqa: SLF001  python-docx has no other way
        shape._inline.docPr.set("title", picture.title)  # noqa: SLF001
        self._caption(words.FIGURE_NUMBER, "Figure", picture.number, picture.title)

    def _table(self, table: Table) -> None:
        """A three-line table under its caption; its header stands again on every page."""
        caption = self._caption(words.TABLE_NUMBER, "Table", table.number, table.title)
        caption.paragraph_format.keep_with_next = True
        shares = column_shares(table)
        grid = self._grid(len(table.rows) + 1, shares)
        together = fits_a_page(table, shares)
        for place, row in enumerate([table.header, *table.rows]):
            style = self._styles.CELL if place else self._styles.CELL_HEAD
            cells = grid.rows[place].cells
            for column, text in enumerate(row):
                paragraph = write(cells[column].paragraphs[0], text, self._lang)
                paragraph.style = style
                paragraph.alignment = RIGHT if column in table.numeric else LEFT
                paragraph.paragraph_format.keep_with_next = together and place < len(table.rows)
        _three_lines(grid)
        self._after_table()

    def _facts(self, pairs: Any) -> None:  # noqa: ANN401  pairs of texts
        grid = self._grid(len(pairs), list(FACT_SHARES))
        for place, (row, pair) in enumerate(zip(grid.rows, pairs, strict=True), start=1):
            for cell, text in zip(row.cells, pair, strict=True):
                paragraph = write(cell.paragraphs[0], text, self._lang)
                paragraph.style = self._styles.CELL
                paragraph.paragraph_format.keep_with_next = place < len(pairs)
        self._after_table()

    def _grid(self, rows: int, shares: list[float]) -> Any:  # noqa: ANN401  python-docx has no types
        """An empty table without lines, as wide as the text; no row of it is cut by the end of a page."""
        from docx.shared import Cm

        grid = self._file.add_table(rows, len(shares))
        grid.autofit = False
        _narrow_cells(grid)
        for share, column in zip(shares, grid.columns, strict=True):
            column.width = Cm(TEXT_WIDTH_CM * share)
            for cell in column.cells:
                cell.width = Cm(TEXT_WIDTH_CM * share)
        for row in grid.rows:
            _mark(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001  python-docx has no other way
        return grid

    def _after_table(self) -> None:
        from docx.shared import Pt

        gap = self._file.add_paragraph(style=self._styles.CELL)
        gap.paragraph_format.space_after = Pt(4)

    def _caption(self, numbering: words.Text, name: str, number: int, title: str) -> Any:  # noqa: ANN401
        """`Figure 1. Title`, the number being a field that Word counts again when figures are moved."""
        paragraph = self._file.add_paragraph(style="Caption")
        before, _, after = numbering.say(self._lang, number="\0").partition("\0")
        write(paragraph, before, self._lang)
        _field(paragraph, f"SEQ {name} \\* ARABIC", str(number))
        return write(paragraph, after + words.CAPTION.say(self._lang, number="", title=title), self._lang)

    def _name(self) -> None:
        """What the file says of itself; no date, so that the same report is the same file."""
        said = self._file.core_properties
        said.title, said.author, said.comments = self._report.title, "sanshe", ""
        said.language = "zh-CN" if self._lang == "zh" else "en-GB"
        said.created = said.modified = _WHEN

    def _running(self) -> None:
        """The report's name above every page, the page's number below."""
        section = self._file.sections[0]
        write(section.header.paragraphs[0], self._report.title, self._lang)
        footer = section.footer.paragraphs[0]
        footer.alignment = CENTRE
        fields: dict[str, Callable[[], None]] = {
            "\0": lambda: _field(footer, "PAGE", "1"),
            "\1": lambda: _field(footer, "NUMPAGES", "1"),
        }
        for part in re.split("([\0\1])", words.PAGE.say(self._lang, number="\0", count="\1")):
            fields[part]() if part in fields else write(footer, part, self._lang)


LEFT, CENTRE, RIGHT = 0, 1, 2
"""How a paragraph is set, in the numbers of Word."""


def write(paragraph: Any, text: str, lang: Language) -> Any:  # noqa: ANN401  python-docx has no types
    """Add a text to a paragraph; on a Chinese page quotation marks and dashes are as wide as its characters."""
    from docx.oxml.ns import qn

    for part in _CHINESE_SIGNS.split(text) if lang == "zh" else [text]:
        if part:
            run = paragraph.add_run(part)
            if lang == "zh" and _CHINESE_SIGNS.fullmatch(part):
                run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")  # noqa: SLF001
    return paragraph


def _indent_first_line(paragraph: Any) -> None:  # noqa: ANN401  python-docx has no types
    """Two characters, as Chinese paragraphs begin."""
    from docx.oxml.ns import qn

    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "420")


def _field(paragraph: Any, instruction: str, shown: str) -> None:  # noqa: ANN401  python-docx has no types
    """A value that Word computes; `shown` is what stands there until it does."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {instruction} ")
    paragraph._p.append(field)  # noqa: SLF001
    run = paragraph.add_run(shown)
    field.append(run._r)  # noqa: SLF001


def _narrow_cells(grid: Any) -> None:  # noqa: ANN401  python-docx has no types
    """Cells leave a millimetre and a half free on both sides."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "85")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.find(qn("w:tblLayout")).addnext(margins)  # noqa: SLF001


def _three_lines(grid: Any) -> None:  # noqa: ANN401  python-docx has no types
    """Thick lines above and below, a thin one under the header, no others."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    lines = OxmlElement("w:tblBorders")
    for side in ("top", "bottom"):
        lines.append(_line(side, THICK))
    layout = grid._tbl.tblPr.find(qn("w:tblLayout"))  # noqa: SLF001
    layout.addprevious(lines)
    head = grid.rows[0]
    _mark(head._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001
    for cell in head.cells:
        below = OxmlElement("w:tcBorders")
        below.append(_line("bottom", THIN))
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
        properties.append(below)
        cell.vertical_alignment = 3


def _line(side: str, eighths: int) -> Any:  # noqa: ANN401  an element of the file
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", "1A1A1A")):
        line.set(qn(f"w:{name}"), value)
    return line


def _mark(properties: Any, tag: str) -> None:  # noqa: ANN401  an element of the file
    from docx.oxml import OxmlElement

    properties.append(OxmlElement(tag))
