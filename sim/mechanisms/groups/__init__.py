"""Residents' own organisations 社区社会组织: how they begin, are helped, live and end."""

from __future__ import annotations

import numpy as np

from sim.beginnings import Beginnings
from sim.declare import Section
from sim.kernels.groups import begin
from sim.mechanisms.groups.births import Births, filing, found_circles, registering, venue_share
from sim.mechanisms.groups.incubation import Incubations, coach, pay_for, take_in
from sim.mechanisms.groups.life import Life, count_members, live_on
from sim.policy import Policy
from sim.world import World

__all__ = ["Groups", "grow", "settle_in"]


class Groups(Section):
    """Coefficients of community organisations."""

    births: Births = Births()
    life: Life = Life()
    incubation: Incubations = Incubations()


def grow(world: World, policy: Policy, how: Groups, support: tuple[float, float]) -> None:
    """Let community organisations begin, grow, mature and end; `support` is as in `pay_for`."""
    count_members(world, how.life)
    take_in(world, policy, how.incubation, how.life.mature_from)
    coaching, coached, incubated = coach(world, policy, how.incubation)
    pay_for(world, policy, how.incubation, support, coached, incubated)
    live_on(
        world, how.life, coaching, filing(world, policy, how.births),
        (registering(policy, how.births), how.incubation.registration_help), float(policy.incubation.support_agency),
        venue_share(policy, how.births),
    )  # fmt: skip
    found_circles(world, how.births, (how.life.talent_shape, how.life.talent_cap))


def settle_in(world: World, start: Beginnings, how: Groups) -> None:
    """Give the groups that exist when the world begins their age, stage, maturity and leaders."""
    rows = world.organisations
    begin(
        (rows.alive, rows.stage, rows.identity, rows.community, rows.age_months, rows.filed_month, rows.leader),
        (rows.talent, rows.maturity), world.residents.group, world.first_resident,
        (start.group_registered_share, start.group_maturity, start.group_age_months),
        (how.life.talent_shape, how.life.talent_cap), world.first_group, world.setting.residents_for_one, world.key,
        world.month,
    )  # fmt: skip
    rows.activity_funded_share[world.first_group :] = np.where(rows.alive[world.first_group :], 1.0, 0.0)
