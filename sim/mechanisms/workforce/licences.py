"""Committees' staff earn certificates and learn from agencies how to treat residents.

A certificate raises skill, but not to a professional's; who holds one is paid a little more if there is
an allowance, and stays the longer. Where agencies train committees, staff become active and respectful:
more of their hours reach residents, and affairs seem fairer. What is learnt leaves with those who leave.
Sources: M75, M88, M119, M122; 002 §2, §4; 003; 004. Left out: examinations that are failed, open
competition for posts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, exponential, kernel
from sim.declare import Section, coefficient
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.world import MONTHS_PER_YEAR, World

_THOUSAND_YUAN = 1_000.0


class Licences(Section):
    """Coefficients of committees' certificates and attitude."""

    certifying_speed: float = coefficient(
        0.05,
        "Share of those who still lack a certificate who earn one in a month",
        unit="share per month",
        low=0.01,
        high=0.2,
        source="assumed",
        en="Speed of certification",
        zh="持证推进速度",
    )
    certified_gain: float = coefficient(
        0.15,
        "Skill that a certificate adds",
        unit="share",
        low=0.0,
        high=0.3,
        source="M88",
        en="Gain of a certificate",
        zh="持证能力增益",
    )
    certified_ceiling: float = coefficient(
        0.7,
        "Skill that certified staff reach at most; professionals reach more",
        unit="share",
        low=0.4,
        high=0.9,
        source="M88, E10",
        en="Ceiling of certified staff",
        zh="持证人员能力上限",
    )
    leaving_rate: float = coefficient(
        0.1,
        "Share of committees' staff who leave in a year",
        unit="share per year",
        low=0.0,
        high=0.4,
        source="M119",
        en="Committee staff leaving",
        zh="居委会人员流失率",
    )
    allowance_effect: float = coefficient(
        1.0,
        "How fast an allowance of a thousand yuan a month lowers that share among the certified",
        unit="per thousand yuan",
        low=0.0,
        high=3.0,
        source="M119, assumed",
        en="Allowance and staying",
        zh="补贴留人作用",
    )
    course_yuan: float = coefficient(
        2500.0,
        "Course and examination for one certificate",
        unit="yuan per person",
        low=0.0,
        high=10000.0,
        source="assumed",
        en="Cost of a certificate",
        zh="持证培训费",
    )
    attitude_speed: float = coefficient(
        0.08,
        "How fast training by an agency makes staff active and respectful",
        unit="share per month",
        low=0.01,
        high=0.3,
        source="M122, assumed",
        en="Change of attitude",
        zh="态度转变速度",
    )
    attitude_yuan: float = coefficient(
        800.0,
        "Fee of an agency that trains a committee",
        unit="yuan per community and month",
        low=0.0,
        high=4000.0,
        source="assumed",
        en="Cost of training committees",
        zh="居委会培训费",
    )


@array_kernel
def certify(
    certified: NDArray[np.float64],
    skill: tuple[NDArray[np.float64], NDArray[np.float64]],
    target: float,
    speed: float,
    leaving: float,
    gain: float,
    ceiling: float,
) -> NDArray[np.float64]:
    """Move the share of certified staff and the skill that follows, in place; new certificates: float64[rows].

    `skill` is the staff's and what it was without certificates; `leaving` is a share a month.
    """
    earned = np.empty(len(certified))
    for row in range(len(certified)):
        earned[row] = speed * max(0.0, target - certified[row])
        certified[row] += earned[row] - leaving * certified[row]
        able = min(ceiling, skill[1][row] + gain * certified[row])
        skill[0][row] = max(skill[1][row], able)
    return earned


@kernel
def change_attitude(attitude: NDArray[np.float64], growth: float, leaving: float) -> None:
    """Move how active and respectful staff are, in place; `growth` is 0 where nobody trains them."""
    for row in range(len(attitude)):
        attitude[row] += growth * (1.0 - attitude[row]) - leaving * attitude[row]


def educate(world: World, policy: Policy, how: Licences) -> None:
    """Train committees' staff and pay for it; what was learnt is lost with those who leave."""
    rows, rules = world.committees, policy.training
    leaving = how.leaving_rate / MONTHS_PER_YEAR
    if rules.committee_certified_share > 0.0 or rows.certified_share[0] > 0.0:
        _certify(world, policy, how, leaving)
    if rules.committee_by_agency:
        change_attitude(rows.attitude, how.attitude_speed, leaving)
        world.spend(Flow.TRAINING, world.accounts.vendors, to_fen(how.attitude_yuan) * len(rows))
    elif rows.attitude[0] > 0.0:
        change_attitude(rows.attitude, 0.0, leaving)


def _certify(world: World, policy: Policy, how: Licences, leaving: float) -> None:
    """Let staff earn certificates, hold them as long as they stay, and be paid for them."""
    rows, rules, accounts = world.committees, policy.training, world.accounts
    staying = exponential(-how.allowance_effect * rules.certificate_yuan / _THOUSAND_YUAN)
    earned = certify(
        rows.certified_share, (rows.skill, rows.usual_skill), rules.committee_certified_share, how.certifying_speed,
        leaving * staying, how.certified_gain, how.certified_ceiling,
    )  # fmt: skip
    world.spend(Flow.TRAINING, accounts.vendors, to_fen(float((earned * rows.staff).sum()) * how.course_yuan))
    allowance = to_fen(float((rows.certified_share * rows.staff).sum()) * rules.certificate_yuan)
    world.spend(Flow.COMMITTEE_FUNDS, accounts.committees, allowance)
    world.ledger.transfer(Flow.WAGE, accounts.committees, accounts.workers, allowance)
