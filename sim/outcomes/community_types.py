"""What residents of each kind of community get, where a district has several kinds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import Residents
from sim.kernels.community_types import total_by_type
from sim.outcome import Outcome, declared_in, ratio
from sim.outcomes import participation, residents
from sim.world import MONTHS_PER_YEAR, World

Counted = NDArray[np.uint8] | NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CommunityType:
    """One kind of community: its name in files, and what its residents' home is called."""

    name: str
    en: str
    zh: str


COMMUNITY_TYPES = (
    CommunityType("mixed", "mixed communities", "混合社区"),
    CommunityType("commodity", "new commodity housing", "新建商品房社区"),
    CommunityType("renewal", "rebuilt shanty towns", "棚改社区"),
    CommunityType("village", "former villages", "村改居社区"),
)
"""Every kind, in the order of its number in a committee's column `type`."""


def _satisfied(people: Residents) -> Counted:
    return people.satisfied


def _activities(people: Residents) -> Counted:
    return people.activities


def _with_open_needs(people: Residents) -> Counted:
    waiting: NDArray[np.bool_] = people.needs != 0
    return waiting


_MEASURED: tuple[tuple[Outcome, Callable[[Residents], Counted], int], ...] = (
    (declared_in(residents)["satisfied_share"], _satisfied, 1),
    (declared_in(participation)["participation_rate"], _activities, MONTHS_PER_YEAR),
    (declared_in(residents)["unmet_need_share"], _with_open_needs, 1),
)
"""Outcomes of the whole district that are measured by kind too, what is counted for them, and times how much."""


def _among(kind: int, counted: Callable[[Residents], Counted], times: int, world: World) -> float:
    """Mean of what is counted, in communities of one kind; NaN without such ones, or where kinds are not told apart."""
    if not world.setting.has_types:
        return math.nan
    found, people = total_by_type(counted(world.residents), world.first_resident, world.committees.type, kind)
    return times * ratio(found, people)


def _of_type(whole: Outcome, kind: int, counted: Callable[[Residents], Counted], times: int) -> Outcome:
    """An outcome of the whole district, of one kind's residents alone."""
    home = COMMUNITY_TYPES[kind]
    undefined = "undefined where there are none, or kinds are not told apart"
    return replace(
        whole,
        name=type_outcome(whole.name, home),
        en=f"{whole.en} in {home.en}",
        zh=f"{home.zh}{whole.zh}",
        meaning=f"{whole.meaning}, of those who live in {home.en}; {undefined}",
        source=f"M123, 003; {whole.source}",
        measure=partial(_among, kind, counted, times),
    )


def type_outcome(whole: str, home: CommunityType) -> str:
    """Name of the outcome that tells of one kind what another tells of the whole district."""
    return f"{whole}_{home.name}"


MEASURED_BY_TYPE = tuple(whole.name for whole, _, _ in _MEASURED)
"""Names of the outcomes of the whole district that are measured by kind too."""

BY_TYPE: MappingProxyType[str, Outcome] = MappingProxyType(
    {
        each.name: each
        for whole, counted, times in _MEASURED
        for each in (_of_type(whole, kind, counted, times) for kind in range(len(COMMUNITY_TYPES)))
    }
)
"""The outcomes by kind of community, by name."""
