"""What was answered at the points of a design, block by block, and where each unknown was moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.errors import ResultsError
from sim.lab.intervals import CONFIDENCE
from sim.lab.keyed import generator
from sim.lab.sensitivity.designs import BlockMethod, changes

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES = 1_000
_FEWEST_BLOCKS = 2


class Estimate(NamedTuple):
    """A number for each unknown, with the ends of its 95% interval."""

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True)
class Blocks:
    """Answers of one outcome, or of one contrast of policies, at every point of a design in every world.

    `answers`: float64[blocks, points of a block, worlds]. `positions`: float64[blocks, points of a
    block, unknowns], where in its range each unknown stood; a choice stands at its place in the list.
    `choices` says which unknowns are choices: a change of theirs has no size, only a direction.
    Raises ResultsError where an answer is undefined or fewer than two blocks are given.
    """

    method: BlockMethod
    answers: NDArray[np.float64]
    positions: NDArray[np.float64]
    choices: tuple[bool, ...]

    def __post_init__(self) -> None:
        """Refuse what would give indices that look like any others."""
        if len(self.answers) < _FEWEST_BLOCKS:
            raise ResultsError(
                f"results: {len(self.answers)} blocks of points; sensitivity needs at least {_FEWEST_BLOCKS}"
            )
        undefined = int((~np.isfinite(self.answers)).sum())
        if undefined:
            raise ResultsError(
                f"results: {undefined} of {self.answers.size} answers are undefined; "
                "choose an outcome that is defined in every run, or narrow the ranges"
            )
        if self.method == "morris" and ((np.diff(self.positions, axis=1) != 0).sum(axis=(1, 2)) != self.unknowns).any():
            raise ResultsError("results: the points are no trajectories; every step has to move one unknown")

    @property
    def unknowns(self) -> int:
        """How many unknowns were changed."""
        return int(self.positions.shape[2])

    def moves(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """For each block and unknown: the place before it moves, the place after, and by how much it moves.

        Three arrays [blocks, unknowns]; a move is a share of the unknown's range, with its sign.
        """
        places = np.array(changes(self.method, self.unknowns))
        before, after = (np.broadcast_to(side, (len(self.answers), self.unknowns)) for side in places.T)
        if self.method == "morris":
            turn = np.argmax(np.abs(np.diff(self.positions, axis=1)) > 0, axis=1)
            before, after = turn, turn + 1
        rows, columns = np.arange(len(self.answers))[:, None], np.arange(self.unknowns)[None, :]
        size = self.positions[rows, after, columns] - self.positions[rows, before, columns]
        return before, after, np.where(self.choices, np.sign(size), size)


def resampled(blocks: int, worlds: int, key: str) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Which blocks and which worlds stand in each bootstrap sample; the same key gives the same."""
    random = generator(key)
    for _ in range(RESAMPLES):
        yield random.integers(0, blocks, blocks), random.integers(0, worlds, worlds)


def estimate(value: NDArray[np.float64], again: list[NDArray[np.float64]]) -> Estimate:
    """A number for each unknown with the interval that its bootstrap samples give."""
    tail = 0.5 - CONFIDENCE / 2
    low, high = np.quantile(np.stack(again), [tail, 1 - tail], axis=0)
    return Estimate(value, low, high)
