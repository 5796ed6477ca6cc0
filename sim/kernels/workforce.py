"""How workers learn, tire, leave and are followed (E10-E12)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import clip, kernel, logarithm, logistic, total
from sim.chance import Stream, draw, draw_rows, normal_quantile
from sim.world import MONTHS_PER_YEAR

_LEAVING, _TRAITS, _PROMOTION = Stream.LEAVING, Stream.WORKER_TRAITS, Stream.PROMOTION
_HIGHEST_LEVEL, _MONTHS_TO_PROMOTION = 3, 24
_MOST_COUNTED_TENURE = 36


@kernel
def months_owed(owed_fen: int, wage_fen: int) -> float:
    """Months of wage that a worker is owed."""
    return owed_fen / max(wage_fen, 1)


@kernel
def grow(
    traits: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    filled: NDArray[np.bool_],
    load: NDArray[np.float64],
    wages: tuple[NDArray[np.int64], NDArray[np.int64]],
    employment: tuple[NDArray[np.int32], NDArray[np.int32]],
    time: tuple[NDArray[np.float64], NDArray[np.float64]],
    trust: float,
    supervision: float,
    learning: tuple[float, float],
    strain: tuple[float, float, float, float],
    relief: tuple[float, float, float, float],
) -> None:
    """Move skill, burnout and recognition (`traits`) of everybody in post by one month, in place.

    `wages` are what is owed and the monthly wage; `employment` the contract that pays each and who holds each
    contract; `time` for service and for evaluations is the organisations'; recognition follows `trust`; `supervision`
    is 1 at one to twenty; `learning` by service and supervision; `strain` of load, arrears, evaluations and role;
    `relief` by supervision, recognition, recovery, and the speed of recognition.
    """
    skill, burnout, recognition = traits
    owed, wage = wages
    contract, holder = employment
    service, evaluation = time
    for row in range(len(skill)):
        if not filled[row]:
            continue
        who = holder[contract[row]]
        skill[row] += (1.0 - skill[row]) * (learning[0] * service[who] + learning[1] * supervision)
        tired = strain[0] * max(0.0, load[row] - 1.0) + strain[1] * min(3.0, months_owed(owed[row], wage[row]))
        tired += strain[2] * evaluation[who] + strain[3]
        rested = relief[0] * supervision + relief[1] * recognition[row] + relief[2] * burnout[row]
        burnout[row] = clip(burnout[row] + tired - rested, 0.0, 1.0)
        recognition[row] += relief[3] * (trust - recognition[row])


@kernel
def readiness_to_leave(
    burnout: float, owed: float, level: int, tenure: int, base: float, effects: tuple[float, float, float, float]
) -> float:
    """Readiness to leave in a month on the logit scale (E12).

    `burnout` is in standard deviations, `base` holds the constant and the pay gap; `effects` are those
    of burnout, arrears, prospects and tenure.
    """
    prospects = 1.0 - (level - 1.0) / (_HIGHEST_LEVEL - 1.0)
    years = min(tenure, _MOST_COUNTED_TENURE) / MONTHS_PER_YEAR
    return base + effects[0] * burnout + effects[1] * min(3.0, owed) + effects[2] * prospects - effects[3] * years


@kernel
def vacant_months(mean: float, luck: float) -> int:
    """Months that a post stays vacant: one at least, then as many again as by a constant chance."""
    further = mean - 1.0
    return 1 + int(logarithm(luck) / logarithm(further / (1.0 + further))) if further > 0.0 else 1


@kernel
def chances_to_leave(
    chance: NDArray[np.float64],
    burnout: NDArray[np.float64],
    wages: tuple[NDArray[np.int64], NDArray[np.int64]],
    level: NDArray[np.uint8],
    tenure: NDArray[np.int16],
    base: float,
    effects: tuple[float, float, float, float],
    usual: tuple[float, float],
) -> None:
    """Reckon everybody's chance to leave after one more month in the post; arguments as in `leave_and_follow`."""
    owed, wage = wages
    for row in range(len(chance)):
        strain = (burnout[row] - usual[0]) / usual[1]
        months = months_owed(owed[row], wage[row])
        chance[row] = readiness_to_leave(strain, months, level[row], tenure[row] + 1, base, effects)
    for row in range(len(chance)):
        chance[row] = logistic(chance[row])


@kernel
def leave_and_follow(
    posts: tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]],
    terms: tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.uint8]],
    traits: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    wages: tuple[NDArray[np.int64], NDArray[np.int64]],
    imposed: float,
    base: float,
    effects: tuple[float, float, float, float],
    usual: tuple[float, float],
    beginners: tuple[float, float, float, float, float],
    key: np.uint64,
    month: int,
    room: NDArray[np.float64],
) -> None:
    """Fill vacancies that are over and let holders leave, in place.

    `posts` are identity, funded, filled, arrived, left; `terms` vacancy months, tenure, level; `traits`
    skill, burnout, recognition; `wages` are what is owed and the monthly wage. `imposed` is a chance a
    month, or below zero where turnover emerges. `usual` are mean and spread of burnout; `beginners`
    mean and spread of skill, mean vacancy, burnout over the usual, and recognition; `room` is float64[5, posts].
    """
    identity, funded, filled, arrived, left = posts
    vacancy, tenure, level = terms
    skill, burnout, recognition = traits
    luck, chance = room[:4], room[4]
    chance[:] = imposed
    draw_rows(key, _LEAVING, month, 0, identity, luck)
    if imposed < 0.0:
        chances_to_leave(chance, burnout, wages, level, tenure, base, effects, usual)
    for row in range(len(identity)):
        arrived[row] = False
        left[row] = False
        if not funded[row]:
            continue
        if filled[row]:
            tenure[row] += 1
            if luck[0, row] < chance[row]:
                left[row] = True
                filled[row] = False
                vacancy[row] = vacant_months(beginners[2], luck[1, row])
        elif vacancy[row] > 0:
            vacancy[row] -= 1
        if not filled[row] and not left[row] and vacancy[row] == 0:
            first, _, _, _ = draw(key, _TRAITS, month, identity[row])
            filled[row] = True
            arrived[row] = True
            tenure[row] = 0
            level[row] = 1
            skill[row] = clip(beginners[0] + beginners[1] * normal_quantile(first), 0.05, 1.0)
            burnout[row] = beginners[3] * usual[0]
            recognition[row] = beginners[4]


@kernel
def leave_debts(
    left: NDArray[np.bool_],
    employment: tuple[NDArray[np.int32], NDArray[np.int32]],
    owed: NDArray[np.int64],
    owed_to_leavers: NDArray[np.int64],
) -> None:
    """Book what those who left are owed as a debt of their employer, in place; `employment` is as in `grow`."""
    contract, holder = employment
    for row in range(len(left)):
        if left[row] and owed[row] > 0:
            owed_to_leavers[holder[contract[row]]] += owed[row]
            owed[row] = 0


@kernel
def live_a_month(
    identity: NDArray[np.int64],
    funded: NDArray[np.bool_],
    filled: NDArray[np.bool_],
    arrived: NDArray[np.bool_],
    left: NDArray[np.bool_],
    vacancy: NDArray[np.int16],
    tenure: NDArray[np.int16],
    level: NDArray[np.uint8],
    skill: NDArray[np.float64],
    burnout: NDArray[np.float64],
    recognition: NDArray[np.float64],
    load: NDArray[np.float64],
    owed: NDArray[np.int64],
    wage: NDArray[np.int64],
    contract: NDArray[np.int32],
    holder: NDArray[np.int32],
    service: NDArray[np.float64],
    evaluation: NDArray[np.float64],
    owed_to_leavers: NDArray[np.int64],
    trusts: NDArray[np.float32],
    recognised: float,
    growing: tuple[float, tuple[float, float], tuple[float, float, float, float], tuple[float, float, float, float]],
    leaving: tuple[float, float, tuple[float, float, float, float], tuple[float, float]],
    beginners: tuple[float, float, float, float, float],
    key: np.uint64,
    month: int,
    room: NDArray[np.float64],
) -> None:
    """Let workers learn and tire, then leave and be followed, and book what leavers are owed, in place.

    Columns are first the workers'; `holder` is who holds each contract, `service`, `evaluation` and `owed_to_leavers`
    the organisations', `trusts` residents' trust in them, to whose mean `recognised` is added. `growing` are
    supervision, learning, strain and relief as in `grow`; `leaving` the imposed chance, base, effects and usual burnout
    and `room` as in `leave_and_follow`.
    """
    traits, wages, employment = (skill, burnout, recognition), (owed, wage), (contract, holder)
    trust = min(recognised + total(trusts) / max(len(trusts), 1), 1.0)
    supervision, learning, strain, relief = growing
    grow(
        traits, filled, load, wages, employment, (service, evaluation), trust, supervision, learning, strain, relief
    )  # fmt: skip
    imposed, base, effects, usual = leaving
    leave_and_follow(
        (identity, funded, filled, arrived, left), (vacancy, tenure, level), traits, wages, imposed, base, effects,
        usual, beginners, key, month, room,
    )  # fmt: skip
    leave_debts(left, employment, owed, owed_to_leavers)


@kernel
def promote(
    identity: NDArray[np.int64],
    filled: NDArray[np.bool_],
    tenure: NDArray[np.int16],
    level: NDArray[np.uint8],
    share: float,
    key: np.uint64,
    month: int,
) -> None:
    """Once a year raise a share of those long enough in post by one level, in place."""
    for row in range(len(identity)):
        eligible = filled[row] and tenure[row] >= _MONTHS_TO_PROMOTION and level[row] < _HIGHEST_LEVEL
        if eligible and draw(key, _PROMOTION, month, identity[row])[0] < share:
            level[row] += 1
