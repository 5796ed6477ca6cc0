"""Where a text may be broken into lines, in English and in Chinese, and how many columns it takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

NO_BREAK_BEFORE = "，。；：、）》”！？%,.;:)"
NO_BREAK_AFTER = "（《“"
BRACKETS = re.compile(r"（[^（）]*）")
WHOLE_BRACKETS = 12
WORDS = re.compile(r"（[^（）]*）|[\u4e00-\u9fff]+|[^（\u4e00-\u9fff]+|（")
WHOLE_WORD = 4
DOTTED = re.compile(r"(?<=[a-z]\.)(?=[a-z])")
WIDE_MARKS = "“”‘’…·"


def width(text: str) -> int:
    """The columns of one line in print, where quotation marks among Chinese are as wide as characters."""
    return sum(2 if is_wide(character) or character in WIDE_MARKS else 1 for character in text)


def wrapped(text: str, columns: int, measure: Callable[[str], int] = width) -> str:
    """Break a text into lines of at most this many columns; a Chinese character takes two."""
    return "\n".join(filled(pieces(text), columns, measure))


def filled(parts: Iterable[str], columns: int, measure: Callable[[str], int] = width) -> list[str]:
    """Lines of at most this many columns, with parts that are not broken."""
    lines, line = [], ""
    for piece in parts:
        if measure(line + piece.rstrip()) > columns and line:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def sized_pieces(line: str) -> list[tuple[int, int]]:
    """The columns that every part of a line takes, without and with the space after it."""
    return [(width(piece.rstrip()), width(piece)) for piece in pieces(line)]


def lines_filled(sizes: Iterable[tuple[int, int]], columns: int) -> int:
    """How many lines `wrapped` makes of parts of these sizes."""
    lines, taken = 1, 0
    for alone, with_space in sizes:
        if taken and taken + alone > columns:
            lines, taken = lines + 1, 0
        taken += with_space
    return lines


def longest_line(texts: Iterable[str]) -> int:
    """The columns of the longest line; a Chinese character takes two."""
    return max((width(line) for text in texts for line in text.split("\n")), default=0)


def pieces(text: str) -> list[str]:
    """Words with the space after them; Chinese characters one by one, with the marks that belong to them.

    What stands in short Chinese brackets, such as a unit, is never broken.
    """
    whole = {
        place for found in BRACKETS.finditer(text) if width(found[0]) <= WHOLE_BRACKETS for place in _inside(found)
    }
    found: list[str] = []
    for place, character in enumerate(text):
        if place not in whole and _begins(found[-1] if found else "", character):
            found.append(character)
        else:
            found[-1] += character
    return found


def head_pieces(text: str) -> list[str]:
    """The parts of a column's head: Chinese words of a few characters stay whole, dotted names break at their dots."""
    found: list[str] = []
    for run in WORDS.findall(text):
        whole = len(run) <= WHOLE_WORD and all(map(is_wide, run))
        found += [run] if whole else [part for piece in pieces(run) for part in DOTTED.split(piece)]
    return found


def _inside(found: re.Match[str]) -> range:
    return range(found.start() + 1, found.end())


def is_wide(character: str) -> bool:
    """Whether a character takes two columns wherever it stands."""
    return unicodedata.east_asian_width(character) in "WF"


def _begins(before: str, character: str) -> bool:
    """Whether a new piece begins with this character."""
    if not before:
        return True
    if character == " " or character in NO_BREAK_BEFORE or before[-1] in NO_BREAK_AFTER:
        return False
    return is_wide(character) or is_wide(before[-1]) or before.endswith(" ")
