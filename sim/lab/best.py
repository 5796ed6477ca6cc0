"""Which policy is best: policies are dropped world by world until one is left, or more worlds are needed.

The fully sequential procedure of Kim & Nelson (2001, *ACM TOMACS* 11:251; `KN`, with c = 1) over stored
runs. It promises that the policy it names is the best with the probability asked for, whenever the best
is better than all others by at least the indifference, under normal differences. Worlds that are common
to all policies are allowed, and make it faster. What differs by less than the indifference is left to
chance: either may be named.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import ResultsError, UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.lab.pairing import Paired

FIRST_WORLDS = 10
_FEWEST_FIRST = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One policy: its mean over the worlds seen, and after how many worlds which policy put it out (0 and "": none)."""

    policy: str
    mean: float
    out_after: int = 0
    out_by: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the worlds that there are say of the best policy.

    `best` is empty where more than one is left; then `likely` more worlds are needed if differences
    stay as they are, and never more than `most`. `used` worlds were looked at when it ended.
    """

    outcome: str
    direction: str
    indifference: float
    confidence: float
    first: int
    worlds: int
    used: int
    best: str
    likely: int
    most: int
    candidates: tuple[Candidate, ...]


def pick_best(
    paired: Paired,
    outcome: str,
    *,
    direction: str,
    indifference: float,
    confidence: float = 0.95,
    first: int = FIRST_WORLDS,
) -> Selection:
    """Pick the policy with the best mean outcome, in the order of the worlds.

    Raises UsageError for settings that no selection can have, ResultsError where the outcome is
    undefined in some run or there are fewer worlds than the procedure looks at first.
    """
    _check_settings(outcome, direction, indifference, confidence, first)
    values = paired.values(outcome)
    _check_values(values, paired, outcome, first)
    signed = values if direction == "higher" else -values
    ended = _screened(signed, indifference, confidence, first)
    means = values.mean(axis=1)
    candidates = tuple(
        Candidate(name, float(means[place]), *_put_out(paired, ended, place))
        for place, name in enumerate(paired.policies)
    )
    best = "" if ended.best is None else paired.policies[ended.best]
    return Selection(
        outcome, direction, indifference, confidence, first, values.shape[1], ended.used, best,
        ended.likely, ended.most, candidates,
    )  # fmt: skip


def slack(policies: int, confidence: float, first: int) -> float:
    """The constant h² of the procedure: how much luck a difference is allowed before it counts."""
    share = 2 * (1 - confidence) / (policies - 1)
    return float((share ** (-2 / (first - 1)) - 1) * (first - 1))


@dataclass(frozen=True, slots=True)
class _Ended:
    best: int | None
    used: int
    likely: int
    most: int
    out_after: NDArray[np.int64]
    out_by: NDArray[np.int64]


def _screened(values: NDArray[np.float64], indifference: float, confidence: float, first: int) -> _Ended:
    """Drop policies world by world; `values` is policies x worlds, more is better."""
    count, worlds = values.shape
    between = values[:, None, :] - values[None, :, :]
    # h² S² / δ: the width at which a difference starts to count, before it narrows by δ/2 a world
    room = slack(count, confidence, first) * between[:, :, :first].var(axis=2, ddof=1) / indifference
    sums = between[:, :, :first].sum(axis=2)
    left = np.arange(count)
    longest = 0.0
    out_after, out_by = np.zeros(count, np.int64), np.full(count, -1)
    for seen in range(first, worlds + 1):
        sums = sums if seen == first else sums + between[:, :, seen - 1]
        allowed = np.maximum(0.0, (room - indifference * seen) / 2)
        behind = (sums + allowed)[np.ix_(left, left)]
        lost = behind.min(axis=1) < 0
        out_after[left[lost]] = seen
        out_by[left[lost]] = left[behind.argmin(axis=1)[lost]]
        left = left[~lost]
        longest = float(room[np.ix_(left, left)].max()) / indifference
        if len(left) == 1 or seen > math.floor(longest):
            best = left[sums[left].mean(axis=1).argmax()]
            return _Ended(int(best), seen, 0, 0, out_after, out_by)
    most = math.floor(longest) + 1 - worlds
    return _Ended(None, worlds, _likely(sums, room, left, indifference, worlds, most), most, out_after, out_by)


def _likely(
    sums: NDArray[np.float64], room: NDArray[np.float64], left: NDArray[np.int64], indifference: float, worlds: int,
    most: int,
) -> int:  # fmt: skip
    """Worlds still needed if every mean difference stays what it is now."""
    leader = left[sums[left].mean(axis=1).argmax()]
    others = left[left != leader]
    drift = sums[leader, others] / worlds
    needed = room[leader, others] / 2 / (drift + indifference / 2)
    return int(min(max(math.ceil(needed.max()) - worlds, 1), most))


def _put_out(paired: Paired, ended: _Ended, place: int) -> tuple[int, str]:
    by = int(ended.out_by[place])
    return int(ended.out_after[place]), "" if by < 0 else paired.policies[by]


def _check_settings(outcome: str, direction: str, indifference: float, confidence: float, first: int) -> None:
    if direction not in ("higher", "lower"):
        raise UsageError(
            f"{outcome}: is neither better when higher nor when lower; say which with --better higher or --better lower"
        )
    if not (math.isfinite(indifference) and indifference > 0):
        raise UsageError(
            f"{outcome}: {indifference:g} is no indifference; give with --indifference the smallest difference that "
            "is worth telling apart, above 0"
        )
    if not 0.5 <= confidence < 1:  # noqa: PLR2004  a coin gives a half
        raise UsageError(f"--confidence: {confidence:g} cannot be promised; give a number from 0.5 to below 1")
    if first < _FEWEST_FIRST:
        raise UsageError(f"--first-worlds: {first} worlds tell no spread; give at least {_FEWEST_FIRST}")


def _check_values(values: NDArray[np.float64], paired: Paired, outcome: str, first: int) -> None:
    if len(values) < 2:  # noqa: PLR2004  one policy has nobody beside it
        raise ResultsError("results: there is one policy only; the best is picked from two or more")
    unknown = int(np.isnan(values).any(axis=0).sum())
    if unknown:
        raise ResultsError(
            f"results: '{outcome}' is undefined for some policy in {unknown} of {len(paired.worlds)} worlds; "
            "choose an outcome that every run has"
        )
    if len(paired.worlds) < first:
        raise ResultsError(
            f"results: {len(paired.worlds)} worlds are fewer than the {first} that are looked at first; "
            "run more worlds, or give a smaller --first-worlds"
        )
