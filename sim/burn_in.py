"""The months before month 0, lived once for every world in which several policies are tried.

Before month 0 every policy of a question is still to come: two districts that were founded alike, under the
same coefficients and the same policy of that time, live the same months. They are remembered as the columns
stood at month 0, and given to the next district of the same founding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table
from sim.coefficients import Coefficients
from sim.policy import Policy
from sim.scenario import Scenario
from sim.setting import Setting
from sim.world import World

State = list[NDArray[np.generic]]
_ROOM_BYTES = 64 << 20


@dataclass(frozen=True)
class _Lived:
    """One world at its founding and at month 0, and what decides the months between."""

    time: tuple[int, Setting, Coefficients, Policy]
    founded: State
    grown: State
    coordinated: bool

    @property
    def size(self) -> int:
        return sum(array.nbytes for array in (*self.founded, *self.grown))


class BurnIns:
    """What the last worlds looked like at month 0, as many as fit into 64 MiB; one that does not is not copied."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._lived: list[_Lived] = []

    def bring_to_month_0(self, world: World, scenario: Scenario, live: Callable[[], None]) -> None:
        """Let a founded world come to month 0: as it is remembered, or else by living its months with `live`."""
        if 2 * sum(array.nbytes for array in _columns(world)) > _ROOM_BYTES:
            live()
            return
        time = (int(world.key), scenario.setting, scenario.coefficients, scenario.before)
        founded = _copied(world)
        for lived in self._lived:
            if lived.time == time and _same(lived.founded, founded):
                _put_back(world, lived)
                return
        live()
        self._remember(_Lived(time, founded, _copied(world), world.coordinated))

    def _remember(self, newest: _Lived) -> None:
        """Keep the newest world, and of the older ones those of the same luck that there is room for."""
        kept, size = [], 0
        for lived in (newest, *self._lived):
            size += lived.size
            if size <= _ROOM_BYTES and lived.time[0] == newest.time[0]:
                kept.append(lived)
        self._lived = kept


def _columns(world: World) -> Iterator[NDArray[np.generic]]:
    """Every array that a month may change: all columns of all tables, and the ledger's."""
    for each in fields(world):
        part = getattr(world, each.name) if each.name != "deciders" else None
        if isinstance(part, Table):
            yield from (getattr(part, name) for name in part.columns)
    ledger = world.ledger
    yield from (ledger.cash, ledger.opening, ledger.moved, ledger.journal, ledger.written_off)


def _copied(world: World) -> State:
    return [array.copy() for array in _columns(world)]


def _same(one: State, other: State) -> bool:
    """Whether two states agree to the bit."""
    pairs = zip(one, other, strict=True)
    return all(a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes() for a, b in pairs)


def _put_back(world: World, lived: _Lived) -> None:
    for array, then in zip(_columns(world), lived.grown, strict=True):
        array[...] = then
    world.month = 0
    world.coordinated = lived.coordinated
