"""How sites that could share parking come to do so, month by month (E25)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, clip, exponential, kernel
from sim.chance import Stream, draw
from sim.records import OPEN, TALKING, UNTOUCHED

_SITES = Stream.PARKING_SITES


@array_kernel
def mean_trust(trust: NDArray[np.float32], first_resident: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean trust of each community's residents: float64[communities]."""
    means = np.zeros(len(first_resident) - 1)
    for place in range(len(means)):
        total = 0.0
        for row in range(first_resident[place], first_resident[place + 1]):
            total += trust[row]
        means[place] = total / max(first_resident[place + 1] - first_resident[place], 1)
    return means


@kernel
def open_share(stage: NDArray[np.uint8]) -> float:
    """Share of sites that share their parking."""
    count = 0
    for row in range(len(stage)):
        count += stage[row] == OPEN
    return count / max(len(stage), 1)


@kernel
def begin_talks(
    identity: NDArray[np.int64],
    stage: NDArray[np.uint8],
    spread: tuple[float, float, float],
    salons: float,
    key: np.uint64,
    month: int,
) -> None:
    """Let the pilot, and sites that hear of others, sit down with the broker, in place.

    `spread` are the chance of a month where all others share, the part of it where none does, and how
    much one salon a year adds.
    """
    fastest, alone, by_salon = spread
    heard = open_share(stage)
    chance = fastest * (alone + (1.0 - alone) * heard) * (1.0 + by_salon * salons)
    for row in range(len(stage)):
        pilot = row == 0 and heard == 0.0
        if stage[row] == UNTOUCHED and (pilot or draw(key, _SITES, month, identity[row])[0] < chance):
            stage[row] = TALKING


@kernel
def agree_to_lend(nuisance: float, trust: float, assurance: float, fees: float, reciprocity: float) -> float:
    """Share of owners who lend their spaces: those whose nuisance the fee and what they get in turn make good."""
    felt = nuisance * (1.0 - trust) * (1.0 - assurance)
    return clip((fees + reciprocity) / max(felt, 1e-9), 0.0, 1.0)


@kernel
def use_spaces(
    sites: tuple[NDArray[np.uint8], NDArray[np.bool_], NDArray[np.int32]],
    size: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    use: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    trust: NDArray[np.float64],
    justice: NDArray[np.float64],
    terms: tuple[float, float, float],
    compliance: tuple[float, float, float],
    speeds: tuple[float, float],
    defection: float,
) -> None:
    """Let owners lend, drivers keep to the rules and conflict follow at sites that share, in place.

    `sites` are stage, chartered, community; `size` the spaces that could be shared, the spaces that are
    short and the nuisance; `use` lent share, compliance, spaces, conflict; `terms` fee to owners,
    reciprocity and what a charter assures; `compliance` without a charter, with sanctions and for full
    fairness; `speeds` of lending and keeping rules, and of conflict.
    """
    stage, chartered, community = sites
    spaces_there, short, nuisance = size
    lent, kept, spaces, conflict = use
    for row in range(len(stage)):
        if stage[row] != OPEN:
            continue
        place = community[row]
        assurance = terms[2] if chartered[row] else 0.0
        lending = agree_to_lend(nuisance[row], trust[place], assurance, terms[0], terms[1])
        keeping = compliance[0]
        if chartered[row]:
            keeping = clip(keeping + compliance[1] + compliance[2] * justice[place], 0.0, 1.0)
        lent[row] += speeds[0] * (lending - lent[row])
        kept[row] += speeds[0] * (keeping - kept[row])
        spaces[row] = spaces_there[row] * lent[row] * kept[row]
        left = clip(1.0 - spaces[row] / max(short[row], 1e-9) + defection * lent[row] * (1.0 - kept[row]), 0.0, 1.0)
        conflict[row] += speeds[1] * (left - conflict[row])


@array_kernel
def calm_by_community(
    community: NDArray[np.int32], conflict: NDArray[np.float64], communities: int
) -> NDArray[np.float64]:
    """How much of the conflict at its sites each community has settled, 0 where it has none: float64[communities]."""
    total, count = np.zeros(communities), np.zeros(communities)
    for row in range(len(community)):
        total[community[row]] += 1.0 - conflict[row]
        count[community[row]] += 1.0
    for place in range(communities):
        total[place] /= max(count[place], 1.0)
    return total


@array_kernel
def spaces_by_community(
    community: NDArray[np.int32], spaces: NDArray[np.float64], communities: int
) -> NDArray[np.float64]:
    """Spaces shared in each community: float64[communities]."""
    total = np.zeros(communities)
    for row in range(len(community)):
        total[community[row]] += spaces[row]
    return total


@kernel
def build(facilities: NDArray[np.float64], invested: NDArray[np.int64], scale: float, decay: float) -> None:
    """Build facilities in every community with what is invested this month, in place; `scale` is fen."""
    for place in range(len(facilities)):
        built = 1.0 - exponential(-invested[place] / scale)
        facilities[place] += (1.0 - facilities[place]) * built - decay * facilities[place]
