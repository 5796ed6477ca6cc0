"""Who listens learns what residents need; what is learnt is forgotten unless it is renewed.

Committees learn in the hours they have for residents, in council sessions (the more the better
attended), in joint meetings and from social workers who are in contact with residents, the more where
these report what they are told. Every year each committee plans programmes of its own from what it
knows. Sources: E3, M1, M25, M41, M74; 003 (H5).
Left out: what institutions of linkage add (coordination).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.agents.committee import Committee, most_needed
from sim.agents.row_agent import decide_alike
from sim.arithmetic import array_kernel, exponential, kernel
from sim.census import believed_needs
from sim.chance import Stream, draws, normal_quantile
from sim.declare import Section, coefficient, constant
from sim.domains import DOMAIN_COUNT
from sim.fit import Fit, programme_fit
from sim.policy import Policy
from sim.records import OWN_PROGRAMMES
from sim.world import World

_AS_USUAL = Committee.choose_domains


class Knowledge(Section):
    """Coefficients of knowledge."""

    resident_hours: float = constant(
        0.045,
        "Learning from committee hours for residents, for a whole committee's time",
        unit="rate per month",
        low=0.0,
        high=1.0,
        source="solved so that at most 9% of communities have a responsive project at the baseline (H5)",
        en="Learning from residents",
        zh="走访学习率",
    )
    session: float = coefficient(
        0.15,
        "Learning from one council session with full turnout",
        unit="rate per session",
        low=0.0,
        high=0.6,
        source="E3, assumed",
        en="Learning from a session",
        zh="议事学习率",
    )
    meeting: float = coefficient(
        0.006,
        "Learning from one joint meeting",
        unit="rate per meeting",
        low=0.0,
        high=0.1,
        source="E3, assumed",
        en="Learning from a meeting",
        zh="联席会议学习率",
    )
    outreach: float = coefficient(
        0.35,
        "Learning from social workers' contacts, for one contact with every resident in the month",
        unit="rate per contact and resident",
        low=0.0,
        high=2.0,
        source="E3, assumed",
        en="Learning from outreach",
        zh="外展学习率",
    )
    voice_effect: float = coefficient(
        0.5,
        "How much more is learnt from those contacts where workers report what residents tell them",
        unit="ratio",
        low=0.0,
        high=2.0,
        source="M74, assumed",
        en="Learning from reports",
        zh="民意传达学习增益",
    )
    forgetting: float = coefficient(
        0.05,
        "Share of knowledge that is out of date after a month",
        unit="share per month",
        low=0.01,
        high=0.15,
        source="E3, assumed",
        en="Knowledge out of date",
        zh="信息过时率",
    )
    own_programmes: int = coefficient(
        2,
        "Programmes that a committee runs by itself in a year",
        unit="programmes per community and year",
        low=0,
        high=2,
        source="assumed",
        en="Committee's own programmes",
        zh="居委会自办项目数",
    )


@kernel
def learn_needs(
    knowledge: NDArray[np.float64],
    hours: NDArray[np.float64],
    session: NDArray[np.bool_],
    turnout: NDArray[np.float64],
    met: NDArray[np.float64],
    listening: NDArray[np.float64],
    told: NDArray[np.float64],
    effects: tuple[float, float, float, float],
    forgetting: float,
) -> None:
    """Renew what every committee knows, in place.

    `hours` are for residents; `session` says whether the council met, with what `turnout`; `met` is the share of
    residents who met a social worker; `listening` is how much of it institutions of linkage leave, `told` what they
    add; `effects` are those of hours, of a session, of the month's joint meetings and of contacts.
    """
    for row in range(len(hours)):
        turned_out = math.sqrt(turnout[row]) if session[row] else 0.0
        gain = effects[0] * hours[row] + effects[1] * turned_out + effects[2] + effects[3] * met[row]
        learnt = 1.0 - exponential(-(gain * listening[row] + told[row]))
        for domain in range(DOMAIN_COUNT):
            known = knowledge[row, domain]
            knowledge[row, domain] = known + (1.0 - known) * learnt - forgetting * known


@array_kernel
def choose_as_usual(believed: NDArray[np.float64], chosen: NDArray[np.int64]) -> None:
    """Choose every committee's domains by `Committee.choose_domains`: int64[communities, programmes]."""
    for row in range(len(chosen)):
        most_needed(believed[row], chosen[row])


@kernel
def draw_up(
    chosen: NDArray[np.int64],
    knowledge: NDArray[np.float64],
    luck: NDArray[np.float64],
    running: NDArray[np.bool_],
    domain: NDArray[np.uint8],
    fit: NDArray[np.float64],
    floor: float,
    spread: float,
) -> None:
    """Set up committees' own programmes of the year, in place.

    `chosen` is int64[communities, programmes], their domains; `running`, `domain` and `fit` are the
    slots', of which the first of each community are its committee's.
    """
    for row in range(len(chosen)):
        for place in range(OWN_PROGRAMMES):
            slot = OWN_PROGRAMMES * row + place
            running[slot] = place < chosen.shape[1]
            if running[slot]:
                domain[slot] = chosen[row, place]
                known = knowledge[row, chosen[row, place]]
                fit[slot] = programme_fit(known, 1.0, normal_quantile(luck[row, place]), floor, spread)


def learn(world: World, policy: Policy, how: Knowledge, fit: Fit) -> None:
    """Learn from the month's encounters; at the start of a year plan committees' own programmes."""
    rows = world.committees
    outreach = how.outreach * (1.0 + how.voice_effect if policy.entry.agency_voice else 1.0)
    effects = (how.resident_hours, how.session, how.meeting * policy.meeting.per_month, outreach)
    learn_needs(
        rows.knowledge, rows.resident_share, rows.session, rows.turnout, world.met_workers(), rows.listening, rows.told,
        effects, how.forgetting,
    )  # fmt: skip
    if world.month_of_year == 0:
        plan_own_programmes(world, how, fit)


def plan_own_programmes(world: World, how: Knowledge, fit: Fit) -> None:
    """Let every committee choose and draw its programmes of the year."""
    rows, slots = world.committees, world.programmes
    luck = draws(world.key, Stream.PROJECT_FIT, world.month, 0, len(rows))
    believed = believed_needs(rows.knowledge, world.open_needs(), world.key, world.month, 0)
    committees, count = world.deciders.committees, how.own_programmes
    if decide_alike(committees, _AS_USUAL):
        chosen = np.empty((len(rows), count), dtype=np.int64)
        choose_as_usual(believed, chosen)
    else:
        answers = [each.choose_domains(known, count) for each, known in zip(committees, believed, strict=True)]
        chosen = np.array(answers, dtype=np.int64).reshape(len(rows), count)
    draw_up(chosen, rows.knowledge, luck, slots.running, slots.domain, slots.fit, fit.floor, fit.spread)
