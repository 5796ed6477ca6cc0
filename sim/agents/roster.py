"""Who stands in a row: the many agents of a kind, each made when somebody asks for it."""

from __future__ import annotations

from typing import Any
from weakref import WeakValueDictionary

import mesa

from sim.agents.columns import Table
from sim.agents.row_agent import RowAgent

ID_BLOCK = 1 << 32
"""Each kind with many rows has its own block of ids; the registered institutions have the first."""


class Roster:
    """The residents of one community model, by row: the same row is the same object while anyone holds it."""

    def __init__(self, model: mesa.Model, agent_type: type[RowAgent], table: Table, first_id: int) -> None:
        """Open the roster of a kind; nobody is made yet."""
        self.model = model
        self.agent_type = agent_type
        self.table = table
        self.first_id = first_id
        self._alive: WeakValueDictionary[int, RowAgent] = WeakValueDictionary()

    def agent(self, row: int) -> RowAgent:
        """The agent of a row, made now unless somebody holds it already."""
        agent = self._alive.get(row)
        if agent is None:
            agent = self.agent_type.of_row(self.model, self.table, row, self.first_id + row)
            self._alive[row] = agent
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
