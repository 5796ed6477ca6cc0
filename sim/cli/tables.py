"""How a table stands on a terminal: no number and no word is ever broken, however narrow the window.

What does not fit in one line a row is broken between words, in the label first; where that is not enough, labels
stand above their numbers; and where nothing is enough, the table is none and its rows stand below one another.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from sim.report.lines import filled, head_pieces, pieces, wrapped

WIDE_GAP, NARROW_GAP = 3, 2
EDGE, HANG, BELOW_LABEL = 1, 2, 3
LABEL_ROOM, LABEL_LINES = 20, 3
TEXT_ROOM, TEXT_LINES = 10, 5
INTERVAL = " ["


@dataclass(frozen=True, slots=True)
class Laid:
    """A table in lines of text: its heads with the rule below them, and its rows."""

    heads: list[str]
    rows: list[str]


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: whether its cells are numbers, which stand flush right, or labels, which hang when they go on."""

    head: str
    cells: list[str]
    is_number: bool
    is_label: bool

    @property
    def natural(self) -> int:
        """How wide it is with nothing broken."""
        return max(cell_len(text) for text in (self.head, *self.cells))

    def least(self, *, intervals_below: bool) -> int:
        """How narrow it may be: words and numbers whole, and texts in a few lines."""
        head = _longest(head_pieces(self.head))
        if self.is_number:
            return max(head, *(_longest(_number_lines(cell, below=intervals_below)) for cell in self.cells), 0)
        body = max(map(cell_len, self.cells), default=0)
        room, lines = (LABEL_ROOM, LABEL_LINES) if self.is_label else (TEXT_ROOM, TEXT_LINES)
        word = max((_longest(pieces(cell)) + HANG * self.is_label for cell in self.cells), default=0)
        return max(head, min(body, max(room, math.ceil(body / lines), word)))

    def lines(self, text: str, width: int, *, intervals_below: bool) -> list[str]:
        """A cell in lines of this width."""
        if self.is_number:
            return _number_lines(text, below=intervals_below)
        if cell_len(text) <= width or not self.is_label:
            return wrapped(text, width, cell_len).split("\n")
        first, *others = wrapped(text, width - HANG, cell_len).split("\n")
        return [first, *(" " * HANG + line for line in others)]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Widths of columns with the gap between them."""

    columns: Sequence[_Column]
    widths: Sequence[int]
    gap: int
    indent: int
    intervals_below: bool

    def heads(self) -> list[str]:
        """The heads, which stand on their lowest line."""
        told = [filled(head_pieces(column.head), width, cell_len) for column, width in self._places()]
        tall = max(map(len, told))
        return list(self._joined([[""] * (tall - len(lines)) + lines for lines in told]))

    def row(self, place: int) -> list[str]:
        """One row, in as many lines as its longest cell needs."""
        told = [
            column.lines(column.cells[place], width, intervals_below=self.intervals_below)
            for column, width in self._places()
        ]
        tall = max(map(len, told))
        return list(self._joined([lines + [""] * (tall - len(lines)) for lines in told]))

    def _places(self) -> Iterator[tuple[_Column, int]]:
        return zip(self.columns, self.widths, strict=True)

    def _joined(self, told: list[list[str]]) -> Iterator[str]:
        for line in zip(*told, strict=True):
            set_out = [_set(text, *place) for text, place in zip(line, self._places(), strict=True)]
            yield " " * self.indent + (" " * self.gap).join(set_out).rstrip()


def laid_out(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Collection[str], room: int) -> Laid | None:
    """A table in lines of at most `room` columns, or nothing where it does not fit without breaking a word."""
    columns = [
        _Column(head, [row[place] for row in rows], head in numbers, place == 0 and head not in numbers)
        for place, head in enumerate(heads)
    ]
    layout = _fitted(columns, room, EDGE)
    if layout is not None:
        told = [line for place in range(len(rows)) for line in layout.row(place)]
        return Laid([*layout.heads(), _rule(layout)], told)
    label, *others = columns
    layout = _fitted(others, room, BELOW_LABEL) if label.is_label and others else None
    if layout is None:
        return None
    above = functools.partial(_above, label, room)
    told = [line for place, cell in enumerate(label.cells) for line in (*above(cell), *layout.row(place))]
    return Laid([*above(label.head), *layout.heads(), _rule(layout)], told)


def _above(label: _Column, room: int, text: str) -> list[str]:
    """A label on lines of its own."""
    return [" " * EDGE + line for line in label.lines(text, room - 2 * EDGE, intervals_below=False)]


def _fitted(columns: Sequence[_Column], room: int, indent: int) -> _Layout | None:
    """The first of the layouts that fits: everything in one line, narrower gaps, broken texts, broken intervals."""
    free = room - indent - EDGE
    natural = [column.natural for column in columns]
    for gap in (WIDE_GAP, NARROW_GAP):
        if sum(natural) + gap * (len(columns) - 1) <= free:
            return _Layout(columns, natural, gap, indent, intervals_below=False)
    free -= NARROW_GAP * (len(columns) - 1)
    for below in (False, True):
        least = [column.least(intervals_below=below) for column in columns]
        if sum(least) <= free:
            return _Layout(columns, _filled(least, natural, free), NARROW_GAP, indent, intervals_below=below)
    return None


def _filled(least: Sequence[int], natural: Sequence[int], free: int) -> list[int]:
    """Give the room that is left to whichever column would take the most lines."""
    widths = list(least)
    for _ in range(free - sum(least)):
        place = max(range(len(widths)), key=lambda place: natural[place] / max(widths[place], 1))
        widths[place] += natural[place] > widths[place]
    return widths


def _set(text: str, column: _Column, width: int) -> str:
    space = " " * (width - cell_len(text))
    return space + text if column.is_number else text + space


def _rule(layout: _Layout) -> str:
    return " " * EDGE + "─" * (layout.indent - EDGE + sum(layout.widths) + layout.gap * (len(layout.widths) - 1))


def _number_lines(text: str, *, below: bool) -> list[str]:
    """A number with its interval, which may stand below it."""
    number, mark, interval = text.partition(INTERVAL)
    return [number, INTERVAL.strip() + interval] if below and mark else [text]


def _longest(texts: Sequence[str]) -> int:
    return max((cell_len(text.rstrip()) for text in texts), default=0)
