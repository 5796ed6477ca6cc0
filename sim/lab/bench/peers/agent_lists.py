"""The resident month as AgentPy's documentation would write it: agents in lists whose methods are called at once."""

from __future__ import annotations

from typing import Any

import agentpy

from sim.lab.bench.handed import MONTHS_PER_YEAR, Handed, Rules
from sim.lab.bench.peers.living import LivingCommunity, LivingResident
from sim.lab.bench.peers.peopling import communities_of, residents_of, state_of


class Community(LivingCommunity, agentpy.Agent):
    """A community as AgentPy's agent."""

    def setup(self, means: dict[str, Any]) -> None:
        """Take what institutions bring."""
        self.begin(means)


class Resident(LivingResident, agentpy.Agent):
    """A resident as AgentPy's agent."""

    def setup(self, community: LivingCommunity, values: dict[str, Any]) -> None:
        """Live in a community."""
        self.begin(community, values)


class District(agentpy.Model):
    """A district of AgentPy's agents."""

    rules: Rules

    def setup(self) -> None:
        """Make an agent of every community and resident."""
        handed: Handed = self.p.handed
        self.rules = handed.rules
        self.months_gone = handed.months_gone
        places = communities_of(handed, lambda means: Community(self, means=means))
        people = residents_of(handed, places, lambda home, values: Resident(self, community=home, values=values))
        self.communities = agentpy.AgentList(self, places)
        self.residents = agentpy.AgentList(self, people)

    def step(self) -> None:
        """Live one month."""
        self.residents.need()
        self.communities.serve()
        self.residents.live()
        self.months_gone += 1
        if self.months_gone % MONTHS_PER_YEAR == 0:
            self.residents.close_year()


class Version:
    """A district in AgentPy, a month at a time."""

    def __init__(self, handed: Handed) -> None:
        """Make the district and let AgentPy set it up."""
        self._model = District({"handed": handed, "seed": 2012, "report_seed": False})
        self._model.sim_setup(steps=10**9)

    def month(self) -> None:
        """Live one month, as `Model.run` would."""
        self._model.sim_step()

    def state(self) -> dict[str, float]:
        """Say how residents are."""
        return state_of(self._model.residents)
