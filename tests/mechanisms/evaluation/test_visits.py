"""Evaluations: what they press, what they cost, what they displace, and what they score."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.evaluator import Evaluator
from sim.declare import Value
from sim.kernels.evaluation import displaced, effort, service_time
from sim.ledger import Flow, Sector
from sim.mechanisms.evaluation import visits
from sim.model import ThreeSocietyModel
from sim.world import World
from tests.districts import new

ROUNDS = np.arange(0.0, 12.001, 0.01)


def test_three_working_years_by_hand() -> None:
    # 1 - 5 x 0.03 - 0.3; nothing left; all left.
    assert service_time(5.0, 0.03, 0.3) == pytest.approx(0.55)
    assert service_time(12.0, 0.08, 0.3) == 0.0
    assert service_time(0.0, 0.03, 0.0) == 1.0


def test_effort_by_hand() -> None:
    assert effort(0.0, 0.6, 0.8) == 0.6
    assert effort(5.0, 0.6, 0.8) == pytest.approx(0.6 + 0.4 * (1 - math.exp(-4.0)))


def test_displacement_by_hand() -> None:
    # 0.05 x 5 x 0.4 = 0.1; never more than a half; none where service has all the weight.
    assert displaced(5.0, 0.05, 0.6) == pytest.approx(0.1)
    assert displaced(12.0, 0.15, 0.0) == 0.5
    assert displaced(12.0, 0.15, 1.0) == 0.0


def net_service(cost: float, speed: float = 0.8) -> list[float]:
    """Service time times effort for every number of evaluations, with other work of 0.15."""
    return [service_time(n, cost, 0.15) * effort(n, 0.6, speed) for n in ROUNDS]


@pytest.mark.parametrize(
    ("cost", "best", "loss"),
    [(0.01, 4.1, 0.003), (0.02, 3.2, 0.02), (0.03, 2.7, 0.05), (0.04, 2.3, 0.09), (0.06, 1.8, 0.19), (0.08, 1.5, 0.30)],
)
def test_the_best_number_of_evaluations_and_what_five_lose(cost: float, best: float, loss: float) -> None:
    # Worked out beside the model for effort 0.6 at rest, gain 0.8 and no displacement.
    net = net_service(cost)
    assert ROUNDS[int(np.argmax(net))] == pytest.approx(best, abs=0.05)
    assert 1.0 - net[500] / max(net) == pytest.approx(loss, abs=0.006 if loss < 0.1 else 0.01)


def test_slow_gains_make_four_evaluations_best() -> None:
    assert ROUNDS[int(np.argmax(net_service(0.03, 0.3)))] == pytest.approx(4.0, abs=0.05)


def test_evaluations_that_cost_nothing_only_help() -> None:
    assert (np.diff(net_service(0.0)) > 0.0).all()


@given(rounds=st.floats(0, 12), more=st.floats(0, 6), cost=st.floats(0, 0.08), least=st.floats(0.4, 0.8),
       speed=st.floats(0.3, 2.0), weight=st.floats(0, 1))  # fmt: skip
def test_more_evaluations_take_time_and_raise_effort(
    rounds: float, more: float, cost: float, least: float, speed: float, weight: float
) -> None:
    assert 0.0 <= service_time(rounds + more, cost, 0.3) <= service_time(rounds, cost, 0.3) <= 1.0
    assert least <= effort(rounds, least, speed) <= effort(rounds + more, least, speed) <= 1.0
    assert 0.0 <= displaced(rounds, 0.1, weight) <= displaced(rounds + more, 0.1, weight) <= 0.5


VISITED: dict[str, Value] = {
    "policy.evaluation.rounds_per_year": 4,
    "policy.evaluation.service_weight": 0.6,
    "policy.evaluation.divergence": 0.0,
    "policy.evaluation.fee_yuan": 15_000.0,
    "policy.evaluation.revisit_share": 0.1,
    "policy.workforce.supervision_ratio": 10.0,
    "policy.meeting.per_month": 2.0,
    "policy.purchase.projects_per_street": 2,
    "coefficients.evaluation.time_cost": 0.03,
    "coefficients.evaluation.reporting_share": 0.15,
    "policy.workforce.borrowed_share": 0.1,
    "coefficients.evaluation.training_share": 0.05,
    "coefficients.evaluation.meeting_share": 0.01,
    "coefficients.evaluation.least_effort": 0.6,
    "coefficients.evaluation.effort_speed": 0.8,
    "coefficients.evaluation.revisit_effect": 2.0,
    "coefficients.evaluation.displacement": 0.05,
    "coefficients.evaluation.star_memory": 0.4,
    "coefficients.evaluation.pass_mark": 0.35,
    "coefficients.evaluation.good_resolved_share": 0.4,
    "coefficients.evaluation.score_noise": 0.02,
}


def visited(values: dict[str, Value] | None = None, month: int = 2) -> ThreeSocietyModel:
    """A street whose first agency holds a project, after a month in which an evaluation may be due."""
    model = new(values={**VISITED, **(values or {})})
    world = model.world
    world.month = month
    world.contracts.organisation[1] = 0
    world.organisations.resolved_share[0] = 0.4
    world.organisations.management[0] = 0.6
    how = model.scenario.coefficients
    visits.send_evaluators(world, model.policy, how.evaluation, how.staff)
    return model


def test_the_use_of_time_by_hand() -> None:
    bodies = visited().world.organisations
    # Four evaluations take 0.12; reports 0.15, borrowed 0.1, supervision at one to ten 0.1, two meetings 0.02.
    assert bodies.service_share[0] == pytest.approx(0.51)
    assert bodies.evaluation_share[0] == pytest.approx(0.12)
    # Four evaluations and revisits worth 0.2: 0.6 + 0.4 (1 - e^-3.36). Displaced: 0.05 x 4 x 0.4.
    assert bodies.effort[0] == pytest.approx(0.6 + 0.4 * (1 - math.exp(-3.36)))
    assert bodies.displaced_share[0] == pytest.approx(0.08)


def test_divergence_makes_evaluations_dearer() -> None:
    bodies = visited({"policy.evaluation.divergence": 0.3, "coefficients.evaluation.divergence_cost": 1.0})
    assert bodies.world.organisations.evaluation_share[0] == pytest.approx(0.12 * 1.3)


def test_a_visit_scores_who_holds_a_contract() -> None:
    bodies = visited().world.organisations
    # Full marks for service, 0.6 for management: 0.6 + 0.4 x 0.6 = 0.84, give or take noise of 0.02.
    score = 0.5 + (bodies.star[0] - 0.5) / 0.4
    assert score == pytest.approx(0.84, abs=0.08)
    assert bodies.passed[0]
    assert (bodies.star[1:] == 0.5).all()


def test_a_poor_score_fails() -> None:
    model = visited({"coefficients.evaluation.pass_mark": 0.7, "coefficients.evaluation.good_resolved_share": 0.8,
                     "policy.evaluation.service_weight": 1.0})  # fmt: skip
    # Half of full marks and no weight on management: 0.5 lies below 0.7.
    assert not model.world.organisations.passed[0]


@pytest.mark.parametrize(("payer", "sector"), [("funder", Sector.FUNDER), ("organisation", Sector.AGENCY)])
def test_who_is_to_pay_pays(payer: str, sector: Sector) -> None:
    model = visited({"policy.evaluation.payer": payer, "policy.evaluation.fee_yuan": 50.0})
    model.world.ledger.close_month(0)
    fees = model.world.ledger.journal[0, Flow.EVALUATION_FEE]
    assert fees[sector] == -5_000
    assert fees[Sector.EVALUATOR] == 5_000
    assert fees.sum() == 0


def test_an_organisation_pays_no_more_than_it_has() -> None:
    model = new(values={**VISITED, "policy.evaluation.payer": "organisation"})
    world = model.world
    account = world.accounts.organisations
    world.ledger.transfer(Flow.OPENING_RESERVE, account, world.accounts.outside, int(world.ledger.cash[account]) - 7)
    world.contracts.organisation[1] = 0
    world.month = 2
    how = model.scenario.coefficients
    visits.send_evaluators(world, model.policy, how.evaluation, how.staff)
    assert world.ledger.cash[account] == 0


@pytest.mark.parametrize("rounds", [0, 1, 5, 7, 12])
def test_evaluations_are_as_many_as_ordered(rounds: int) -> None:
    held = 0
    for month in range(12):
        model = visited({"policy.evaluation.rounds_per_year": rounds}, month)
        held += int(model.world.ledger.moved[Flow.EVALUATION_FEE].any())
    assert held == rounds


STANDARD: dict[str, Value] = {
    "policy.evaluation.standardised": True,
    "coefficients.evaluation.standard_service": 0.1,
    "coefficients.evaluation.divergence_left": 0.1,
    "coefficients.evaluation.validity": 0.5,
    "coefficients.evaluation.good_fit": 0.6,
    "coefficients.evaluation.standard_yuan": 20_000.0,
    "coefficients.evaluation.procedure_yuan": 30_000.0,
}


def test_standards_bring_evaluators_together_and_weigh_service_more() -> None:
    model = new(values={**STANDARD, "policy.evaluation.service_weight": 0.6, "policy.evaluation.divergence": 0.3})
    mean, divergence = visits.standards(model.policy, model.scenario.coefficients.evaluation)
    assert mean == pytest.approx(0.7)
    assert divergence == pytest.approx(0.03)


def test_one_procedure_brings_evaluators_together_only() -> None:
    model = new(values={**STANDARD, "policy.evaluation.standardised": False, "policy.evaluation.unified": True,
                        "policy.evaluation.service_weight": 0.6, "policy.evaluation.divergence": 0.3})  # fmt: skip
    mean, divergence = visits.standards(model.policy, model.scenario.coefficients.evaluation)
    assert mean == 0.6
    assert divergence == pytest.approx(0.03)


def test_standard_indicators_look_at_the_organisations_own_programmes() -> None:
    model = new(values={**VISITED, **STANDARD})
    world = model.world
    world.month = 2
    world.contracts.organisation[1] = 0
    world.organisations.resolved_share[0], world.organisations.management[0] = 0.4, 0.6
    world.programmes.running[:] = world.programmes.contract == 1
    world.programmes.fit[:] = 0.3
    visits.send_evaluators(
        world, model.policy, model.scenario.coefficients.evaluation, model.scenario.coefficients.staff
    )
    # Full marks for contacts that help and half for fit: 0.7 x 0.75 + 0.3 x 0.6 = 0.705, give or take noise of 0.02.
    assert 0.5 + (world.organisations.star[0] - 0.5) / 0.4 == pytest.approx(0.705, abs=0.08)


@pytest.mark.parametrize(
    ("lever", "flow", "fen"),
    [("standardised", Flow.TRAINING, 8 * 20_000_00), ("unified", Flow.PLATFORM, 30_000_00)],
)
def test_standards_and_procedures_cost_money_once_a_year(lever: str, flow: Flow, fen: int) -> None:
    paid = []
    for month in range(12):
        model = new(values={**STANDARD, "policy.evaluation.standardised": False, f"policy.evaluation.{lever}": True})
        model.world.month = month
        visits.send_evaluators(
            model.world, model.policy, model.scenario.coefficients.evaluation, model.scenario.coefficients.staff
        )
        model.world.ledger.close_month(0)
        paid.append(-int(model.world.ledger.journal[0, flow, Sector.FUNDER]))
    assert paid == [fen, *[0] * 11]


class AskedEvaluator(Evaluator):
    """Weighs and scores as every evaluator does, and is asked each time, since it might not."""

    def service_weight(self, mean: float, divergence: float) -> float:
        return super().service_weight(mean, divergence)

    def score(self, service: float, management: float, weight: float, noise: float) -> float:
        return super().score(service, management, weight, noise)


class BlindEvaluator(Evaluator):
    """Gives full marks to everybody and weighs nothing but service."""

    def service_weight(self, mean: float, divergence: float) -> float:  # noqa: ARG002
        return 1.0

    def score(self, service: float, management: float, weight: float, noise: float) -> float:  # noqa: ARG002
        return 1.0


def assessed(kind: type[Evaluator]) -> World:
    """A street in which two agencies hold contracts, after a visit by evaluators of some kind."""
    model = new(values={**VISITED, "policy.evaluation.divergence": 0.3})
    world, how = model.world, model.scenario.coefficients
    world.deciders.evaluators[:] = [kind(model, world.evaluators, row) for row in range(len(world.evaluators))]
    world.month, world.contracts.organisation[:2] = 2, (1, 0)
    world.organisations.resolved_share[:2], world.organisations.management[:2] = (0.1, 0.3), (0.6, 0.2)
    visits.send_evaluators(world, model.policy, how.evaluation, how.staff)
    return world


def test_evaluators_who_are_asked_one_by_one_weigh_and_score_the_same() -> None:
    usual, asked = assessed(Evaluator).organisations, assessed(AskedEvaluator).organisations
    assert len(set(usual.star[:3].tolist())) == 3
    assert usual.star.tolist() == asked.star.tolist()
    assert usual.displaced_share.tolist() == asked.displaced_share.tolist()


def test_evaluators_may_weigh_and_score_in_ways_of_their_own() -> None:
    bodies = assessed(BlindEvaluator).organisations
    # A star moves by 0.4 from the middle to full marks; where service is all, none of it is displaced.
    assert bodies.star[:2].tolist() == pytest.approx([0.7, 0.7])
    assert (bodies.displaced_share[:2] == 0.0).all()


def test_rules_that_are_put_in_for_all_evaluators_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    for rule in ("service_weight", "score"):
        monkeypatch.setattr(Evaluator, rule, vars(BlindEvaluator)[rule])
    bodies = assessed(Evaluator).organisations
    assert bodies.star[:2].tolist() == pytest.approx([0.7, 0.7])
    assert (bodies.displaced_share[:2] == 0.0).all()
