"""Who belongs to a model: the few by registration, the many by their rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet
from numpy.typing import NDArray

from sim.agents.agent_set import ColumnAgentSet
from sim.agents.columns import Table
from sim.agents.roster import ID_BLOCK, Roster
from sim.agents.row_agent import RowAgent


class ColumnModel(mesa.Model):
    """A Mesa model some of whose kinds are rows of a table.

    Institutions register themselves, as agents of Mesa do.  A kind with many rows is entered once, by `enrol`; then
    `agents_by_type[Resident]` is a set over all its rows, and `agent_types` names it, so that
    `DataCollector(agenttype_reporters={Resident: ...})` finds it.  `agents` stays the set of the registered
    institutions, with those who live now of kinds that come and go: what walks over `agents` (agent reporters, batch
    runs) would otherwise make every resident of a city an object every month.
    """

    scenario: Any = None
    """Whatever the model calls its scenario; Mesa from 3.5 would write into it."""

    def __init__(self, *, rng: Any = None, seed: Any = None) -> None:  # noqa: ANN401 - whatever Mesa takes
        """Start a model without agents; `seed`, which Mesa's page sends, is another name of `rng`."""
        if rng is not None and seed is not None:
            raise ValueError("rng, seed: both are given; give rng alone")
        self._rosters: dict[type[RowAgent], Roster] = {}
        self._last_id = 0
        super().__init__(rng=seed if rng is None else rng)

    def enrol(
        self, agent_type: type[RowAgent], table: Table, living: Callable[[], NDArray[np.int64]] | None = None
    ) -> ColumnAgentSet:
        """Enter a kind of which every row is an agent, made only when somebody asks for it.

        Of a kind whose agents come and go, `living` gives the rows of those who are there now: int64[agents].
        """
        if agent_type in self._rosters or agent_type in super().agents_by_type:
            raise ValueError(f"{agent_type.__name__}: the kind has agents already; enrol it once, at the start")
        if not isinstance(table, agent_type.table):
            raise TypeError(
                f"{agent_type.__name__}: {table!r} is no table of its kind; give {agent_type.table.__name__}"
            )
        self._rosters[agent_type] = Roster(self, agent_type, table, ID_BLOCK * (len(self._rosters) + 1), living)
        return self._now(self._rosters[agent_type])

    @staticmethod
    def _now(roster: Roster) -> ColumnAgentSet:
        """Who is there of an enrolled kind."""
        return ColumnAgentSet(roster, None if roster.living is None else roster.living())

    @property
    def agents(self) -> AgentSet:
        """The registered institutions, and those who live now of kinds that come and go."""
        come_and_go = [agent for roster in self._rosters.values() if roster.living for agent in self._now(roster)]
        return AgentSet([*super().agents, *come_and_go], random=self.random) if come_and_go else super().agents

    @property
    def agents_by_type(self) -> dict[type[mesa.Agent], AgentSet]:
        """The agents of each kind.

        The set of an enrolled kind is made anew at each look, so that shuffling or narrowing it in place cannot
        take residents out of the model.
        """
        many = {kind: self._now(roster) for kind, roster in self._rosters.items()}
        return {**super().agents_by_type, **many}

    @property
    def agent_types(self) -> list[type]:
        """Every kind of agent in the model."""
        return [*super().agent_types, *self._rosters]

    def register_agent(self, agent: mesa.Agent) -> None:
        """Enter an institution and give it the next id of this model, counted from 1."""
        self._refuse_rows(agent)
        super().register_agent(agent)
        self._last_id += 1
        agent.unique_id = self._last_id
        # Mesa 3.3 counts ids in a table that keeps every model alive for ever.
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def deregister_agent(self, agent: mesa.Agent) -> None:
        """Let an institution go."""
        self._refuse_rows(agent)
        super().deregister_agent(agent)

    def _refuse_rows(self, agent: mesa.Agent) -> None:
        """An agent of an enrolled kind is there by its row and can neither enter nor leave."""
        kind = type(agent)
        if kind in self._rosters:
            what = f"{kind.__name__}: its agents are rows and neither enter nor leave one by one"
            raise TypeError(f"{what}; ask model.agents_by_type[{kind.__name__}] for them")
