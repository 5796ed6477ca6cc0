"""How the time of social workers and of committees' staff goes to duties beside service, and what students cost.

What several mechanisms need to know alike: whoever plans posts, pays wages or divides hours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, kernel
from sim.chance import Stream, draw
from sim.declare import Section, coefficient, constant
from sim.policy import Policy

_STUDENTS = Stream.STUDENTS
TERM_ENDS, HOLIDAYS = 5, (6, 7)
"""Months of the contract year: after the first many students leave, in the others all are away."""


class Staff(Section):
    """Coefficients of staff's duties."""

    month_hours: float = coefficient(
        170.0,
        "Working hours of a month",
        unit="hours per month",
        low=150.0,
        high=190.0,
        source="assumed: 21.25 days of eight hours",
        en="Hours of a month",
        zh="月工时",
    )
    usual_borrowed_share: float = constant(
        0.1,
        "Share of workers' time that committees borrow where their administrative load was measured",
        unit="share",
        low=0.02,
        high=0.3,
        source="M90, assumed",
        en="Usual borrowed time",
        zh="常规借用工时",
    )
    borrowed_strain: float = coefficient(
        0.5,
        "Part of the strain of standing between government and residents that grows with the time that is borrowed",
        unit="share",
        low=0.0,
        high=1.0,
        source="M90, assumed",
        en="Strain of borrowed time",
        zh="借用造成的角色压力占比",
    )
    voice_share: float = coefficient(
        0.02,
        "Share of workers' time for reporting what residents tell them",
        unit="share",
        low=0.0,
        high=0.1,
        source="M74, assumed",
        en="Time for reporting",
        zh="民意传达工时",
    )
    endorsing_share: float = coefficient(
        0.01,
        "Share of committees' hours for recommending social workers to residents",
        unit="share",
        low=0.0,
        high=0.05,
        source="M73, assumed",
        en="Hours for endorsement",
        zh="推荐工时",
    )
    hearing_share: float = coefficient(
        0.01,
        "Share of committees' hours for hearing what social workers report",
        unit="share",
        low=0.0,
        high=0.05,
        source="M74, assumed",
        en="Hours for hearing reports",
        zh="听取反映工时",
    )
    watching_share: float = coefficient(
        0.02,
        "Share of committees' hours for early detection",
        unit="share",
        low=0.0,
        high=0.1,
        source="M114, assumed",
        en="Hours for early detection",
        zh="早发现工时",
    )
    mediator_share: float = coefficient(
        0.002,
        "Share of committees' hours for guiding one mediator",
        unit="share per mediator",
        low=0.0,
        high=0.02,
        source="M124, assumed",
        en="Hours for a mediator",
        zh="调解能手指导工时",
    )
    brokering_share: float = coefficient(
        0.02,
        "Share of a committee's hours that one pair of sites in talks takes",
        unit="share per site",
        low=0.0,
        high=0.1,
        source="M108, assumed",
        en="Hours for parking talks",
        zh="停车协商工时",
    )
    studying_share: float = coefficient(
        0.01,
        "Share of committees' hours for courses towards a certificate or given by an agency",
        unit="share",
        low=0.0,
        high=0.05,
        source="M88, M122, assumed",
        en="Hours for courses",
        zh="居委会培训工时",
    )
    student_wage: float = coefficient(
        0.4,
        "Wage of students of a university agency over that of a beginner",
        unit="ratio",
        low=0.2,
        high=1.0,
        source="M72",
        en="Students' wage",
        zh="学生社工工资比",
    )

    def mean_wage_yuan(self, policy: Policy) -> float:
        """Monthly pay at entry level, mean over posts held by students and by others."""
        return policy.workforce.wage_yuan * (1.0 - policy.workforce.student_share * (1.0 - self.student_wage))

    def worker_duties(self, policy: Policy) -> float:
        """Share of workers' time for courses and reports."""
        voice = self.voice_share if policy.entry.agency_voice else 0.0
        return policy.training.worker_hours / self.month_hours + voice

    def committee_duties(self, policy: Policy, talks: float) -> float:
        """Share of committees' hours for what policy asks of them; `talks` are pairs of sites in talks for each."""
        rules = policy.volunteers
        duties = self.mediator_share * rules.mediators + self.brokering_share * talks
        duties += self.watching_share if rules.early_detection else 0.0
        duties += self.hearing_share if policy.entry.agency_voice else 0.0
        duties += self.endorsing_share if policy.entry.endorsed else 0.0
        courses = policy.training.committee_by_agency + (policy.training.committee_certified_share > 0.0)
        return duties + self.studying_share * courses


@kernel
def held_by_student(identity: int, share: float, key: np.uint64) -> bool:
    """Whether a university's student holds a post; who does under one share does under every larger one."""
    return draw(key, _STUDENTS, 0, identity)[0] < share


@array_kernel
def student_posts(identity: NDArray[np.int64], share: float, key: np.uint64) -> NDArray[np.bool_]:
    """Say which posts a university's students hold: bool[workers]."""
    held = np.zeros(len(identity), dtype=np.bool_)
    for row in range(len(identity)):
        held[row] = held_by_student(identity[row], share, key)
    return held


def at_work(
    filled: NDArray[np.bool_], identity: NDArray[np.int64], policy: Policy, month_of_year: int, key: np.uint64
) -> NDArray[np.bool_]:
    """Say which posts are held by somebody who is not on holiday: bool[workers]."""
    share = policy.workforce.student_share
    if share <= 0.0 or month_of_year not in HOLIDAYS:
        return filled
    here: NDArray[np.bool_] = filled & ~student_posts(identity, share, key)
    return here
