"""Every governance outcome, declared once; each is a pure function of the world."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import AGENCY, SMALL
from sim.agents.resident import ACTIVIST, GROUP_RESOLVED, NO_CONTACT, WORKER_FAILED, WORKER_RESOLVED
from sim.domains import DISABILITY, ELDERLY, SPECIAL
from sim.ledger import FEN_PER_YUAN, Flow, Sector
from sim.world import MONTHS_PER_YEAR, World

Direction = Literal["higher", "lower", "neutral"]
Summary = Literal["last_year", "mean", "total", "end"]
Measure = Callable[[World], float]

RESPONSIVE_FIT = 0.6
"""Fit above which a project answers residents' needs (E3)."""

_SPENDING = (
    Flow.GROUP_GRANT, Flow.COMMITTEE_FUNDS, Flow.HUB_CONTRACT, Flow.EVALUATION_FEE, Flow.MEETING, Flow.REVISIT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: what it means, its unit, which direction is better and how months become one number.

    `summary`: `last_year` is the mean of the last twelve months in which it is defined, `mean` that of
    all months, `total` the sum over all months, `end` the last month. `matters` is the smallest
    difference that matters to a policy, in the outcome's unit. `measure` gives NaN where the outcome is
    undefined.
    """

    name: str
    en: str
    zh: str
    unit: str
    direction: Direction
    summary: Summary
    matters: float
    meaning: str
    source: str
    measure: Measure

    def label(self, language: str) -> str:
        """Give the short label in English (`en`) or Chinese (`zh`)."""
        return self.zh if language == "zh" else self.en

    def counts(self, month: int, months: int) -> bool:
        """Say whether a month counts in the outcome's one number."""
        return self.summary in ("mean", "total") or month >= months - (1 if self.summary == "end" else MONTHS_PER_YEAR)


OUTCOMES: dict[str, Outcome] = {}


def summarise(outcome: Outcome, values: NDArray[np.float64]) -> float:
    """Turn an outcome's months (float64[months]) into its one number; NaN where none is defined."""
    months = len(values)
    counted = [float(value) for month, value in enumerate(values) if outcome.counts(month, months)]
    defined = [value for value in counted if not math.isnan(value)]
    if not defined:
        return math.nan
    total = math.fsum(defined)
    return total if outcome.summary == "total" else total / len(defined)


def _outcome(  # noqa: PLR0913  one declaration names everything a reader needs
    name: str,
    en: str,
    zh: str,
    *,
    unit: str,
    better: Direction,
    matters: float,
    meaning: str,
    source: str,
    summary: Summary = "last_year",
) -> Callable[[Measure], Measure]:
    def declare(measure: Measure) -> Measure:
        OUTCOMES[name] = Outcome(name, en, zh, unit, better, summary, matters, meaning, source, measure)
        return measure

    return declare


def _mean(values: NDArray[np.generic]) -> float:
    return float(np.mean(values, dtype=np.float64)) if values.size else math.nan


def _ratio(top: float, bottom: float) -> float:
    return top / bottom if bottom > 0 else math.nan


@_outcome(
    "satisfied_share", "Satisfied residents", "居民满意度", unit="share of residents", better="higher", matters=0.01,
    meaning="Share of residents who are satisfied", source="E15, G2",
)  # fmt: skip
def _satisfied(world: World) -> float:
    return _mean(world.residents.satisfied)


@_outcome(
    "never_share", "Never took part", "全年未参与", unit="share of residents", better="lower", matters=0.01,
    meaning="Share of residents who joined no activity in the last full year", source="E18, H6", summary="end",
)  # fmt: skip
def _never(world: World) -> float:
    return _mean(world.residents.last_year == 0)


@_outcome(
    "occasional_share", "Took part 1-2 times", "全年参与1至2次", unit="share of residents", better="neutral",
    matters=0.01, meaning="Share of residents who joined one or two activities in the last full year",
    source="E18, H7", summary="end",
)  # fmt: skip
def _occasional(world: World) -> float:
    times = world.residents.last_year
    return _mean((times >= 1) & (times <= 2))


@_outcome(
    "regular_share", "Took part 3-6 times", "全年参与3至6次", unit="share of residents", better="higher",
    matters=0.01, meaning="Share of residents who joined three to six activities in the last full year",
    source="E18", summary="end",
)  # fmt: skip
def _regular(world: World) -> float:
    times = world.residents.last_year
    return _mean((times >= 3) & (times <= 6))


@_outcome(
    "frequent_share", "Took part 7 times or more", "全年参与7次以上", unit="share of residents", better="higher",
    matters=0.005, meaning="Share of residents who joined seven or more activities in the last full year",
    source="E18, H8", summary="end",
)  # fmt: skip
def _frequent(world: World) -> float:
    return _mean(world.residents.last_year >= 7)


@_outcome(
    "participation_rate", "Participation", "居民参与", unit="activities per resident and year", better="higher",
    matters=0.05, meaning="Activities joined by residents, at a yearly rate", source="E18",
)  # fmt: skip
def _participation(world: World) -> float:
    return MONTHS_PER_YEAR * _mean(world.residents.activities)


@_outcome(
    "activist_role_share", "Activists' share of activities", "骨干参与占比", unit="share of activities",
    better="lower", matters=0.02, meaning="Share of all activities joined by activists (seven or more last year)",
    source="M91",
)  # fmt: skip
def _activists(world: World) -> float:
    people = world.residents
    joined = people.activities.astype(np.int64)
    return _ratio(float(joined[people.kind == ACTIVIST].sum()), float(joined.sum()))


def worker_contacts(world: World) -> int:
    """Resident agents whom a social worker served this month."""
    contact = world.residents.contact
    return int(np.count_nonzero((contact >= WORKER_FAILED) & (contact <= WORKER_RESOLVED)))


@_outcome(
    "service_person_times", "Professional service", "专业服务人次", unit="person-times per month", better="higher",
    matters=25.0, meaning="People served by social workers in a month", source="E14",
)  # fmt: skip
def _service(world: World) -> float:
    return float(worker_contacts(world) * world.setting.people_per_resident)


@_outcome(
    "resolved_share", "Contacts that helped", "服务成功率", unit="share of contacts", better="higher", matters=0.01,
    meaning="Share of social workers' contacts that resolved the need", source="E14",
)  # fmt: skip
def _resolved(world: World) -> float:
    contact = world.residents.contact
    return _ratio(float(np.count_nonzero(contact == WORKER_RESOLVED)), float(worker_contacts(world)))


@_outcome(
    "needs_resolved", "Needs resolved", "解决需求数", unit="needs per month", better="higher", matters=10.0,
    meaning="Needs that anybody resolved in a month, in people", source="E14",
)  # fmt: skip
def _needs_resolved(world: World) -> float:
    contact = world.residents.contact
    helped = (contact > NO_CONTACT) & (contact <= GROUP_RESOLVED) & (contact % 2 == 0)
    return float(np.count_nonzero(helped) * world.setting.people_per_resident)


@_outcome(
    "unmet_need_share", "Residents with unmet needs", "需求未满足居民", unit="share of residents", better="lower",
    matters=0.01, meaning="Share of residents with at least one open need", source="E1",
)  # fmt: skip
def _unmet(world: World) -> float:
    return _mean(world.residents.needs != 0)


@_outcome(
    "vulnerable_unmet_ratio", "Unmet need, vulnerable to others", "弱势群体需求差距", unit="ratio", better="lower",
    matters=0.05, meaning="Share of vulnerable residents with open needs over that of the others", source="M76",
)  # fmt: skip
def _equity(world: World) -> float:
    people = world.residents
    waiting = people.needs != 0
    return _ratio(_mean(waiting[people.vulnerable]), _mean(waiting[~people.vulnerable]))


@_outcome(
    "escalated_share", "Residents with grievances", "需求升级居民", unit="share of residents", better="lower",
    matters=0.005, meaning="Share of residents with a need that has escalated", source="M114",
)  # fmt: skip
def _escalated(world: World) -> float:
    return _mean(world.residents.escalated != 0)


@_outcome(
    "special_unmet_share", "Unmet special needs", "特殊困难需求未满足", unit="share of residents", better="lower",
    matters=0.005, meaning="Share of residents with an open need of elderly care, disability or special groups",
    source="M49",
)  # fmt: skip
def _special(world: World) -> float:
    bits = (1 << ELDERLY) | (1 << DISABILITY) | (1 << SPECIAL)
    return _mean((world.residents.needs & np.uint8(bits)) != 0)


@_outcome(
    "project_fit", "Fit of programmes", "项目需求契合度", unit="share", better="higher", matters=0.01,
    meaning="Mean fit of the programmes that run", source="E3",
)  # fmt: skip
def _fit(world: World) -> float:
    return _mean(world.programmes.fit[world.programmes.running])


@_outcome(
    "responsive_community_share", "Communities with a responsive project", "有回应性项目的社区",
    unit="share of communities", better="higher", matters=0.05,
    meaning="Share of communities in which at least one programme has a fit above 0.6", source="E3, H5",
)  # fmt: skip
def _responsive(world: World) -> float:
    slots = world.programmes
    good = slots.running & (slots.fit > RESPONSIVE_FIT)
    return _ratio(float(len(np.unique(slots.community[good]))), float(len(world.committees)))


@_outcome(
    "turnover_rate", "Worker turnover", "社工离职率", unit="share per year", better="lower", matters=0.01,
    meaning="Social workers who leave, at a yearly rate, over those in post", source="E12, G38", summary="mean",
)  # fmt: skip
def _turnover(world: World) -> float:
    rows = world.workers
    left = float(np.count_nonzero(rows.left))
    stayed = np.count_nonzero(rows.filled & ~rows.arrived)
    return MONTHS_PER_YEAR * _ratio(left, left + stayed)


@_outcome(
    "workers", "Social workers in post", "在岗社工数", unit="people", better="neutral", matters=1.0,
    meaning="Social workers in post", source="E14",
)  # fmt: skip
def _workers(world: World) -> float:
    return float(np.count_nonzero(world.workers.filled))


@_outcome(
    "vacancy_share", "Vacant posts", "岗位空缺率", unit="share of posts", better="lower", matters=0.005,
    meaning="Share of funded posts that nobody holds", source="E13",
)  # fmt: skip
def _vacancy(world: World) -> float:
    rows = world.workers
    return _mean(~rows.filled[rows.funded])


@_outcome(
    "burnout", "Burnout", "社工职业倦怠", unit="share", better="lower", matters=0.01,
    meaning="Mean burnout of social workers", source="E11",
)  # fmt: skip
def _burnout(world: World) -> float:
    return _mean(world.workers.burnout[world.workers.filled])


@_outcome(
    "skill", "Workers' skill", "社工专业能力", unit="share", better="higher", matters=0.01,
    meaning="Mean skill of social workers", source="E10",
)  # fmt: skip
def _skill(world: World) -> float:
    return _mean(world.workers.skill[world.workers.filled])


@_outcome(
    "tenure_months", "Tenure", "社工平均在岗时长", unit="months", better="higher", matters=1.0,
    meaning="Mean months that social workers have been in their post", source="E12",
)  # fmt: skip
def _tenure(world: World) -> float:
    return _mean(world.workers.tenure_months[world.workers.filled])


@_outcome(
    "tie_strength", "Ties to workers", "居民与社工联系强度", unit="share", better="higher", matters=0.01,
    meaning="Mean strength of residents' ties to their caseworkers", source="E13",
)  # fmt: skip
def _tie(world: World) -> float:
    return _mean(world.residents.tie)


@_outcome(
    "relational_capacity", "Relational capacity", "关系服务能力", unit="tied residents", better="higher", matters=10.0,
    meaning="Sum over residents of tie strength times the skill and effort of the caseworker in post",
    source="E13, pattern P5",
)  # fmt: skip
def _relational(world: World) -> float:
    people, rows = world.residents, world.workers
    if not len(rows):
        return 0.0
    able = rows.filled * rows.skill * world.organisations.effort[world.employers()]
    return float(np.sum(np.where(people.caseworker >= 0, able[people.caseworker], 0.0) * people.tie))


def months_owed(world: World) -> NDArray[np.float64]:
    """Months of wage that each worker in post is owed: float64[workers in post]."""
    rows = world.workers
    months: NDArray[np.float64] = rows.owed_fen[rows.filled] / np.maximum(rows.wage_fen[rows.filled], 1)
    return months


@_outcome(
    "arrears_months", "Wages owed", "人均欠薪月数", unit="months of wage", better="lower", matters=0.05,
    meaning="Mean months of wage that social workers in post are owed", source="E7", summary="mean",
)  # fmt: skip
def _arrears(world: World) -> float:
    return _mean(months_owed(world))


def _agencies(world: World) -> NDArray[np.bool_]:
    held = np.zeros(len(world.organisations), dtype=np.bool_)
    held[world.contracts.organisation[world.contracts.organisation >= 0]] = True
    return held & (world.organisations.kind == AGENCY)


@_outcome(
    "organisations_owed_share", "Organisations that are owed", "被拖欠拨款机构占比", unit="share of contracted agencies",
    better="lower", matters=0.02, summary="mean",
    meaning="Share of contracted agencies to which a tranche is due and not paid", source="E6",
)  # fmt: skip
def _owed(world: World) -> float:
    holders = _agencies(world)
    due = np.zeros(len(holders), dtype=np.bool_)
    due[world.tranches.organisation[world.tranches.status == 1]] = True
    return _mean(due[holders])


@_outcome(
    "activity_cut_share", "Activities cut", "活动削减占比", unit="share of planned activities", better="lower",
    matters=0.02, meaning="Share of contracted agencies' planned activities for which there is no money",
    source="E7", summary="mean",
)  # fmt: skip
def _cut(world: World) -> float:
    return 1.0 - _mean(world.organisations.activity_funded_share[_agencies(world)])


@_outcome(
    "closures", "Agencies closed", "机构关闭数", unit="agencies", better="lower", matters=0.5, summary="total",
    meaning="Professional agencies that closed for want of money", source="E7",
)  # fmt: skip
def _closures(world: World) -> float:
    return float(np.count_nonzero(world.organisations.closed))


@_outcome(
    "small_closures", "Small agencies closed", "小机构关闭数", unit="agencies", better="lower", matters=0.5,
    summary="total", meaning="Small professional agencies that closed for want of money", source="E7, pattern P2",
)  # fmt: skip
def _small_closures(world: World) -> float:
    rows = world.organisations
    return float(np.count_nonzero(rows.closed & (rows.size == SMALL)))


@_outcome(
    "agencies_alive", "Professional agencies", "存续机构数", unit="agencies", better="higher", matters=0.5,
    meaning="Professional agencies that exist", source="E7",
)  # fmt: skip
def _alive(world: World) -> float:
    return float(np.count_nonzero(world.organisations.alive[: world.agencies]))


@_outcome(
    "committee_admin_share", "Committees' administrative load", "居委会行政事务占比", unit="share of hours",
    better="lower", matters=0.02, meaning="Mean share of committees' hours that administrative tasks take",
    source="E2, H2, H3",
)  # fmt: skip
def _admin(world: World) -> float:
    return _mean(world.committees.admin_share)


@_outcome(
    "responsiveness", "Committees' responsiveness", "居委会回应率", unit="share", better="higher", matters=0.02,
    meaning="Mean chance that a committee answers a case within the month", source="E2",
)  # fmt: skip
def _responsiveness(world: World) -> float:
    return _mean(world.committees.responsiveness)


@_outcome(
    "needs_knowledge", "Knowledge of needs", "需求知晓率", unit="share", better="higher", matters=0.01,
    meaning="Mean share of residents' needs that committees know", source="E3",
)  # fmt: skip
def _knowledge(world: World) -> float:
    return _mean(world.committees.knowledge)


@_outcome(
    "council_sessions", "Council sessions", "议事会场次", unit="sessions per council", better="higher", matters=0.25,
    summary="total", meaning="Sessions that a council holds over all months", source="E17, G6",
)  # fmt: skip
def _sessions(world: World) -> float:
    return _mean(world.committees.session)


@_outcome(
    "council_turnout", "Council turnout", "议事会到会率", unit="share of seats", better="higher", matters=0.02,
    summary="mean", meaning="Mean turnout of the sessions that are held", source="E17",
)  # fmt: skip
def _turnout(world: World) -> float:
    return _mean(world.committees.turnout[world.committees.session])


@_outcome(
    "efficacy", "Residents' efficacy", "居民效能感", unit="share", better="higher", matters=0.01,
    meaning="Mean belief of residents that what they say is heeded", source="E17",
)  # fmt: skip
def _efficacy(world: World) -> float:
    return _mean(world.residents.efficacy)


@_outcome(
    "trust_committee", "Trust in committees", "对居委会的信任", unit="share", better="higher", matters=0.01,
    meaning="Mean trust of residents in their committee", source="E16",
)  # fmt: skip
def _trust_committee(world: World) -> float:
    return _mean(world.residents.trust_committee)


@_outcome(
    "trust_government", "Trust in government", "对政府的信任", unit="share", better="higher", matters=0.01,
    meaning="Mean trust of residents in the government", source="E16",
)  # fmt: skip
def _trust_government(world: World) -> float:
    return _mean(world.residents.trust_government)


@_outcome(
    "trust_agency", "Trust in organisations", "对社会组织的信任", unit="share", better="higher", matters=0.01,
    meaning="Mean trust of residents in social organisations and their workers", source="E16",
)  # fmt: skip
def _trust_agency(world: World) -> float:
    return _mean(world.residents.trust_agency)


@_outcome(
    "procedural_justice", "Procedural justice", "程序公正感", unit="share", better="higher", matters=0.01,
    meaning="Mean sense of residents that affairs are decided fairly", source="E17",
)  # fmt: skip
def _justice(world: World) -> float:
    return _mean(world.residents.justice)


@_outcome(
    "performance", "Perceived performance", "感知服务绩效", unit="share", better="higher", matters=0.01,
    meaning="Mean of how well residents find the neighbourhood served", source="E15",
)  # fmt: skip
def _performance(world: World) -> float:
    return _mean(world.residents.performance)


def public_cost(world: World) -> float:
    """Public money that this month costs: a twelfth of running contracts, and running costs (yuan)."""
    contracts = world.contracts
    running = int(contracts.value_fen[contracts.organisation >= 0].sum()) / MONTHS_PER_YEAR
    spent = world.ledger.journal[world.elapsed, _SPENDING, Sector.FUNDER].sum()
    return (running - float(spent)) / FEN_PER_YUAN


@_outcome(
    "public_money_yuan", "Public money", "财政投入", unit="yuan", better="neutral", matters=100_000.0, summary="total",
    meaning="Public money that the months cost: running contracts, grants, committees' funds, supervisors, "
    "evaluations, meetings and revisits", source="model.md 5.9",
)  # fmt: skip
def _money(world: World) -> float:
    return public_cost(world)


@_outcome(
    "yuan_per_service", "Cost of a person-time", "每服务人次成本", unit="yuan per person-time", better="lower",
    matters=5.0, meaning="Public money for each person-time that social workers serve", source="model.md 5.6",
)  # fmt: skip
def _unit_cost(world: World) -> float:
    return _ratio(public_cost(world), float(worker_contacts(world) * world.setting.people_per_resident))


@_outcome(
    "yuan_per_satisfied", "Public money per satisfied resident", "每满意居民年成本",
    unit="yuan per satisfied resident and year", better="lower", matters=2.0,
    meaning="Public money in a year for each resident who is satisfied", source="M50",
)  # fmt: skip
def _cost_of_satisfaction(world: World) -> float:
    satisfied = float(np.count_nonzero(world.residents.satisfied)) * world.setting.people_per_resident
    return MONTHS_PER_YEAR * _ratio(public_cost(world), satisfied)
