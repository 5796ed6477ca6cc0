"""Who stands in a row: the many agents of a kind, each made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast, overload
from weakref import WeakValueDictionary

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table
from sim.agents.row_agent import RowAgent

Kind = TypeVar("Kind", bound=RowAgent)

ID_BLOCK = 1 << 32
"""Each kind with many rows has its own block of ids; the registered institutions have the first."""


class Roster:
    """The residents of one community model, by row: the same row is the same object while anyone holds it.

    Of a kind whose agents come and go, `living` gives the rows of those who are there now; an agent that was made
    stays the same object as long as the model lives, for Mesa's own sets of agents hold nobody.
    """

    def __init__(
        self,
        model: mesa.Model,
        agent_type: type[RowAgent],
        table: Table,
        first_id: int,
        living: Callable[[], NDArray[np.int64]] | None = None,
    ) -> None:
        """Open the roster of a kind; nobody is made yet."""
        self.model = model
        self.agent_type = agent_type
        self.table = table
        self.first_id = first_id
        self.living = living
        self._alive: WeakValueDictionary[int, RowAgent] = WeakValueDictionary()
        self._kept: list[RowAgent] = []

    def agent(self, row: int) -> RowAgent:
        """The agent of a row, made now unless somebody holds it already."""
        agent = self._alive.get(row)
        if agent is None:
            agent = self.agent_type.of_row(self.model, self.table, row, self.first_id + row)
            self._alive[row] = agent
            if self.living is not None:
                self._kept.append(agent)
        return agent

    def row_of(self, agent: object) -> int | None:
        """The agent's row, or nothing when it is not of this roster."""
        row = getattr(agent, "row", None)
        return row if isinstance(row, int) and self._alive.get(row) is agent else None

    def __getstate__(self) -> dict[str, Any]:
        """Keep the agents that somebody holds, so that they are the same objects in a copy of the model."""
        return {**self.__dict__, "_alive": list(self._alive.items())}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Find the copied agents again."""
        self.__dict__.update(state, _alive=WeakValueDictionary(dict(state["_alive"])))


class Standing(Sequence[Kind]):
    """The agents of a table in the order of its rows: the first are registered, the others made when asked for."""

    def __init__(self, registered: Sequence[Kind], others: Roster) -> None:
        """Put those who are registered before those of a roster of the same table."""
        self._registered = registered
        self._others = others

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._others.table)

    @overload
    def __getitem__(self, item: int) -> Kind: ...

    @overload
    def __getitem__(self, item: slice) -> list[Kind]: ...

    def __getitem__(self, item: int | slice) -> Kind | list[Kind]:
        """The agent of a row, or the agents of a slice of rows."""
        if isinstance(item, slice):
            return [self[row] for row in range(len(self))[item]]
        row = range(len(self))[item]
        return self._registered[row] if row < len(self._registered) else cast("Kind", self._others.agent(row))
