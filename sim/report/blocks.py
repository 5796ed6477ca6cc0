"""What a report is made of, whatever file it becomes: headings, paragraphs, lists, facts, commands, figures, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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
    """A figure with its number and title, and a text that says the same to readers who do not see it."""

    files: FigureFiles
    number: str
    title: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. The first column names the row; `numeric` columns (by place) are set right."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: frozenset[int] = frozenset()


Block = Heading | Paragraph | Items | Facts | Command | Picture | Table


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language, as a list of blocks."""

    title: str
    lang: Language
    blocks: Sequence[Block]
