"""Who gives, who receives, and what it costs to be known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.organisation import CIRCLE
from sim.census import contacts_by_contract
from sim.declare import Value
from sim.kernels.giving import choose_recipient, give, heed_fees, list_near
from sim.ledger import Flow, Sector
from sim.mechanisms.budget import donors
from sim.model import ThreeSocietyModel, simulate
from sim.outcomes import OUTCOMES
from tests.districts import lived, new, small

GENEROUS: dict[str, Value] = {
    "policy.donation.yuan_per_community": 60_000.0,
    "policy.donation.publicity": 1.0,
    "coefficients.donors.gift_yuan": 5_000.0,
}

ALL, SPARED = False, True
GIVEN = (Flow.DONATION, Flow.INCOME, Flow.USER_FEE, Flow.PUBLICITY)


def received(values: dict[str, Value]) -> ThreeSocietyModel:
    """A community of ten residents after one month of donors."""
    model = new(values=values)
    donors.receive(model.world, model.policy, model.scenario.coefficients.donors)
    return model


def test_without_donors_nothing_moves() -> None:
    assert not received({}).world.ledger.moved[list(GIVEN)].any()


def test_mean_of_gifts_is_the_means_of_donors() -> None:
    key = np.uint64(7)
    bodies = (np.array([True]), np.array([0], dtype=np.int32), np.array([0.5]))
    programmes = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.bool_))
    holder = np.zeros(0, dtype=np.int32)
    given = [give(bodies, programmes, holder, 1, 1.0, 500_000, 1.0, key, month)[1][0] for month in range(600)]
    # One gift of 5,000 yuan a month: a Poisson count of mean 1, standard error of 600 months 0.04.
    assert np.mean(given) == pytest.approx(500_000, rel=0.16)


def test_nobody_far_or_closed_receives() -> None:
    weight, near = np.array([1.0, 1.0, 0.0, 1.0]), np.array([1, 2])
    assert {choose_recipient(weight, near, luck) for luck in (0.001, 0.5, 0.999)} == {1}
    assert choose_recipient(weight, near[:0], 0.5) == -1


def test_who_is_near_in_several_ways_counts_once() -> None:
    # Of weights 1 and 3 the second is chosen from a quarter on.
    weight, near = np.array([1.0, 3.0]), np.array([0, 0, 0, 1])
    assert [choose_recipient(weight, near, luck) for luck in (0.2, 0.3)] == [0, 1]


def test_who_is_near_has_a_home_or_a_programme_there() -> None:
    home = np.array([-1, -1, 1, 0, 1], dtype=np.int32)
    weight, holder = np.array([1.0, 1.0, 0.0, 1.0, 1.0]), np.array([0, -1], dtype=np.int32)
    place, contract = np.array([1, 1, 0, 0, 1], dtype=np.int32), np.array([0, 0, 1, 0, -1], dtype=np.int32)
    running = np.array([True, True, True, False, True])
    # Agency 0 runs two programmes in community 1; group 3 is at home in community 0, group 4 in 1, group 2 is no more.
    assert list_near(weight, home, (place, contract, running), holder).tolist() == [3, 5 + 0, 5 + 0, 5 + 4]


def test_publicity_turns_gifts_to_those_with_stars() -> None:
    bodies = (np.array([True, True]), np.array([0, 0], dtype=np.int32), np.array([0.9, 0.1]))
    programmes = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.bool_))
    found = []
    for publicity in (0.0, 1.0):
        who = [
            give(bodies, programmes, np.zeros(0, dtype=np.int32), 1, 3.0, 1, publicity, np.uint64(3), month)[0][0]
            for month in range(400)
        ]
        found.append(sum(row == 0 for row in who) / sum(row >= 0 for row in who))
    # Half and half, against 0.9 to 0.1; standard errors of about 0.025 and 0.015.
    assert found == pytest.approx([0.5, 0.9], abs=0.1)


def test_gifts_by_hand() -> None:
    found = [received({**GENEROUS, "setting.groups_per_street": 20}) for _ in range(2)]
    world = found[0].world
    fen = int(world.ledger.moved[Flow.DONATION, world.accounts.organisations : world.accounts.workers].sum())
    # Whole gifts of 5,000 yuan, out of the donors' income; the groups here set theirs apart for projects.
    assert fen % 500_000 == 0
    assert int(world.ledger.moved[Flow.INCOME, world.accounts.donors]) == fen
    assert world.ledger.cash[world.accounts.donors] == 0
    assert int(world.organisations.earmarked_fen.sum()) == fen
    # Full publicity costs 2,000 yuan a year in the one community.
    assert int(world.ledger.moved[Flow.PUBLICITY, world.accounts.vendors]) == 200_000 // 12 + 1
    assert (found[1].world.ledger.cash == world.ledger.cash).all()


def test_publicity_brings_gifts() -> None:
    total = []
    for publicity in (0.0, 1.0):
        run = simulate(small("guangzhou", {**GENEROUS, "policy.donation.publicity": publicity}), 1, ())
        total.append(run.outcomes["donations_yuan"])
    # Three communities at 60,000 yuan a year for two years, 0.3 of it unasked.
    assert total == pytest.approx([108_000, 360_000], rel=0.35)


def test_an_outside_foundation_pays_few_and_always_the_same() -> None:
    model = new(values={"policy.donation.outside_yuan": 120_000.0, "coefficients.donors.supported_share": 0.2})
    world, how = model.world, model.scenario.coefficients.donors
    first = world.accounts.organisations
    seen = []
    for world.month in (0, 1, 2):
        world.ledger.moved[:] = 0
        donors.receive(world, model.policy, how)
        paid = world.ledger.moved[Flow.DONATION, first : first + len(world.organisations)]
        seen.append(paid.copy())
    assert (seen[0] == seen[1]).all()
    assert (seen[1] == seen[2]).all()
    # 10,000 yuan a month in one street, in equal parts, to some groups and to nobody else.
    count = int(np.count_nonzero(seen[0]))
    assert 1 <= count <= 10
    assert int(seen[0].sum()) == 1_000_000 // count * count
    assert not seen[0][: world.first_group].any()


@pytest.mark.parametrize("lever", ["policy.donation.yuan_per_community", "policy.donation.outside_yuan"])
def test_circles_that_are_not_on_file_receive_nothing(lever: str) -> None:
    """What they were given would pay for contacts that nobody makes."""
    model = new(values={lever: 90_000.0, "setting.groups_per_street": 20, "coefficients.donors.supported_share": 0.5})
    model.world.organisations.stage[model.world.first_group :] = CIRCLE
    for _ in range(12):
        donors.receive(model.world, model.policy, model.scenario.coefficients.donors)
        model.world.month += 1
    groups = slice(model.world.accounts.organisations + model.world.first_group, model.world.accounts.workers)
    assert not model.world.ledger.moved[Flow.DONATION, groups].any()


def test_fees_by_hand() -> None:
    values: dict[str, Value] = {
        "policy.purchase.centre_yuan": 2_000_000.0,
        "policy.donation.user_fees": True,
        "coefficients.donors.fee_yuan": 10.0,
        "setting.people_per_resident": 5,
    }
    model = new(values=values)
    world = model.world
    world.contracts.organisation[0] = 0
    world.workers.filled[:2] = True
    world.residents.contact[:] = [1, 2, 1, 3, 0, 0, 0, 0, 0, 0]
    world.residents.vulnerable[:] = [True, False, False, False, True, False, False, False, False, False]
    donors.receive(world, model.policy, model.scenario.coefficients.donors)
    # Of three who met a worker two are not vulnerable: ten people at 10 yuan.
    assert int(world.ledger.moved[Flow.USER_FEE, world.accounts.organisations]) == 10_000
    assert world.ledger.cash[world.accounts.residents] == 0


def test_contacts_are_shared_by_those_who_work_side_by_side() -> None:
    contact = np.array([1, 2, 2, 0, 1, 3], dtype=np.uint8)
    vulnerable = np.array([True, False, False, False, False, False])
    posts = (
        np.array([0, 0, 0, 1], dtype=np.int32),
        np.array([True, True, False, True]),
        np.array([0, 1, 1, 1], dtype=np.int32),
    )
    first = np.array([0, 4, 6])
    assert contacts_by_contract((contact, vulnerable), first, posts, 2, ALL).tolist() == [1.5, 2.5]
    assert contacts_by_contract((contact, vulnerable), first, posts, 2, SPARED).tolist() == [1.0, 2.0]


def test_fees_put_off_some_but_nobody_who_is_vulnerable() -> None:
    needs, aware = np.ones(2_000, dtype=np.uint8), np.ones(2_000, dtype=np.bool_)
    vulnerable = np.arange(2_000) < 1_000
    going = heed_fees(needs, aware, vulnerable, 0.3, np.uint64(5), 0)
    assert going[:1_000].all()
    # 0.7 of a thousand, with a standard error of 0.015.
    assert going[1_000:].mean() == pytest.approx(0.7, abs=0.06)


def test_share_of_income_from_government_by_hand() -> None:
    model = new(values={"setting.burn_in_months": 0})
    world = model.world
    book = world.ledger.journal
    book[0, Flow.CONTRACT_TRANCHE, Sector.AGENCY] = 700
    book[1, Flow.GROUP_GRANT, Sector.COMMUNITY_ORGANISATION] = 200
    book[1, Flow.DONATION, Sector.AGENCY] = 60
    book[1, Flow.USER_FEE, Sector.AGENCY] = 40
    world.month = 2
    assert OUTCOMES["government_share"].measure(world) == pytest.approx(0.9)
    world.month = 13
    # A year later the contract is not counted any more.
    assert OUTCOMES["government_share"].measure(world) == pytest.approx(2 / 3)


def test_donations_soften_late_pay() -> None:
    late: dict[str, Value] = {"policy.payment.delay_months": 6.0, "setting.months": 36}
    without = simulate(small("guangzhou", late), 2, ()).outcomes
    values: dict[str, Value] = {
        **late,
        "policy.donation.yuan_per_community": 100_000.0,
        "policy.donation.publicity": 1.0,
        "setting.groups_per_street": 0,
    }
    bare = simulate(small("guangzhou", {**late, "setting.groups_per_street": 0}), 2, ()).outcomes
    given = simulate(small("guangzhou", values), 2, ()).outcomes
    assert given["activity_cut_share"] < bare["activity_cut_share"]
    assert given["government_share"] < 1.0
    assert without["government_share"] == 1.0


def test_all_of_it_together_keeps_the_ledger() -> None:
    values: dict[str, Value] = {
        **GENEROUS,
        "policy.donation.outside_yuan": 500_000.0,
        "policy.donation.user_fees": True,
        "policy.purchase.fund_chain": 3,
        "policy.payment.task_money_share": 0.5,
    }
    world = lived(small("guangzhou", values)).world
    assert not world.ledger.cash[world.accounts.donors : world.accounts.donors + 1].any()
    assert (
        world.organisations.earmarked_fen <= world.ledger.cash[world.accounts.organisations : world.accounts.workers]
    ).all()
