"""Read what a user wrote, safely: small, plain TOML, and a clear fault for everything else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from sim.errors import Fault, ScenarioError

LARGEST_FILE_BYTES = 256 * 1024
DEEPEST_NESTING = 64
# What the parser reads in well under a tenth of a second; a thousand policies or a thousand values an axis fit in.
MOST_LINES = 6_000
MOST_COMMAS = 13_000
MOST_TABLES = 2_500
MOST_BRACKETS = 12_000
MOST_DOTS = 12_000
LONGEST_LIST = 1_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_AROUND_KEYS = re.compile(r"[={,\]\n]")
_BRACKETS = re.compile(r"[\[\]{}]")
_HEADS = re.compile(r"^[ \t]*\[", re.MULTILINE)
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file of at most 256 kB, 6,000 lines and 64 levels; ScenarioError where it cannot be read."""
    return parse_toml(_text(path), str(path))


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """Parse TOML text that came from `where`; ScenarioError where it is not TOML."""
    if text.count("\n") > MOST_LINES or max(map(text.count, ",\\")) > MOST_COMMAS:
        what = f"more than {MOST_LINES:,} lines, or {MOST_COMMAS:,} commas or backslashes"
        raise ScenarioError([Fault(where, what, "a scenario or experiment is a page or two of TOML")])
    brackets = _BRACKETS.findall(text)
    if _deepest(brackets) > DEEPEST_NESTING:
        raise ScenarioError([Fault(where, f"brackets nest deeper than {DEEPEST_NESTING}", "write it flat")])
    dots = _dots(text)
    if max(dots, default=0) > DEEPEST_NESTING:
        raise ScenarioError([Fault(where, f"tables nest deeper than {DEEPEST_NESTING}", "write it flat")])
    tables = sum(1 for _ in _HEADS.finditer(text))
    if tables > MOST_TABLES or len(brackets) > MOST_BRACKETS or sum(dots) > MOST_DOTS:
        what = f"more than {MOST_TABLES:,} tables, {MOST_BRACKETS:,} brackets or {MOST_DOTS:,} dots in keys"
        raise ScenarioError([Fault(where, what, "a scenario or experiment is a page or two of TOML")])
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError, OverflowError) as error:
        what = f"not valid TOML: {_one_line(str(error))}"
        raise ScenarioError(
            [Fault(where, what, "mend that line: name = value, text in quotation marks, lists in [ ]")]
        ) from None
    _refuse_extremes(table, where)
    return table


def check_name(name: object, where: str) -> Fault | None:
    """Say what is wrong with a name that becomes part of results, or nothing."""
    remedy = "use 1 to 64 Latin letters, digits, - and _, starting with a letter or digit"
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        return Fault(where, f"{_one_line(repr(name))} cannot be a name", remedy)
    if name.lower() in _RESERVED:
        return Fault(where, f"'{name}' is a reserved word of some file systems", "choose another name")
    return None


def _text(path: Path) -> str:
    where = str(path)
    try:
        if not path.is_file():
            raise ScenarioError(
                [Fault(where, "no such file", "check the path; what exists: `sanshe scenarios`, `sanshe experiments`")]
            )
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or _one_line(str(error))
        raise ScenarioError([Fault(_one_line(where), f"cannot be read: {reason}", "check the path")]) from None
    if len(data) > LARGEST_FILE_BYTES:
        raise ScenarioError([Fault(where, "larger than 256 kB", "a scenario or experiment is a few kB of TOML")])
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 text (byte {error.start})"
        raise ScenarioError([Fault(where, what, "save the file as UTF-8")]) from None


def _refuse_extremes(table: dict[str, Any], where: str) -> None:
    """Refuse tables nested by dots deeper than brackets may be, endless lists, numbers that TOML has no room for."""
    waiting: list[tuple[Any, int]] = [(table, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST_NESTING:
            raise ScenarioError([Fault(where, f"tables nest deeper than {DEEPEST_NESTING}", "write it flat")])
        if isinstance(value, dict | list):
            if len(value) > LONGEST_LIST:
                what = f"a {'table' if isinstance(value, dict) else 'list'} of {len(value):,} values"
                raise ScenarioError([Fault(where, what, f"give at most {LONGEST_LIST:,}")])
            parts = value.values() if isinstance(value, dict) else value
            waiting += [(part, depth + 1) for part in parts]
        elif isinstance(value, int) and not -(2**63) <= value < 2**63:
            raise ScenarioError([Fault(where, "a whole number of more than 64 bits", "give a smaller number")])


def _deepest(brackets: list[str]) -> int:
    deepest = depth = 0
    for mark in brackets:
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth = max(0, depth - 1)
    return deepest


def _dots(text: str) -> list[int]:
    """Dots of each piece that may be a key with several: the parser takes minutes over tens of thousands in one.

    Prose has more words than dots.
    """
    counted = ((piece.count("."), piece) for piece in _AROUND_KEYS.split(text))
    return [count for count, piece in counted if count > 1 and len(piece.split()) <= 2 * count + 1]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]
