"""What the sources say of the cities: each number with its place, period, unit, role and source.

The numbers stand in `sim/data/facts.csv`, the documents they come from in `sim/data/sources.csv`;
`sim/data/FACTS.md` tells what is known to be doubtful about them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Role = Literal["input", "calibrate", "validate", "context"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that facts were taken from."""

    code: str
    citation_en: str
    citation_zh: str

    def citation(self, language: str) -> str:
        """Name the document in English (`en`) or Chinese (`zh`)."""
        return self.citation_zh if language == "zh" else self.citation_en


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantity that a source reports; several values where the source gives a range or parts.

    `role` says what the model may do with it: start from it (`input`), be fitted to it
    (`calibrate`), be tested against it (`validate`), or nothing (`context`).
    """

    code: str
    place: str
    period: str
    quantity_en: str
    quantity_zh: str
    values: tuple[float, ...]
    unit: str
    role: Role
    maps_to: str
    source: Source

    @property
    def value(self) -> float:
        """Give the one value; a fact with several has no such thing.

        Raises ValueError for a fact with several values.
        """
        if len(self.values) != 1:
            raise ValueError(f"fact {self.code} has {len(self.values)} values, not one")
        return self.values[0]

    def quantity(self, language: str) -> str:
        """Say what was counted or measured, in English (`en`) or Chinese (`zh`)."""
        return self.quantity_zh if language == "zh" else self.quantity_en


@cache
def facts() -> dict[str, Fact]:
    """List every fact by its code, in the order of the table."""
    sources = {
        row["document"]: Source(row["code"], row["citation"], row["citation_zh"]) for row in _rows("sources.csv")
    }
    return {row["code"]: _fact(row, sources) for row in _rows("facts.csv")}


def _fact(row: dict[str, str], sources: dict[str, Source]) -> Fact:
    return Fact(
        code=row["code"],
        place=row["place"],
        period=row["period"],
        quantity_en=row["quantity"],
        quantity_zh=row["quantity_zh"],
        values=tuple(float(part) for part in row["value"].split(";")),
        unit=row["unit"],
        role=_role(row["role"]),
        maps_to=row["maps_to"],
        source=sources[row["source"]],
    )


def _role(word: str) -> Role:
    roles: tuple[Role, ...] = get_args(Role)
    for role in roles:
        if word == role:
            return role
    raise ValueError(f"facts.csv: unknown role {word!r}")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with files("sim").joinpath("data", name).open(encoding="utf-8") as table:
        yield from csv.DictReader(table)
