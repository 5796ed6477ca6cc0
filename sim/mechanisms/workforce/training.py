"""Social workers take courses, are known for their work, change places, and some are still students.

A course teaches what a worker lacks, less where it repeats; ordered courses (lectures, participatory
training, filling of gaps) repeat nothing until all is taught. Recognition follows residents' trust, and
rises besides with stories of good workers and, slowly, with a law of the profession, which also draws
applicants. Who changes places is fresh, but a stranger. A university's students cost little and are
taught on the way; they are away in the holidays, and many leave with the term. Sources: E10-E12, M72,
M80, M84, M85, M89, M120, M125; 000; 001; 002 §2. Left out: rewards other than rotation, research by
universities.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import count, exponential, kernel
from sim.chance import Stream, draw
from sim.declare import Section, coefficient
from sim.kernels.workforce import leave_debts
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.staff import TERM_ENDS, student_posts
from sim.world import MONTHS_PER_YEAR, World

_TERM = Stream.STUDENTS


class Training(Section):
    """Coefficients of courses, standing, rotation and students."""

    course_gain: float = coefficient(
        0.0012,
        "Share of missing skill that an hour of a course adds where it teaches something new",
        unit="share per hour",
        low=0.0,
        high=0.005,
        source="M84, assumed",
        en="Gain of a course hour",
        zh="培训每小时增益",
    )
    curriculum_hours: float = coefficient(
        120.0,
        "Hours of courses after which nothing new is left",
        unit="hours",
        low=30.0,
        high=400.0,
        source="M85, assumed",
        en="Length of the curriculum",
        zh="课程总时数",
    )
    repeated_part: float = coefficient(
        0.3,
        "Part of that gain where a course repeats what was taught",
        unit="share",
        low=0.0,
        high=1.0,
        source="M85, assumed",
        en="Gain of a repeat",
        zh="重复培训效果",
    )
    hour_yuan: float = coefficient(
        60.0,
        "Cost of an hour of a course for one worker",
        unit="yuan per hour",
        low=0.0,
        high=300.0,
        source="assumed",
        en="Cost of a course hour",
        zh="培训每小时费用",
    )
    campaign_gain: float = coefficient(
        0.1,
        "How far stories of good workers raise the recognition that trust warrants",
        unit="share",
        low=0.0,
        high=0.3,
        source="M120, assumed",
        en="Stories of good workers",
        zh="先进典型宣传",
    )
    campaign_yuan: float = coefficient(
        40000.0,
        "Yearly cost of stories of good workers in a street",
        unit="yuan per street and year",
        low=0.0,
        high=200000.0,
        source="assumed",
        en="Cost of stories",
        zh="典型宣传费",
    )
    standing_growth: float = coefficient(
        0.01,
        "How much a law of the profession adds to recognition in a year",
        unit="share per year",
        low=0.0,
        high=0.05,
        source="M125",
        en="Growth of standing",
        zh="职业地位年增长",
    )
    standing_draw: float = coefficient(
        3.0,
        "How fast standing shortens vacancies",
        unit="per share",
        low=0.0,
        high=10.0,
        source="M125, assumed",
        en="Standing draws applicants",
        zh="职业地位吸引力",
    )
    standing_yuan: float = coefficient(
        30000.0,
        "Yearly public cost of the profession's standards and registers",
        unit="yuan per street and year",
        low=0.0,
        high=200000.0,
        source="assumed",
        en="Cost of standards",
        zh="职业标准成本",
    )
    rotation_relief: float = coefficient(
        0.08,
        "Burnout that a change of place relieves",
        unit="share",
        low=0.0,
        high=0.3,
        source="M89, assumed",
        en="Relief by rotation",
        zh="轮岗缓解倦怠",
    )
    student_hours: float = coefficient(
        4.0,
        "Hours of courses that a student takes in a month for nothing",
        unit="hours per month",
        low=0.0,
        high=20.0,
        source="M72, assumed",
        en="Students' courses",
        zh="学生课程时数",
    )
    student_leaving: float = coefficient(
        0.4,
        "Share of students who leave when the term ends",
        unit="share",
        low=0.0,
        high=1.0,
        source="M72, assumed",
        en="Students leaving",
        zh="学期末离岗率",
    )


@kernel
def train(
    skill: NDArray[np.float64],
    taught: NDArray[np.float64],
    posts: tuple[NDArray[np.bool_], NDArray[np.int16], NDArray[np.bool_]],
    hours: tuple[float, float],
    gain: float,
    curriculum: float,
    repeated: float,
    ordered: bool,  # noqa: FBT001  kernels take no keywords
) -> None:
    """Teach everybody in post for a month, in place; `taught` is hours of courses so far.

    `posts` are filled, tenure and held by students; `hours` for everybody and for students besides. In
    no order, what is taught is new by chance, the rarer the more was taught.
    """
    filled, tenure, students = posts
    for row in range(len(skill)):
        if tenure[row] == 0:
            taught[row] = 0.0
        if not filled[row]:
            continue
        now = hours[0] + (hours[1] if students[row] else 0.0)
        new = 1.0 if taught[row] < curriculum else 0.0
        if not ordered:
            new = exponential(-taught[row] / curriculum)
        learnt = gain * now * (repeated + (1.0 - repeated) * new)
        skill[row] += (1.0 - skill[row]) * min(learnt, 1.0)
        taught[row] += now


@kernel
def rotate(
    first_post: NDArray[np.int32],
    room: NDArray[np.int32],
    held: NDArray[np.bool_],
    arrived: NDArray[np.bool_],
    traits: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    terms: tuple[NDArray[np.int16], NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]],
    relief: float,
) -> None:
    """Let holders of each contract's posts move on to the next post that is held, in place.

    `held` are the posts that take part; `traits` are burnout, skill, recognition and hours taught;
    `terms` tenure, level, wage and wages owed.
    """
    burnout, skill, recognition, taught = traits
    tenure, level, wage, owed = terms
    for contract in range(len(first_post)):
        before = -1
        for row in range(first_post[contract], first_post[contract] + room[contract]):
            if not held[row]:
                continue
            if before >= 0:
                skill[before], skill[row] = skill[row], skill[before]
                burnout[before], burnout[row] = burnout[row], burnout[before]
                recognition[before], recognition[row] = recognition[row], recognition[before]
                taught[before], taught[row] = taught[row], taught[before]
                tenure[before], tenure[row] = tenure[row], tenure[before]
                level[before], level[row] = level[row], level[before]
                wage[before], wage[row] = wage[row], wage[before]
                owed[before], owed[row] = owed[row], owed[before]
                arrived[before], arrived[row] = True, True
            before = row
        for row in range(first_post[contract], before + 1):
            if held[row] and arrived[row] and tenure[row] > 0:
                burnout[row] = max(0.0, burnout[row] - relief)


@kernel
def graduate(
    identity: NDArray[np.int64],
    students: NDArray[np.bool_],
    filled: NDArray[np.bool_],
    left: NDArray[np.bool_],
    vacancy: NDArray[np.int16],
    leaving: float,
    key: np.uint64,
    month: int,
) -> None:
    """Let students leave at the end of the term, in place; who follows comes when the next begins."""
    for row in range(len(identity)):
        if students[row] and filled[row] and draw(key, _TERM, month, identity[row])[1] < leaving:
            left[row], filled[row] = True, False
            vacancy[row] = 2


def teach(world: World, policy: Policy, how: Training) -> None:
    """Let workers take courses, and pay for those that are not a university's own."""
    rows, rules = world.workers, policy.training
    if rules.worker_hours <= 0.0 and policy.workforce.student_share <= 0.0:
        return
    train(
        rows.skill, rows.taught_hours,
        (rows.filled, rows.tenure_months, student_posts(rows.identity, policy.workforce.student_share, world.key)),
        (rules.worker_hours, how.student_hours), how.course_gain, how.curriculum_hours, how.repeated_part,
        rules.ordered,
    )  # fmt: skip
    hours = count(rows.filled) * rules.worker_hours
    world.spend(Flow.TRAINING, world.accounts.vendors, to_fen(hours * how.hour_yuan))


def recognise(world: World, policy: Policy, how: Training) -> float:
    """Pay for workers' standing; how much it adds to the recognition that trust warrants."""
    rules, standing = policy.workforce, world.funders.standing
    if rules.professional_standards:
        standing[0] = min(1.0, standing[0] + how.standing_growth / MONTHS_PER_YEAR)
    yuan = how.campaign_yuan if rules.recognition_campaign else 0.0
    yuan += how.standing_yuan if rules.professional_standards else 0.0
    if yuan:
        world.spend(Flow.PUBLICITY, world.accounts.vendors, to_fen(yuan / MONTHS_PER_YEAR) * len(world.streets))
    return float(standing[0]) + (how.campaign_gain if rules.recognition_campaign else 0.0)


def end_term(world: World, policy: Policy, how: Training) -> None:
    """Let students leave when their term ends; what they are still owed stays a debt of their employer."""
    if policy.workforce.student_share > 0.0 and world.month_of_year == TERM_ENDS:
        rows = world.workers
        students = student_posts(rows.identity, policy.workforce.student_share, world.key)
        graduate(
            rows.identity, students, rows.filled, rows.left, rows.vacancy_months, how.student_leaving, world.key,
            world.month,
        )  # fmt: skip
        leave_debts(
            rows.left, (rows.contract, world.contracts.organisation), rows.owed_fen,
            world.organisations.owed_to_leavers_fen,
        )  # fmt: skip


def move_on(world: World, policy: Policy, how: Training) -> None:
    """Let workers change places once a year, if that is the rule."""
    if policy.workforce.rotation and world.month_of_year == MONTHS_PER_YEAR - 1:
        rows, contracts = world.workers, world.contracts
        held = rows.filled & ~student_posts(rows.identity, policy.workforce.student_share, world.key)
        rotate(
            contracts.first_post, contracts.room, held, rows.arrived,
            (rows.burnout, rows.skill, rows.recognition, rows.taught_hours),
            (rows.tenure_months, rows.level, rows.wage_fen, rows.owed_fen), how.rotation_relief,
        )  # fmt: skip
