"""In a joint office government and a support agency divide the work, and learn to trust one another.

First they talk for months about who does what, which takes hours and tries cadres' patience. Then the
office trains and works with committees: every case that ends well raises a committee's trust, the more
the more trainings there have been; and it coaches residents' own organisations. Cadres keep to the
boundary, and pass on cases, only as far as they trust, so that interference falls and help spreads in
an S: late, then fast. Pressure for showcases and a party that decides details push the other way.
Sources: E22, M17, M27-M30, M36; 002 §3 (B6-B9). Left out: stations whose workers see rivals in the
office's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import clip, kernel
from sim.declare import Section, coefficient
from sim.policy import Policy
from sim.world import World


class JointOffices(Section):
    """Coefficients of the joint office, of trust and of interference."""

    talk_months: int = coefficient(
        3,
        "Months of talks about who does what before the office works",
        unit="months",
        low=1,
        high=6,
        source="B7",
        en="Boundary talks",
        zh="边界协商时长",
    )
    trainings: int = coefficient(
        10,
        "Monthly trainings after which a committee learns from every joint success",
        unit="sessions",
        low=5,
        high=20,
        source="B8, M29",
        en="Trainings to trust",
        zh="建立信任所需培训",
    )
    trust_growth: float = coefficient(
        0.08,
        "Share of missing trust that a month of nothing but joint successes adds",
        unit="share per month",
        low=0.0,
        high=0.15,
        source="E22, M29, assumed",
        en="Trust from joint success",
        zh="合作成功的信任增长",
    )
    paperwork_loss: float = coefficient(
        0.02,
        "Share of trust that the extra paperwork of a month of talks takes",
        unit="share per month",
        low=0.0,
        high=0.1,
        source="M28, assumed",
        en="Trust lost to paperwork",
        zh="额外文书的信任损失",
    )
    usual_interference: float = coefficient(
        0.5,
        "Interference where nobody has agreed on boundaries",
        unit="share",
        low=0.2,
        high=0.8,
        source="E22",
        en="Usual interference",
        zh="通常干预程度",
    )
    settled_interference: float = coefficient(
        0.15,
        "Interference where boundaries are agreed and kept to",
        unit="share",
        low=0.0,
        high=0.2,
        source="E22",
        en="Settled interference",
        zh="边界明确后干预程度",
    )
    settling_speed: float = coefficient(
        0.3,
        "How fast interference moves to where it settles",
        unit="share per month",
        low=0.05,
        high=1.0,
        source="assumed",
        en="Interference settling",
        zh="干预调整速度",
    )
    list_clarity: float = coefficient(
        0.1,
        "How far published lists lower interference",
        unit="share",
        low=0.0,
        high=0.3,
        source="M15, M22, assumed",
        en="Lists and interference",
        zh="清单对干预的作用",
    )
    link_autonomy: float = coefficient(
        0.2,
        "How far autonomous links lower interference",
        unit="share",
        low=0.0,
        high=0.5,
        source="M23, assumed",
        en="Links and interference",
        zh="自主联结对干预的作用",
    )
    showcase_interference: float = coefficient(
        0.3,
        "How far full pressure for showcases raises interference",
        unit="share",
        low=0.0,
        high=0.5,
        source="M30, assumed",
        en="Showcases and interference",
        zh="政绩压力对干预的作用",
    )
    standing_growth: float = coefficient(
        0.03,
        "Share of an agency's missing standing with the funder that a month of work with an office adds",
        unit="share per month",
        low=0.0,
        high=0.1,
        source="E22, assumed",
        en="Standing from the office",
        zh="联合办公对机构声望的作用",
    )
    duplication_effect: float = coefficient(
        0.4,
        "Share of duplicated contacts that an office in full trust ends",
        unit="share",
        low=0.0,
        high=0.7,
        source="E22, E23, assumed",
        en="Office against duplication",
        zh="联合办公减重效果",
    )
    coaching: float = coefficient(
        0.5,
        "How far an office in full trust coaches residents' own organisations, over all that coaching can do",
        unit="share",
        low=0.0,
        high=1.0,
        source="M27, M31; 002 §3, assumed",
        en="Coaching by the office",
        zh="联合办公室孵化辅导",
    )
    learning: float = coefficient(
        0.02,
        "Learning of needs from the office's surveys in full trust",
        unit="rate per month",
        low=0.0,
        high=0.1,
        source="B9, M27, assumed",
        en="Learning from the office",
        zh="联合办公需求调查",
    )


@kernel
def cooperation(trust: float) -> float:
    """Share of what is agreed that is kept to at some trust: 0 at 0, a half at a half, 1 at 1, an S between."""
    given, refused = trust * trust, (1.0 - trust) * (1.0 - trust)
    return given / (given + refused)


@kernel
def settle_boundaries(
    trust: NDArray[np.float64],
    interference: NDArray[np.float64],
    practice: NDArray[np.float64],
    support: NDArray[np.float64],
    office_months: NDArray[np.int16],
    practice_months: NDArray[np.int16],
    seen: NDArray[np.float64],
    office: tuple[bool, int, int],
    trusting: tuple[float, float],
    boundaries: tuple[float, float, float, float],
    coaching: float,
    kept: NDArray[np.float64],
) -> None:
    """Let offices talk or work for a month, and interference move, in place.

    Sets in `kept` how far each committee keeps to what an office at work has agreed: float64[communities].
    Full trust gives `coaching` of the office's `support`; `office` says whether there is one, its months of talks
    and its trainings; `trusting` what joint success adds and paperwork takes; `boundaries` are interference without
    an office, what practice takes off it, with an office in full trust, and speed.
    """
    present, talks, trainings = office
    usual, lower, settled, speed = boundaries
    for row in range(len(trust)):
        kept[row] = 0.0
        office_months[row] = office_months[row] + 1 if present and practice_months[row] > 0 else 0
        since = office_months[row] - talks
        if since > 0:
            success = seen[1, row] / seen[0, row] if seen[0, row] > 0.0 else 0.0
            trust[row] += trusting[0] * min(since / trainings, 1.0) * success * (1.0 - trust[row])
            kept[row] = cooperation(trust[row])
        elif office_months[row] > 0:
            trust[row] -= trusting[1] * trust[row]
        wanted = usual - lower * practice[row]
        wanted -= kept[row] * max(wanted - settled, 0.0)
        interference[row] += speed * (clip(wanted, 0.0, 1.0) - interference[row])
        support[row] = kept[row] * coaching


def work(world: World, policy: Policy, how: JointOffices, seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let offices talk or work for a month, and interference move; `seen` is of `look_around`.

    Gives how far each committee keeps to what its office has agreed: float64[communities].
    """
    rows, rules = world.committees, policy.coordination
    usual = how.usual_interference
    usual += policy.party.interference * (1.0 - usual) + how.showcase_interference * rules.showcase_pressure
    lower = how.list_clarity * rules.lists + how.link_autonomy * rules.autonomous_links
    kept = np.empty(len(rows))
    settle_boundaries(
        rows.trust_in_organisations, rows.interference, rows.practice, rows.office_support, rows.office_months,
        rows.practice_months, seen, (rules.joint_office, how.talk_months, how.trainings),
        (how.trust_growth * (1.0 - rules.showcase_pressure), how.paperwork_loss),
        (usual, lower, how.settled_interference, how.settling_speed), how.coaching, kept,
    )  # fmt: skip
    if rules.joint_office:
        standing = world.organisations.relationship[: world.agencies]
        gain = how.standing_growth * float(np.add.reduce(kept)) / max(len(kept), 1)
        standing += gain * world.organisations.resolved_share[: world.agencies] * (1.0 - standing)
    return kept
