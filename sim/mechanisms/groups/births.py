"""Where three neighbours take part in what goes on and one of them can lead, a circle may form and file.

The committee finds leaders, the more easily the more hours it has for residents. A circle files with
the street the likelier where there is a list of what groups may take over, an incubator that awaits it,
and a place to meet; few that are filed are ever registered, unless registration is made easy.
Sources: E19, M15, M62, M63, M96; 002 §3 (groups begin with three to five members); 000 (G16, G17).
Left out: groups that parties or enterprises found; rules on capital, of which ease of registration stands
for all.
"""

from __future__ import annotations

import numpy as np

from sim.agents.organisation import Organisations
from sim.arithmetic import exponential
from sim.declare import Section, coefficient, constant
from sim.kernels.founding import found
from sim.policy import Policy
from sim.setting import USUAL_PEOPLE
from sim.world import MONTHS_PER_YEAR, World

_USUAL_STAR = float(Organisations.columns["star"].default)
_USUAL_RELATIONSHIP = float(Organisations.columns["relationship"].default)


class Births(Section):
    """Coefficients of how groups begin."""

    founding_rate: float = coefficient(
        0.4,
        "Rate a month at which a circle forms around a resident who could lead it, for a committee with all its hours "
        "for residents",
        unit="share per month",
        low=0.05,
        high=1.0,
        source="E19, M96, assumed",
        en="Founding",
        zh="小组形成率",
    )
    active_neighbours: int = coefficient(
        3,
        "Active neighbours without whom no circle forms",
        unit="residents",
        low=2,
        high=5,
        source="E19",
        en="Active neighbours needed",
        zh="所需活跃邻居数",
    )
    most_founders: int = coefficient(
        5,
        "Residents who found a circle at most",
        unit="residents",
        low=3,
        high=8,
        source="002 §3: three to five",
        en="Founders",
        zh="发起人数",
    )
    capability: float = coefficient(
        0.45,
        "Capability of a new circle in projects",
        unit="share",
        low=0.2,
        high=0.8,
        source="assumed: as small agencies",
        en="Capability of new groups",
        zh="新组织能力",
    )
    filing_chance: float = coefficient(
        0.15,
        "Chance in a month that a circle files with the street, where it has a place to meet",
        unit="share per month",
        low=0.02,
        high=0.4,
        source="E19, assumed",
        en="Filing",
        zh="备案率",
    )
    without_venue: float = coefficient(
        0.5,
        "Part of filing and of growth that is left to a group without a place to meet",
        unit="share",
        low=0.1,
        high=1.0,
        source="E19, M97, assumed",
        en="Without a venue",
        zh="无场地时比例",
    )
    party_venues: float = coefficient(
        0.5,
        "Share of that want which venues opened under full party coordination meet",
        unit="share",
        low=0.0,
        high=1.0,
        source="M17, assumed",
        en="Party venues",
        zh="党组织开放场地",
    )
    catalogue_filing: float = coefficient(
        1.0,
        "How much a list of what groups may take over adds to filing",
        unit="ratio",
        low=0.0,
        high=3.0,
        source="E19, M15, assumed",
        en="Catalogue and filing",
        zh="目录对备案的作用",
    )
    incubator_pull: float = coefficient(
        1.0,
        "How much one place in the incubator or one award a year for each community adds to filing",
        unit="ratio",
        low=0.0,
        high=3.0,
        source="E19, M31, M47, assumed",
        en="Incubator and filing",
        zh="孵化对备案的作用",
    )
    registration_chance: float = constant(
        0.028,
        "Chance in a year that a filed group is registered",
        unit="share per year",
        low=0.002,
        high=0.05,
        source="solved so that Guangzhou's registered organisations grow by 7.37% a year (G20); M62",
        en="Registration",
        zh="登记率",
    )
    catalogue_registration: float = coefficient(
        2.0,
        "How much a list of what groups may take over adds to registration",
        unit="ratio",
        low=0.0,
        high=9.0,
        source="M15, E19, assumed",
        en="Catalogue and registration",
        zh="目录对登记的作用",
    )


def venue_share(policy: Policy, how: Births) -> float:
    """What a place to meet, or the want of one, leaves of filing and growth."""
    if policy.incubation.venue:
        return 1.0
    return how.without_venue + (1.0 - how.without_venue) * how.party_venues * policy.party.coordination


def filing(world: World, policy: Policy, how: Births) -> float:
    """Chance in a month that a circle files (E19)."""
    rules = policy.incubation
    listed = how.catalogue_filing if rules.catalogue else 0.0
    places = (rules.slots_per_year + rules.venture_awards) / len(world.committees)
    chance = how.filing_chance * (1.0 + listed) * (1.0 + how.incubator_pull * places)
    return min(chance * venue_share(policy, how), 1.0)


def registering(policy: Policy, how: Births) -> float:
    """Chance in a month that a filed group is registered."""
    listed = how.catalogue_registration if policy.incubation.catalogue else 0.0
    rate = how.registration_chance * (1.0 + listed) * policy.incubation.registration_ease
    return 1.0 - exponential(-rate / MONTHS_PER_YEAR)


def found_circles(world: World, how: Births, leading: tuple[float, float]) -> None:
    """Let circles form among active neighbours; `leading` are shape and cap of talent."""
    people, rows, setting = world.residents, world.organisations, world.setting
    rates = (how.founding_rate, setting.people_per_resident / USUAL_PEOPLE)
    most = world.most_residents
    world.side_by_side(lambda begin, end: found(
        (people.group, people.kind, people.aware, people.activities), people.neighbours.view(np.uint16),
        world.first_resident, (world.committees.street, world.committees.resident_share), rates,
        (rows.alive, rows.closed, rows.stage, rows.domain),
        (rows.identity, rows.community, rows.members, rows.age_months, rows.leader),
        (rows.talent, rows.maturity, rows.activity_funded_share), (rows.paid_this_year, rows.paid_last_year),
        (rows.capability, rows.star, rows.relationship), (how.capability, _USUAL_STAR, _USUAL_RELATIONSHIP),
        (how.active_neighbours, how.most_founders, setting.residents_for_one), leading,
        (world.first_group, len(world.streets), setting.groups_per_street, setting.room_for_groups_per_street),
        world.key, world.month, world.elapsed, np.empty((2, most), dtype=np.uint8),
        np.empty(most, dtype=np.int64), begin, end,
    ))  # fmt: skip
