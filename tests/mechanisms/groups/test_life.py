"""Groups in a small district: what they live on, how they end, and what is left."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.organisation import CIRCLE, FILED, REGISTERED
from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms import groups
from sim.model import ThreeSocietyModel, simulate
from tests.districts import lived, most, new, small, state

STILL: dict[str, Value] = {
    "coefficients.groups.births.founding_rate": 0.05,
    "coefficients.groups.life.leader_leaving": 0.0,
    "coefficients.groups.life.turning_chance": 0.0,
    "coefficients.groups.life.capacity_share": 0.3,
    "setting.groups_per_street": 4,
}


def grow(model: ThreeSocietyModel) -> None:
    """Live one month of groups; what an outside agency pays a group is 250 yuan."""
    how = model.scenario.coefficients
    groups.grow(model.world, model.policy, how.groups, (how.service.support_yuan, 250.0))


def filled(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """Four groups of five active members each in one community of forty, half mature, with money."""
    model = new(values={**STILL, "setting.residents_per_community": 40, **(values or {})})
    people, rows, first = model.world.residents, model.world.organisations, model.world.first_group
    people.kind[:], people.aware[:], people.activities[:] = 1, True, 1
    people.group[:] = -1
    for place in range(4):
        people.group[5 * place : 5 * place + 5] = first + place
        rows.leader[first + place], rows.talent[first + place] = 5 * place, 1.0
    rows.maturity[first : first + 4] = 0.5
    rows.activity_funded_share[first : first + 4] = 1.0
    return model


def test_a_world_begins_with_groups_that_have_leaders_among_their_members() -> None:
    world = ThreeSocietyModel(small("baseline", {"setting.burn_in_months": 0}), rng=3, collect=()).world
    rows, first = world.organisations, world.first_group
    living = first + np.flatnonzero(rows.alive[first:])
    assert len(living) == 20
    assert len(set(rows.identity[living].tolist())) == 20
    assert set(rows.stage[living].tolist()) <= {FILED, REGISTERED}
    led = living[rows.leader[living] >= 0]
    assert (world.residents.group[rows.leader[led]] == led).all()
    assert (rows.talent[led] > 0.0).all()
    assert not rows.talent[living[rows.leader[living] < 0]].any()
    assert not rows.members[living[rows.leader[living] < 0]].any()
    assert (rows.filed_month[living] < world.month).all()


def test_who_has_no_members_ends_and_its_money_goes_back() -> None:
    model = filled()
    world = model.world
    rows, first = world.organisations, world.first_group
    world.residents.group[:5] = -1
    account = world.accounts.organisations + first
    world.ledger.transfer(Flow.GROUP_GRANT, world.accounts.outside, account, 70_000)
    rows.earmarked_fen[first] = 30_000
    grow(model)
    assert not rows.alive[first]
    assert rows.closed[first]
    assert world.ledger.cash[account] == rows.earmarked_fen[first] == 0
    world.ledger.close_month(0)
    assert world.ledger.journal[0, Flow.UNSPENT_RETURN, Sector.FUNDER] == 70_000


def test_members_of_a_group_that_ends_are_free_again() -> None:
    model = filled({"coefficients.groups.life.death_rate": 0.05, "coefficients.groups.life.newness": 3.0,
                    "coefficients.groups.life.maturity_protects": 0.0})  # fmt: skip
    world = model.world
    for _ in range(120):
        grow(model)
        world.month += 1
        if world.month < 24:
            assert (world.residents.group[world.residents.group >= 0] >= world.first_group).all()
        joined = world.residents.group[world.residents.group >= 0]
        assert world.organisations.alive[joined].all()
        world.organisations.closed[:] = False
        world.register.filed[:] = 0
        world.month %= 24
    assert not world.organisations.alive[world.first_group : world.first_group + 4].all()


def test_a_leader_who_fell_asleep_leads_no_more_and_a_member_follows() -> None:
    model = filled({"coefficients.groups.life.leader_finding": 1.0})
    world = model.world
    rows, first = world.organisations, world.first_group
    world.residents.kind[0] = 0
    world.committees.resident_share[:] = 1.0
    grow(model)
    assert rows.leader[first] == -1
    assert rows.talent[first] == 0.0
    world.month += 1
    grow(model)
    assert 0 < rows.leader[first] < 5
    assert rows.talent[first] > 0.0


def test_without_money_or_leader_maturity_is_lost() -> None:
    model = filled()
    rows, first = model.world.organisations, model.world.first_group
    rows.activity_funded_share[first] = 0.0
    model.world.residents.activities[:10] = 0
    rows.leader[first + 1], rows.talent[first + 1] = -1, 0.0
    grow(model)
    assert rows.maturity[first] < 0.5
    assert rows.maturity[first + 1] < 0.5
    assert rows.maturity[first + 2] > 0.5


def test_an_outside_agency_teaches_only_if_it_coaches() -> None:
    after = []
    for hours in (0.0, 40.0):
        model = filled({"policy.incubation.support_agency": True, "policy.incubation.coaching_hours": hours})
        grow(model)
        after.append(model.world.organisations.maturity[model.world.first_group + 2])
    assert after[0] == 0.5
    assert after[1] > 0.5


def test_a_month_is_the_same_whatever_rows_groups_have() -> None:
    usual, other = filled(), filled()
    for model in (usual, other):
        model.world.organisations.talent[model.world.first_group :] = 2.0
    world = other.world
    rows, first = world.organisations, world.first_group
    # The first group and the last change rows.
    for name in rows.columns:
        column = getattr(rows, name)
        column[[first, first + 3]] = column[[first + 3, first]]
    world.residents.group[:5], world.residents.group[15:20] = first + 3, first
    for _ in range(12):
        for model in (usual, other):
            grow(model)
            model.world.month += 1
    swapped = world.residents.group.copy()
    swapped[world.residents.group == first] = first + 3
    swapped[world.residents.group == first + 3] = first
    assert swapped.tolist() == usual.world.residents.group.tolist()
    assert (swapped >= 0).sum() > 20


def test_the_register_knows_who_lived_twenty_five_months_later() -> None:
    quick: dict[str, Value] = {"coefficients.groups.births.founding_rate": 1.0, "setting.months": 60,
                               "coefficients.groups.births.filing_chance": 0.4}  # fmt: skip
    found = simulate(small("guangzhou", quick), 6)
    births, survival = found.series["group_births"], found.series["group_survival"]
    assert births.sum() > 5
    assert np.isnan(survival[: 25 + int(np.flatnonzero(births)[0])]).all()
    assert 0.0 <= survival[-1] <= 1.0
    immortal = simulate(small("guangzhou", {**quick, "coefficients.groups.life.death_rate": 0.01,
                                            "coefficients.groups.life.maturity_protects": 5.0,
                                            "coefficients.groups.life.newness": 0.0,
                                            "coefficients.groups.life.members_protect": 1.5}), 6)  # fmt: skip
    assert immortal.outcomes["group_survival"] > 0.9


def test_births_less_deaths_is_the_change_of_groups_on_file() -> None:
    model = ThreeSocietyModel(small("guangzhou", {"setting.residents_per_community": 120}), rng=2, collect=())
    world = model.world
    rows, groups_ = world.organisations, slice(world.first_group, None)
    before = int(np.count_nonzero(rows.alive[groups_] & (rows.stage[groups_] > CIRCLE)))
    change = 0
    while model.running:
        model.step()
        change += int(rows.entered[groups_].sum()) - int(rows.closed[groups_].sum())
    assert int(np.count_nonzero(rows.alive[groups_] & (rows.stage[groups_] > CIRCLE))) == before + change
    assert change != 0


def test_wellbeing_makes_members_take_part_more() -> None:
    more, less = (
        simulate(small("guangzhou", {"coefficients.participation.wellbeing_effect": effect}), 3).outcomes
        for effect in (most("coefficients.participation.wellbeing_effect"), 0.0)
    )
    assert more["participation_rate"] > less["participation_rate"]


def test_what_nobody_is_given_changes_nothing() -> None:
    without: dict[str, Value] = {"policy.incubation.slots_per_year": 0, "policy.incubation.coaching_hours": 0.0}
    plain = state(lived(small("guangzhou", without)).world)
    for lever, value in (("venture_award_yuan", 5_000.0), ("coaching_hours", 40.0)):
        asked: dict[str, Value] = {**without, f"policy.incubation.{lever}": value}
        assert state(lived(small("guangzhou", asked)).world) == plain


@pytest.mark.parametrize("room", [0, 1])
def test_a_full_street_founds_no_more(room: int) -> None:
    world = lived(
        small("guangzhou", {"setting.groups_per_street": 1, "setting.room_for_groups_per_street": room})
    ).world
    assert len(world.organisations) - world.first_group == 1 + room
