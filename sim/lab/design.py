"""Which policies a question compares: rows of lever values, before any of them is simulated.

A design is a function that returns rows. A row names the values it sets by dotted path; whatever it
does not name stays as the scenario has it. Every row meets the same worlds.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.declare import Declaration, Value
    from sim.lab.experiment import NamedPolicy


_EXACT_AS_FLOAT = 2**53


@dataclass(frozen=True, slots=True)
class Row:
    """One policy of a design: its name, its labels and the values it sets.

    With `scenario` it starts from that scenario's levers, without from those of the question's own.
    """

    name: str
    label_en: str
    label_zh: str
    values: Mapping[str, Value] = field(default_factory=dict)
    scenario: str | None = None


def named_policies(policies: Iterable[NamedPolicy]) -> list[Row]:
    """The policies that the question names, in the order in which it names them."""
    return [
        Row(policy.name, policy.label_en, policy.label_zh, dict(policy.set), policy.scenario) for policy in policies
    ]


def full_factorial(
    axes: Mapping[str, Sequence[Value]], declarations: Mapping[str, Declaration], beside: Iterable[str] = ()
) -> list[Row]:
    """Every combination of the axes' values; the last axis changes fastest.

    A combination is named by its values, `centre_yuan=1000000,rounds_per_year=2`, and labelled in
    both languages from the declarations. No axes give no rows. `beside` are the paths that the question
    changes elsewhere, so that no name stands for two levers.
    """
    if not axes:
        return []
    short = short_names([*axes, *beside])
    rows = []
    for combination in itertools.product(*axes.values()):
        values = dict(zip(axes, combination, strict=True))
        name = ",".join(f"{short[path]}={written(value)}" for path, value in values.items())
        english = [_phrase(declarations[path], value, "en") for path, value in values.items()]
        chinese = [_phrase(declarations[path], value, "zh") for path, value in values.items()]
        rows.append(Row(name, "; ".join(english), "；".join(chinese), values))
    return rows


def one_at_a_time(
    axes: Mapping[str, Sequence[Value]], declarations: Mapping[str, Declaration], beside: Iterable[str] = ()
) -> list[Row]:
    """Each value of each axis by itself, with everything else as the scenario has it; `beside` as above."""
    short = short_names([*axes, *beside])
    return [
        Row(
            f"{short[path]}={written(value)}",
            _phrase(declarations[path], value, "en"),
            _phrase(declarations[path], value, "zh"),
            {path: value},
        )
        for path, values in axes.items()
        for value in values
    ]


def short_names(paths: Iterable[str]) -> dict[str, str]:
    """The shortest ending of each path that no other path shares."""
    known = list(dict.fromkeys(paths))
    return {path: _shortest_ending(path, known) for path in known}


def written(value: Value) -> str:
    """A value as short as it can be written: `2.0` is `2`."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_AS_FLOAT:
        return str(int(value))
    return str(value)


def _shortest_ending(path: str, known: Sequence[str]) -> str:
    parts = path.split(".")
    for length in range(1, len(parts)):
        ending = ".".join(parts[-length:])
        if sum(f".{other}".endswith(f".{ending}") for other in known) == 1:
            return ending
    return path


def _phrase(declaration: Declaration, value: Value, language: str) -> str:
    """A label and its value: `Purchase level 2,000,000`."""
    is_number = not isinstance(value, bool | str)
    amount = f"{value:,}".removesuffix(".0") if is_number else written(value)
    return f"{declaration.label(language)} {amount}"
