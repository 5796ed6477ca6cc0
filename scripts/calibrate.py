"""Solve the coefficients that the sources' calibration facts fix, and say how well they then fit.

Each unknown answers to one fact and is solved by a bracketing root finder in the same worlds, in turn,
round by round until no value moves. Reference states are the means of the baseline and of Guangzhou.
The solved values go to `sim/data/calibrated.toml`, the fit in fresh worlds to `docs/calibration.md`.
Run it by `make calibrate`; `python scripts/calibrate.py --check` only measures the fit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.stats import t

from sim.chance import world_seed
from sim.declare import Value
from sim.domains import DOMAIN_COUNT
from sim.lab.targets import TARGETS, measure_targets
from sim.model import ThreeSocietyModel
from sim.scenario import COEFFICIENTS, Scenario, load_scenario, model_version

ROOT = Path(__file__).resolve().parent.parent
SOLVING_SEED = 20_121
FRESH_SEED, FRESH_WORLDS = 20_161, 200
MOST_ROUNDS = 5
SETTLED = 0.004


@dataclass(frozen=True)
class Unknown:
    """A coefficient, the target that fixes it, and where the root is looked for."""

    path: str
    target: str
    low: float
    high: float
    worlds: int = 16


UNKNOWNS = (
    Unknown("coefficients.knowledge.resident_hours", "responsive", 0.005, 0.3),
    Unknown("coefficients.participation.lapse_chance", "never", 0.0, 0.2),
    Unknown("coefficients.participation.mean_rate", "frequent", 2.5, 7.0),
    Unknown("coefficients.council.readiness", "sessions", -10.0, 4.0),
    Unknown("coefficients.groups.births.registration_chance", "growth", 0.01, 0.05, 96),
    Unknown("coefficients.workforce.base_readiness", "turnover", -8.0, -1.0, 64),
    Unknown("coefficients.satisfaction.threshold", "satisfied_at_start", -0.5, 1.8, 48),
)


def _open_mean(model: ThreeSocietyModel, column: str) -> float:
    people = model.world.residents
    return float(np.mean(getattr(people, column)[people.kind > 0], dtype=np.float64))


def _mean(model: ThreeSocietyModel, column: str) -> float:
    return float(np.mean(getattr(model.world.residents, column), dtype=np.float64))


def _resolved(model: ThreeSocietyModel) -> float:
    people = model.world.residents
    solved = int(np.count_nonzero((people.contact > 0) & (people.contact % 2 == 0)))
    still_open = sum(int(np.count_nonzero(people.needs >> bit & 1)) for bit in range(DOMAIN_COUNT))
    return solved / max(still_open + solved, 1)


def _members(model: ThreeSocietyModel) -> float:
    people = model.world.residents
    return float(np.mean(people.group[people.kind > 0] >= 0))


References = Mapping[str, tuple[str, Callable[[ThreeSocietyModel], float]]]
REFERENCES: References = {
    "coefficients.participation.usual_fit": ("baseline", lambda m: float(m.world.mean_fit().mean())),
    "coefficients.participation.usual_efficacy": ("baseline", lambda m: _open_mean(m, "efficacy")),
    "coefficients.participation.usual_trust": ("baseline", lambda m: _open_mean(m, "trust_committee")),
    "coefficients.participation.usual_membership": ("baseline", _members),
    "coefficients.participation.usual_neighbours": (
        "baseline",
        lambda m: float(np.mean(m.world.residents.activities > 0)),
    ),
    "coefficients.participation.usual_programmes": (
        "baseline",
        lambda m: float(m.world.programmes_with_money().mean()),
    ),
    "coefficients.beginnings.performance": ("baseline", lambda m: _mean(m, "performance")),
    "coefficients.beginnings.justice": ("baseline", lambda m: _mean(m, "justice")),
    "coefficients.beginnings.trust_committee": ("baseline", lambda m: _mean(m, "trust_committee")),
    "coefficients.beginnings.trust_government": ("baseline", lambda m: _mean(m, "trust_government")),
    "coefficients.beginnings.knowledge": ("baseline", lambda m: float(m.world.committees.knowledge.mean())),
    "coefficients.beginnings.resolved_rate": ("baseline", _resolved),
    "coefficients.workforce.usual_burnout": (
        "guangzhou",
        lambda m: float(np.mean(m.world.workers.burnout[m.world.workers.filled])),
    ),
}


def with_solved(solved: Mapping[str, Value]) -> dict[str, Scenario]:
    """Both calibration scenarios under the values solved so far."""
    return {name: load_scenario(name).with_values(solved) for name in ("baseline", "guangzhou")}


def reference_states(solved: Mapping[str, Value]) -> dict[str, float]:
    """Means of the reference states over months 12 and later, over a few worlds."""
    sums: dict[str, list[float]] = {path: [] for path in REFERENCES}
    for name, scenario in with_solved(solved).items():
        for world in range(6):
            model = ThreeSocietyModel(scenario, rng=world_seed(SOLVING_SEED, world), collect=())
            while model.running:
                model.step()
                if model.world.month >= 12 and model.world.month % 4 == 0:  # noqa: PLR2004  a settled year, three times a year
                    for path, (where, measure) in REFERENCES.items():
                        if where == name:
                            sums[path].append(measure(model))
    return {path: round(float(np.mean(values)), 4) for path, values in sums.items()}


def solve(unknown: Unknown, solved: Mapping[str, Value]) -> float:
    """Find the value at which the target is met on average over the solving worlds."""
    target = TARGETS[unknown.target]

    def miss(value: float) -> float:
        scenarios = with_solved({**solved, unknown.path: value})
        found = measure_targets(scenarios, [unknown.target], SOLVING_SEED, unknown.worlds)
        return float(np.mean(found[unknown.target])) - target.value

    low, high = _bracket(unknown, float(solved[unknown.path]), miss)
    tolerance = 0.001 * (unknown.high - unknown.low)
    return round(float(brentq(miss, low, high, xtol=tolerance, maxiter=10, disp=False)), 5)


def _bracket(unknown: Unknown, guess: float, miss: Callable[[float], float]) -> tuple[float, float]:
    """Two values around the last solution between which the target is crossed; the whole range if need be."""
    width = 0.05 * (unknown.high - unknown.low)
    low, high = max(unknown.low, guess - width), min(unknown.high, guess + width)
    return (low, high) if miss(low) * miss(high) < 0.0 else (unknown.low, unknown.high)


def store(solved: Mapping[str, Value]) -> None:
    """Write the solved values where the model reads them."""
    sections: dict[str, list[str]] = {}
    for path, value in solved.items():
        section, _, name = path.removeprefix("coefficients.").rpartition(".")
        sections.setdefault(section, []).append(f"{name} = {value}  # {COEFFICIENTS[path].source}")
    lines = ["# Coefficients that `make calibrate` solved. Made by scripts/calibrate.py: do not edit by hand."]
    for section, rows in sections.items():
        lines += ["", f"[coefficients.{section}]", *rows]
    (ROOT / "sim" / "data" / "calibrated.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def calibrate() -> dict[str, Value]:
    """Solve every unknown and reference in turn until a round changes nothing that matters."""
    paths = [*(unknown.path for unknown in UNKNOWNS), *REFERENCES]
    solved: dict[str, Value] = {path: load_scenario("baseline").value(path) for path in paths}
    for number in range(MOST_ROUNDS):
        before = dict(solved)
        solved.update(reference_states(solved))
        for unknown in UNKNOWNS:
            solved[unknown.path] = solve(unknown, solved)
        moved = max(abs(float(solved[u.path]) - float(before[u.path])) / (u.high - u.low) for u in UNKNOWNS)
        sys.stderr.write(f"round {number + 1}: largest move {moved:.4f} of its range\n")
        store(solved)
        if moved < SETTLED:
            break
    return solved


def report() -> bool:
    """Measure the fit in fresh worlds, write the table and say whether every target is met."""
    found = measure_targets(with_solved({}), list(TARGETS), FRESH_SEED, FRESH_WORLDS)
    wide = t.ppf(0.975, FRESH_WORLDS - 1)
    rows, good = [], True
    for name, target in TARGETS.items():
        values = found[name]
        middle, half = float(values.mean()), float(wide * values.std(ddof=1) / np.sqrt(FRESH_WORLDS))
        met = target.met(middle)
        good &= met
        verdict = "met" if met else "MISSED"
        rows.append(
            f"| {target.fact} | {target.scenario} | {target.meaning} | {target.value:g} | {target.low:g} to "
            f"{target.high:g} | {middle:.4f} ({middle - half:.4f} to {middle + half:.4f}) | {verdict} |"
        )
    table = "\n".join(
        [
            "# Calibration",
            "",
            f"Made by `make calibrate`: the mean over {FRESH_WORLDS} fresh worlds (seed {FRESH_SEED}) that the solving",
            f"(worlds of seed {SOLVING_SEED}) never saw, with the 95% interval of that mean.",
            "",
            f"Model version {model_version()}.",
            "",
            "| fact | scenario | quantity | value | band | model (95% interval) | verdict |",
            "|---|---|---|---|---|---|---|",
            *rows,
        ]
    )
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs" / "calibration.md").write_text(table + "\n", encoding="utf-8")
    sys.stdout.write(table + "\n")
    return good


if __name__ == "__main__":
    if "--check" not in sys.argv:
        calibrate()
        from sim import scenario

        scenario._calibrated.cache_clear()  # noqa: SLF001  the file was just rewritten
        scenario.model_version.cache_clear()
    sys.exit(0 if report() else 1)
