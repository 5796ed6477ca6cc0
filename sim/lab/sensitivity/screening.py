"""Which of many unknowns matter at all: elementary effects (Morris 1991; Campolongo et al. 2007).

An elementary effect is what an outcome changes when one unknown moves through its whole range, from
wherever the others happen to be. It is taken in the same worlds and averaged over them before its
sign is dropped, since luck that is left over would otherwise count as an effect.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.lab.sensitivity.blocks import Blocks, Estimate, estimate, resampled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Screening:
    """For each unknown, in the outcome's unit for its whole range.

    `effect` is the mean effect (mu), `size` the mean size whatever the sign (mu*), `spread` how much
    the effect differs with the others (sigma). `luck` is the size that would come out if the unknown
    did nothing and only luck differed between worlds: what is no larger is not told from nothing.
    """

    effect: Estimate
    size: Estimate
    spread: Estimate
    luck: NDArray[np.float64]


def screen(blocks: Blocks, key: str) -> Screening:
    """Elementary effects of every unknown over the trajectories of a design, with bootstrap intervals."""
    effects = elementary_effects(blocks)
    known = effects.mean(axis=2)
    samples = [known[rows] for rows, _ in resampled(len(known), 1, key)]
    return Screening(
        effect=estimate(known.mean(axis=0), [again.mean(axis=0) for again in samples]),
        size=estimate(np.abs(known).mean(axis=0), [np.abs(again).mean(axis=0) for again in samples]),
        spread=estimate(known.std(axis=0, ddof=1), [again.std(axis=0, ddof=1) for again in samples]),
        luck=_luck(effects),
    )


def elementary_effects(blocks: Blocks) -> NDArray[np.float64]:
    """The effect of each unknown over its whole range: float64[trajectories, unknowns, worlds]."""
    before, after, size = blocks.moves()
    rows = np.arange(len(blocks.answers))[:, None]
    change = blocks.answers[rows, after] - blocks.answers[rows, before]
    return np.asarray(change / size[:, :, None])


def _luck(effects: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean size of effects that differ between worlds by luck alone; nan where there is one world."""
    worlds = effects.shape[2]
    if worlds == 1:
        return np.full(effects.shape[1], np.nan)
    error = effects.std(axis=2, ddof=1) / math.sqrt(worlds)
    return np.asarray(math.sqrt(2 / math.pi) * error.mean(axis=0))
