"""Communities' own money: how it is given, who decides, and what deciding does to people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.declare import Value
from sim.domains import CULTURE, DISABILITY, ELDERLY, SPECIAL
from sim.ledger import Flow, Sector, to_fen
from sim.mechanisms.purchase import community_fund
from sim.model import ThreeSocietyModel
from sim.scenario import Change
from sim.world import World
from tests.districts import lived, new, small

FUND: dict[str, Value] = {"policy.fund.yuan_per_community": 200_000.0}
VOTED: dict[str, Value] = {**FUND, "policy.fund.decided_by": "residents", "coefficients.fund.vote_turnout": 0.8}
MICRO: dict[str, Value] = {"policy.fund.micro_project_yuan": 12_000.0, "coefficients.fund.readiness": 5.0}


def planned(values: dict[str, Value], open_needs: int) -> ThreeSocietyModel:
    """A community of ten, all of whom know and have the same open needs, whose year has just been planned."""
    model = new(values=values)
    world, how = model.world, model.scenario.coefficients
    world.residents.needs[:] = open_needs
    world.residents.aware[:] = True
    world.residents.kind[:] = 1
    community_fund.plan_year(world, model.policy, how.fund, how.fit, how.project_terms.yuan_per_contact)
    return model


def flow(world: World, name: Flow, sector: Sector) -> int:
    """What a sector has received by a flow this month, below zero what it paid."""
    mine = world.ledger.sectors == sector
    return int(world.ledger.moved[name, mine].sum())


def test_the_fund_is_topped_up_to_its_level() -> None:
    model = planned(FUND, 1)
    world, how = model.world, model.scenario.coefficients
    assert world.committees.fund_fen.tolist() == world.committees.fund_given_fen.tolist() == [20_000_000]
    world.ledger.close_month(0)
    world.committees.fund_fen[0] = 5_000_000
    community_fund.plan_year(world, model.policy, how.fund, how.fit, 145.0)
    assert flow(world, Flow.COMMUNITY_FUND, Sector.COMMITTEE) == 15_000_000
    assert world.committees.fund_fen.tolist() == [20_000_000]


def test_what_is_left_is_given_back_when_funds_end() -> None:
    stop = Change(month=12, values={"policy.fund.yuan_per_community": 0.0})
    world = lived(replace(small(values=FUND), changes=(stop,)), months=14).world
    returned = int(world.ledger.journal[:, Flow.UNSPENT_RETURN, Sector.FUNDER].sum())
    assert returned > 0
    assert not world.committees.fund_fen.any()
    promised = world.matched.months_left.astype(np.int64) * world.matched.fund_fen * world.matched.running
    kept = int(world.ledger.cash[world.accounts.committees : world.accounts.organisations].sum())
    assert kept == int(promised.sum())


def test_the_fund_and_what_it_promised_are_in_the_bank_every_month() -> None:
    model = ThreeSocietyModel(small(values={**VOTED, **MICRO, "policy.matching.online": True}), rng=3, collect=())
    while model.running:
        model.step()
        world, projects = model.world, model.world.matched
        promised = projects.months_left.astype(np.int64) * projects.fund_fen * projects.running
        held = (
            np.bincount(projects.community, weights=promised, minlength=3).astype(np.int64) + world.committees.fund_fen
        )
        first = world.accounts.committees
        assert np.array_equal(world.ledger.cash[first : first + 3], held)


def test_residents_vote_for_what_most_of_them_need() -> None:
    values: dict[str, Value] = {**VOTED, "coefficients.fund.capture": 0.0, "coefficients.fund.posted_needs": 1}
    world = planned(values, 1 << CULTURE).world
    assert np.flatnonzero(world.matched.posted).tolist() == [CULTURE]
    assert (world.residents.efficacy[world.residents.attended] > 0.2).all()
    turnout = np.count_nonzero(world.residents.attended) / 10
    assert world.committees.fund_voice[0] == pytest.approx(turnout)


def test_a_vote_costs_public_money() -> None:
    world = planned({**VOTED, "coefficients.fund.vote_yuan": 1_500.0}, 1).world
    assert flow(world, Flow.COUNCIL, Sector.FUNDER) == -to_fen(1_500.0)


def test_officials_put_statutory_groups_first() -> None:
    everything = sum(1 << domain for domain in range(8))
    values: dict[str, Value] = {
        **FUND, "policy.fund.decided_by": "government", "coefficients.fund.posted_needs": 3,
        "coefficients.fund.statutory_weight": 4.0, "coefficients.beginnings.knowledge": 0.5,
    }  # fmt: skip
    world = planned(values, everything).world
    assert np.flatnonzero(world.matched.posted).tolist() == [ELDERLY, DISABILITY, SPECIAL]
    assert not world.residents.attended.any()
    assert world.committees.fund_voice[0] == 0.0


def test_a_captured_vote_gives_what_officials_want() -> None:
    values: dict[str, Value] = {"coefficients.fund.posted_needs": 3, "coefficients.fund.statutory_weight": 4.0}
    official = planned({**FUND, **values, "policy.fund.decided_by": "government"}, 255).world
    captured = planned({**VOTED, **values, "coefficients.fund.capture": 1.0}, 255).world
    assert np.array_equal(official.matched.posted, captured.matched.posted)
    assert captured.committees.fund_voice[0] == 0.0


@pytest.mark.parametrize(("decider", "weights"), [
    ("government", (0.2, 0.3, 0.3, 0.2)), ("committee", (0.4, 0.2, 0.2, 0.2)), ("residents", (0.6, 0.1, 0.1, 0.2)),
])  # fmt: skip
def test_whoever_decides_weighs_offers(decider: str, weights: tuple[float, ...]) -> None:
    model = new(values={**FUND, "policy.fund.decided_by": decider, "coefficients.fund.capture": 0.0})
    given = community_fund.score_weights(model.policy, model.scenario.coefficients.fund)
    np.testing.assert_allclose(given, weights)


def test_a_say_over_the_fund_is_felt_as_fairness() -> None:
    voted = lived(small(values=VOTED)).world
    officials = lived(small(values={**FUND, "policy.fund.decided_by": "government"})).world
    assert voted.committees.justice.mean() > officials.committees.justice.mean()
    assert voted.residents.justice.mean() > officials.residents.justice.mean()


def test_micro_projects_need_residents_who_believe_in_being_heard() -> None:
    believing = new(values=MICRO)
    doubting = new(values=MICRO)
    for model, efficacy in ((believing, 1.0), (doubting, 0.0)):
        how = model.scenario.coefficients
        model.world.residents.needs[:] = 4
        model.world.residents.aware[:] = True
        model.world.residents.kind[:] = 1
        model.world.residents.efficacy[:] = efficacy
        community_fund.plan_year(model.world, model.policy, how.fund, how.fit, 145.0)
    assert doubting.world.matched.running.tolist() == [False] * 10
    assert believing.world.matched.running.tolist() == [False] * 8 + [True] * 2
    assert believing.world.matched.domain[8:].tolist() == [2, 2]
    assert believing.world.matched.grant_fen[8:].tolist() == [100_000] * 2


def test_micro_projects_are_paid_by_the_fund_where_there_is_one() -> None:
    world = planned({**FUND, **MICRO}, 4).world
    began = world.matched.running
    assert began.any()
    assert world.committees.fund_fen[0] == 20_000_000 - 1_200_000 * np.count_nonzero(began)
    assert not world.matched.grant_fen[began].any()


def test_who_runs_micro_projects_comes_to_believe_in_being_heard() -> None:
    with_projects = lived(small(values=MICRO)).world
    without = lived(small()).world
    assert with_projects.residents.efficacy.mean() > without.residents.efficacy.mean()


def test_the_year_is_planned_in_its_first_month_only() -> None:
    world = lived(small(values={**FUND, "setting.burn_in_months": 0}), months=12).world
    given = world.ledger.journal[:, Flow.COMMUNITY_FUND, Sector.COMMITTEE]
    assert np.flatnonzero(given).tolist() == [0]
