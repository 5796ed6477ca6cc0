"""Whether the better of two policies stays the better one, and which unknown turns it over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.lab.intervals import t_interval
from sim.lab.sensitivity.blocks import Blocks, Estimate, estimate, resampled
from sim.lab.sensitivity.designs import independent_places

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Flips:
    """How stable the sign of a contrast is over the points of a design.

    `mean` is the mean contrast over points and worlds, `opposite` the share of points at which the
    mean over worlds has the other sign, `opposite_and_matters` those of them at which it is at least as
    large as the smallest difference that matters, `opposite_and_clear` those at which the interval
    over worlds leaves out zero (nan where there is one world). Each is an Estimate of one number.
    `by_unknown` is, for each unknown, the share of changes of it alone that turn the sign over.
    """

    mean: Estimate
    opposite: Estimate
    opposite_and_matters: Estimate
    opposite_and_clear: Estimate
    by_unknown: Estimate


def flips(blocks: Blocks, matters: float, key: str) -> Flips:
    """How often, and by which unknown, the sign of a contrast is turned over."""
    places = independent_places(blocks.method, blocks.unknowns)
    everywhere = blocks.answers.mean(axis=2)
    points, turned = everywhere[:, places], _turned(blocks, everywhere)
    clear = _clear(blocks.answers[:, places])
    whole = _counted(points, clear, matters)
    samples = list(resampled(len(points), 1, key))
    again = np.stack([_counted(points[rows], clear[rows], matters) for rows, _ in samples])
    mean, opposite, matter, clearly = (estimate(whole[[place]], list(again[:, [place]])) for place in range(len(whole)))
    by_unknown = estimate(turned.mean(axis=0), [turned[rows].mean(axis=0) for rows, _ in samples])
    return Flips(mean, opposite, matter, clearly, by_unknown)


def _turned(blocks: Blocks, everywhere: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether changing one unknown alone turns the sign over: bool[blocks, unknowns]."""
    before, after, _ = blocks.moves()
    sign = np.sign(everywhere)
    rows = np.arange(len(sign))[:, None]
    return np.asarray(sign[rows, before] * sign[rows, after] < 0)


def _clear(answers: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sign of each point's contrast where its interval over worlds leaves out zero; nan for one world."""
    blocks, places, worlds = answers.shape
    if worlds == 1:
        return np.full((blocks, places), np.nan)
    interval = t_interval(answers.reshape(-1, worlds))
    return np.where(interval.low > 0, 1.0, np.where(interval.high < 0, -1.0, 0.0)).reshape(blocks, places)


def _counted(points: NDArray[np.float64], clear: NDArray[np.float64], matters: float) -> NDArray[np.float64]:
    """Mean contrast, and the shares of points that are opposite, opposite and matter, opposite and clear."""
    mean = points.mean()
    opposite = points * np.sign(mean) < 0
    known = np.where(np.isnan(clear), np.nan, clear * np.sign(mean) < 0)
    shares = [opposite.mean(), (opposite & (np.abs(points) >= matters)).mean(), known.mean()]
    return np.array([mean, *shares])
