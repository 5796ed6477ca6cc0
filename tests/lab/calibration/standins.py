"""A model whose non-implausible region is known: two coefficients act, a third does nothing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.lab.calibration.specification import Specification
from sim.lab.sweep import sweep
from sim.lab.targets import SERIES

if TYPE_CHECKING:
    from sim.lab.calibration.measuring import Sweeper
    from sim.lab.ending import SweepReport
    from sim.lab.plan import Plan
    from sim.scenario import Scenario

CURVED = "tests.lab.calibration.standins:curved"
JUMPING = "tests.lab.calibration.standins:jumping"
LATE = "tests.lab.calibration.standins:late"
LUCK = 0.004
MONTHS = 24
STRAIGHT = "coefficients.service.asking_without_trust"
SQUARED = "coefficients.service.inner_motive"
IDLE = "coefficients.service.groups_without_money"


def curved(scenario: Scenario, world_seed: int) -> SimpleNamespace:
    """`never` is the first coefficient, `frequent` the square of the second, both with a little luck."""
    luck = LUCK * np.random.Generator(np.random.PCG64DXSM(world_seed)).standard_normal(2)
    series = {name: np.zeros(MONTHS) for name in SERIES}
    series["never_share"] += scenario.coefficients.service.asking_without_trust + luck[0]
    series["frequent_share"] += scenario.coefficients.service.inner_motive**2 + luck[1]
    return SimpleNamespace(outcomes={"satisfied_share": 0.5}, series=series)


def jumping(scenario: Scenario, world_seed: int) -> SimpleNamespace:
    """`never` is flat but for a few far-off values that no smooth function foretells."""
    run = curved(scenario, world_seed)
    first = scenario.coefficients.service.asking_without_trust
    run.series["never_share"][:] = 0.5 + (1000.0 if int(first * 40) % 15 == 5 else 1e-3 * first)
    return run


def late(scenario: Scenario, world_seed: int) -> SimpleNamespace:
    """Late payment costs satisfaction in every set, by more where the first coefficient is large."""
    luck = LUCK * np.random.Generator(np.random.PCG64DXSM(world_seed)).standard_normal()
    lost = 0.01 * scenario.policy.payment.delay_months * scenario.coefficients.service.asking_without_trust
    months = np.full(MONTHS, 0.6 + luck - lost)
    return SimpleNamespace(outcomes={"satisfied_share": float(months[-1])}, series={"satisfied_share": months})


def table(**changes: Any) -> dict[str, Any]:
    """A calibration's file: 0.529 and 0.101 are the facts' values, 0.05 and 0.02 their errors."""
    return {
        "name": "standin",
        "title_en": "Stand-in",
        "title_zh": "替身",
        "why": "Its answer is known.",
        "seed": 2012,
        "worlds": 4,
        "points": 40,
        "waves": 3,
        "particles": 400,
        "acceptance": {"seed": 2013, "worlds": 4, "points": 60, "rounds": 2, "sets": 40},
        "parameter": [{"path": STRAIGHT}, {"path": SQUARED}, {"path": IDLE}],
        "target": [
            {"name": "never", "observation_sd": 0.05, "discrepancy_sd": 0.0},
            {"name": "frequent", "observation_sd": 0.02, "discrepancy_sd": 0.0},
        ],
        **changes,
    }


def specification(**changes: Any) -> Specification:
    return Specification.model_validate(table(**changes))


def inline(function: str = CURVED) -> Sweeper:
    """Runs a plan in this process with a stand-in for the model."""

    def run(plan: Plan, folder: Path) -> SweepReport:
        return sweep(plan, folder, jobs=0, function=function)

    return run
