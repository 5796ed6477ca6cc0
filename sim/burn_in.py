"""The months before month 0, lived once for every world in which several policies are tried.

Before month 0 every policy of a question is still to come: two districts that were founded alike, under the
same coefficients and the same policy of that time, live the same months. One is remembered as it stood at month 0,
and the next of the same founding begins as its copy.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from sim.agents.columns import Table
from sim.coefficients import Coefficients
from sim.ledger import Ledger
from sim.policy import Policy
from sim.population import Layout
from sim.scenario import Scenario
from sim.setting import Setting
from sim.world import World

Past = tuple[int, Setting, Coefficients, Policy, Layout]
"""All that the months before month 0 depend on: seed, place, coefficients, policy of that time, and room."""
_ROOM_BYTES = 64 << 20


@dataclass(frozen=True)
class _Lived:
    """One world at month 0 and what it depends on."""

    past: Past
    world: World
    size: int


class BurnIns:
    """What the last worlds looked like at month 0, as many as fit into 64 MiB; one that does not is not copied."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._lived: list[_Lived] = []

    def recall(self, scenario: Scenario, seed: int) -> World | None:
        """Give a copy of the world at month 0 as it is remembered, without its agents; None where it is not."""
        past = _past(scenario, seed)
        return next((_copy(lived.world) for lived in self._lived if lived.past == past), None)

    def remember(self, scenario: Scenario, seed: int, world: World) -> None:
        """Keep a world that has come to month 0, and of the older ones those of the same luck that there is room for.

        Those of another seed go first: policies are tried in one world after another. A world for which there is no
        room, or which lives on threads, is neither kept nor copied.
        """
        if world.threads is not None or _size(world) > _ROOM_BYTES:
            return
        kept, size = [], 0
        for lived in (_Lived(_past(scenario, seed), _copy(world), _size(world)), *self._lived):
            size += lived.size
            if size <= _ROOM_BYTES and lived.past[0] == seed:
                kept.append(lived)
        self._lived = kept


def _past(scenario: Scenario, seed: int) -> Past:
    return seed, scenario.setting, scenario.coefficients, scenario.before, Layout.of(scenario)


def _size(world: World) -> int:
    """Bytes of all tables and of the ledger."""
    parts = [getattr(world, each.name) for each in fields(world) if each.init]
    arrays = [getattr(part, name) for part in parts if isinstance(part, Table) for name in part.columns]
    ledger = world.ledger
    books = (ledger.cash, ledger.opening, ledger.moved, ledger.journal, ledger.written_off)
    return sum(array.nbytes for array in (*arrays, *books))


def _copy(world: World) -> World:
    """Make a world that lives on by itself, of which nobody has made the agents yet."""
    parts = {each.name: getattr(world, each.name) for each in fields(world) if each.init}
    for name, part in parts.items():
        if isinstance(part, Table | Ledger):
            parts[name] = part.copy()
    other = World(**parts)
    other.coordinated = world.coordinated
    return other
