"""The summary as an Excel workbook: every comparison with its interval, outcomes, policies, codebook and notes.

It never holds the runs themselves: a spreadsheet of 70,000 rows takes long to write and longer to open.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.lab.extras import need
from sim.report.export import wording as say
from sim.report.export.cells import guarded
from sim.report.export.notes import Note
from sim.report.words import Language, Text

MOST_ROWS = 5_000
WIDEST, NARROWEST = 60, 8
_TINY, _SMALL, _MIDDLE = 0.00005, 10, 10_000

if TYPE_CHECKING:
    import pandas as pd


def write_workbook(
    sheets: Mapping[Text, pd.DataFrame], notes: Sequence[Note], path: Path, lang: Language, written: datetime | None
) -> None:
    """Write one sheet a table and the notes as the last. UsageError where openpyxl is not installed."""
    openpyxl = need("openpyxl", "export", "export --format xlsx")
    book = openpyxl.Workbook()
    book.remove(book.active)
    told = list(notes)
    for name, table in sheets.items():
        sheet = book.create_sheet(name.say(lang))
        _fill(sheet, list(table.columns), table.head(MOST_ROWS).itertuples(index=False, name=None))
        if len(table) > MOST_ROWS:
            cut = say.ROWS_LEFT_OUT_TOLD.say(lang, sheet=name.say(lang), shown=f"{MOST_ROWS:,}", rows=f"{len(table):,}")
            told.append((say.ROWS_LEFT_OUT.say(lang), cut))
    _fill(book.create_sheet(say.SHEET_NOTES.say(lang)), [say.NOTE.say(lang), say.VALUE.say(lang)], told)
    moment = (written or datetime.now(UTC)).replace(tzinfo=None)
    book.properties.creator, book.properties.created, book.properties.modified = "sanshe", moment, moment
    book.save(path)


def _fill(sheet: Any, header: Sequence[str], rows: Any) -> None:  # noqa: ANN401  openpyxl has no types
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    widths = [_width(name) for name in header]
    for place, row in enumerate([header, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(place, column)
            _put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
            widths[column - 1] = max(widths[column - 1], _width(cell.value))
    for column, width in enumerate(widths, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = False
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _put(cell: Any, value: object) -> None:  # noqa: ANN401  a cell of openpyxl's
    """Numbers as numbers, texts as texts whatever they begin with, nothing where there is no value."""
    if isinstance(value, str):
        cell.value = guarded(value)
        cell.data_type = "s"
    elif isinstance(value, bool) or (isinstance(value, int | float) and math.isfinite(value)):
        cell.value = value
        if isinstance(value, float):
            cell.number_format = _number_format(abs(value))


def _number_format(size: float) -> str:
    if 0 < size < _TINY:
        return "0.0E+00"
    if size < _SMALL:
        return "0.0000"
    return "#,##0.00" if size < _MIDDLE else "#,##0"


def _width(value: object) -> int:
    """How wide a value stands in a column: Chinese signs take two places."""
    text = f"{value:.4f}" if isinstance(value, float) else str(value or "")
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)  # noqa: PLR2004  where East Asian signs begin
