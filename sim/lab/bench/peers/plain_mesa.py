"""The resident month as a good user of Mesa would write it: an object for every resident, a method for every rule.

`do` instead of `shuffle_do`, in Mesa's favour: every rule reads last month's values, so order has no meaning.
"""

from __future__ import annotations

from typing import Any

import mesa

from sim.lab.bench.handed import MONTHS_PER_YEAR, Handed, Rules
from sim.lab.bench.peers.living import LivingCommunity, LivingResident
from sim.lab.bench.peers.peopling import communities_of, residents_of, state_of


class Community(LivingCommunity, mesa.Agent):
    """A community as Mesa's agent."""

    def __init__(self, model: mesa.Model, means: dict[str, Any]) -> None:
        """Take what institutions bring."""
        super().__init__(model)
        self.begin(means)


class Resident(LivingResident, mesa.Agent):
    """A resident as Mesa's agent."""

    def __init__(self, model: mesa.Model, community: LivingCommunity, values: dict[str, Any]) -> None:
        """Live in a community."""
        super().__init__(model)
        self.begin(community, values)


class District(mesa.Model):
    """A district of Mesa's agents."""

    def __init__(self, handed: Handed) -> None:
        """Make an agent of every community and resident."""
        super().__init__(rng=2012)
        self.rules: Rules = handed.rules
        self.months_gone = handed.months_gone
        places = communities_of(handed, lambda means: Community(self, means))
        residents_of(handed, places, lambda home, values: Resident(self, home, values))

    def step(self) -> None:
        """Live one month."""
        residents = self.agents_by_type[Resident]
        residents.do("need")
        self.agents_by_type[Community].do("serve")
        residents.do("live")
        self.months_gone += 1
        if self.months_gone % MONTHS_PER_YEAR == 0:
            residents.do("close_year")


class Version:
    """A district in plain Mesa, a month at a time."""

    def __init__(self, handed: Handed) -> None:
        """Make the district."""
        self._model = District(handed)

    def month(self) -> None:
        """Live one month."""
        self._model.step()

    def state(self) -> dict[str, float]:
        """Say how residents are."""
        return state_of(list(self._model.agents_by_type[Resident]))
