"""P7 and P8: who outlives the end of support, by how mature they are (E20 alone must show both)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import CIRCLE
from sim.chance import world_seed
from sim.declare import Value
from sim.lab.patterns.finding import ROOT_SEED, Finding, Pattern, reading
from sim.model import ThreeSocietyModel
from sim.scenario import Change, load_scenario
from sim.world import World

_ENDS = 36
_YEAR, _LATER = 12, 24
_TIMES = 2.0
_HALF = 0.5
_UNPROTECTED: dict[str, Value] = {"coefficients.groups.life.maturity_protects": 0.0}
_SERVED: dict[str, Value] = {"policy.incubation.support_agency": True}
_CULTIVATED: dict[str, Value] = {**_SERVED, "policy.incubation.coaching_hours": 16.0}
_HATCHED: dict[str, Value] = {"policy.incubation.slots_per_year": 24, "policy.incubation.coaching_hours": 16.0}
_GONE: dict[str, Value] = {"policy.incubation.support_agency": False, "policy.incubation.coaching_hours": 0.0}


@dataclass(frozen=True, slots=True)
class _Outlived:
    """Groups when support ends: their maturity, for how many months each lived on, and what service is retained."""

    maturity: NDArray[np.float64]
    lived: NDArray[np.int64]
    retained: float


def _groups(world: World) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int32]]:
    """Numbers, maturity and members of the groups on file."""
    rows, groups = world.organisations, slice(world.first_group, len(world.organisations))
    filed = rows.alive[groups] & (rows.stage[groups] > CIRCLE)
    return rows.identity[groups][filed], rows.maturity[groups][filed], rows.members[groups][filed]


def _outlive(name: str, values: Mapping[str, Value], ends: Mapping[str, Value], world: int, months: int) -> _Outlived:
    """Live until support ends and so many months on; retained is maturity times members (M67) over members before."""
    scenario = load_scenario(name).with_values(values)
    changed = replace(scenario, changes=(Change(month=_ENDS, values=dict(ends)),))
    model = ThreeSocietyModel(changed, rng=world_seed(ROOT_SEED, world), collect=())
    while model.world.month < _ENDS:
        model.step()
    numbers, maturity, members = _groups(model.world)
    lived = np.zeros(len(numbers), dtype=np.int64)
    for _ in range(months):
        model.step()
        lived += np.isin(numbers, _groups(model.world)[0])
    after = _groups(model.world)
    return _Outlived(maturity, lived, float((after[1] * after[2]).sum()) / max(int(members.sum()), 1))


def _rates(found: _Outlived) -> tuple[float, float]:
    """Rates of dying a month in the year after, of the least mature third of groups and of the most mature."""
    order = np.argsort(found.maturity, kind="stable")
    thirds = np.array_split(found.lived[order], 3)
    low, high = (
        float((third < _YEAR).sum()) / max(int(np.minimum(third + 1, _YEAR).sum()), 1)
        for third in (thirds[0], thirds[2])
    )
    return low, high


def _judge_cut(values: Mapping[str, Value], worlds: int) -> Finding:
    cut: dict[str, Value] = {"policy.purchase.group_grant_yuan": 0.0}
    found = [_outlive("guangzhou", values, cut, world, _YEAR) for world in range(worlds)]
    low, high = np.array([_rates(each) for each in found]).T
    excess = reading("rate of the least mature third less twice that of the most mature", low - _TIMES * high)
    hatched = [_outlive("guangzhou", {**values, **_HATCHED}, cut, world, _YEAR) for world in range(worlds)]
    coached = reading(
        "rate of the least mature third where groups are coached", np.array([_rates(each)[0] for each in hatched])
    )
    unripe, ripe = reading("rate of the least mature third", low), reading("rate of the most mature third", high)
    words = (
        f"after a cut the least mature end {unripe.value / max(ripe.value, 1e-9):.1f} times as often as the most mature"
    )
    return Finding(excess.low > 0.0, (unripe, ripe, excess, coached), words)


def _judge_exit(values: Mapping[str, Value], worlds: int) -> Finding:
    arms = [
        [_outlive("baseline", {**values, **arm}, _GONE, world, _LATER) for world in range(worlds)]
        for arm in (_SERVED, _CULTIVATED)
    ]
    served, cultivated = (
        reading(f"service retained where groups were {how}", np.array([each.retained for each in arm]))
        for how, arm in zip(("only served", "coached"), arms, strict=True)
    )
    matured = [reading("maturity when it left", np.array([each.maturity.mean() for each in arm])) for arm in arms]
    words = (
        f"two years after the agency left, {served.value:.0%} of service is retained at a maturity of "
        f"{matured[0].value:.2f}, {cultivated.value:.0%} at {matured[1].value:.2f}"
    )
    return Finding(served.high < _HALF < cultivated.low, (served, cultivated, *matured), words)


P7 = Pattern(
    "P7",
    "When grants stop, the least mature third of groups end more than twice as often as the most mature third.",
    "maturity that protects nobody",
    lambda worlds: _judge_cut({}, worlds),
    lambda worlds: _judge_cut(_UNPROTECTED, worlds),
)
P8 = Pattern(
    "P8",
    "When an agency from outside leaves, service collapses where groups were only served and persists where they were "
    "helped to mature.",
    "maturity that protects nobody",
    lambda worlds: _judge_exit({}, worlds),
    lambda worlds: _judge_exit(_UNPROTECTED, worlds),
)
