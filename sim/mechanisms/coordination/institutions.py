"""What institutions of linkage spare, teach and take in a month.

Sharing information, serving together, feeding needs back, lists of duties, autonomous links and the
party's committees end part of the contacts that workers and committee duplicate, and pass on what is
known of needs; how much, depends on how well they are practised, how clear the documents are, and how
many workers' employers take part. Joint service introduces residents to workers. Institutions take
hours of everybody. Sources: E23; M15, M17-M20, M22-M25, M86; 000 (G47); 001. Left out: meetings, which
are in committees' hours, knowledge and service; duties that shift between organisations.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import clip, kernel
from sim.declare import Section, coefficient
from sim.kernels.coordination import introduce
from sim.mechanisms.coordination.joint_office import JointOffices
from sim.mechanisms.coordination.pressures import Pressures, Reaching, listening, reaching, turned_to_residents
from sim.policy import Policy
from sim.setting import Setting
from sim.world import World

_MOST_REACH = 10.0
Sparing = tuple[float, float, float, float, float, float, float]
Learning = tuple[float, float, float, float, float]
Hours = tuple[float, float, float]


class Institutions(Section):
    """Coefficients of what institutions of linkage do."""

    fidelity: float = coefficient(
        0.6,
        "Share of what documents order that is done, where they are general and come from many bodies",
        unit="share",
        low=0.3,
        high=1.0,
        source="M20, assumed",
        en="Policy fidelity",
        zh="政策执行忠实度",
    )
    clarity: float = coefficient(
        0.5,
        "Share of what is missing to full fidelity that published lists add",
        unit="share",
        low=0.0,
        high=1.0,
        source="M15, M20, assumed",
        en="Clarity of lists",
        zh="清单的明晰作用",
    )
    information_effect: float = coefficient(
        0.15,
        "Share of duplicated contacts that shared information ends",
        unit="share",
        low=0.0,
        high=0.4,
        source="M25, E23, assumed",
        en="Information against duplication",
        zh="信息联通减重效果",
    )
    joint_service_effect: float = coefficient(
        0.4,
        "Share of duplicated contacts that joint service ends",
        unit="share",
        low=0.0,
        high=0.8,
        source="M25, E23, assumed",
        en="Joint service against duplication",
        zh="服务联办减重效果",
    )
    list_effect: float = coefficient(
        0.2,
        "Share of duplicated contacts that lists of duties end",
        unit="share",
        low=0.0,
        high=0.5,
        source="M15, E23, assumed",
        en="Lists against duplication",
        zh="清单减重效果",
    )
    link_effect: float = coefficient(
        0.15,
        "Share of duplicated contacts that autonomous links end",
        unit="share",
        low=0.0,
        high=0.4,
        source="M23, assumed",
        en="Links against duplication",
        zh="自主联结减重效果",
    )
    party_effect: float = coefficient(
        0.3,
        "Share of duplicated contacts that full and effective party coordination ends",
        unit="share",
        low=0.0,
        high=0.6,
        source="M17, assumed",
        en="Party against duplication",
        zh="党建引领减重效果",
    )
    party_effectiveness: float = coefficient(
        0.5,
        "Part of party coordination that is more than form",
        unit="share",
        low=0.1,
        high=1.0,
        source="M18",
        en="Effectiveness of party work",
        zh="党建实效系数",
    )
    party_volunteers: float = coefficient(
        60.0,
        "Contacts in a month of party members who volunteer in a community, under full and effective coordination",
        unit="contacts per community and month",
        low=0.0,
        high=300.0,
        source="M17; S23: 2000 person-times in six months in one place; assumed",
        en="Party volunteers",
        zh="党员志愿服务量",
    )
    information_learning: float = coefficient(
        0.2,
        "Learning from shared information, for one contact of organisations with every resident",
        unit="rate per contact and resident",
        low=0.0,
        high=1.0,
        source="M25, E3, assumed",
        en="Learning from information",
        zh="信息联通学习率",
    )
    feedback_learning: float = coefficient(
        0.15,
        "Learning from feedback, for every resident served by anybody",
        unit="rate per contact and resident",
        low=0.0,
        high=1.0,
        source="M25, assumed",
        en="Learning from feedback",
        zh="需求反馈学习率",
    )
    link_learning: float = coefficient(
        0.005,
        "Learning from autonomous links between organisations and communities",
        unit="rate per month",
        low=0.0,
        high=0.05,
        source="M23, assumed",
        en="Learning from links",
        zh="自主联结学习率",
    )
    grid_learning: float = coefficient(
        0.02,
        "Learning from what a linked grid finds",
        unit="rate per month",
        low=0.0,
        high=0.1,
        source="M19, E3, assumed",
        en="Learning from the grid",
        zh="网格学习率",
    )
    platform_learning: float = coefficient(
        0.01,
        "Learning from what residents enter on the platform",
        unit="rate per month",
        low=0.0,
        high=0.1,
        source="E3, M5, assumed",
        en="Learning from the platform",
        zh="平台学习率",
    )
    introduction: float = coefficient(
        0.04,
        "Share of the missing tie to a worker that an introduction by the committee adds",
        unit="share per contact",
        low=0.0,
        high=0.2,
        source="M86, assumed: a third of a contact with the worker",
        en="Introductions",
        zh="引荐建立的联系",
    )
    hours: float = coefficient(
        0.01,
        "Share of committees' hours that one institution takes",
        unit="share per institution",
        low=0.0,
        high=0.05,
        source="M24, assumed: half of a joint meeting",
        en="Hours for an institution",
        zh="每项制度占用居委会工时",
    )
    grid_hours: float = coefficient(
        0.03,
        "Share of committees' hours that reporting to and from the grid takes",
        unit="share",
        low=0.0,
        high=0.1,
        source="M19, assumed",
        en="Hours for the grid",
        zh="网格占用工时",
    )
    party_hours: float = coefficient(
        0.02,
        "Share of committees' hours that full party coordination takes",
        unit="share",
        low=0.0,
        high=0.1,
        source="M17, M18, assumed",
        en="Hours for party work",
        zh="党建占用工时",
    )


@kernel
def weave(
    left: NDArray[np.float64],
    reach: NDArray[np.float64],
    listening: NDArray[np.float64],
    told: NDArray[np.float64],
    volunteers: NDArray[np.float64],
    taken: NDArray[np.float64],
    taken_off: NDArray[np.float64],
    practice: NDArray[np.float64],
    attending: NDArray[np.float64],
    agreed: NDArray[np.float64],
    interference: NDArray[np.float64],
    admin: NDArray[np.float64],
    demonstration: NDArray[np.bool_],
    seen: NDArray[np.float64],
    sparing: Sparing,
    reaching: Reaching,
    learning: Learning,
    hours: Hours,
) -> None:
    """Set what linkage spares, teaches and takes in every community this month, in place.

    Set are duplication left, reach, listening, told, volunteers, hours taken and taken off; they follow from
    practice, share of workers who take part, how far an office's agreements are kept, interference and usual
    administrative share; `seen` is of `look_around`. `sparing` is fidelity, then what information, joint
    service, lists, links, the party and the office spare; `reaching` attention times what programmes and showcases
    add, usual interference, errands, autonomy in step, pulling apart and what a demonstration adds; `learning` what
    showcases and attention leave of it, then what is steady, of contacts with organisations, of everybody served, and
    from the office; `hours` those of institutions, volunteers' contacts, and those that appraisal moves.
    """
    fidelity, information, joint, lists, links, party, office = sparing
    adds, usual, errands, in_step, divergence, shown = reaching
    listens, steady, of_contacts, of_served, surveys = learning
    for row in range(len(practice)):
        strength = practice[row] * attending[row] * fidelity
        kept = agreed[row] * attending[row]
        spared = (1.0 - information * strength) * (1.0 - joint * strength) * (1.0 - lists * strength)
        left[row] = spared * (1.0 - links * strength) * (1.0 - party * strength) * (1.0 - office * kept)
        apart = max(1.0 - interference[row] - in_step, 0.0)
        able = 1.0 + errands * (usual - interference[row]) - divergence * apart * apart
        able += shown * practice[row] if demonstration[row] else 0.0
        reach[row] = clip(adds * able, 0.0, _MOST_REACH)
        listening[row] = listens
        passed_on = steady + of_contacts * seen[0, row] + of_served * seen[2, row]
        told[row] = listens * (strength * passed_on + surveys * kept)
        volunteers[row] = hours[1] * practice[row]
        taken[row] = min(hours[0], 1.0) if practice[row] > 0.0 else 0.0
        taken_off[row] = hours[2] * (1.0 - seen[3, row]) * admin[row]


def count(policy: Policy) -> int:
    """How many institutions ask for hours of committees and workers."""
    rules = policy.coordination
    return (
        rules.information + rules.joint_service + rules.feedback + rules.joint_office + rules.autonomous_links
        + policy.spread.observation
    )  # fmt: skip


def link(
    world: World,
    policy: Policy,
    how: Institutions,
    pressures: Pressures,
    office: JointOffices,
    seen: NDArray[np.float64],
    attending: NDArray[np.float64],
    kept: NDArray[np.float64],
) -> None:
    """Set what linkage spares, teaches and takes in every community this month.

    `seen` is of `look_around`, `attending` the share of workers whose employers take part, `kept` how far
    what the joint office has agreed is kept to.
    """
    rows = world.committees
    weave(
        rows.duplication_left, rows.reach, rows.listening, rows.told, rows.party_volunteers, rows.coordination_share,
        rows.taken_off_share, rows.practice, attending, kept, rows.interference, rows.usual_admin_share,
        rows.demonstration, seen,
        *_terms(policy, how, pressures, office, world.setting),
    )  # fmt: skip
    if policy.coordination.joint_service:
        people, most = world.residents, world.most_residents
        world.side_by_side(lambda begin, end: introduce(
            people.tie, people.caseworker, people.contact, world.workers.filled, rows.practice, how.introduction,
            world.first_resident, np.empty(most, dtype=np.uint8), np.empty(most, dtype=np.int64), begin, end,
        ))  # fmt: skip


def _terms(
    policy: Policy, how: Institutions, pressures: Pressures, office: JointOffices, setting: Setting
) -> tuple[Sparing, Reaching, Learning, Hours]:
    """What a policy spares, reaches, teaches and takes where it is practised in full, as `weave` takes it."""
    led = policy.party.coordination * how.party_effectiveness
    hours = how.hours * count(policy) + how.grid_hours * policy.coordination.grid
    return (
        (*_sparing(policy, how, led), office.duplication_effect),
        reaching(policy, pressures, office.usual_interference, led),
        (listening(policy, pressures), *_learning(policy, how), office.learning),
        (hours + how.party_hours * policy.party.coordination, how.party_volunteers * led / setting.people_per_resident,
         turned_to_residents(policy, pressures)),
    )  # fmt: skip


def _sparing(policy: Policy, how: Institutions, led: float) -> tuple[float, float, float, float, float, float]:
    """Fidelity, and what each institution in force spares of duplicated contacts."""
    rules = policy.coordination
    return (
        how.fidelity + how.clarity * (1.0 - how.fidelity) * rules.lists, how.information_effect * rules.information,
        how.joint_service_effect * rules.joint_service, how.list_effect * rules.lists,
        how.link_effect * rules.autonomous_links, how.party_effect * led,
    )  # fmt: skip


def _learning(policy: Policy, how: Institutions) -> tuple[float, float, float]:
    """What moves learning of needs, as `weave` takes it."""
    rules = policy.coordination
    steady = how.link_learning if rules.autonomous_links else 0.0
    steady += how.grid_learning if rules.grid and rules.grid_linked else 0.0
    steady += how.platform_learning if rules.platform else 0.0
    return steady, how.information_learning * rules.information, how.feedback_learning * rules.feedback
