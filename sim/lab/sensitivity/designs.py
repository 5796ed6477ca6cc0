"""Points at which unknowns are changed one by one: Morris trajectories and Saltelli matrices.

Points lie in the unit cube and come in blocks. A block of Morris (1991, *Technometrics* 33:161) is a
trajectory: a start, and then every unknown moved once, in an order of its own. A block of Saltelli et
al. (2010, *Comput. Phys. Commun.* 181:259) is a point A, for each unknown A with that one taken from a
second point B, and B itself. The same seed gives the same points.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from sim.lab.keyed import generator

if TYPE_CHECKING:
    from numpy.typing import NDArray

BlockMethod = Literal["morris", "saltelli"]
BLOCK_METHODS: tuple[BlockMethod, ...] = get_args(BlockMethod)
LEVELS = 4
STEP = LEVELS / (2 * (LEVELS - 1))


def block_method(name: str) -> BlockMethod | None:
    """The method of this name, if it is one that moves unknowns one by one."""
    return next((method for method in BLOCK_METHODS if method == name), None)


def block_size(method: BlockMethod, unknowns: int) -> int:
    """How many points a block has."""
    return unknowns + (1 if method == "morris" else 2)


def block_points(method: BlockMethod, blocks: int, unknowns: int, seed: int) -> NDArray[np.float64]:
    """The points of a design, block after block: float64[blocks * block size, unknowns], from 0 to 1."""
    make = {"morris": trajectories, "saltelli": saltelli_blocks}[method]
    return make(blocks, unknowns, seed).reshape(-1, unknowns)


def trajectories(count: int, unknowns: int, seed: int) -> NDArray[np.float64]:
    """Morris trajectories on four levels: float64[count, unknowns + 1, unknowns].

    Every step moves one unknown by two thirds of its range. The four steps that are possible for an
    unknown (two up, two down) are taken equally often, as nearly as the count allows.
    """
    random = generator(f"{seed}/morris")
    kind = np.stack([random.permutation(np.arange(count) % 4) for _ in range(unknowns)], axis=1)
    order = np.stack([random.permutation(unknowns) for _ in range(count)])
    low, rises = (kind % 2) / (LEVELS - 1), kind < 2  # noqa: PLR2004  two of the four steps go up
    start = np.where(rises, low, low + STEP)
    end = np.where(rises, low + STEP, low)
    turn = np.argsort(order, axis=1)  # after which step each unknown has moved
    moved = np.arange(unknowns + 1)[None, :, None] > turn[:, None, :]
    return np.where(moved, end[:, None, :], start[:, None, :])


def saltelli_blocks(count: int, unknowns: int, seed: int) -> NDArray[np.float64]:
    """Blocks A, A with one unknown of B, B: float64[count, unknowns + 2, unknowns].

    A and B are two halves of one scrambled Sobol' sample, whose size is best a power of two.
    """
    from scipy.stats import qmc

    drawn = qmc.Sobol(2 * unknowns, rng=generator(f"{seed}/saltelli")).random(count)
    first, second = drawn[:, :unknowns], drawn[:, unknowns:]
    mixed = np.where(np.eye(unknowns, dtype=bool), second[:, None, :], first[:, None, :])
    return np.concatenate([first[:, None, :], mixed, second[:, None, :]], axis=1)


def changes(method: BlockMethod, unknowns: int) -> list[tuple[int, int]]:
    """The places in a block that differ in one unknown: steps of a trajectory, or A and each mixture.

    A step of a trajectory moves another unknown in each block; the n-th of a mixture moves the n-th.
    """
    if method == "morris":
        return list(itertools.pairwise(range(unknowns + 1)))
    return [(0, place) for place in range(1, unknowns + 1)]


def independent_places(method: BlockMethod, unknowns: int) -> list[int]:
    """The places in a block that stand for the ranges evenly: the whole trajectory, or A and B."""
    return list(range(unknowns + 1)) if method == "morris" else [0, unknowns + 1]
