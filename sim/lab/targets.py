"""The facts that the model is calibrated on, and what the model says to each.

Only facts with role `calibrate` stand here. The same measures serve the calibration and the test that
holds the model to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.chance import world_seed
from sim.model import Run, simulate
from sim.scenario import Scenario
from sim.world import MONTHS_PER_YEAR

FOUR_YEARS = 48
SERIES = (
    "satisfied_share",
    "never_share",
    "occasional_share",
    "regular_share",
    "frequent_share",
    "turnover_rate",
    "responsive_community_share",
    "council_sessions",
    "group_growth_rate",
    "violations",
    "agencies_alive",
)
"""The outcomes whose months the targets are read from."""
NOT_FITTED: Mapping[str, str] = {
    "G12": "it sets the places in Guangzhou's incubator and is no result of the model",
    "G19": "it is the growth of G20, counted in organisations of the whole city",
    "G21-25": "ratings follow its shape wherever organisations are rated: it is put in",
    "B3": "one group in one year; tests of community organisations hold that a group without money does not grow",
}
"""Facts with role `calibrate` that no target measures, and why."""


@dataclass(frozen=True, slots=True)
class Target:
    """One fact: its code, where it holds, what it says in English and Chinese, its value, the band that counts as met.

    `measure` gives the model's value in one run of `scenario`.
    """

    name: str
    fact: str
    scenario: str
    meaning: str
    meaning_zh: str
    value: float
    low: float
    high: float
    measure: Callable[[Run], float]
    only_start: bool = False
    """Whether month 0 alone decides."""

    def met(self, value: float) -> bool:
        """Say whether a value lies in the band."""
        return self.low <= value <= self.high


def _first(name: str) -> Callable[[Run], float]:
    return lambda run: float(run.series[name][0])


def _mean(name: str) -> Callable[[Run], float]:
    return lambda run: float(np.nanmean(run.series[name]))


def _after_first_year(name: str) -> Callable[[Run], float]:
    return lambda run: float(np.mean(run.series[name][12:]))


def _four_years(name: str) -> Callable[[Run], float]:
    return lambda run: float(np.sum(run.series[name][:FOUR_YEARS]))


def _violations(run: Run) -> float:
    years = float(np.nansum(run.series["agencies_alive"])) / MONTHS_PER_YEAR
    return float(np.nansum(run.series["violations"])) / years


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target(
            "satisfied_at_start",
            "G2",
            "guangzhou",
            "satisfied residents at month 0 (share)",
            "第0月满意的居民（占比）",
            0.5986,
            0.5936,
            0.6036,
            _first("satisfied_share"),
            only_start=True,
        ),
        Target(
            "turnover",
            "G38",
            "guangzhou",
            "social workers leaving (share per year)",
            "社工年离职（占比）",
            0.2455,
            0.2405,
            0.2505,
            _mean("turnover_rate"),
        ),
        Target(
            "sessions",
            "G6",
            "guangzhou",
            "sessions per council in four years",
            "四年内每个议事会的场次",
            4.57,
            4.113,
            5.027,
            _four_years("council_sessions"),
        ),
        Target(
            "growth",
            "G20",
            "guangzhou",
            "growth of registered organisations (share per year)",
            "登记社会组织增长（年增长率）",
            0.0737,
            0.06,
            0.09,
            _mean("group_growth_rate"),
        ),
        Target(
            "struck_off",
            "G27",
            "guangzhou",
            "agencies struck off for violations (share per year; about 1%)",
            "因违规被撤销的机构（年占比，约1%）",
            0.01,
            0.005,
            0.02,
            _violations,
        ),
        Target(
            "never",
            "H6",
            "baseline",
            "residents who join nothing in a year (share; more than 0.50)",
            "全年未参与的居民（占比，超过0.50）",
            0.529,
            0.519,
            0.539,
            _after_first_year("never_share"),
        ),
        Target(
            "occasional",
            "H7",
            "baseline",
            "residents who join one or two activities (share)",
            "全年参与1至2次的居民（占比）",
            0.155,
            0.145,
            0.165,
            _after_first_year("occasional_share"),
        ),
        Target(
            "regular",
            "H6-H8",
            "baseline",
            "residents who join three to six (share; what the others leave)",
            "全年参与3至6次的居民（占比，由其余推得）",
            0.215,
            0.205,
            0.225,
            _after_first_year("regular_share"),
        ),
        Target(
            "frequent",
            "H8",
            "baseline",
            "residents who join seven or more (share)",
            "全年参与7次及以上的居民（占比）",
            0.101,
            0.091,
            0.111,
            _after_first_year("frequent_share"),
        ),
        Target(
            "responsive",
            "H5",
            "baseline",
            "communities with a responsive project (share; at most 0.09)",
            "有回应性项目的社区（占比，至多0.09）",
            0.08,
            0.0,
            0.09,
            _mean("responsive_community_share"),
        ),
    )
}


def measure_targets(
    scenarios: Mapping[str, Scenario], names: Sequence[str], root: int, worlds: int
) -> dict[str, NDArray[np.float64]]:
    """Measure the named targets in worlds 0 to `worlds` - 1 of a root seed: float64[worlds] each.

    `scenarios` gives the scenario of each name that the targets ask for.
    """
    asked = [TARGETS[name] for name in names]
    found: dict[str, list[float]] = {name: [] for name in names}
    for name in sorted({target.scenario for target in asked}):
        scenario = scenarios[name]
        if all(target.only_start for target in asked if target.scenario == name):
            scenario = scenario.with_values({"setting.months": 1})
        for world in range(worlds):
            run = simulate(scenario, world_seed(root, world), series=SERIES, measured=SERIES)
            for target in asked:
                if target.scenario == name:
                    found[target.name].append(target.measure(run))
    return {name: np.array(values) for name, values in found.items()}
