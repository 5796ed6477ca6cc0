"""Pressure from above moves hours and attention: appraisal, programmes, showcases, interference, autonomy.

The more residents' satisfaction counts in a committee's appraisal, the more of its administrative hours
it turns to residents, most where they are dissatisfied. Programmes each cover kinds of help that are
missing, fewer and fewer, and all of them divide attention. Showcases bring contacts now and cost
learning. Interference takes workers' time for errands; but organisations with more autonomy than
anybody keeps in step pull apart from committees. Sources: E22; M13, M21, M30, M102, M111, M115; 001, 002
§3-4. Left out: what superiors see of all this.
"""

from __future__ import annotations

from sim.arithmetic import exponential
from sim.declare import Section, coefficient
from sim.policy import Policy

Reaching = tuple[float, float, float, float, float, float]
USUAL_RESIDENT_WEIGHT = 0.1
"""Weight of residents in committees' appraisal as it is (M13)."""


class Pressures(Section):
    """Coefficients of what pressure from above does."""

    appraisal_effect: float = coefficient(
        0.5,
        "Share of administrative hours turned to residents where only dissatisfied residents appraise the committee",
        unit="share",
        low=0.0,
        high=1.0,
        source="M13, M102, assumed",
        en="Effect of appraisal",
        zh="考核导向效果",
    )
    errands: float = coefficient(
        0.3,
        "Share of workers' contacts that full interference costs",
        unit="share",
        low=0.0,
        high=0.6,
        source="M17, M27, M90, assumed",
        en="Errands under interference",
        zh="干预挤占服务",
    )
    aligned_autonomy: float = coefficient(
        0.7,
        "Autonomy up to which organisations and committees pull the same way",
        unit="share",
        low=0.5,
        high=0.95,
        source="M115, assumed",
        en="Autonomy in step",
        zh="协同的自主上限",
    )
    divergence: float = coefficient(
        2.0,
        "Share of contacts that is lost to pulling apart, for the square of autonomy beyond that",
        unit="per square of autonomy",
        low=0.0,
        high=6.0,
        source="M115, assumed",
        en="Pulling apart",
        zh="目标分歧内耗",
    )
    showcase_reach: float = coefficient(
        0.1,
        "Share by which full pressure for showcases raises contacts",
        unit="share",
        low=0.0,
        high=0.3,
        source="M30, assumed",
        en="Contacts from showcases",
        zh="展示项目增加的服务",
    )
    showcase_learning: float = coefficient(
        0.5,
        "Share of learning of needs that full pressure for showcases costs",
        unit="share",
        low=0.0,
        high=1.0,
        source="M30, assumed",
        en="Learning lost to showcases",
        zh="展示压力挤占学习",
    )
    demonstration_reach: float = coefficient(
        0.1,
        "Share by which a demonstration community's own money raises workers' contacts there",
        unit="share",
        low=0.0,
        high=0.4,
        source="M111, assumed",
        en="Contacts in demonstrations",
        zh="示范点服务增量",
    )
    programme_gain: float = coefficient(
        0.3,
        "Share by which programmes of every kind that is needed raise workers' contacts",
        unit="share",
        low=0.0,
        high=0.6,
        source="M21, assumed",
        en="Gain from programmes",
        zh="并行项目总增益",
    )
    programme_coverage: float = coefficient(
        0.4,
        "Share of kinds still missing that one more programme covers",
        unit="per programme",
        low=0.1,
        high=1.0,
        source="M21, assumed",
        en="Coverage of a programme",
        zh="单个项目覆盖率",
    )
    focus_loss: float = coefficient(
        0.05,
        "How much one more programme divides attention",
        unit="per programme",
        low=0.0,
        high=0.2,
        source="M21, assumed",
        en="Focus lost to a programme",
        zh="项目分散注意力",
    )


def attention(programmes: int, focus_loss: float) -> float:
    """Attention left for each thing under so many programmes at once (M21)."""
    return 1.0 / (1.0 + focus_loss * programmes)


def reaching(policy: Policy, how: Pressures, usual_interference: float, led: float) -> Reaching:
    """What moves workers' contacts, as `weave` takes it; `led` is how far the party keeps everybody in step."""
    rules = policy.coordination
    covered = 1.0 - exponential(-how.programme_coverage * rules.programmes)
    adds = (1.0 + how.programme_gain * covered) * attention(rules.programmes, how.focus_loss)
    adds *= 1.0 + how.showcase_reach * rules.showcase_pressure
    return (
        adds, usual_interference, how.errands, how.aligned_autonomy, how.divergence * (1.0 - led),
        how.demonstration_reach if policy.spread.demonstrations else 0.0,
    )  # fmt: skip


def listening(policy: Policy, how: Pressures) -> float:
    """What divided attention and showcases leave of learning."""
    rules = policy.coordination
    showing = how.showcase_learning * rules.showcase_pressure
    return attention(rules.programmes, how.focus_loss) * (1.0 - showing)


def turned_to_residents(policy: Policy, how: Pressures) -> float:
    """Share of administrative hours that appraisal by wholly dissatisfied residents turns to them."""
    return how.appraisal_effect * (policy.appraisal.resident_weight - USUAL_RESIDENT_WEIGHT)
