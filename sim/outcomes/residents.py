"""How residents are, judge and trust."""

from __future__ import annotations

from sim.domains import DISABILITY, ELDERLY, SPECIAL
from sim.kernels.means import count_crossed, mean, share, share_with_any
from sim.outcome import outcome, ratio
from sim.world import World


@outcome(
    "satisfied_share", "Satisfied residents", "居民满意度", unit="share of residents", better="higher", matters=0.01,
    meaning="Share of residents who are satisfied", source="E15, G2",
)  # fmt: skip
def _satisfied(world: World) -> float:
    return share(world.residents.satisfied)


@outcome(
    "performance", "Perceived performance", "感知服务绩效", unit="share", better="higher", matters=0.01,
    meaning="Mean of how well residents find the neighbourhood served", source="E15",
)  # fmt: skip
def _performance(world: World) -> float:
    return mean(world.residents.performance)


@outcome(
    "unmet_need_share", "Residents with unmet needs", "需求未满足居民", unit="share of residents", better="lower",
    matters=0.01, meaning="Share of residents with at least one open need", source="E1",
)  # fmt: skip
def _unmet(world: World) -> float:
    return share(world.residents.needs)


@outcome(
    "vulnerable_unmet_ratio", "Unmet need, vulnerable to others", "弱势群体需求差距", unit="ratio", better="lower",
    matters=0.05, meaning="Share of vulnerable residents with open needs over that of the others", source="M76",
)  # fmt: skip
def _equity(world: World) -> float:
    people = world.residents
    waiting, vulnerable, among_them = count_crossed(people.needs, people.vulnerable)
    others = len(people) - vulnerable
    return ratio(ratio(among_them, vulnerable), ratio(waiting - among_them, others))


@outcome(
    "escalated_share", "Residents with grievances", "需求升级居民", unit="share of residents", better="lower",
    matters=0.005, meaning="Share of residents with a need that has escalated", source="M114",
)  # fmt: skip
def _escalated(world: World) -> float:
    return share(world.residents.escalated)


@outcome(
    "special_unmet_share", "Unmet special needs", "特殊困难需求未满足", unit="share of residents", better="lower",
    matters=0.005, meaning="Share of residents with an open need of elderly care, disability or special groups",
    source="M49",
)  # fmt: skip
def _special(world: World) -> float:
    bits = (1 << ELDERLY) | (1 << DISABILITY) | (1 << SPECIAL)
    return share_with_any(world.residents.needs, bits)


@outcome(
    "trust_committee", "Trust in committees", "对居委会的信任", unit="share", better="higher", matters=0.01,
    meaning="Mean trust of residents in their committee", source="E16",
)  # fmt: skip
def _trust_committee(world: World) -> float:
    return mean(world.residents.trust_committee)


@outcome(
    "trust_government", "Trust in government", "对政府的信任", unit="share", better="higher", matters=0.01,
    meaning="Mean trust of residents in the government", source="E16",
)  # fmt: skip
def _trust_government(world: World) -> float:
    return mean(world.residents.trust_government)


@outcome(
    "trust_agency", "Trust in organisations", "对社会组织的信任", unit="share", better="higher", matters=0.01,
    meaning="Mean trust of residents in social organisations and their workers", source="E16",
)  # fmt: skip
def _trust_agency(world: World) -> float:
    return mean(world.residents.trust_agency)


@outcome(
    "procedural_justice", "Procedural justice", "程序公正感", unit="share", better="higher", matters=0.01,
    meaning="Mean sense of residents that affairs are decided fairly", source="E17",
)  # fmt: skip
def _justice(world: World) -> float:
    return mean(world.residents.justice)


@outcome(
    "efficacy", "Residents' efficacy", "居民效能感", unit="share", better="higher", matters=0.01,
    meaning="Mean belief of residents that what they say is heeded", source="E17",
)  # fmt: skip
def _efficacy(world: World) -> float:
    return mean(world.residents.efficacy)
