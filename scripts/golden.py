"""Store what small runs of the bundled scenarios give, so that no change of results goes unnoticed.

`python scripts/golden.py` writes tests/golden/runs.json; `tests/golden/test_golden.py` compares with it. Whoever
makes it anew notes "results change: yes" in the changelog.
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.declare import Value
from sim.model import simulate
from sim.outcomes import OUTCOMES
from sim.scenario import load_scenario

STORED = Path(__file__).resolve().parent.parent / "tests" / "golden" / "runs.json"
SCENARIOS = (
    "baseline",
    "guangzhou",
    "late_pay",
    "evaluation_sweep",
    "beijing_joint_office",
    "changsha_matching",
    "district_platform",
    "hebei",
    "internal_development",
    "shanghai_tangqiao",
    "tidal_parking",
)
SEEDS = (2012, 2016)
SMALL: dict[str, Value] = {
    "setting.streets": 2,
    "setting.communities_per_street": 4,
    "setting.residents_per_community": 60,
    "setting.violations_per_year": 0.1,
}
_DIGITS = 12
_HASH_SIGNS = 16

Run = dict[str, dict[str, str]]


def run(name: str, seed: int) -> Run:
    """Every outcome of a small run to twelve digits, and a hash of all its months to as many."""
    found = simulate(load_scenario(name).with_values(SMALL), seed)
    return {
        "outcomes": {outcome: _digits(found.outcomes[outcome]) for outcome in OUTCOMES},
        "months": {outcome: _hash(found.series[outcome]) for outcome in OUTCOMES},
    }


def runs() -> dict[str, Run]:
    """All stored runs by scenario and seed."""
    return {f"{name} {seed}": run(name, seed) for name in SCENARIOS for seed in SEEDS}


def main() -> None:
    """Write the stored runs anew and say what changed."""
    before = json.loads(STORED.read_text(encoding="utf-8")) if STORED.is_file() else {}
    after = runs()
    STORED.parent.mkdir(parents=True, exist_ok=True)
    STORED.write_text(json.dumps(after, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    changed = sorted({outcome for name in before for outcome in moved(before[name], after[name])})
    if changed:
        print(f"results change: yes ({', '.join(changed)}); say so in CHANGELOG.md")
    else:
        print("results change: no")


def moved(before: Run, after: Run) -> list[str]:
    """Outcomes that both runs have and that are not the same in both."""
    return [
        outcome
        for outcome in OUTCOMES
        if outcome in before["outcomes"] and any(before[part][outcome] != after[part][outcome] for part in before)
    ]


def _hash(months: NDArray[np.float64]) -> str:
    return hashlib.sha256(",".join(_digits(value) for value in months).encode()).hexdigest()[:_HASH_SIGNS]


def _digits(value: float) -> str:
    return "undefined" if math.isnan(value) else f"{value:.{_DIGITS}g}"


if __name__ == "__main__":
    main()
