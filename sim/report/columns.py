"""How wide the columns of a printed table are, by what stands in them, and how many lines that takes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.report.blocks import Table
from sim.report.lines import longest_line

MOST_COLUMNS = 8
PAGE_COLUMNS = 112
"""Columns of small print in the width of a page; a Chinese character takes two."""
NARROWEST, MARGIN, HEAD = 6, 3, 12
MOST_LINES = 44
"""Lines of small print that a table may have and still be kept on one page."""


def column_shares(table: Table) -> list[float]:
    """The share of the page's width that each column takes; together they are one.

    The widest columns give way first, so that numbers stay whole.
    """
    widths = [_wanted(table, place) for place in range(len(table.header))]
    while sum(widths) > PAGE_COLUMNS and max(widths) > NARROWEST + MARGIN:
        widths[widths.index(max(widths))] -= 1
    return [width / sum(widths) for width in widths]


def fits_a_page(table: Table) -> bool:
    """Whether a table is short enough that it need not be cut by the end of a page."""
    shares = column_shares(table)
    return sum(_lines(row, shares) for row in (table.header, *table.rows)) <= MOST_LINES


def _wanted(table: Table, place: int) -> int:
    """A column holds its longest cell, and a good part of its heading."""
    longest = longest_line(row[place] for row in table.rows)
    head = min(longest_line([table.header[place]]), HEAD)
    return max(longest, head, NARROWEST) + MARGIN


def _lines(row: Sequence[str], shares: Sequence[float]) -> int:
    """Lines that a row takes."""
    rooms = [max(share * PAGE_COLUMNS - MARGIN, 1.0) for share in shares]
    return max(math.ceil(longest_line([cell]) / room) for cell, room in zip(row, rooms, strict=True))
