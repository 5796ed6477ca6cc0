"""Groups' projects: who pays for them, and what members make of the money."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declare import Value
from sim.kernels.giving import seek_funds, spend_on_projects
from sim.ledger import Flow
from sim.mechanisms.budget import projects
from sim.model import simulate
from tests.districts import new, small

NUMBERS = np.arange(4_000)
SOURCES = (0.57, 0.4, 0.3)


def test_the_longer_the_chain_the_more_projects_are_paid() -> None:
    able = np.ones(4_000, dtype=np.bool_)
    paid = [seek_funds(NUMBERS, able, 1.0, SOURCES, length, np.uint64(9), 0) for length in (0, 1, 2, 3)]
    shares = [float(np.mean(each > 0)) for each in paid]
    # 0, 0.57, then 0.4 and 0.3 of what is left: 0.742 and 0.819; standard errors of at most 0.008.
    assert shares == pytest.approx([0.0, 0.57, 0.742, 0.8194], abs=0.03)
    # A longer chain changes nothing for those whom an earlier source pays.
    assert (paid[3][paid[1] > 0] == 1).all()
    assert (paid[3][(paid[2] > 0) & (paid[1] == 0)] == 2).all()


def test_only_the_able_apply_and_only_some() -> None:
    able = np.arange(4_000) < 2_000
    found = seek_funds(NUMBERS, able, 0.2, (1.0, 1.0, 1.0), 1, np.uint64(9), 0)
    assert not found[2_000:].any()
    assert found[:2_000].mean() == pytest.approx(0.2, abs=0.04)


def test_members_spend_what_they_find_time_for() -> None:
    alive = np.array([True, True, False, True])
    members = np.array([5, 5, 5, 0], dtype=np.int32)
    cash = np.array([100_000, 300, 500, 500])
    earmarked = np.array([100_000, 900, 500, 500])
    contacts = np.ones(4)
    spent = spend_on_projects(alive, members, cash, earmarked, contacts, 0.5, 1_000)
    # Five members at half a contact of 1,000 fen; a group with 300 fen left; one that has ended; one without members.
    assert spent.tolist() == [2_500, 300, 0, 0]
    assert contacts.tolist() == [2.5, 0.3, 0.0, 0.0]
    assert earmarked.tolist() == [97_500, 0, 0, 500]


def test_who_pays_by_hand() -> None:
    values: dict[str, Value] = {
        "policy.purchase.fund_chain": 3,
        "coefficients.projects.applying_share": 0.6,
        "coefficients.projects.project_yuan": 20_000.0,
        "setting.groups_per_street": 100,
    }
    model = new(values=values)
    world = model.world
    world.organisations.members[:] = 5
    projects.seek(world, model.policy, model.scenario.coefficients.projects)
    public = int(world.ledger.moved[Flow.AWARD, world.accounts.funder]) // -2_000_000
    given = int(world.ledger.moved[Flow.DONATION, world.accounts.donors]) // -2_000_000
    groups = world.organisations.earmarked_fen[world.first_group :]
    assert sorted(set(groups.tolist())) == [0, 2_000_000]
    assert np.count_nonzero(groups) == public + given
    # Of 60 that apply 34 are paid by the district or departments, 10 by the public-benefit fund, within chance.
    assert 25 <= public <= 55
    assert 2 <= given <= 20
    assert world.ledger.cash[world.accounts.funder] == world.ledger.cash[world.accounts.donors] == 0


def test_projects_reach_residents() -> None:
    many: dict[str, Value] = {"setting.residents_per_community": 200}
    values: dict[str, Value] = {"policy.purchase.fund_chain": 3, "coefficients.projects.applying_share": 0.6}
    without, funded = (simulate(small("baseline", {**many, **each}), 1, ()).outcomes for each in ({}, values))
    assert funded["needs_resolved"] > without["needs_resolved"]
    assert funded["public_money_yuan"] > without["public_money_yuan"]
