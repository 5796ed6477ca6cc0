"""Sets of values drawn from the ranges of what nobody knows for certain, for every policy to be tried under.

Points are spread evenly over all ranges at once (`sampling.py`), or move one unknown at a time so that
its part can be told (`sensitivity/designs.py`). Points that come out with the same values, as whole
numbers and choices do, are one set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.lab.experiment import Unknowns
from sim.lab.sampling import ends, placed, unit_points
from sim.lab.sensitivity.designs import block_points
from sim.lab.sets import ParameterSet
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.declare import Declaration, Value

_ORDERED = ("number", "integer")


def unknown_sets(unknowns: Unknowns, seed: int) -> tuple[ParameterSet, ...]:
    """The distinct sets of a design, `point_0` and so on, named by the first point that has their values."""
    first: dict[tuple[Value, ...], ParameterSet] = {}
    for number, values in enumerate(point_values(unknowns, seed)):
        first.setdefault(tuple(values.values()), ParameterSet(f"point_{number}", values))
    return tuple(first.values())


def point_values(unknowns: Unknowns, seed: int) -> list[dict[str, Value]]:
    """The values of every point of a design, by path, in the order of the design."""
    ranges = unknowns.ranges
    return [
        {path: placed(DECLARATIONS[path], ranges[path], share) for path, share in zip(ranges, point, strict=True)}
        for point in _unit(unknowns, seed).tolist()
    ]


def positions(ranges: Mapping[str, Sequence[Value]], values: Sequence[Mapping[str, Value]]) -> NDArray[np.float64]:
    """Where in its range each value stands: float64[points, unknowns].

    A number lies from 0 to 1 between the ends of its range, a choice at its place in the list.
    """
    columns = [_column(DECLARATIONS[path], given, [point[path] for point in values]) for path, given in ranges.items()]
    return np.stack(columns, axis=1)


def has_order(path: str) -> bool:
    """Whether the values of an unknown are numbers."""
    return DECLARATIONS[path].kind in _ORDERED


def _unit(unknowns: Unknowns, seed: int) -> NDArray[np.float64]:
    count = len(unknowns.ranges)
    match unknowns.method:
        case "morris" | "saltelli" as moving:
            return block_points(moving, unknowns.points, count, seed)
        case spread:
            return unit_points(spread, unknowns.points, count, seed)


def _column(declaration: Declaration, given: Sequence[Value], values: Sequence[Value]) -> NDArray[np.float64]:
    if declaration.kind in _ORDERED:
        low, high = ends(declaration, given)
        return (np.array(values, dtype=np.float64) - low) / (high - low)
    listed = list(given) or ([False, True] if declaration.kind == "flag" else list(declaration.choices))
    return np.array([listed.index(value) for value in values], dtype=np.float64)
