"""How well the three societies coordinate, and what that changes at the street's windows."""

from __future__ import annotations

from sim.arithmetic import sum_in_pairs
from sim.kernels.books import count_partners
from sim.kernels.means import count_crossed, mean, share
from sim.outcome import outcome, ratio
from sim.world import World


@outcome(
    "coordination_loss", "Duplicated contacts", "重复服务占比", unit="share", better="lower", matters=0.01,
    meaning="Share of contacts that workers and committees duplicate", source="E23, M22",
)  # fmt: skip
def _loss(world: World) -> float:
    return mean(world.committees.coordination_loss)


@outcome(
    "trust_between", "Committees' trust in organisations", "居委会对社会组织的信任", unit="share", better="higher",
    matters=0.02, meaning="Mean trust of residents' committees in social organisations", source="E22, M28, M29",
)  # fmt: skip
def _trust(world: World) -> float:
    return mean(world.committees.trust_in_organisations)


@outcome(
    "interference", "Interference", "行政干预程度", unit="share", better="neutral", matters=0.02,
    meaning="Mean of how far government decides the details of organisations' work", source="E22, M17, M115",
)  # fmt: skip
def _interference(world: World) -> float:
    return mean(world.committees.interference)


@outcome(
    "partner_share", "Partners in linkage", "联动伙伴占比", unit="share of contracted agencies", better="higher",
    matters=0.05, meaning="Share of contracted agencies that take part in linkage", source="M35",
)  # fmt: skip
def _partners(world: World) -> float:
    return ratio(*count_partners(world.organisations.partner, world.contracts.organisation, world.agencies))


@outcome(
    "practice_adopted_share", "Communities that practise linkage", "实施联动社区占比", unit="share of communities",
    better="higher", matters=0.05, meaning="Share of communities that have adopted institutions of linkage",
    source="E26, M111, M118", summary="end",
)  # fmt: skip
def _adopted(world: World) -> float:
    return share(world.committees.practice_months)


@outcome(
    "processing_months", "Processing time", "办事时长", unit="months", better="lower", matters=0.05,
    meaning="Months from handing in a request at the street to its answer", source="M4, M5; 002 §1",
)  # fmt: skip
def _processing(world: World) -> float:
    return mean(world.streets.processing_months)


@outcome(
    "service_windows", "Service windows", "办事窗口数", unit="windows", better="neutral", matters=0.5,
    meaning="Windows at which residents hand in requests", source="M5; 002 §1",
)  # fmt: skip
def _windows(world: World) -> float:
    return sum_in_pairs(world.streets.windows, len(world.streets))


@outcome(
    "digital_gap", "Digital gap", "数字鸿沟", unit="share of residents", better="lower", matters=0.01,
    meaning="Share of digitally able residents who know where to ask, less that of the others", source="M5, P22",
)  # fmt: skip
def _digital_gap(world: World) -> float:
    people = world.residents
    able, aware, both = count_crossed(people.digital, people.aware)
    return ratio(both, able) - ratio(aware - both, len(people) - able)
