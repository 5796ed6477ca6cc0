"""The question as it was really asked: an experiment written back as a file that can be read again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.lab.experiment import Experiment


def experiment_toml(experiment: Experiment) -> str:
    """The experiment as TOML, with every value that its file left to a default."""
    return toml_text(experiment.model_dump(mode="json", exclude_none=True))


def toml_text(content: Mapping[str, Any]) -> str:
    """Tables, lists and plain values as TOML."""
    return "\n".join(_table(content, ())) + "\n"


def _table(content: Mapping[str, Any], place: tuple[str, ...]) -> Iterator[str]:
    """A table's own values first, then the tables in it."""
    for name, value in content.items():
        if not _is_table(value) and not _is_tables(value):
            yield f"{_key(name)} = {_value(value)}"
    for name, value in content.items():
        inner = (*place, _key(name))
        if _is_table(value) and value:
            yield f"\n[{'.'.join(inner)}]"
            yield from _table(value, inner)
        elif _is_tables(value):
            for each in value:
                yield f"\n[[{'.'.join(inner)}]]"
                yield from _table(each, inner)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_table(each) for each in value)


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else _value(name)


def _value(value: object) -> str:
    """A value as TOML writes it; its strings are JSON's, save for the one sign that JSON leaves bare."""
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value, allow_nan=False)
