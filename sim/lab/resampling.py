"""Means over worlds and states drawn anew: how sure an answer is that rests on many numbers at once.

Worlds and states are drawn independently and for all rows alike (the pigeonhole bootstrap, Owen 2007,
*Annals of Applied Statistics* 1:386).
"""

from __future__ import annotations

import numpy as np

from sim.lab.intervals import Rows
from sim.lab.keyed import generator

RESAMPLES = 1_999
_MOST_NUMBERS = 5_000_000


def resampled_means(values: Rows, key: str) -> Rows:
    """The mean of each row of rows x states x worlds in every resample: resamples x rows."""
    rows, states, worlds = values.shape
    drawn = generator(key)
    at_once = max(1, min(RESAMPLES, _MOST_NUMBERS // (rows * states)))
    pieces = []
    for start in range(0, RESAMPLES, at_once):
        count = min(at_once, RESAMPLES - start)
        of_worlds = drawn.multinomial(worlds, np.full(worlds, 1 / worlds), count) / worlds
        of_states = drawn.multinomial(states, np.full(states, 1 / states), count) / states
        by_state = (values.reshape(-1, worlds) @ of_worlds.T).reshape(rows, states, count)
        pieces.append(np.einsum("rsc,cs->cr", by_state, of_states))
    return np.concatenate(pieces)
