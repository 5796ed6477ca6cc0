"""Evaluations press organisations to try harder, and take the time that service needs.

The more often evaluators come, the more effort goes into service hours, with diminishing gain; every
visit costs a fixed share of staff time, more where evaluators differ; and part of service gives way
to what evaluators look at, the more the less they weigh service. At a visit each evaluator scores by
its own weights; the score feeds the star and decides whether tranches are released. Who works for
rare and hard needs scores lower, unless indicators are standardised. Sources: E8, E9, M26, M33, M51,
M54-M57, M90; 000 (G40-G43). Left out: evaluators who change from year to year.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.evaluator import Evaluator, weight_of_service, whole_score
from sim.agents.row_agent import decide_alike
from sim.arithmetic import kernel
from sim.declare import Section, coefficient
from sim.kernels.evaluation import charge, look_at, take_scores, use_time
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.staff import Staff
from sim.world import World

_USUAL_RATIO = 20.0
_WEIGHS_AS_USUAL, _SCORES_AS_USUAL = Evaluator.service_weight, Evaluator.score


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
    divergence_left: float = coefficient(
        0.1,
        "Part of evaluators' divergence that is left under standard indicators or one procedure",
        unit="share",
        low=0.0,
        high=0.5,
        source="M33, M57: to nought; assumed",
        en="Divergence left",
        zh="标准化后剩余差异",
    )
    standard_service: float = coefficient(
        0.1,
        "How much more weight standard indicators give to service",
        unit="share",
        low=0.0,
        high=0.3,
        source="M57, assumed",
        en="Service in standards",
        zh="标准化服务权重增量",
    )
    validity: float = coefficient(
        0.5,
        "Part of the marks for service that standard indicators give for how well an organisation's programmes fit",
        unit="share",
        low=0.0,
        high=1.0,
        source="M57: indicators drawn from research; assumed",
        en="Validity of standards",
        zh="标准化指标效度",
    )
    good_fit: float = coefficient(
        0.6,
        "Fit of programmes to which standard indicators give full marks",
        unit="share",
        low=0.4,
        high=0.9,
        source="E3: a programme of this fit answers residents' needs",
        en="Full marks for fit",
        zh="契合度满分线",
    )
    case_mix: float = coefficient(
        0.2,
        "Marks for service that who works for rare needs loses where indicators are not standard",
        unit="share",
        low=0.0,
        high=0.5,
        source="M56 (some indicators do not suit), M61, assumed",
        en="Hard cases marked down",
        zh="难案评分折损",
    )
    standard_yuan: float = coefficient(
        20_000.0,
        "Cost of keeping one evaluator's indicators standard: research, pilots, training",
        unit="yuan per evaluator and year",
        low=5_000.0,
        high=80_000.0,
        source="M57, assumed",
        en="Cost of standards",
        zh="标准化成本",
    )
    procedure_yuan: float = coefficient(
        30_000.0,
        "Cost of one procedure for projects",
        unit="yuan per street and year",
        low=5_000.0,
        high=100_000.0,
        source="M33, assumed",
        en="Cost of one procedure",
        zh="五统一成本",
    )


@kernel
def weigh_as_usual(leaning: NDArray[np.float64], mean: float, divergence: float, weights: NDArray[np.float64]) -> None:
    """Set what every evaluator gives to service by `Evaluator.service_weight`: float64[evaluators]."""
    for row in range(len(leaning)):
        weights[row] = weight_of_service(leaning[row], mean, divergence)


@kernel
def score_as_usual(seen: NDArray[np.float64], scores: NDArray[np.float64]) -> None:
    """Set every score by `Evaluator.score` from what is `seen`, as `look_at` fills it: float64[agencies scored]."""
    for place in range(len(scores)):
        scores[place] = whole_score(seen[0, place], seen[1, place], seen[2, place], seen[3, place])


def standards(policy: Policy, how: Evaluations) -> tuple[float, float]:
    """Mean weight that evaluators give to service, and their divergence, under this month's standards."""
    rules = policy.evaluation
    left = how.divergence_left if rules.standardised or rules.unified else 1.0
    return rules.service_weight + (how.standard_service if rules.standardised else 0.0), left * rules.divergence


def watched(policy: Policy, how: Evaluations) -> float:
    """Evaluations a year that visits and revisits are worth in effort."""
    return policy.evaluation.rounds_per_year + how.revisit_effect * policy.evaluation.revisit_share


def send_evaluators(world: World, policy: Policy, how: Evaluations, staff: Staff) -> NDArray[np.float64]:
    """Set how agencies use their time and, in months with an evaluation, score them.

    Gives what each evaluator gives to service: float64[evaluators].
    """
    rules, rows = policy.evaluation, world.organisations
    rounds = float(rules.rounds_per_year)
    mean, divergence = standards(policy, how)
    weights = _weigh(world, mean, divergence) if rounds else np.zeros(len(world.evaluators))
    supervised = how.training_share * _USUAL_RATIO / policy.workforce.supervision_ratio
    borrowed = policy.workforce.borrowed_share
    other = how.reporting_share + borrowed + supervised + policy.meeting.per_month * how.meeting_share
    other += staff.worker_duties(policy)
    cost = how.time_cost * (1.0 + how.divergence_cost * divergence)
    use_time(
        rows.service_share, rows.evaluation_share, rows.effort, rows.displaced_share, rows.coordination_share,
        rows.evaluator, weights, world.agencies, rounds, (cost, other),
        (watched(policy, how), how.least_effort, how.effort_speed), how.displacement,
    )  # fmt: skip
    if world.falls_due(rules.rounds_per_year):
        _score(world, policy, how, weights)
    if world.month_of_year == 0:
        _pay_standards(world, policy, how)
    return weights


def _weigh(world: World, mean: float, divergence: float) -> NDArray[np.float64]:
    """Ask every evaluator how much it gives to service: float64[evaluators]."""
    evaluators, weights = world.deciders.evaluators, np.empty(len(world.evaluators))
    if decide_alike(evaluators, _WEIGHS_AS_USUAL):
        weigh_as_usual(world.evaluators.leaning, mean, divergence, weights)
    else:
        weights[:] = [who.service_weight(mean, divergence) for who in evaluators]
    return weights


def _score(world: World, policy: Policy, how: Evaluations, weights: NDArray[np.float64]) -> None:
    """Score every agency that holds a contract, move its star and charge the fee.

    Standard indicators count how well an agency's own programmes fit, and mark hard cases like others.
    """
    rows, slots, rules = world.organisations, world.programmes, policy.evaluation
    whom, seen = np.empty((2, world.agencies), dtype=np.int64), np.empty((4, world.agencies))
    count = look_at(
        whom, seen, rows.evaluator, rows.specialty, rows.management, rows.resolved_share,
        world.contracts.organisation, slots.contract, slots.running, slots.fit, weights, how.score_noise,
        how.good_resolved_share, 0.0 if rules.standardised else how.case_mix,
        (how.validity if rules.standardised else 0.0, how.good_fit), world.key, world.month,
    )  # fmt: skip
    evaluators, scores = world.deciders.evaluators, np.empty(count)
    if decide_alike(evaluators, _SCORES_AS_USUAL):
        score_as_usual(seen, scores)
    else:
        asked = [evaluators[who] for who in whom[1, :count].tolist()]
        scores[:] = [who.score(*marks) for who, marks in zip(asked, seen[:, :count].T.tolist(), strict=True)]
    take_scores(rows.star, rows.passed, whom, scores, how.star_memory, how.pass_mark)
    ledger, accounts = world.ledger, world.accounts
    charge(
        ledger.cash, ledger.moved, whom, count, to_fen(rules.fee_yuan), rules.payer == "funder",
        (accounts.outside, accounts.funder, accounts.organisations, accounts.evaluators),
    )  # fmt: skip


def _pay_standards(world: World, policy: Policy, how: Evaluations) -> None:
    """Pay at the year's beginning for standard indicators and for one procedure."""
    ledger, accounts = world.ledger, world.accounts
    if policy.evaluation.standardised:
        for evaluator in range(accounts.evaluators, accounts.evaluators + len(world.evaluators)):
            world.spend(Flow.TRAINING, evaluator, to_fen(how.standard_yuan))
            ledger.transfer(Flow.CONSUMPTION, evaluator, accounts.outside, to_fen(how.standard_yuan))
    if policy.evaluation.unified:
        world.spend(Flow.PLATFORM, accounts.vendors, to_fen(how.procedure_yuan) * len(world.streets))
