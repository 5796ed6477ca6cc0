"""Every policy that a search may try, as the cells of a grid: each has a number, and so nothing is tried twice."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

from sim.lab.worker import Start

if TYPE_CHECKING:
    from sim.declare import Value
    from sim.lab.search.question import Search
    from sim.scenario import Scenario

_MOST_KEPT = 256


@dataclass(frozen=True)
class Space:
    """The levers of a search and the values of each that are tried, in order."""

    levers: Mapping[str, tuple[Value, ...]]

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How many values each lever has."""
        return tuple(len(values) for values in self.levers.values())

    @property
    def size(self) -> int:
        """How many policies there are."""
        return math.prod(self.lengths)

    def cell(self, places: Iterable[int]) -> int:
        """The number of the policy with these places of the levers' values."""
        number = 0
        for place, length in zip(places, self.lengths, strict=True):
            number = number * length + int(place)
        return number

    def places(self, cell: int) -> tuple[int, ...]:
        """Where each lever stands in its list of values."""
        found = []
        for length in reversed(self.lengths):
            cell, place = divmod(cell, length)
            found.append(place)
        return tuple(reversed(found))

    def values(self, cell: int) -> dict[str, Value]:
        """The policy's levers by path."""
        chosen = zip(self.levers.items(), self.places(cell), strict=True)
        return {path: values[place] for (path, values), place in chosen}

    def nearest(self, known: Mapping[str, Value]) -> int:
        """The policy whose levers are nearest to known values; the first value where none is near."""
        places = []
        for path, values in self.levers.items():
            value = known[path]
            if isinstance(value, bool | str):
                places.append(values.index(value) if value in values else 0)
            else:
                away = [abs(float(each) - value) for each in values]
                places.append(away.index(min(away)))
        return self.cell(places)

    def along_one(self, cell: int) -> Iterator[int]:
        """Policies that differ in one lever, by one value, two, four, ... either way."""
        here = self.places(cell)
        for lever, length in enumerate(self.lengths):
            reach = 1
            while reach < length:
                for place in (here[lever] - reach, here[lever] + reach):
                    if 0 <= place < length:
                        yield self.cell((*here[:lever], place, *here[lever + 1 :]))
                reach *= 2

    def along_two(self, cell: int) -> Iterator[int]:
        """Policies that differ in two levers, in one by one value and in the other by one or two."""
        here = self.places(cell)
        seen = {cell}
        for first, other in itertools.permutations(range(len(here)), 2):
            for one, two in itertools.product((-1, 1), (-2, -1, 1, 2)):
                moved = list(here)
                moved[first] += one
                moved[other] += two
                if all(0 <= place < length for place, length in zip(moved, self.lengths, strict=True)):
                    found = self.cell(moved)
                    if found not in seen:
                        seen.add(found)
                        yield found


def space_of(search: Search) -> Space:
    """The grid of a search."""
    from sim.lab.search.question import tried_values

    return Space({path: tried_values(path, given) for path, given in search.levers.items()})


class Grid(Sequence[Start]):
    """Every policy as workers get it, its scenario made when it is asked for; after the last comes the baseline."""

    def __init__(self, base: Scenario, space: Space) -> None:
        """Take what all policies start from."""
        self._base = base
        self._space = space
        self._made: dict[int, Scenario] = {}

    def __len__(self) -> int:
        """How many policies there are, the baseline included."""
        return self._space.size + 1

    @overload
    def __getitem__(self, cell: int) -> Start: ...
    @overload
    def __getitem__(self, cell: slice) -> Sequence[Start]: ...
    def __getitem__(self, cell: int | slice) -> Start | Sequence[Start]:
        """A policy as it travels, with nothing left to set."""
        if isinstance(cell, slice):
            return [self[each] for each in range(*cell.indices(len(self)))]
        return Start(self.scenario(cell), {})

    def scenario(self, cell: int) -> Scenario:
        """The scenario of a policy; those of the last policies are kept, since each meets several worlds."""
        if cell == self._space.size:
            return self._base
        if cell not in self._made:
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            self._made[cell] = self._base.with_values(self._space.values(cell), "search")
        return self._made[cell]
