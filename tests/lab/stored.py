"""A finished results folder out of numbers that a test chooses, without a single run of the model."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.lab.durable import file_sha256
from sim.lab.experiment import read_experiment
from sim.lab.plan import Plan, make_plan
from sim.lab.planfile import plan_file
from sim.lab.resolved import experiment_toml

DATA = Path(__file__).parent / "data"
DELAY = "policy.payment.delay_months"
QUESTION: dict[str, Any] = {
    "name": "stored",
    "question_en": "Which policy?",
    "question_zh": "哪项政策？",
    "scenario": "guangzhou",
    "seed": 9,
    "worlds": 4,
    "outcomes": ["satisfied_share"],
    "policy": [
        {"name": "slow", "label_en": "Slow pay", "label_zh": "拨款慢", "set": {DELAY: 6}},
        {"name": "prompt", "label_en": "Prompt pay", "label_zh": "及时拨款", "set": {DELAY: 0}},
    ],
}

Number = Callable[[str, str, int], Mapping[str, Any]]
"""From policy, set ("" where there are none) and world to the columns of that run."""


def store(folder: Path, numbers: Number, drop: int | None = None, **changes: Any) -> Path:
    """Write a results folder whose runs have the numbers given; without run `drop`."""
    plan = make_plan(read_experiment({**QUESTION, **changes}, "stored.toml", DATA))
    folder.mkdir()
    (folder / "plan.json").write_bytes(plan_file(plan))
    (folder / "experiment.toml").write_text(experiment_toml(plan.experiment), encoding="utf-8")
    rows = _table(plan, numbers)
    table = rows if drop is None else rows.drop(drop)
    table.to_parquet(folder / "results.parquet")
    outputs = {name: file_sha256(folder / name) for name in ("plan.json", "experiment.toml", "results.parquet")}
    design = {"design_sha256": plan.design_sha256, "worlds": plan.worlds}
    manifest = {"outputs": outputs, **design, "failed": 0 if drop is None else 1}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _table(plan: Plan, numbers: Number) -> pd.DataFrame:
    rows = []
    for run in plan.runs():
        policy = plan.policies[run.policy]
        row = {"run": run.index, "key": run.key, "policy": policy.name, "world": run.world, **policy.values}
        name = plan.sets[run.set].name if plan.sets else ""
        if plan.sets:
            row |= {"set": name, **plan.sets[run.set].values}
        rows.append({**row, **numbers(policy.name, name, run.world)})
    return pd.DataFrame(rows)


def luck(policy: str, world: int) -> float:
    """Numbers that add up to zero over four worlds, other ones for each policy."""
    turn = {"baseline": 0, "slow": 1, "prompt": 2}.get(policy, 3)
    return float(np.roll([-0.03, 0.01, 0.03, -0.01], turn)[world])
