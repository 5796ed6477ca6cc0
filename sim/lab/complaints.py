"""What is wrong with an experiment file, in words: every fault of the file at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from sim.declare import check_value
from sim.errors import MOST_FAULTS, Fault, nearest
from sim.outcomes import OUTCOMES
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_LONGEST_ECHO = 60
LONGEST_VALUE = 200
LARGEST_NUMBER = 2**63
_ENDS = 2


def structure_faults(error: ValidationError, blocks: type[BaseModel], where: str) -> Iterator[Fault]:
    """Unknown keys, missing keys and values of the wrong kind, each with what would be right."""
    complaints = error.errors(include_url=False)
    places = [complaint["loc"] for complaint in complaints]
    for complaint in complaints:
        loc = complaint["loc"]
        if complaint["type"] == "too_short" and any(place != loc and place[: len(loc)] == loc for place in places):
            continue  # the list is not short: its values are at fault, and they are listed
        yield _structure_fault(complaint, blocks, where)


def content_faults(table: Mapping[str, Any], where: str) -> Iterator[Fault]:
    """Names of levers and outcomes that do not exist, and values outside what is declared; the first twenty."""
    yield from islice(_content_faults(table, where), MOST_FAULTS)


def _content_faults(table: Mapping[str, Any], where: str) -> Iterator[Fault]:
    blocks = _tables(table.get("policy"))
    for number, block in enumerate(blocks, start=1):
        yield from _value_faults(block.get("set"), f"{where}: policy[{number}].set")
    for block in _tables([table.get("baseline")]):
        yield from _value_faults(block.get("set"), f"{where}: baseline.set")
    for name in ("axes", "one_at_a_time"):
        yield from _list_faults(table.get(name), f"{where}: {name}")
    for name in ("sample", "unknowns"):
        for block in _tables([table.get(name)]):
            yield from _list_faults(block.get("ranges"), f"{where}: {name}.ranges")
            yield from _range_faults(block.get("ranges"), f"{where}: {name}.ranges")
    yield from _outcome_faults(table, where)


def _list_faults(lists: object, where: str) -> Iterator[Fault]:
    """The first fault of each list: the others stand in the same place."""
    for path, values in lists.items() if isinstance(lists, Mapping) else ():
        listed = values if isinstance(values, list) else [None]
        place = f"{where}.{_printable(path)}"
        told = (_value_fault(path, value, place) for value in (listed if listed or path in DECLARATIONS else [None]))
        yield from islice(filter(None, told), 1)


def _range_faults(ranges: object, where: str) -> Iterator[Fault]:
    """A range of numbers is empty, or the lowest value and then the highest."""
    for path, ends in ranges.items() if isinstance(ranges, Mapping) else ():
        declaration = DECLARATIONS.get(path)
        if declaration is None or declaration.kind not in ("number", "integer") or not isinstance(ends, list):
            continue
        numbers = [end for end in ends if isinstance(end, int | float)]
        if ends and not (len(ends) == len(numbers) == _ENDS and numbers[0] < numbers[1]):
            what = f"{_echo(ends)} is no range" if len(ends) == 1 else "the range is not two numbers, the lower first"
            remedy = f"give the lowest and the highest value, or [] for {declaration.allowed}"
            yield Fault(f"{where}.{_printable(path)}", what, remedy)


def _value_faults(values: object, where: str) -> Iterator[Fault]:
    for path, value in values.items() if isinstance(values, Mapping) else ():
        fault = _value_fault(path, value, f"{where}.{_printable(path)}")
        if fault is not None:
            yield fault


def _value_fault(path: str, value: object, place: str) -> Fault | None:
    declaration = DECLARATIONS.get(path)
    if isinstance(value, Mapping):
        return Fault(place, "a table is not a value", f'write the path in quotes: "{_printable(path)}.…" = …')
    if declaration is None:
        hint = nearest(path, DECLARATIONS) or "see `sanshe levers` for the names that exist"
        return Fault(place, "there is no such lever, coefficient or setting", hint)
    return check_value(declaration, value, place) if _is_small(value) else None


def _is_small(value: object) -> bool:
    """Whether a value can be held against its declaration; what is larger is refused for its size."""
    if isinstance(value, int | float):
        return not abs(value) >= LARGEST_NUMBER
    return isinstance(value, str) and len(value) <= LONGEST_VALUE


def _outcome_faults(table: Mapping[str, Any], where: str) -> Iterator[Fault]:
    asked = table.get("outcomes")
    times = Counter(filter(_is_text, asked)) if isinstance(asked, list) else {}
    for name in times:
        if times[name] > 1:
            yield Fault(f"{where}: outcomes", f"{_echo(name)} is named twice", "name it once")
    named = [("outcomes", name) for name in times]
    named += [("stopping.outcome", block.get("outcome")) for block in _tables([table.get("stopping")])]
    for key, name in named:
        if isinstance(name, str) and name not in OUTCOMES:
            hint = nearest(name, OUTCOMES) or "see `sanshe outcomes` for the names that exist"
            yield Fault(f"{where}: {key}", f"there is no outcome {_echo(name)}", hint)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _tables(found: object) -> list[Mapping[str, Any]]:
    listed = found if isinstance(found, list) else []
    return [block for block in listed if isinstance(block, Mapping)]


def _structure_fault(complaint: ErrorDetails, blocks: type[BaseModel], where: str) -> Fault:
    loc, kind = complaint["loc"], complaint["type"]
    place = f"{where}: {_place(loc)}" if loc else where
    siblings = _siblings(loc, blocks)
    if kind == "extra_forbidden":
        keys = "the keys here are " + ", ".join(siblings)
        return Fault(place, "unknown key", nearest(str(loc[-1]), siblings) or keys)
    remedy = f"give {siblings.get(str(loc[-1])) or _nearest_description(loc, blocks)}"
    if kind == "missing":
        return Fault(place, "missing", remedy)
    if kind == "value_error":
        return Fault(place, str(complaint["ctx"]["error"]), remedy)
    return Fault(place, f"{_echo(complaint['input'])} cannot be used here", remedy)


def _place(loc: Sequence[str | int]) -> str:
    """A place as a reader counts: `policy[2].set`."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{_printable(part)}"
    return text.lstrip(".")


def _siblings(loc: Sequence[str | int], blocks: type[BaseModel]) -> dict[str, str]:
    """The keys of the table in which the last part of a place stands, and what each wants."""
    table: type[BaseModel] | None = blocks
    for part in loc[:-1]:
        if isinstance(part, str):
            table = _table_under(table, part)
    fields = {} if table is None else table.model_fields
    return {name: field.description or "" for name, field in fields.items()}


def _table_under(table: type[BaseModel] | None, key: str) -> type[BaseModel] | None:
    field = None if table is None else table.model_fields.get(key)
    waiting = [] if field is None else [field.annotation]
    while waiting:
        found = waiting.pop()
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
        waiting += [part for part in get_args(found) if part is not None]
    return None


def _nearest_description(loc: Sequence[str | int], blocks: type[BaseModel]) -> str:
    for length in range(len(loc) - 1, 0, -1):
        description = _siblings(loc[:length], blocks).get(str(loc[length - 1]))
        if description:
            return description
    return "what the other experiments in experiments/ give"


def _echo(value: object) -> str:
    """What the user wrote, short enough to read back in one line."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, date | time):
        return str(value)
    try:
        text = repr(value)
    except ValueError:  # a whole number of thousands of digits has no decimal text
        return "this number"
    return _printable(text)


def _printable(text: str) -> str:
    """Text of the user's in one short line that cannot command a terminal."""
    shown = "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in text[:_LONGEST_ECHO])
    return shown if len(text) <= _LONGEST_ECHO else f"{shown}…"
