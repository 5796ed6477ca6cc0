"""How much better a policy could be chosen if something that is uncertain were known first.

Perfect information (Raiffa & Schlaifer 1961): the mean of the best policy at each point, less the mean
of the policy that is best on average. Partial information about one unknown (Strong, Oakley & Brennan
2014, *Med. Decis. Making* 34:311): the same with what a regression on that unknown alone expects. The
points stand for what is believed of the unknowns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.lab.information.regression import bases, preferred, smoothed
from sim.lab.keyed import generator

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RESAMPLES = 200
_SHUFFLES = 100
_CHANCE = 0.95
_REACH = 1.96  # standard errors on either side of an estimate, for 95%


class Worth(NamedTuple):
    """A value of information with its 95% interval, in the unit of what a policy gives; never below zero."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Partial:
    """What one unknown is worth. A worth up to `chance` comes out of unknowns that decide nothing, in 95 of 100.

    `changes` is the share of points at which another policy would be chosen, and `choice` the policy that
    would be, at each point.
    """

    worth: Worth
    chance: float
    changes: float
    choice: NDArray[np.int64]

    @property
    def is_clear(self) -> bool:
        """Whether its interval leaves out zero and it is worth more than chance makes of nothing."""
        return self.worth.low > 0 and self.worth.value > self.chance


@dataclass(frozen=True)
class Information:
    """What knowing everything, and each unknown alone, would be worth.

    `best` is the policy that is chosen without. `perfect` chooses at each point by some worlds and counts
    in another, so that luck is not taken for knowledge; that errs towards too little, and choosing and
    counting in all worlds (`at_most`) towards too much, so the interval reaches up to the latter's end.
    `most_often` is the share of points at which each policy has the best mean.
    """

    best: int
    perfect: Worth
    at_most: float
    most_often: NDArray[np.float64]
    partial: tuple[Partial, ...]


def value_of_information(
    benefit: NDArray[np.float64], unknowns: NDArray[np.float64], choices: Sequence[bool], key: str
) -> Information:
    """What knowing the unknowns would be worth.

    `benefit` is what each policy gives, more being better: float64[policies, points, worlds], all defined.
    `unknowns` is float64[points, unknowns], of which `choices` says which have no order. `key` makes the
    intervals repeatable.
    """
    known = benefit.mean(axis=2)
    best = int(np.argmax(known.mean(axis=1)))
    gains = known - known[best]
    points = np.arange(benefit.shape[1])
    random = generator(f"{key}/points")
    resamples = [random.integers(0, len(points), len(points)) for _ in range(_RESAMPLES)]
    chosen = np.argmax(known, axis=0)
    apart = _apart(benefit, best)
    perfect = _worth(max(float(apart.mean()), 0.0), [float(apart[rows].mean()) for rows in resamples])
    most = _worth(_gain(gains), [_gain(gains[:, rows]) for rows in resamples])
    partial = tuple(
        _partial(gains, column, resamples, f"{key}/{place}", best, choice=choice)
        for place, (column, choice) in enumerate(zip(unknowns.T, choices, strict=True))
    )
    return Information(
        best=best,
        perfect=perfect._replace(high=max(perfect.high, most.high)),
        at_most=most.value,
        most_often=np.bincount(chosen, minlength=len(benefit)) / len(points),
        partial=partial,
    )


def _apart(benefit: NDArray[np.float64], best: int) -> NDArray[np.float64]:
    """What choosing at each point by the other worlds gains in each world: the mean over worlds, float64[points]."""
    worlds = benefit.shape[2]
    points = np.arange(benefit.shape[1])
    if worlds == 1:
        return np.asarray((benefit.max(axis=0) - benefit[best])[:, 0])
    gains = np.zeros(len(points))
    everything = benefit.sum(axis=2)
    for world in range(worlds):
        choice = np.argmax(everything - benefit[:, :, world], axis=0)
        gains += benefit[choice, points, world] - benefit[best, :, world]
    return np.asarray(gains / worlds)


def _partial(
    gains: NDArray[np.float64],
    unknown: NDArray[np.float64],
    resamples: Sequence[NDArray[np.int64]],
    key: str,
    best: int,
    *,
    choice: bool,
) -> Partial:
    among = bases(unknown, choice=choice)
    kinds = preferred(among, gains)
    curve = smoothed(among, gains, kinds)
    again = [_gain(smoothed([basis[rows] for basis in among], gains[:, rows], kinds)) for rows in resamples]
    random = generator(f"{key}/shuffled")
    shuffled = [_shuffled(among, gains[:, random.permutation(len(unknown))]) for _ in range(_SHUFFLES)]
    chosen = np.argmax(curve, axis=0)
    return Partial(
        worth=_worth(_gain(curve), again),
        chance=float(np.quantile(shuffled, _CHANCE)),
        changes=float((chosen != best).mean()),
        choice=chosen,
    )


def _shuffled(among: Sequence[NDArray[np.float64]], gains: NDArray[np.float64]) -> float:
    return _gain(smoothed(among, gains, preferred(among, gains)))


def _gain(expected: NDArray[np.float64]) -> float:
    """The mean of the best at each point, less the best mean."""
    return max(float(expected.max(axis=0).mean() - expected.mean(axis=1).max()), 0.0)


def _worth(value: float, again: Sequence[float]) -> Worth:
    """A value with the interval of its standard error: percentiles would lie too high, as all maxima drawn again do."""
    reach = _REACH * float(np.std(again, ddof=1))
    return Worth(value, max(value - reach, 0.0), value + reach)
