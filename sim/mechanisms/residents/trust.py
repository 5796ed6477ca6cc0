"""Trust grows slowly out of results and fairness, and is lost faster than it grows.

How fairly a community's affairs are run follows from replies, notice of sessions and whether
proposals are adopted; who sat in the council feels it more. Trust in the committee, in the
government and in social organisations each moves to what results and fairness warrant. Sources: E16,
E17, M12, M75, M105; Van Ryzin 2011, *JPART* 21(4):745; Slovic 1993, *Risk Analysis* 13(6):675. Left
out: trust among neighbours.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import kernel
from sim.declare import Section, coefficient
from sim.policy import Policy
from sim.world import World


class Trust(Section):
    """Coefficients of trust and of procedural justice."""

    outcome_weight: float = coefficient(
        2.0,
        "Weight of results in the trust that is warranted",
        unit="per share",
        low=0.5,
        high=4.0,
        source="E16, assumed",
        en="Results and trust",
        zh="绩效对信任的作用",
    )
    justice_weight: float = coefficient(
        2.5,
        "Weight of fairness in the trust that is warranted",
        unit="per share",
        low=0.5,
        high=5.0,
        source="Van Ryzin 2011: at least that of results",
        en="Fairness and trust",
        zh="公正对信任的作用",
    )
    joint_weight: float = coefficient(
        1.0,
        "Weight of results, fairness and trust together",
        unit="per share",
        low=0.0,
        high=3.0,
        source="E16, assumed",
        en="Results with fairness",
        zh="绩效与公正的交互",
    )
    middle: float = coefficient(
        -2.2,
        "Trust that is warranted without results or fairness, before squashing",
        unit="",
        low=-4.0,
        high=0.0,
        source="assumed",
        en="Trust without grounds",
        zh="无依据信任",
    )
    growth: float = coefficient(
        0.05,
        "How fast trust rises to what is warranted",
        unit="share per month",
        low=0.02,
        high=0.1,
        source="E16, assumed",
        en="Trust growing",
        zh="信任增长速度",
    )
    loss_ratio: float = coefficient(
        2.0,
        "How much faster trust is lost",
        unit="ratio",
        low=1.0,
        high=3.0,
        source="Slovic 1993; E16",
        en="Trust lost faster",
        zh="信任流失倍数",
    )
    reply_weight: float = coefficient(
        0.4,
        "Weight of being answered in how fair affairs are",
        unit="share",
        low=0.0,
        high=0.8,
        source="E17, assumed",
        en="Replies and fairness",
        zh="回应对公正的作用",
    )
    adoption_weight: float = coefficient(
        0.5,
        "Weight of proposals adopted by a lively council",
        unit="share",
        low=0.0,
        high=0.8,
        source="E17, assumed",
        en="Adoption and fairness",
        zh="采纳对公正的作用",
    )
    notice_weight: float = coefficient(
        0.1,
        "Weight of notice of sessions",
        unit="share",
        low=0.0,
        high=0.4,
        source="E17, assumed",
        en="Notice and fairness",
        zh="通知对公正的作用",
    )
    fund_weight: float = coefficient(
        0.3,
        "Weight of residents' say over their community's fund, at full turnout, in how fair affairs are",
        unit="share",
        low=0.0,
        high=0.6,
        source="M44, E17, assumed",
        en="Say over the fund and fairness",
        zh="资金话语权对公正的作用",
    )
    respect_weight: float = coefficient(
        0.1,
        "Weight of a respectful attitude of committees' staff",
        unit="share",
        low=0.0,
        high=0.5,
        source="M75, assumed",
        en="Weight of respect",
        zh="尊重权重",
    )
    voice_weight: float = coefficient(
        0.3,
        "How far having sat in the council moves a resident's sense of fairness up",
        unit="share",
        low=0.0,
        high=0.6,
        source="E17, assumed",
        en="Voice and fairness",
        zh="发声对公正感的作用",
    )
    justice_speed: float = coefficient(
        0.1,
        "How fast residents' sense of fairness follows how affairs are run",
        unit="share per month",
        low=0.02,
        high=0.3,
        source="assumed",
        en="Sense of fairness adapting",
        zh="公正感调整速度",
    )
    own_part: float = coefficient(
        0.5,
        "How far a committee is judged by its replies and organisations by the last contact, the rest by performance",
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        en="Own record",
        zh="自身表现权重",
    )
    contact_speed: float = coefficient(
        4.0,
        "How much faster trust in organisations moves in a month of contact with them",
        unit="ratio",
        low=1.0,
        high=10.0,
        source="assumed",
        en="Weight of a contact",
        zh="接触对信任的作用",
    )
    committee_growth: float = coefficient(
        0.2,
        "How fast a committee's trust moves to the share of workers' contacts that help, for one with every resident",
        unit="share per month",
        low=0.05,
        high=1.0,
        source="E22, M29, assumed",
        en="Committee's trust adapting",
        zh="居委会信任增长",
    )


@kernel
def run_fairly(
    justice: NDArray[np.float64],
    responsiveness: NDArray[np.float64],
    life: NDArray[np.float64],
    adopted: NDArray[np.float64],
    shown: tuple[NDArray[np.float64], NDArray[np.float64]],
    notice: float,
    weights: tuple[float, float, float, float, float],
) -> None:
    """Set how fairly each community's affairs are run, in place.

    `shown` are residents' say over the fund and the committee's respect; `weights` those of replies,
    adopted proposals, notice, fund and respect.
    """
    for row in range(len(justice)):
        fair = weights[0] * responsiveness[row] + weights[1] * life[row] * adopted[row] + weights[2] * notice
        fair += weights[3] * shown[0][row] + weights[4] * shown[1][row]
        justice[row] = min(max(fair, 0.0), 1.0)


def experience(world: World, policy: Policy, how: Trust) -> tuple[Any, ...]:
    """Set how fairly affairs are run this month; give what `move_trust` takes, but for room and the communities."""
    rows, people = world.committees, world.residents
    planned = 1.0 if policy.council.sessions_planned_per_year else 0.0
    run_fairly(
        rows.justice, rows.responsiveness, rows.council_life, rows.adopted_share, (rows.fund_voice, rows.attitude),
        planned * policy.council.notice,
        (how.reply_weight, planned * how.adoption_weight, how.notice_weight, how.fund_weight, how.respect_weight),
    )  # fmt: skip
    return (
        (people.trust_committee, people.trust_government, people.trust_agency), people.justice, people.attended,
        people.performance, people.contact, rows.justice, rows.responsiveness,
        rows.trust_in_organisations, world.first_resident,
        (how.middle, how.outcome_weight, how.justice_weight, how.joint_weight),
        (how.growth, how.growth * how.loss_ratio, how.justice_speed, how.voice_weight, how.own_part, how.contact_speed,
         how.committee_growth),
    )  # fmt: skip
