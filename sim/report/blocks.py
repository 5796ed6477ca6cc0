"""What a report is made of, whatever file it becomes: headings, paragraphs, lists, facts, commands, figures, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from sim.report import words
from sim.report.figures.canvas import FigureFiles
from sim.report.words import Language


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title; level 1 is the page's own."""

    text: str
    level: Literal[1, 2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `lead` is the answer itself; `note` is said more quietly."""

    text: str
    role: Literal["plain", "lead", "note"] = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """Sentences of the same kind, one below the other."""

    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Named values: what the page was made from."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Command:
    """What to type in a terminal, and why."""

    why: str
    line: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its title, and a text that says the same to readers who do not see it.

    Its number is given where it stands in a report (`numbered`), 0 until then.
    """

    files: FigureFiles
    title: str
    alternative: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. The first column names the row; `numeric` columns (by place) are set right.

    `notes` stand below it, such as what is missing from its numbers. Its number is given as a figure's is.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: frozenset[int] = frozenset()
    notes: Sequence[str] = ()
    number: int = 0


Block = Heading | Paragraph | Items | Facts | Command | Picture | Table


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language, as a list of blocks."""

    title: str
    lang: Language
    blocks: Sequence[Block]


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Count figures and tables in the order in which they are read, each from 1."""
    figures, tables = count(1), count(1)
    for block in blocks:
        match block:
            case Picture():
                yield replace(block, number=next(figures))
            case Table():
                yield replace(block, number=next(tables))
            case _:
                yield block


def caption_of(block: Picture | Table, lang: Language) -> str:
    """The number and title of a figure or table, as its caption says them."""
    numbering = words.FIGURE_NUMBER if isinstance(block, Picture) else words.TABLE_NUMBER
    return words.CAPTION.say(lang, number=numbering.say(lang, number=block.number), title=block.title)


def in_parts(table: Table, most_columns: int) -> list[Table]:
    """Cut a table that is too wide for a page into tables side by side; each begins with the names of the rows."""
    if len(table.header) <= most_columns:
        return [table]
    places = range(1, len(table.header))
    size = -(-len(places) // -(-len(places) // (most_columns - 1)))
    parts = []
    for start in range(0, len(places), size):
        chosen = [0, *places[start : start + size]]
        parts.append(
            replace(
                table,
                header=[table.header[place] for place in chosen],
                rows=[[row[place] for place in chosen] for row in table.rows],
                numeric=frozenset(new for new, old in enumerate(chosen) if old in table.numeric),
            )
        )
    return parts


def texts(block: Block) -> Iterator[str]:
    """Everything of a block that is read as words."""
    match block:
        case Heading(text) | Paragraph(text):
            yield text
        case Items(listed):
            yield from listed
        case Facts(pairs):
            yield from (part for pair in pairs for part in pair)
        case Command(why, line):
            yield from (why, line)
        case Picture():
            yield from (block.title, block.alternative)
        case Table():
            yield from (block.title, *block.header, *block.notes)
            yield from (cell for row in block.rows for cell in row)
