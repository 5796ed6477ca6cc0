"""Evaluations press organisations to try harder, and take the time that service needs.

The more often evaluators come, the more effort goes into service hours, with diminishing gain; every
visit costs a fixed share of staff time, more where evaluators differ; and part of service gives way
to what evaluators look at, the more the less they weigh service. At a visit each evaluator scores by
its own weights; the score feeds the star and decides whether tranches are released. Sources: E8, E9,
M26, M51, M54-M57, M90; 000 (G40-G43). Left out: stars' rewards, elimination, publication (E21).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import clip, exponential, kernel
from sim.census import contract_holders
from sim.chance import Stream, draws, normal_quantiles
from sim.declare import Section, coefficient
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.world import World

_MOST_DISPLACED = 0.5
_USUAL_RATIO = 20.0


class Evaluations(Section):
    """Coefficients of evaluations and of working time."""

    time_cost: float = coefficient(
        0.03,
        "Share of a staff-year that one evaluation takes",
        unit="share per evaluation",
        low=0.0,
        high=0.08,
        source="M54, assumed; the most influential unknown",
        en="Staff time of an evaluation",
        zh="单次评估耗时",
    )
    divergence_cost: float = coefficient(
        1.0,
        "How much longer preparing takes for each unit of evaluators' divergence",
        unit="ratio",
        low=0.0,
        high=3.0,
        source="E8, assumed",
        en="Cost of divergence",
        zh="标准不一的耗时",
    )
    reporting_share: float = coefficient(
        0.15,
        "Share of working time for reports to the funder",
        unit="share",
        low=0.05,
        high=0.25,
        source="E8, assumed",
        en="Reporting",
        zh="报表工时",
    )
    borrowed_share: float = coefficient(
        0.1,
        "Share of working time in which workers help the committee with administrative tasks",
        unit="share",
        low=0.0,
        high=0.3,
        source="M90, assumed",
        en="Borrowed for administration",
        zh="行政借用工时",
    )
    training_share: float = coefficient(
        0.05,
        "Share of working time for training and supervision at one supervisor to twenty workers",
        unit="share",
        low=0.0,
        high=0.15,
        source="E8, assumed",
        en="Training and supervision",
        zh="培训督导工时",
    )
    meeting_share: float = coefficient(
        0.01,
        "Share of working time that one joint meeting a month takes",
        unit="share per meeting",
        low=0.0,
        high=0.05,
        source="M24, assumed",
        en="Workers' time in meetings",
        zh="社工会议工时",
    )
    least_effort: float = coefficient(
        0.6,
        "Effort where nobody ever looks",
        unit="share",
        low=0.4,
        high=0.8,
        source="E9, assumed",
        en="Effort without evaluation",
        zh="无评估时投入",
    )
    effort_speed: float = coefficient(
        0.8,
        "How fast effort rises with evaluations a year",
        unit="per evaluation",
        low=0.3,
        high=2.0,
        source="E9, assumed",
        en="Effort gained",
        zh="评估激励强度",
    )
    revisit_effect: float = coefficient(
        2.0,
        "Evaluations a year that asking every served resident again would be worth",
        unit="evaluations",
        low=0.0,
        high=6.0,
        source="E9, M26, assumed",
        en="Effect of revisits",
        zh="回访激励",
    )
    displacement: float = coefficient(
        0.05,
        "Share of service displaced by one evaluation that gives service no weight",
        unit="share per evaluation",
        low=0.0,
        high=0.15,
        source="E9, assumed",
        en="Displacement",
        zh="指标挤占",
    )
    score_noise: float = coefficient(
        0.08,
        "Standard deviation of what evaluators see by chance",
        unit="score",
        low=0.02,
        high=0.2,
        source="E21, assumed",
        en="Noise of scores",
        zh="评分随机误差",
    )
    pass_mark: float = coefficient(
        0.35,
        "Score from which an evaluation is passed",
        unit="score",
        low=0.0,
        high=0.7,
        source="assumed",
        en="Pass mark",
        zh="合格线",
    )
    good_resolved_share: float = coefficient(
        0.4,
        "Share of contacts resolved that evaluators count as full marks for service",
        unit="share",
        low=0.2,
        high=0.8,
        source="assumed",
        en="Full marks for service",
        zh="服务满分成功率",
    )
    star_memory: float = coefficient(
        0.4,
        "Weight of the last score in an organisation's star",
        unit="share",
        low=0.1,
        high=1.0,
        source="E21, assumed",
        en="Weight of last score",
        zh="最近评分权重",
    )


@kernel
def service_time(rounds: float, cost: float, other: float) -> float:
    """Share of working time left for service when evaluations cost `cost` each and all else `other`."""
    return clip(1.0 - rounds * cost - other, 0.0, 1.0)


@kernel
def effort(rounds: float, least: float, speed: float) -> float:
    """Effort in service hours under so many effective evaluations a year (E9)."""
    return least + (1.0 - least) * (1.0 - exponential(-speed * rounds))


@kernel
def displaced(rounds: float, strength: float, service_weight: float) -> float:
    """Share of service that gives way to what evaluators look at (E9)."""
    return min(_MOST_DISPLACED, strength * rounds * (1.0 - service_weight))


@kernel
def use_time(
    columns: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    evaluator: NDArray[np.int32],
    weights: NDArray[np.float64],
    agencies: int,
    rounds: float,
    costs: tuple[float, float],
    pressure: tuple[float, float, float],
    displacement: float,
) -> None:
    """Set every agency's use of working time, in place.

    `columns` are service time, evaluation time, effort and displaced service; `weights` what each
    evaluator gives to service; `costs` time of an evaluation and of all else; `pressure` effective
    evaluations, least effort and its speed.
    """
    service, evaluating, trying, lost = columns
    for row in range(agencies):
        service[row] = service_time(rounds, costs[0], costs[1])
        evaluating[row] = min(1.0, rounds * costs[0])
        trying[row] = effort(pressure[0], pressure[1], pressure[2])
        lost[row] = displaced(rounds, displacement, weights[evaluator[row]])


def visit(world: World, policy: Policy, how: Evaluations) -> None:
    """Set how agencies use their time and, in months with an evaluation, score them."""
    rules, rows = policy.evaluation, world.organisations
    rounds = float(rules.rounds_per_year)
    weights = np.zeros(len(world.evaluators))
    if rounds:
        weights[:] = [who.service_weight(rules.service_weight, rules.divergence) for who in world.deciders.evaluators]
    supervised = how.training_share * _USUAL_RATIO / policy.workforce.supervision_ratio
    other = how.reporting_share + how.borrowed_share + supervised + policy.meeting.per_month * how.meeting_share
    cost = how.time_cost * (1.0 + how.divergence_cost * rules.divergence)
    watched = rounds + how.revisit_effect * rules.revisit_share
    use_time(
        (rows.service_share, rows.evaluation_share, rows.effort, rows.displaced_share), rows.evaluator, weights,
        world.agencies, rounds, (cost, other), (watched, how.least_effort, how.effort_speed), how.displacement,
    )  # fmt: skip
    if world.falls_due(rules.rounds_per_year):
        _score(world, policy, how, weights)


def _score(world: World, policy: Policy, how: Evaluations, weights: NDArray[np.float64]) -> None:
    """Score every agency that holds a contract, move its star and charge the fee."""
    rows = world.organisations
    luck = draws(world.key, Stream.EVALUATION_SCORE, world.month, 0, world.agencies)
    holders = np.flatnonzero(contract_holders(world.contracts.organisation, world.agencies))
    helped, managed = rows.resolved_share[holders].tolist(), rows.management[holders].tolist()
    assigned, weighing = rows.evaluator[holders].tolist(), weights.tolist()
    noises = (how.score_noise * normal_quantiles(luck)[holders, 0]).tolist()
    scores = np.empty(len(holders))
    for place, evaluator in enumerate(assigned):
        service = min(max(helped[place] / how.good_resolved_share, 0.0), 1.0)
        who = world.deciders.evaluators[evaluator]
        scores[place] = who.score(service, managed[place], weighing[evaluator], noises[place])
    rows.star[holders] += how.star_memory * (scores - rows.star[holders])
    rows.passed[holders] = scores >= how.pass_mark
    _charge(world, policy, holders)


def _charge(world: World, policy: Policy, holders: NDArray[np.int64]) -> None:
    """Charge the fee to every holder, or to the funder, and let evaluators spend it."""
    ledger, accounts = world.ledger, world.accounts
    payers = accounts.organisations + holders
    evaluators = accounts.evaluators + world.organisations.evaluator[holders].astype(np.int64)
    fee = to_fen(policy.evaluation.fee_yuan)
    if policy.evaluation.payer == "organisation":
        fees = np.minimum(ledger.cash[payers], fee)
    else:
        fees = np.full(len(holders), fee)
        payers = np.full(len(holders), accounts.funder)
        ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, int(fees.sum()))
    ledger.transfer_each(Flow.EVALUATION_FEE, payers, evaluators, fees)
    everyone = np.arange(accounts.evaluators, accounts.evaluators + len(world.evaluators))
    ledger.collect(Flow.CONSUMPTION, everyone, accounts.outside, ledger.cash[everyone])
