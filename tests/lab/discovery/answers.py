"""Results of a sweep over conditions whose failures follow a rule, under every kind of value that a lever can have."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from tests.lab.discovery.published import lattice

if TYPE_CHECKING:
    from sim.lab.results import Results

DELAY = "policy.payment.delay_months"
ROUNDS = "policy.evaluation.rounds_per_year"
ONLINE = "policy.matching.online"
PAYER = "policy.evaluation.payer"
RESERVE = "coefficients.budget.small_reserve"
STAFF = "setting.committee_staff"
PAYERS = ("agency", "funder")
WORLDS = 3


def late_and_often(points: int = 400) -> Results:
    """Fails (0.5 satisfied, else 0.7) with 6 evaluations or more a year, offline, and reserves below one month.

    Worlds differ by 0.01 up and down; the baseline has 0.6 in the middle world.
    """
    spread = lattice(points, 5)
    rows = [
        {
            DELAY: 8.0 * delay,
            ROUNDS: int(rounds * 12),
            ONLINE: bool(online > 0.5),
            PAYER: PAYERS[int(payer * 2)],
            RESERVE: 0.5 + 1.5 * reserve,
        }
        for delay, rounds, online, payer, reserve in spread.tolist()
    ]
    first = {DELAY: 2.0, ROUNDS: 5, ONLINE: False, PAYER: "funder", RESERVE: 1.0}
    fails = [row[ROUNDS] >= 6 and not row[ONLINE] and row[RESERVE] < 1.0 for row in rows]
    levels = [0.6, *(0.5 if bad else 0.7 for bad in fails)]
    policies: list[dict[str, Any]] = [{"name": "baseline", "values": first}]
    policies += [{"name": f"sample_{number}", "values": row} for number, row in enumerate(rows)]
    runs = [
        {"policy": policy["name"], "world": world, **policy["values"], "satisfied_share": level + 0.01 * (world - 1)}
        for world in range(WORLDS)
        for policy, level in zip(policies, levels, strict=True)
    ]
    table = pd.DataFrame(runs)
    table["turnover_rate"] = np.where(table["policy"] == "sample_3", np.nan, 0.2)
    experiment = SimpleNamespace(seed=7, policy=())
    return cast(
        "Results",
        SimpleNamespace(
            folder=Path("answer"), manifest={}, table=table, plan={"policies": policies, "varying": list(first)},
            experiment=experiment,
        ),
    )  # fmt: skip


def two_policies_over_sets(sets: int = 200) -> Results:
    """Two policies under the same sets: the baseline has 0.7, the other 0.5 where reserves are above 1.5 months."""
    reserves = 0.5 + 1.5 * lattice(sets, 1)[:, 0]
    levels = {"baseline": np.full(sets, 0.7), "bold": np.where(reserves > 1.5, 0.5, 0.8)}
    runs = [
        {
            "policy": policy,
            "world": world,
            "set": str(number),
            RESERVE: reserves[number],
            STAFF: 5 + number % 3,
            "satisfied_share": level[number] + 0.01 * world,
        }
        for world in range(WORLDS)
        for number in range(sets)
        for policy, level in levels.items()
    ]
    plan = {
        "policies": [{"name": "baseline", "values": {}}, {"name": "bold", "values": {}}],
        "varying": [],
        "sets": [str(number) for number in range(sets)],
        "uncertain": [RESERVE, STAFF],
    }
    experiment = SimpleNamespace(seed=7, policy=())
    table = pd.DataFrame(runs)
    return cast(
        "Results", SimpleNamespace(folder=Path("over"), table=table, plan=plan, experiment=experiment, manifest={})
    )
