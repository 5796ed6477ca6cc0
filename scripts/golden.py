"""Store what small runs of the bundled scenarios give, so that no change of results goes unnoticed.

`python scripts/golden.py` writes tests/golden/runs.json; `tests/golden/test_golden.py` compares with it. Whoever
makes it anew notes "results change: yes" in the changelog.
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

from sim.declare import Value
from sim.model import simulate
from sim.outcomes import OUTCOMES
from sim.scenario import load_scenario

STORED = Path(__file__).resolve().parent.parent / "tests" / "golden" / "runs.json"
SCENARIOS = ("baseline", "guangzhou", "late_pay", "evaluation_sweep")
SEEDS = (2012, 2016)
SMALL: dict[str, Value] = {
    "setting.streets": 2,
    "setting.communities_per_street": 4,
    "setting.residents_per_community": 60,
}
_DIGITS = 12


def run(name: str, seed: int) -> dict[str, object]:
    """Every outcome of a small run to twelve digits, and the hash of all its months to as many."""
    found = simulate(load_scenario(name).with_values(SMALL), seed)
    digest = hashlib.sha256()
    for outcome in OUTCOMES:
        months = ",".join(_digits(value) for value in found.series[outcome])
        digest.update(f"{outcome}={_digits(found.outcomes[outcome])}:{months};".encode())
    return {
        "sha256": digest.hexdigest(),
        "outcomes": {outcome: _digits(found.outcomes[outcome]) for outcome in OUTCOMES},
    }


def runs() -> dict[str, dict[str, object]]:
    """All stored runs by scenario and seed."""
    return {f"{name} {seed}": run(name, seed) for name in SCENARIOS for seed in SEEDS}


def main() -> None:
    """Write the stored runs anew and say what changed."""
    before = json.loads(STORED.read_text(encoding="utf-8")) if STORED.is_file() else {}
    after = runs()
    STORED.parent.mkdir(parents=True, exist_ok=True)
    STORED.write_text(json.dumps(after, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    changed = [name for name, found in after.items() if before.get(name) != found]
    if changed:
        print(f"results change: yes ({', '.join(changed)}); say so in CHANGELOG.md")
    else:
        print("results change: no")


def _digits(value: float) -> str:
    return "undefined" if math.isnan(value) else f"{value:.{_DIGITS}g}"


if __name__ == "__main__":
    main()
