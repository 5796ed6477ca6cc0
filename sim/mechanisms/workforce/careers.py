"""Social workers learn, tire and leave; a vacancy stays open for a while and a beginner follows.

Service, supervision and training raise skill. Overload, owed wages and evaluations wear workers out;
supervision and recognition restore them. Who is worn out, badly or not paid, without prospects or new
leaves sooner. Turnover may instead be imposed at a given rate. Sources: E10-E12, M79-M84, M90; 000
(G38); Swider & Zimmerman 2010, *J. Vocational Behavior* 76:487. Left out: part-time staff.
"""

from __future__ import annotations

import numpy as np

from sim.arithmetic import count, exponential
from sim.declare import Section, coefficient, constant
from sim.kernels.workforce import live_a_month, promote
from sim.mechanisms.workforce.training import Training, end_term, recognise
from sim.policy import Policy
from sim.staff import Staff
from sim.world import MONTHS_PER_YEAR, World

_USUAL_RATIO = 20.0


class Workforces(Section):
    """Coefficients of skill, burnout and turnover."""

    base_readiness: float = constant(
        -3.9,
        "Readiness to leave in a month, on the logit scale, of a beginner in the reference state",
        unit="logit",
        low=-12.0,
        high=2.0,
        source="solved so that Guangzhou loses 24.55% of workers a year (G38)",
        en="Readiness to leave",
        zh="离职倾向基准",
    )
    burnout_effect: float = coefficient(
        0.85,
        "Effect of one standard deviation of burnout on leaving",
        unit="logit",
        low=0.5,
        high=1.2,
        source="Swider & Zimmerman 2010: r = .33",
        en="Burnout and leaving",
        zh="倦怠对离职的作用",
    )
    usual_burnout: float = constant(
        0.35,
        "Mean burnout in the reference state",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of Guangzhou",
        en="Reference burnout",
        zh="基准倦怠",
    )
    burnout_spread: float = coefficient(
        0.175,
        "Standard deviation of burnout between workers, by which its effect on leaving is measured",
        unit="share",
        low=0.1,
        high=0.25,
        source="Kristensen et al. 2005, *Work & Stress* 19(3):192: 17.7 of 100 for work-related burnout",
        en="Spread of burnout",
        zh="倦怠离散",
    )
    pay_effect: float = coefficient(
        1.0,
        "Effect of earning less than elsewhere, for a gap of the whole wage",
        unit="logit per share",
        low=0.3,
        high=2.0,
        source="E12, M79, assumed",
        en="Pay gap and leaving",
        zh="薪酬差距对离职的作用",
    )
    outside_wage_yuan: float = coefficient(
        4_500.0,
        "Take-home pay that workers could earn elsewhere",
        unit="yuan per month",
        low=3_500.0,
        high=6_000.0,
        source="assumed",
        en="Outside wage",
        zh="外部工资",
    )
    arrears_effect: float = coefficient(
        0.35,
        "Effect of each month of wage that is owed, up to three",
        unit="logit per month",
        low=0.0,
        high=0.8,
        source="E12, assumed",
        en="Arrears and leaving",
        zh="欠薪对离职的作用",
    )
    prospects_effect: float = coefficient(
        0.3,
        "Effect of standing at the foot of the career ladder",
        unit="logit",
        low=0.0,
        high=0.8,
        source="M81, assumed",
        en="Prospects and leaving",
        zh="晋升前景对离职的作用",
    )
    tenure_effect: float = coefficient(
        0.25,
        "How much each year in the post, up to three, keeps a worker",
        unit="logit per year",
        low=0.0,
        high=0.6,
        source="E12, assumed",
        en="Tenure and staying",
        zh="工龄对留任的作用",
    )
    vacancy_months: float = coefficient(
        1.5,
        "Mean months that a post stays vacant",
        unit="months",
        low=1.0,
        high=4.0,
        source="E13, assumed",
        en="Vacancy",
        zh="岗位空缺时长",
    )
    starting_skill: float = coefficient(
        0.4,
        "Mean skill of a beginner",
        unit="share",
        low=0.2,
        high=0.6,
        source="M88, assumed",
        en="Beginners' skill",
        zh="新人能力",
    )
    skill_spread: float = coefficient(
        0.08,
        "Standard deviation of beginners' skill",
        unit="share",
        low=0.0,
        high=0.2,
        source="assumed",
        en="Spread of skill",
        zh="新人能力离散",
    )
    starting_burnout: float = coefficient(
        0.5,
        "Burnout of a beginner over the usual",
        unit="ratio",
        low=0.0,
        high=1.0,
        source="assumed",
        en="Beginners' burnout",
        zh="新人倦怠",
    )
    starting_recognition: float = coefficient(
        0.3,
        "Recognition of a beginner",
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        en="Beginners' recognition",
        zh="新人认同",
    )
    learning_by_service: float = coefficient(
        0.02,
        "Share of missing skill that a month of nothing but service adds",
        unit="share per month",
        low=0.0,
        high=0.06,
        source="E10, assumed",
        en="Learning by service",
        zh="实践学习",
    )
    learning_by_supervision: float = coefficient(
        0.008,
        "Share of missing skill that a month with one supervisor to twenty workers adds",
        unit="share per month",
        low=0.0,
        high=0.03,
        source="E10, M82, assumed",
        en="Learning by supervision",
        zh="督导学习",
    )
    load_strain: float = coefficient(
        0.06,
        "Burnout from a month of double load",
        unit="share per month and load",
        low=0.02,
        high=0.2,
        source="E11, assumed",
        en="Strain of overload",
        zh="过载致倦怠",
    )
    arrears_strain: float = coefficient(
        0.03,
        "Burnout from each month of wage that is owed, up to three",
        unit="share per month",
        low=0.0,
        high=0.1,
        source="E11, assumed",
        en="Strain of arrears",
        zh="欠薪致倦怠",
    )
    evaluation_strain: float = coefficient(
        0.05,
        "Burnout from a month of nothing but evaluations",
        unit="share per month",
        low=0.0,
        high=0.3,
        source="E11, assumed",
        en="Strain of evaluations",
        zh="迎评致倦怠",
    )
    role_strain: float = coefficient(
        0.015,
        "Burnout in a month from standing between government and residents",
        unit="share per month",
        low=0.0,
        high=0.06,
        source="E11, M90, assumed: burnout in Guangzhou is then near the 33 of 100 of Kristensen et al. 2005",
        en="Strain of two masters",
        zh="角色冲突致倦怠",
    )
    supervision_relief: float = coefficient(
        0.01,
        "Burnout relieved in a month with one supervisor to twenty workers",
        unit="share per month",
        low=0.0,
        high=0.04,
        source="E11, M82, assumed",
        en="Relief by supervision",
        zh="督导缓解倦怠",
    )
    recognition_relief: float = coefficient(
        0.02,
        "Burnout relieved in a month of full recognition",
        unit="share per month",
        low=0.0,
        high=0.06,
        source="E11, M80, assumed",
        en="Relief by recognition",
        zh="认同缓解倦怠",
    )
    recovery: float = coefficient(
        0.05,
        "Share of burnout that passes in a month",
        unit="share per month",
        low=0.01,
        high=0.15,
        source="E11, assumed",
        en="Recovery",
        zh="自然恢复",
    )
    recognition_speed: float = coefficient(
        0.05,
        "How fast recognition follows residents' trust in organisations",
        unit="share per month",
        low=0.01,
        high=0.2,
        source="M80, assumed",
        en="Recognition adapting",
        zh="认同调整速度",
    )


def live_on(world: World, policy: Policy, how: Workforces, training: Training, staff: Staff) -> None:
    """Let workers learn, tire, leave and be followed; what leavers are still owed stays a debt of their employer."""
    rows, bodies, terms = world.workers, world.organisations, policy.workforce
    if not count(rows.funded) and not count(rows.filled):
        rows.arrived[:] = False
        rows.left[:] = False
        return
    recognised = recognise(world, policy, training)
    borrowed = 1.0 + staff.borrowed_strain * (terms.borrowed_share / staff.usual_borrowed_share - 1.0)
    gap = (how.outside_wage_yuan - terms.wage_yuan) / how.outside_wage_yuan
    imposed = terms.imposed_turnover_rate / MONTHS_PER_YEAR if terms.turnover == "imposed" else -1.0
    vacancy = how.vacancy_months * exponential(-training.standing_draw * world.funders.standing.item(0))
    live_a_month(
        rows.identity, rows.funded, rows.filled, rows.arrived, rows.left, rows.vacancy_months, rows.tenure_months,
        rows.level, rows.skill, rows.burnout, rows.recognition, rows.load, rows.owed_fen, rows.wage_fen, rows.contract,
        world.contracts.organisation, bodies.service_share, bodies.evaluation_share, bodies.owed_to_leavers_fen,
        world.residents.trust_agency, recognised,
        (
            _USUAL_RATIO / terms.supervision_ratio, (how.learning_by_service, how.learning_by_supervision),
            (how.load_strain, how.arrears_strain, how.evaluation_strain, how.role_strain * borrowed),
            (how.supervision_relief, how.recognition_relief, how.recovery, how.recognition_speed),
        ),
        (
            imposed, how.base_readiness + how.pay_effect * gap,
            (how.burnout_effect, how.arrears_effect, how.prospects_effect, how.tenure_effect),
            (how.usual_burnout, how.burnout_spread),
        ),
        (how.starting_skill, how.skill_spread, vacancy, how.starting_burnout, how.starting_recognition),
        world.key, world.month, np.empty((5, len(rows))),
    )  # fmt: skip
    end_term(world, policy, training)
    if world.month_of_year == MONTHS_PER_YEAR - 1:
        promote(
            rows.identity, rows.filled, rows.tenure_months, rows.level, terms.promotion_share, world.key, world.month
        )  # fmt: skip
