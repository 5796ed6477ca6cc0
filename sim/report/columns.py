"""How wide the columns of a printed table are, by what stands in them, and how many lines that takes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sim.report.blocks import Table
from sim.report.lines import lines_filled, longest_line, pieces, sized_pieces

MOST_COLUMNS = 8
PAGE_COLUMNS = 112
"""Columns of small print in the width of a page; a Chinese character takes two."""
NARROWEST, MARGIN, HEAD, LONGEST_WORD, BOLD = 6, 3, 12, 32, 1
MOST_WEIGHED = 100
"""Rows by which columns are weighed against one another."""
MOST_LINES = 44
"""Lines of small print that a table may have and still be kept on one page."""


def column_shares(table: Table) -> list[float]:
    """The share of the page's width that each column takes; together they are one.

    Where columns are too wide together, that one gives way by which the table grows least; numbers stay whole.
    """
    columns = [_Column.of(table, place) for place in range(len(table.header))]
    widths = [column.wanted for column in columns]
    tall = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    taller = [column.lines(width - 1) for column, width in zip(columns, widths, strict=True)]
    while sum(widths) > PAGE_COLUMNS:
        ways = [
            (_height(tall, place, taller[place]), -widths[place], place)
            for place, column in enumerate(columns)
            if widths[place] > column.least
        ]
        if not ways:
            break
        place = min(ways)[-1]
        widths[place] -= 1
        tall[place], taller[place] = taller[place], columns[place].lines(widths[place] - 1)
    return [width / sum(widths) for width in widths]


def fits_a_page(table: Table, shares: Sequence[float]) -> bool:
    """Whether a table with these shares of the width is short enough not to be cut by the end of a page."""
    return sum(_lines(row, shares) for row in (table.header, *table.rows)) <= MOST_LINES


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its head and first cells, how wide it would be, and how narrow it may become."""

    cells: tuple[str, ...]
    sizes: Mapping[str, list[list[tuple[int, int]]]]
    """Of each different cell its lines, and of these the parts that are not broken."""
    wanted: int
    least: int

    @classmethod
    def of(cls, table: Table, place: int) -> _Column:
        """A column holds its longest cell, and a good part of its heading; its words and its numbers are not broken."""
        cells = [row[place] for row in table.rows]
        longest = longest_line(cells)
        head = table.header[place]
        words = longest if place in table.numeric else min(_longest_word(cells), LONGEST_WORD)
        words = max(words, _longest_word(re.split(r"\n|(?<=-)", head)) + BOLD)
        wanted = max(longest, min(longest_line([head]), HEAD), words, NARROWEST) + MARGIN
        weighed = (head, *cells[:MOST_WEIGHED])
        sizes = {cell: [sized_pieces(line) for line in cell.split("\n")] for cell in weighed}
        return cls(weighed, sizes, wanted, min(wanted, max(words, NARROWEST) + MARGIN))

    def lines(self, width: int) -> list[int]:
        """Lines that each cell takes."""
        room = width - MARGIN
        told = {cell: sum(lines_filled(line, room) for line in lines) for cell, lines in self.sizes.items()}
        return [told[cell] for cell in self.cells]


def _longest_word(cells: Iterable[str]) -> int:
    return longest_line(part.rstrip() for cell in set(cells) for part in pieces(cell))


def _height(tall: Sequence[Sequence[int]], place: int, instead: Sequence[int]) -> int:
    """Lines that the rows take where one column takes others."""
    others = [lines for other, lines in enumerate(tall) if other != place]
    return sum(max(row) for row in zip(instead, *others, strict=True))


def _lines(row: Sequence[str], shares: Sequence[float]) -> int:
    """Lines that a row takes."""
    rooms = [max(share * PAGE_COLUMNS - MARGIN, 1.0) for share in shares]
    return max(math.ceil(longest_line([cell]) / room) for cell, room in zip(row, rooms, strict=True))
