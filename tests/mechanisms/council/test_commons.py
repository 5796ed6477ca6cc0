"""Sites share parking: slowly at first, the better the fairer; fees and facilities are paid for."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declare import Value
from sim.kernels.commons import agree_to_lend, begin_talks, use_spaces
from sim.ledger import Flow, Sector
from sim.mechanisms import council
from sim.model import ThreeSocietyModel
from sim.records import OPEN, TALKING, UNTOUCHED, SitePairs
from sim.world import World
from tests.districts import lived, new, small, state

SWAP: dict[str, Value] = {"policy.commons.parking_swap": True, "setting.parking_pairs_per_street": 8}
CHARTER: dict[str, Value] = {**SWAP, "policy.commons.charter": True}


def share(model: ThreeSocietyModel) -> World:
    """Let neighbours have their month."""
    how = model.scenario.coefficients
    council.deliberate(model.world, model.policy, how.council, how.commons)
    return model.world


def moved(world: World, flow: Flow) -> list[int]:
    """Fen that each sector received this month through a flow."""
    totals = np.zeros(len(Sector), dtype=np.int64)
    np.add.at(totals, world.ledger.sectors, world.ledger.moved[flow])
    return totals.tolist()


def test_nothing_happens_unless_a_broker_begins() -> None:
    model = new(values={"setting.parking_pairs_per_street": 8, "policy.commons.salons_per_year": 12,
                        "policy.commons.charter": True, "policy.commons.fund_share": 0.5})  # fmt: skip
    before = state(model.world)
    share(model)
    assert state(model.world) == before


def test_the_pilot_is_the_first_to_talk() -> None:
    stage = np.zeros(3, dtype=np.uint8)
    begin_talks(np.arange(3), stage, (0.0, 0.1, 0.0), 0.0, np.uint64(7), 0)
    assert stage.tolist() == [TALKING, UNTOUCHED, UNTOUCHED]


def test_others_follow_the_sooner_the_more_share_already_and_the_more_salons_are_held() -> None:
    def begun(sharing: int, salons: float) -> int:
        stage = np.zeros(4_000, dtype=np.uint8)
        stage[:sharing] = OPEN
        begin_talks(np.arange(4_000), stage, (0.1, 0.1, 0.25), salons, np.uint64(7), 0)
        return int(np.count_nonzero(stage == TALKING))

    # 0.1 x (0.1 + 0.9 x share) x (1 + 0.25 x salons): of 3,999 others 40, of 2,000 110, with four salons 220.
    assert begun(1, 0.0) == pytest.approx(40, abs=15)
    assert begun(2_000, 0.0) == pytest.approx(110, abs=25)
    assert begun(2_000, 4.0) == pytest.approx(220, abs=35)


def test_lending_by_hand() -> None:
    # Nuisance 1 among people who trust one another by half: 0.5 is to be made good, by 0.2 + 0.1.
    assert agree_to_lend(1.0, 0.5, 0.0, 0.2, 0.1) == pytest.approx(0.6)
    # A charter takes two fifths of it away: 0.3.
    assert agree_to_lend(1.0, 0.5, 0.4, 0.2, 0.1) == pytest.approx(1.0)
    assert agree_to_lend(1.5, 0.0, 0.0, 0.2, 0.1) == pytest.approx(0.2)


def test_a_site_s_month_by_hand() -> None:
    stage, chartered = np.array([OPEN, TALKING], dtype=np.uint8), np.array([True, False])
    lent, kept, spaces, conflict = np.zeros(2), np.zeros(2), np.zeros(2), np.ones(2)
    use_spaces(
        (stage, chartered, np.zeros(2, dtype=np.int32)), (np.full(2, 100.0), np.full(2, 200.0), np.ones(2)),
        (lent, kept, spaces, conflict), np.array([0.5]), np.array([0.25]), (0.2, 0.1, 0.4), (0.5, 0.2, 0.4),
        (0.5, 0.5), 0.5,
    )  # fmt: skip
    # Half the way to everybody lending, half the way to 0.5 + 0.2 + 0.4 x 0.25 = 0.8 keeping the rules.
    assert (lent[0], kept[0]) == pytest.approx((0.5, 0.4))
    assert spaces[0] == pytest.approx(20.0)
    # Left: 1 - 20 / 200 + 0.5 x 0.5 x 0.6 = 1.05, at most 1.
    assert conflict[0] == pytest.approx(1.0)
    assert (lent[1], kept[1], spaces[1], conflict[1]) == (0.0, 0.0, 0.0, 1.0)


def test_a_charter_needs_two_thirds() -> None:
    committee = new().world.deciders.committees[0]
    assert [committee.ratify(share_for) for share_for in (0.0, 0.66, 2.0 / 3.0, 0.67, 1.0)] == [
        False, False, True, True, True,
    ]  # fmt: skip


def sites_after(months: int, values: dict[str, Value]) -> SitePairs:
    """The sites of a small Guangzhou after so many months."""
    return lived(small("guangzhou", {**values, "setting.months": 60}), 3, months).world.site_pairs


def test_sites_with_a_charter_open_late_and_keep_the_rules_better() -> None:
    reluctant: dict[str, Value] = {**CHARTER, "coefficients.commons.consent": 0.2}
    assert not (sites_after(24, reluctant).stage == OPEN).any()
    assert (sites_after(24, SWAP).stage == OPEN).any()
    bare, charter = sites_after(60, SWAP), sites_after(60, CHARTER)
    assert not bare.chartered.any()
    both = (bare.stage == OPEN) & (charter.stage == OPEN)
    assert both.any()
    assert charter.chartered[both].all()
    assert charter.conflict[both].mean() < bare.conflict[both].mean()


def test_fairness_makes_neighbours_agree() -> None:
    def agreed(justice: float) -> int:
        model = new(values={**CHARTER, "coefficients.commons.vote_spread": 0.0})
        model.world.site_pairs.stage[:] = TALKING
        model.world.residents.trust_committee[:] = 0.25
        model.world.committees.justice[:] = justice
        return int(np.count_nonzero(share(model).site_pairs.chartered))

    # 0.35 + 0.5 x justice + 0.4 x 0.25 is two thirds from a fairness of 0.433 on.
    assert [agreed(0.4), agreed(0.45)] == [0, 8]


def test_fees_are_paid_by_drivers_and_shared_with_the_community() -> None:
    model = new(values={**SWAP, "policy.commons.fund_share": 0.25, "coefficients.commons.fee_yuan": 100.0})
    sites = model.world.site_pairs
    sites.stage[:] = OPEN
    sites.lent_share[:] = sites.compliance[:] = 1.0
    world = share(model)
    fees = int(sites.spaces.sum() * 10_000)
    received = moved(world, Flow.PARKING_FEE)
    assert received[Sector.RESIDENT] == -received[Sector.VENDOR] == pytest.approx(-fees, abs=1)
    assert moved(world, Flow.PARKING_SHARE)[Sector.COMMITTEE] == pytest.approx(fees / 4, abs=1)
    # What the community gets it builds with, so that nothing stays in its account.
    assert moved(world, Flow.FACILITY)[Sector.COMMITTEE] == -moved(world, Flow.PARKING_SHARE)[Sector.COMMITTEE]
    assert world.committees.facilities[0] > 0.0
    world.ledger.close_month(world.elapsed)


def test_brokering_and_salons_cost_public_money() -> None:
    costs: dict[str, Value] = {"coefficients.commons.broker_yuan": 1_000.0, "coefficients.commons.salon_yuan": 2_000.0}
    model = new(values={**SWAP, **costs, "policy.commons.salons_per_year": 12})
    model.world.site_pairs.stage[1:] = OPEN
    model.world.site_pairs.stage[0] = TALKING
    world = share(model)
    assert moved(world, Flow.COORDINATION)[Sector.FUNDER] == -300_000
    assert moved(world, Flow.COORDINATION)[Sector.VENDOR] == 300_000


def test_public_investment_builds_what_is_missing() -> None:
    model = new(values={"policy.commons.facility_yuan": 120_000.0, "coefficients.commons.facility_decay": 0.0,
                        "coefficients.commons.facility_scale_yuan": 100_000.0})  # fmt: skip
    world = share(model)
    assert world.committees.facilities[0] == pytest.approx(1.0 - np.exp(-0.1))
    assert moved(world, Flow.FACILITY)[Sector.FUNDER] == -1_000_000


def test_a_district_without_sites_shares_nothing() -> None:
    world = lived(small("guangzhou", {**SWAP, "setting.parking_pairs_per_street": 0}), months=3).world
    assert len(world.site_pairs) == 0
