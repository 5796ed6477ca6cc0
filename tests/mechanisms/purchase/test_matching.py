"""Communities and suppliers: who is searched, what lands, who pays, and what it leaves behind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.agents.organisation import CIRCLE, REGISTERED
from sim.agents.resident import GROUP_RESOLVED
from sim.declare import Value
from sim.domains import CULTURE
from sim.ledger import Flow, Sector, to_fen
from sim.mechanisms import purchase
from sim.model import ThreeSocietyModel
from sim.scenario import Change
from sim.world import World
from tests.districts import lived, new, small, state

LANDING: dict[str, Value] = {
    "coefficients.matching.landing_ground": 0.0,
    "coefficients.matching.landing_trust": 4.0,
    "coefficients.matching.landing_money": 3.0,
    "coefficients.matching.landing_capability": 3.0,
    "coefficients.matching.least_fit": 0.15,
}
FUND: dict[str, Value] = {
    "policy.fund.yuan_per_community": 200_000.0,
    "coefficients.project_terms.project_yuan": 50_000.0,
}
ONLINE: dict[str, Value] = {**FUND, **LANDING, "policy.matching.online": True}


def flow(world: World, name: Flow, sector: Sector) -> int:
    """What a sector received by a flow in all months, below zero what it paid."""
    return int(world.ledger.journal[:, name, sector].sum())


def test_without_levers_there_are_no_rows_and_no_flows() -> None:
    world = lived(small()).world
    assert len(world.matched) == 0
    for name in (Flow.MATCHING, Flow.FUND_PROJECT, Flow.COMMUNITY_FUND, Flow.DONATION):
        assert not world.ledger.journal[:, name].any()


def test_levers_at_rest_leave_everything_as_it_was() -> None:
    later = Change(month=23, values={"policy.matching.fairs_per_year": 12})
    with_rows = lived(replace(small(), changes=(later,)), months=22).world
    without = lived(small(), months=22).world
    assert len(with_rows.matched) == 30
    assert np.array_equal(with_rows.ledger.cash, without.ledger.cash)
    assert np.array_equal(with_rows.residents.needs, without.residents.needs)


def test_no_supplier_ever_has_more_than_it_can_do() -> None:
    model = ThreeSocietyModel(small(values={**ONLINE, "coefficients.matching.capacity": 3}), rng=4, collect=())
    busy = 0
    while model.running:
        model.step()
        world = model.world
        projects = world.matched
        load = np.bincount(
            projects.supplier[projects.running & (projects.supplier >= 0)], minlength=len(world.organisations)
        )
        held = world.contracts.organisation[len(world.streets) :]
        load[: world.agencies] += np.bincount(held[held >= 0], minlength=world.agencies)
        assert load.max() <= 4
        assert load[world.hub] == 0
        assert projects.running[projects.landed].all()
        assert (projects.supplier[~projects.running] == -1).all()
        busy = max(busy, int(np.count_nonzero(projects.running)))
    assert busy > 3


def test_community_organisations_work_at_home_and_in_their_domain() -> None:
    model = ThreeSocietyModel(small(values={**ONLINE, "coefficients.matching.capacity": 3}), rng=1, collect=())
    world, projects = model.world, model.world.matched
    groups = slice(world.first_group, None)
    world.organisations.stage[groups] = REGISTERED
    world.organisations.domain[groups] = CULTURE
    world.organisations.star[groups] = world.organisations.relationship[groups] = 1.0
    model.step()
    by_groups = np.flatnonzero(projects.running & (projects.supplier >= world.first_group))
    assert len(by_groups)
    bodies, who = world.organisations, projects.supplier[by_groups]
    assert np.array_equal(bodies.community[who], projects.community[by_groups])
    assert np.array_equal(bodies.domain[who], projects.domain[by_groups])


def test_nothing_lands_where_nobody_is_ready_and_everything_where_all_are() -> None:
    unready: dict[str, Value] = {
        "coefficients.matching.landing_ground": -3.0,
        "coefficients.matching.landing_trust": 0.0,
        "coefficients.matching.landing_money": 0.0,
        "coefficients.matching.landing_capability": 0.0,
    }
    agreed, landed = [], []
    for values in (unready, LANDING):
        model = ThreeSocietyModel(small(values={**ONLINE, **values}), rng=2, collect=())
        for _ in range(12):
            model.step()
            agreed.append(int(model.world.matched.intent.sum()))
            landed.append(int(model.world.matched.landed.sum()))
    # One intent in twenty lands without grounds (1 / (1 + e^3)); 49 in 50 with money, trust and ability.
    assert sum(landed[:12]) <= 0.15 * sum(agreed[:12])
    assert sum(landed[12:]) >= 0.8 * sum(agreed[12:])


def test_a_wider_search_finds_more_until_everybody_is_seen() -> None:
    def found(breadth: int) -> tuple[int, float]:
        values: dict[str, Value] = {"policy.matching.fairs_per_year": 1, "coefficients.matching.fair_breadth": breadth}
        model = lived(small(values={**LANDING, **values, "coefficients.matching.least_fit": 0.5}), months=12)
        projects = model.world.matched
        return int(projects.intent.sum()), float(projects.fit[projects.intent].mean())

    alone, fair, beyond = found(1), found(100), found(200)
    assert fair[0] > alone[0]
    assert fair == beyond


@pytest.mark.parametrize(("fairs", "online", "pooled", "yuan"), [
    (2, False, False, 2 * 2_000),
    (0, True, False, 12 * 200),
    (1, True, True, 2_000 + 12 * 300),
])  # fmt: skip
def test_platforms_cost_public_money(fairs: int, online: bool, pooled: bool, yuan: int) -> None:  # noqa: FBT001
    values: dict[str, Value] = {
        "policy.matching.fairs_per_year": fairs,
        "policy.matching.online": online,
        "policy.matching.pooled_resources": pooled,
        "coefficients.matching.fair_yuan": 2_000.0,
        "coefficients.matching.platform_yuan": 200.0,
        "coefficients.matching.list_yuan": 100.0,
        "setting.burn_in_months": 0,
    }
    world = lived(small(values=values), months=12).world
    assert flow(world, Flow.MATCHING, Sector.FUNDER) == -to_fen(yuan) * 3
    assert flow(world, Flow.MATCHING, Sector.VENDOR) == to_fen(yuan) * 3


def test_pooled_resources_make_projects_larger_and_come_from_donors() -> None:
    fairs: dict[str, Value] = {**FUND, **LANDING, "policy.matching.fairs_per_year": 4}
    alone = lived(small(values=fairs)).world
    pooled = lived(small(values={**fairs, "policy.matching.pooled_resources": True})).world
    assert flow(alone, Flow.DONATION, Sector.DONOR) == 0
    given = -flow(pooled, Flow.DONATION, Sector.DONOR)
    assert 0 < given <= 2 * 3 * to_fen(20_000.0)
    assert given == flow(pooled, Flow.INCOME, Sector.DONOR)
    running = pooled.matched.running
    assert pooled.matched.contacts[running].max() > alone.matched.contacts[alone.matched.running].max()


def test_what_nobody_pays_for_lives_on_a_small_grant() -> None:
    world = lived(small(values={**LANDING, "policy.matching.fairs_per_year": 4}), months=12).world
    projects = world.matched
    assert projects.running.any()
    assert not projects.fund_fen.any()
    assert (projects.grant_fen[projects.running] == to_fen(10_000.0) // 12).all()
    assert flow(world, Flow.FUND_PROJECT, Sector.FUNDER) < 0


def test_projects_help_people_whom_nobody_else_sees() -> None:
    def helped(values: dict[str, Value]) -> int:
        model = ThreeSocietyModel(small("baseline", {**values, "setting.groups_per_street": 0}), rng=1, collect=())
        count = 0
        while model.running:
            model.step()
            count += int(np.count_nonzero(model.world.residents.contact == GROUP_RESOLVED))
        return count

    assert helped({}) == 0
    assert helped(ONLINE) > 0


def test_circles_of_neighbours_that_are_not_filed_supply_nothing() -> None:
    model = ThreeSocietyModel(small(values=ONLINE), rng=1, collect=())
    world = model.world
    world.organisations.stage[world.first_group :] = CIRCLE
    model.step()
    assert world.matched.running.any()
    assert world.matched.supplier.max() < world.agencies


def test_projects_count_among_what_runs_nearby() -> None:
    model = lived(small(values=ONLINE), months=8)
    world, projects = model.world, model.world.matched
    place = int(projects.community[projects.running][0])
    before = float(world.programmes_with_money()[place])
    mine = projects.running & (projects.community == place)
    slots = world.programmes.running & (world.programmes.community == place)
    fits = np.concatenate([world.programmes.fit[slots], projects.fit[mine]])
    assert world.mean_fit()[place] == pytest.approx(fits.mean())
    projects.running[mine] = False
    assert world.programmes_with_money()[place] == pytest.approx(before - np.count_nonzero(mine))


def test_a_fair_touches_nothing_before_it_is_held() -> None:
    first = lived(small(values={"policy.matching.fairs_per_year": 1}), months=11).world
    second = lived(
        small(values={"policy.matching.fairs_per_year": 1, "coefficients.matching.fair_yuan": 9_000.0}), months=11
    ).world
    assert state(first) == state(second)


def test_the_verb_buys_and_matches_in_one_month() -> None:
    model = new("guangzhou", ONLINE)
    how = model.scenario.coefficients
    purchase.call(
        model.world, model.policy, how.purchase, how.fit, how.matching, how.fund, how.project_terms, how.staff
    )
    assert (model.world.contracts.organisation >= 0).any()
    assert model.world.matched.intent.any()
