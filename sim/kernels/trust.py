"""How residents' sense of fairness and trust move in a month, and committees' trust in organisations (E16, E17)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import WORKER_FAILED, WORKER_RESOLVED
from sim.arithmetic import four_in_32_bits, kernel, shared_kernel, squash32
from sim.census import list_few

_NONE, _FULL = np.float32(0.0), np.float32(1.0)
"""Shares of what residents feel, in 32 bits like their columns."""


@kernel
def step_to(trust: float, warranted: float, growth: float, loss: float) -> float:
    """Trust after a month: up slowly, down faster."""
    gap = warranted - trust
    return trust + (growth if gap > _NONE else loss) * gap


@kernel
def feel(
    justice: NDArray[np.float32],
    attended: NDArray[np.bool_],
    fairness: float,
    speed: float,
    voice: float,
) -> None:
    """Move one community's sense of fairness, in place."""
    shown, fast, heard = np.float32(fairness), np.float32(speed), np.float32(voice)
    for row in range(len(justice)):
        felt = justice[row] + fast * (shown - justice[row])
        justice[row] = felt + heard * (_FULL - felt) if attended[row] else felt


@kernel
def trust_authorities(
    committee: NDArray[np.float32],
    government: NDArray[np.float32],
    performance: NDArray[np.float32],
    fair: NDArray[np.float32],
    replies: float,
    own_part: float,
    weights: tuple[float, float, float, float],
    rates: tuple[float, float],
) -> None:
    """Move one community's trust in committee and government, in place; `rates` of growth and loss."""
    middle, by_outcome, by_justice, jointly = four_in_32_bits(weights)
    growth, loss, replied, own = four_in_32_bits((*rates, replies, own_part))
    for row in range(len(fair)):
        seen = performance[row]
        ground = middle + by_outcome * seen + by_justice * fair[row]
        both = jointly * seen * fair[row]
        answered = by_outcome * own * (replied - seen)
        committee[row] = step_to(committee[row], squash32(ground + answered + both * committee[row]), growth, loss)
        government[row] = step_to(government[row], squash32(ground + both * government[row]), growth, loss)


@kernel
def trust_agencies(
    agency: NDArray[np.float32],
    performance: NDArray[np.float32],
    contact: NDArray[np.uint8],
    fair: NDArray[np.float32],
    own_part: float,
    weights: tuple[float, float, float, float],
    rates: tuple[float, float],
    served: NDArray[np.int64],
) -> tuple[int, int]:
    """Move trust in organisations of those in one community who met a social worker, in place; count them.

    Gives how many met one and how many were helped. `served` is room for everybody; few are served in a month.
    """
    middle, by_outcome, by_justice, jointly = four_in_32_bits(weights)
    growth, loss, own, _ = four_in_32_bits((*rates, own_part, 0.0))
    met = helped = 0
    for number in range(list_few(contact, served)):
        row = served[number]
        if WORKER_FAILED <= contact[row] <= WORKER_RESOLVED:
            result = _FULL if contact[row] == WORKER_RESOLVED else _NONE
            met += 1
            helped += contact[row] == WORKER_RESOLVED
            judged = performance[row] + own * (result - performance[row])
            ground = middle + by_outcome * judged + by_justice * fair[row] + jointly * judged * fair[row]
            agency[row] = step_to(agency[row], squash32(ground), growth, loss)
    return met, helped


@kernel
def trust_in_one(
    trusts: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
    people: tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32], NDArray[np.uint8]],
    first: int,
    last: int,
    shown: tuple[float, float],
    weights: tuple[float, float, float, float],
    rates: tuple[float, float, float, float, float, float, float],
    served: NDArray[np.int64],
) -> tuple[int, int]:
    """Move what residents first to last - 1, those of one community, feel and trust, as in `move_trust`, in place.

    `people` are justice, attended, performance and contact; `shown` how fairly affairs are run and the committee's
    replies. Gives how many met social workers and how many were helped; `served` is room for everybody.
    """
    (committee, government, agency), (justice, attended, performance, contact) = trusts, people
    (growth, loss, speed, voice, own_part, contact_speed, _), here = rates, slice(first, last)
    seen, fair = performance[here], justice[here]
    feel(fair, attended[here], shown[0], speed, voice)
    trust_authorities(committee[here], government[here], seen, fair, shown[1], own_part, weights, (growth, loss))
    by_contact = (contact_speed * growth, contact_speed * loss)
    return trust_agencies(agency[here], seen, contact[here], fair, own_part, weights, by_contact, served)


@shared_kernel
def move_trust(
    trusts: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
    justice: NDArray[np.float32],
    attended: NDArray[np.bool_],
    performance: NDArray[np.float32],
    contact: NDArray[np.uint8],
    fairness: NDArray[np.float64],
    replies: NDArray[np.float64],
    in_organisations: NDArray[np.float64],
    first_resident: NDArray[np.int64],
    weights: tuple[float, float, float, float],
    rates: tuple[float, float, float, float, float, float, float],
    served: NDArray[np.int64],
    begin: int,
    end: int,
) -> None:
    """Move residents' sense of fairness and three trusts, and committees' trust, by a month, in place.

    `trusts` are in committee, government and organisations; `in_organisations` is committees' trust in these;
    `weights` the constant and those of results, fairness and both; `rates` growth, loss, speed of fairness, effect
    of voice, part of a body's own record, speed of a contact and growth of committees' trust. Only who meets
    workers judges organisations; committees judge by how many of them are helped. `served` has room for any
    community's residents.
    """
    people, learning = (justice, attended, performance, contact), rates[6]
    for place in range(begin, end):
        first, last, shown = first_resident[place], first_resident[place + 1], (fairness[place], replies[place])
        met, helped = trust_in_one(trusts, people, first, last, shown, weights, rates, served)
        size = max(last - first, 1)
        in_organisations[place] += learning * (helped / size - met / size * in_organisations[place])
