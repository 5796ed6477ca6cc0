"""The yearly call: what is offered, who wins, what is owed and which posts open."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.agents.funder import Funder, best_place
from sim.agents.organisation import LARGE, SMALL
from sim.declare import Value
from sim.kernels.purchase import choose_domains
from sim.ledger import Sector
from sim.mechanisms import purchase
from sim.model import ThreeSocietyModel
from sim.records import CENTRE, NOT_DUE
from sim.scenario import Change
from tests.districts import lived, new, small

GUANGZHOU: dict[str, Value] = {
    "policy.purchase.centre_yuan": 2_000_000.0,
    "policy.purchase.projects_per_street": 6,
    "policy.purchase.project_yuan": 140_500.0,
    "policy.workforce.wage_yuan": 3_428.0,
    "policy.payment.first_tranche_share": 0.5,
    "policy.evaluation.rounds_per_year": 5,
    "coefficients.purchase.wage_loading": 1.42,
    "coefficients.purchase.wage_share": 0.6,
    "coefficients.purchase.final_share": 0.1,
    "coefficients.purchase.small_capacity": 2,
    "coefficients.purchase.capacity": 4,
    "setting.communities_per_street": 3,
}


def called(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """A street after its call at month 0."""
    model = new(values={**GUANGZHOU, **(values or {})})
    call(model)
    return model


def call(model: ThreeSocietyModel) -> None:
    """Put the year's contracts out to call."""
    how = model.scenario.coefficients
    purchase.call(
        model.world, model.policy, how.purchase, how.fit, how.matching, how.fund, how.project_terms, how.staff
    )


def test_posts_by_hand() -> None:
    contracts = called().world.contracts
    # A worker costs 3,428 x 1.42 x 12 = 58,413.12 yuan a year. A centre's 1,200,000 for wages pay 20.5
    # of them, 20 whole; a project's 84,300 pay 1.4, 1 whole.
    assert contracts.posts.tolist() == [20, 1, 1, 1, 1, 1, 1]
    assert contracts.value_fen.tolist() == [200_000_000] + [14_050_000] * 6


@pytest.mark.parametrize(("yuan", "posts"), [(90_000.0, 0), (97_000.0, 0), (98_000.0, 1), (170_000.0, 1)])
def test_a_project_pays_for_whole_posts_or_none(yuan: float, posts: int) -> None:
    # 54,000, 58,200, 58,800 and 102,000 for wages at 58,413.12 a worker: 0.92, 0.996, 1.007 and 1.75 of one.
    world = called({"policy.purchase.project_yuan": yuan, "policy.purchase.centre_yuan": 0.0}).world
    assert world.contracts.posts.tolist() == [0] + [posts] * 6
    assert int(world.workers.funded.sum()) == 6 * posts
    # Whether it pays for a post or not, it is awarded.
    assert (world.contracts.organisation[1:] >= 0).all()


def test_tranches_by_hand() -> None:
    tranches = called().world.tranches
    centre = (tranches.status == NOT_DUE) & (tranches.number < 4)
    assert tranches.amount_fen[centre].tolist() == [100_000_000, 80_000_000, 20_000_000]
    assert tranches.due_month[centre].tolist() == [0, 6, 12]
    assert tranches.gated[centre].tolist() == [False, True, True]
    assert int(tranches.amount_fen[tranches.status == NOT_DUE].sum()) == 200_000_000 + 6 * 14_050_000


def test_without_evaluations_nothing_waits_for_one() -> None:
    assert not called({"policy.evaluation.rounds_per_year": 0}).world.tranches.gated.any()


def test_the_street_has_what_it_will_owe() -> None:
    world = called().world
    assert world.ledger.cash[world.accounts.streets] == 200_000_000 + 6 * 14_050_000
    world.ledger.close_month(0)
    assert world.ledger.journal[0, :, Sector.FUNDER].sum() == 200_000_000 + 6 * 14_050_000


@pytest.mark.parametrize("seed", range(10))
def test_centres_go_to_large_agencies_and_nobody_takes_more_than_it_can(seed: int) -> None:
    model = ThreeSocietyModel(small("guangzhou", {**GUANGZHOU, "setting.streets": 3}), rng=seed, collect=())
    model.step()
    world = model.world
    held, size = world.contracts.organisation, world.organisations.size
    centres = world.contracts.kind == CENTRE
    assert (held[centres] >= 0).all()
    assert (size[held[centres]] == LARGE).all()
    assert len(set(held[centres].tolist())) == 3
    projects = np.bincount(held[~centres], minlength=world.agencies)
    assert (projects <= np.where(size[: world.agencies] == SMALL, 2, 4)).all()
    # Running a centre takes all of a large agency's room.
    assert (projects[held[centres]] == 0).all()


def test_of_equal_bidders_the_one_the_decider_looks_at_wins() -> None:
    # One project, no noise to speak of: officials go by standing, experts by capability.
    values: dict[str, Value] = {
        "policy.purchase.centre_yuan": 0.0, "policy.purchase.projects_per_street": 1,
        "coefficients.purchase.choice_noise": 0.02, "setting.small_agencies_per_street": 2,
        "setting.middle_agencies_per_street": 0, "setting.large_agencies_per_street": 1,
        "coefficients.fit.spread": 0.2, "setting.communities_per_street": 1,
    }  # fmt: skip
    winners = {}
    for decider in ("government", "expert"):
        model = new(values={**GUANGZHOU, **values, "policy.purchase.decider": decider})
        bidders = model.world.organisations
        bidders.capability[:3] = [0.5, 0.5, 0.95]
        bidders.relationship[:3] = [1.0, 0.0, 0.0]
        call(model)
        winners[decider] = int(model.world.contracts.organisation[1])
    # Standing outweighs by 0.3 x 1 against 0.3 x 0.45; capability by 0.4 x 0.45 against 0.05 x 1.
    assert winners == {"government": 0, "expert": 2}


def test_domains_are_the_most_needed_in_turn() -> None:
    believed = np.array([[0.0, 3.0, 9.0, 1.0, 0.0, 5.0, 0.0, 0.0], [7.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 6.0]])
    domain = np.zeros(4, dtype=np.uint8)
    choose_domains(believed, np.array([0, 0, 1, 1], dtype=np.int32), domain, 2)
    assert domain.tolist() == [2, 5, 0, 7]
    assert believed.max() == 9.0


def test_posts_open_vacant_and_close_with_the_money() -> None:
    model = called()
    workers = model.world.workers
    assert int(workers.funded.sum()) == 26
    assert not workers.filled.any()
    workers.filled[:] = workers.funded
    workers.owed_fen[0] = 500
    model.world.month = 12
    model.policy = replace(model.policy, purchase=replace(model.policy.purchase, centre_yuan=0.0))
    call(model)
    assert int(workers.funded.sum()) == 6
    assert int(workers.filled.sum()) == 6
    # What the centre's holder owed to a worker whose post is gone stays its debt.
    assert int(model.world.organisations.owed_to_leavers_fen.sum()) == 500
    assert not workers.owed_fen.any()


def test_calls_come_at_the_start_of_a_year_only() -> None:
    model = new(values=GUANGZHOU)
    model.world.month = 5
    call(model)
    assert (model.world.contracts.organisation == -1).all()


def test_when_purchasing_stops_programmes_and_contracts_stop() -> None:
    stop = Change(month=12, values={"policy.purchase.centre_yuan": 0.0, "policy.purchase.projects_per_street": 0})
    world = lived(replace(small(), changes=(stop,)), months=14).world
    assert (world.contracts.organisation == -1).all()
    assert not world.programmes.running[world.programmes.contract >= 0].any()
    assert not world.workers.filled.any()


class AskedFunder(Funder):
    """Chooses as every funder does, and is asked each time, since it might not."""

    def choose(self, scores: NDArray[np.float64], eligible: NDArray[np.bool_]) -> int:
        return super().choose(scores, eligible)


def lowest(_funder: Funder, scores: NDArray[np.float64], eligible: NDArray[np.bool_]) -> int:
    """Place of the lowest score among the eligible."""
    return best_place(-scores, eligible)


class ContraryFunder(Funder):
    """Chooses the lowest score."""

    def choose(self, scores: NDArray[np.float64], eligible: NDArray[np.bool_]) -> int:
        return lowest(self, scores, eligible)


def awarded(kind: type[Funder]) -> ThreeSocietyModel:
    """A district after the call of a funder of some kind."""
    model = new(values={**GUANGZHOU, "setting.streets": 2})
    world = model.world
    world.deciders = replace(world.deciders, funder=kind(model, world.funders, 0))
    call(model)
    return model


def test_a_funder_that_is_asked_for_every_contract_chooses_the_same() -> None:
    usual, asked = (awarded(kind).world for kind in (Funder, AskedFunder))
    assert (usual.contracts.organisation >= 0).any()
    assert usual.contracts.organisation.tolist() == asked.contracts.organisation.tolist()
    assert usual.programmes.fit.tolist() == asked.programmes.fit.tolist()
    assert usual.organisations.relationship.tolist() == asked.organisations.relationship.tolist()


def test_a_funder_may_choose_in_a_way_of_its_own() -> None:
    usual, contrary = (awarded(kind).world.contracts.organisation.tolist() for kind in (Funder, ContraryFunder))
    assert usual != contrary


def test_a_rule_that_is_put_in_for_all_funders_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = awarded(Funder).world.contracts.organisation.tolist()
    monkeypatch.setattr(Funder, "choose", lowest)
    assert awarded(Funder).world.contracts.organisation.tolist() != usual
