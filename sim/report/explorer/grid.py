"""Which policies the sliders of a page can reach: the combinations of a factorial design that were run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.contrasts import value_order

if TYPE_CHECKING:
    from sim.declare import Value
    from sim.lab.results import Results


@dataclass(frozen=True, slots=True)
class Lever:
    """What differs between policies: its path and the values it takes, in order."""

    path: str
    stops: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where each policy stands.

    `at` has a row a policy and a column a lever: the place of its value among the lever's stops. `axes` are the levers
    that have a slider, none where the policies are no combinations; `cells` the policies that sliders can reach.
    """

    levers: tuple[Lever, ...]
    at: tuple[tuple[int, ...], ...]
    axes: tuple[int, ...]
    cells: tuple[int, ...]

    def first_contrast(self) -> int:
        """A policy to begin with: the first that changes one lever of the baseline, or else the first of all."""
        usable = self.cells or range(1, len(self.at))
        changed = {place: sum(a != b for a, b in zip(self.at[0], self.at[place], strict=True)) for place in usable}
        return next((place for place, count in changed.items() if count == 1), 1)


def grid_of(results: Results) -> Grid:
    """Read off a plan which of its policies are combinations of the axes.

    A policy that differs from the combinations in something else than the axes, or starts from another scenario, is
    none of them.
    """
    policies = results.plan["policies"]
    values = [policy["values"] for policy in policies]
    levers = tuple(
        Lever(path, tuple(sorted({each[path] for each in values}, key=value_order))) for path in results.plan["varying"]
    )
    at = tuple(tuple(lever.stops.index(each[lever.path]) for lever in levers) for each in values)
    axes = tuple(place for place, lever in enumerate(levers) if lever.path in results.experiment.axes)
    elsewhere = {policy.name for policy in results.experiment.policy if policy.scenario}
    usable = [place for place, policy in enumerate(policies) if policy["name"] not in elsewhere]
    cells = _largest_group(at, axes, usable) if axes else ()
    return Grid(levers, at, axes, cells) if len(cells) > 1 else Grid(levers, at, (), ())


def _largest_group(at: Sequence[Sequence[int]], axes: Sequence[int], usable: Sequence[int]) -> tuple[int, ...]:
    """The policies that agree with most others in all that is no axis."""
    beside = {place: tuple(stop for lever, stop in enumerate(at[place]) if lever not in axes) for place in usable}
    [(shared, _)] = Counter(beside.values()).most_common(1)
    return tuple(place for place in usable if beside[place] == shared)
