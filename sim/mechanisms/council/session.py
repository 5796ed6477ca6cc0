"""A council meets if somebody convenes it, lives if residents come, and they come if they are heeded.

A planned session takes place the likelier the more hours the committee has for residents and the
livelier the last sessions were; where residents may not gather it is missed. Who comes raises
proposals; what is adopted teaches them whether speaking up is worth while. Sources: E17, M8-M12, M113;
003; 000 (G5, G6). Left out: who sets the agenda.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.committee import Committee, chance_to_convene
from sim.agents.row_agent import decide_alike
from sim.arithmetic import array_kernel, kernel, shared_array_kernel
from sim.chance import Stream, draw, draw_pairs
from sim.declare import Section, coefficient, constant
from sim.mechanisms.council.commons import Commons, share
from sim.policy import Policy
from sim.world import World

_SESSION, _ATTENDANCE = Stream.COUNCIL_SESSION, Stream.COUNCIL_ATTENDANCE
_AS_USUAL = Committee.convene
_PROPOSALS = 3


class Councils(Section):
    """Coefficients of councils."""

    readiness: float = constant(
        0.0,
        "Readiness to convene a planned session, on the logit scale",
        unit="logit",
        low=-12.0,
        high=6.0,
        source="solved so that Guangzhou holds 4.57 sessions per council in four years (G6)",
        en="Readiness to convene",
        zh="召集意愿",
    )
    hours: float = coefficient(
        4.0,
        "Effect of the committee's share of hours for residents",
        unit="logit per share",
        low=0.0,
        high=10.0,
        source="E17, assumed",
        en="Free hours and sessions",
        zh="空闲工时对议事的作用",
    )
    convening_organisation: float = coefficient(
        1.5,
        "Effect of an organisation that convenes in the committee's place",
        unit="logit",
        low=0.0,
        high=4.0,
        source="M11, assumed",
        en="Organisation convenes",
        zh="社会组织召集效果",
    )
    hassle: float = coefficient(
        1.0,
        "How much sessions bother a committee without trust in organisations",
        unit="logit",
        low=0.0,
        high=3.0,
        source="M10, assumed",
        en="Hassle of sessions",
        zh="会议麻烦程度",
    )
    life: float = coefficient(
        6.0,
        "Effect of the turnout of recent sessions",
        unit="logit per share",
        low=0.0,
        high=15.0,
        source="M10, assumed",
        en="Turnout and next session",
        zh="到会率对续会的作用",
    )
    memory: float = coefficient(
        0.3,
        "Weight of the last session in how lively a council is",
        unit="share",
        low=0.05,
        high=1.0,
        source="assumed",
        en="Weight of last session",
        zh="最近一次权重",
    )
    fading: float = coefficient(
        0.1,
        "Share of a council's life that is lost when a planned session is not held",
        unit="share per session",
        low=0.0,
        high=0.5,
        source="M10, assumed",
        en="Missed sessions",
        zh="缺会衰减",
    )
    attendance: float = coefficient(
        1.0,
        "Chance that a latent resident who knows comes, for full notice and full efficacy",
        unit="share",
        low=0.1,
        high=1.0,
        source="assumed",
        en="Readiness to attend",
        zh="到会意愿",
    )
    seats_share: float = coefficient(
        0.1,
        "Seats of a council over the residents of its community; a full council has turnout 1",
        unit="share",
        low=0.02,
        high=0.3,
        source="assumed",
        en="Council seats",
        zh="议事席位比例",
    )
    efficacy_speed: float = coefficient(
        0.2,
        "How fast attending residents' efficacy moves to the share of proposals adopted",
        unit="share per session",
        low=0.0,
        high=0.5,
        source="E17",
        en="Learning from being heeded",
        zh="采纳对效能感的作用",
    )
    rumour_speed: float = coefficient(
        0.05,
        "How fast other residents' efficacy follows, for every session",
        unit="share per session",
        low=0.0,
        high=0.2,
        source="M9, assumed",
        en="Hearsay of being heeded",
        zh="采纳口碑",
    )
    bottom_up_decisiveness: float = coefficient(
        0.7,
        "Share of proposals adopted in communities that are not run from above",
        unit="share",
        low=0.3,
        high=1.0,
        source="M8, assumed",
        en="Decisiveness from below",
        zh="自下而上采纳率",
    )


@array_kernel
def hold_session(
    kind: NDArray[np.uint8],
    aware: NDArray[np.bool_],
    efficacy: NDArray[np.float32],
    attended: NDArray[np.bool_],
    first: int,
    last: int,
    chance: float,
    adopted: float,
    speeds: tuple[float, float],
    key: np.uint64,
    month: int,
) -> int:
    """Let one community's residents (rows first to last - 1) come or not and learn; give how many came.

    `speeds` are how fast the efficacy of those who came, and of the others who are aware, moves.
    """
    came = 0
    luck = np.empty((2, last - first))
    draw_pairs(key, _ATTENDANCE, month, first, last - first, luck)
    kinds, knows, hopes, comes = kind[first:last], aware[first:last], efficacy[first:last], attended[first:last]
    for row in range(len(kinds)):
        comes[row] = knows[row] & (luck[0, row] < chance * kinds[row] * hopes[row])
        came += comes[row]
        moved = hopes[row] + (speeds[0] if comes[row] else speeds[1]) * (adopted - hopes[row])
        hopes[row] = moved if knows[row] else hopes[row]
    return came


@shared_array_kernel
def hold_sessions(
    people: tuple[NDArray[np.uint8], NDArray[np.bool_], NDArray[np.float32], NDArray[np.bool_]],
    first_resident: NDArray[np.int64],
    chances: NDArray[np.float64],
    decisiveness: tuple[NDArray[np.bool_], float, float],
    councils: tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int8]],
    turnouts: tuple[float, float],
    speeds: tuple[float, float],
    recent: tuple[float, float],
    key: np.uint64,
    month: int,
    begin: int,
    end: int,
) -> None:
    """Hold the sessions that come about in communities begin to end - 1, in place; where none does, the council fades.

    `people` are kind, aware, efficacy and attended; `chances` that a session takes place; `decisiveness` which
    communities are run from above, and the chances that a proposal is adopted there and elsewhere;
    `councils` are session, turnout, life, adopted share and proposals adopted; `turnouts` the chance to come and the
    share of seats; `recent` how fast recent sessions count and how fast life fades.
    """
    kind, aware, efficacy, attended = people
    session, turnout, life, adopted_share, proposals = councils
    top_down, from_above, from_below = decisiveness
    memory, fading = recent
    for row in range(begin, end):
        takes_place, first_luck, second_luck, third_luck = draw(key, _SESSION, month, row)
        if takes_place >= chances[row]:
            life[row] *= 1.0 - fading
            continue
        decisive = from_above if top_down[row] else from_below
        adopted = 0.0
        for luck in (first_luck, second_luck, third_luck):
            adopted += 1.0 if luck < decisive else 0.0
        adopted /= _PROPOSALS
        first, last = first_resident[row], first_resident[row + 1]
        came = hold_session(
            kind, aware, efficacy, attended, first, last, turnouts[0], adopted, speeds, key, month
        )  # fmt: skip
        session[row] = True
        turnout[row] = min(1.0, came / max(turnouts[1] * (last - first), 1.0))
        life[row] += memory * (turnout[row] - life[row])
        if came > 0:
            adopted_share[row] += memory * (adopted - adopted_share[row])
            proposals[row] = int(adopted * _PROPOSALS + 0.5)


@kernel
def close_sessions(
    attended: NDArray[np.bool_],
    session: NDArray[np.bool_],
    turnout: NDArray[np.float64],
    proposals: NDArray[np.int8],
) -> None:
    """Let last month's sessions be over, in place."""
    attended[:] = False
    session[:], turnout[:], proposals[:] = False, 0.0, 0


@kernel
def ready_to_convene(hours: float, life: float, weights: tuple[float, float, float]) -> float:
    """How ready a committee is to convene; `weights` are readiness and what hours and life add to it."""
    return weights[0] + weights[1] * hours + weights[2] * life


@kernel
def convene_as_usual(
    state: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    weights: tuple[float, float, float],
    hassle: float,
    by_organisation: float,
    chances: NDArray[np.float64],
) -> None:
    """Set the chance of a session in every community where all committees decide as `Committee.convene` does.

    `state` are share of hours for residents, life of the council and trust in organisations; `weights` as in
    `ready_to_convene`.
    """
    hours, life, trust = state
    for row in range(len(chances)):
        chances[row] = chance_to_convene(
            ready_to_convene(hours[row], life[row], weights), hassle, by_organisation, trust[row]
        )


def ask_committees(world: World, how: Councils, by_organisation: float) -> NDArray[np.float64]:
    """Ask every committee how likely it convenes a planned session: float64[communities]."""
    rows, committees, weights = world.committees, world.deciders.committees, (how.readiness, how.hours, how.life)
    if decide_alike(committees, _AS_USUAL):
        chances = np.empty(len(rows))
        convene_as_usual(
            (rows.resident_share, rows.council_life, rows.trust_in_organisations),
            weights, how.hassle, by_organisation, chances,
        )  # fmt: skip
        return chances
    state = zip(rows.resident_share.tolist(), rows.council_life.tolist(), strict=True)
    readiness = [ready_to_convene(hours, life, weights) for hours, life in state]
    return np.array(
        [each.convene(ready, how.hassle, by_organisation) for each, ready in zip(committees, readiness, strict=True)]
    )


def hold_councils(world: World, policy: Policy, how: Councils) -> None:
    """Hold this month's council sessions, where sessions are planned and convened."""
    rows, people, council = world.committees, world.residents, policy.council
    close_sessions(people.attended, rows.session, rows.turnout, rows.proposals_adopted)
    if not world.falls_due(council.sessions_planned_per_year):
        return
    chances = ask_committees(world, how, how.convening_organisation if council.convener == "organisation" else 0.0)
    if not policy.shock.gatherings:
        chances[:] = 0.0
    world.side_by_side(lambda begin, end: hold_sessions(
        (people.kind, people.aware, people.efficacy, people.attended), world.first_resident, chances,
        (rows.top_down, council.decisiveness, max(council.decisiveness, how.bottom_up_decisiveness)),
        (rows.session, rows.turnout, rows.council_life, rows.adopted_share, rows.proposals_adopted),
        (how.attendance * council.notice, how.seats_share), (how.efficacy_speed, how.rumour_speed),
        (how.memory, how.fading), world.key, world.month, begin, end,
    ))  # fmt: skip


def deliberate(world: World, policy: Policy, how: Councils, commons: Commons) -> None:
    """Hold the month's council sessions, then bring together what neighbours share."""
    hold_councils(world, policy, how)
    share(world, policy, commons)
