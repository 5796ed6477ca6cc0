"""Who works for rare needs, and who takes the place of an organisation that is gone.

Some agencies specialise in a need that few residents have: disability, or special groups. A project
that they win serves that need, and they know how. Where organisations are rated or struck off, a place
that falls vacant is taken by another organisation with its own ability, management and evaluator; fewer
newcomers than founders work for rare needs, and those whom public ratings attract from outside are the
abler ones. Sources: M58, M59, M61, E21. Left out: organisations that change what they work for.
"""

from __future__ import annotations

import numpy as np

from sim.arithmetic import count
from sim.beginnings import Beginnings
from sim.chance import Stream, draws, normal_quantile
from sim.declare import Section, coefficient
from sim.domains import RARE
from sim.policy import Policy
from sim.world import World

_LEAST, _MOST = 0.05, 0.95


class Newcomers(Section):
    """Coefficients of specialists and newcomers."""

    expertise: float = coefficient(
        0.3,
        "Part of what a programme lacks in fit that a specialist makes up in its own field",
        unit="share",
        low=0.0,
        high=0.8,
        source="M61, M77, assumed",
        en="Specialists' expertise",
        zh="专业机构领域优势",
    )
    rare_share: float = coefficient(
        0.5,
        "How often newcomers work for rare needs, against the organisations of the beginning",
        unit="ratio",
        low=0.0,
        high=1.0,
        source="M61: few charities among organisations; assumed",
        en="Newcomers for rare needs",
        zh="新机构服务稀缺领域比",
    )
    outside_gain: float = coefficient(
        0.03,
        "How much abler newcomers are whom published ratings attract",
        unit="share",
        low=0.0,
        high=0.1,
        source="M59, assumed",
        en="Ability from outside",
        zh="外来机构能力增量",
    )


def work_for_rare_needs(world: World, policy: Policy, how: Newcomers) -> None:
    """Turn the projects that specialists have just won to their own field."""
    slots, contracts = world.programmes, world.contracts
    if world.month_of_year != policy.purchase.tender_gap_months:
        return
    holder = contracts.organisation[slots.contract]
    new = contracts.years_left[slots.contract] == policy.purchase.contract_years
    project = slots.running & (slots.contract >= len(world.streets)) & (holder >= 0) & new
    field = world.organisations.specialty[holder]
    place = np.flatnonzero(project & (field >= 0))
    slots.domain[place] = field[place]
    slots.fit[place] += how.expertise * (1.0 - slots.fit[place])


def renew(world: World, policy: Policy, how: Newcomers, start: Beginnings) -> None:
    """Give the places that fell vacant this month to organisations of another kind, whenever they come."""
    rows = world.organisations
    if not count(rows.closed[: world.agencies]):
        return
    gain = how.outside_gain if policy.stars.published else 0.0
    middles = (start.small_capability, start.middle_capability, start.large_capability)
    for row in rows.closed[: world.agencies].nonzero()[0].tolist():
        able, run, judged, works = draws(world.key, Stream.NEWCOMER, world.month, row, 1)[0].tolist()
        middle = middles[int(rows.size[row])] + gain
        rows.capability[row] = min(max(middle + start.trait_spread * normal_quantile(able), _LEAST), _MOST)
        rows.management[row] = min(max(start.management + start.trait_spread * normal_quantile(run), _LEAST), _MOST)
        rows.evaluator[row] = int(judged * len(world.evaluators))
        rare = world.setting.specialist_share * how.rare_share
        rows.specialty[row] = RARE[int(works / rare * len(RARE))] if works < rare else -1
