"""One run of a sweep done again, alone, to see what happened in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import ResultsError, ScenarioError, UsageError
from sim.lab.durable import file_sha256, unusable
from sim.lab.inputs import EXPERIMENT, INPUTS
from sim.lab.manifest import read_manifest
from sim.lab.sets import SETS_FILE

if TYPE_CHECKING:
    from sim.lab.plan import Plan, RunSpec
    from sim.lab.policies import Policy
    from sim.model import Run
    from sim.scenario import Scenario

_KEY = re.compile(r"[0-9a-f]{12,64}")


@dataclass(frozen=True, slots=True)
class Replay:
    """A run that is about to be done again: `again()` simulates it. `set` names its parameter set, if any."""

    policy: Policy
    spec: RunSpec
    scenario: Scenario
    set: str = ""

    def again(self) -> Run:
        """Simulate it; whatever goes wrong in it is raised as it is."""
        from sim.model import simulate

        return simulate(self.scenario, self.spec.world_seed)


def find_run(folder: str | Path, run: int | str) -> Replay:
    """Find a run of a results folder by its number in the present plan, or by how its key begins.

    A run keeps its key when its question is extended, and may get another number. Raises ResultsError
    where the folder is none of ours or its model is another one, UsageError where the plan has no such run.
    """
    plan = plan_of(Path(folder))
    spec = plan.run(_number(plan, str(run), folder))
    name = plan.sets[spec.set].name if plan.sets else ""
    return Replay(plan.policies[spec.policy], spec, plan.scenario(spec.case), name)


def _number(plan: Plan, word: str, folder: str | Path) -> int:
    """The number of the run that somebody names."""
    if word.isdecimal() and int(word) < plan.run_count:
        return int(word)
    by_key = (spec.index for spec in plan.runs() if spec.key.startswith(word))
    found = next(by_key, None) if _KEY.fullmatch(word) else None
    if found is None:
        remedy = f"give a whole number from 0 to {plan.run_count - 1}, or how a run's key begins"
        raise UsageError(f"{folder}: has no run {word}; {remedy}")
    return found


def plan_of(folder: Path) -> Plan:
    """Make the plan of a results folder again.

    Raises ResultsError where the model is another one by now, or the question is not as it was kept.
    """
    from sim.lab.experiment import load_experiment
    from sim.lab.plan import make_plan
    from sim.lab.planfile import read_plan
    from sim.lab.results import status
    from sim.scenario import model_version

    kept = read_plan(folder)
    told = f"{folder}: was made by another version of the model; use sanshe of that version"
    other_model = None if kept["model_version"] == model_version() else ResultsError(told)
    try:
        plan = make_plan(load_experiment(folder / EXPERIMENT), status(folder).worlds)
    except ScenarioError as error:
        told = f"{folder}: its question cannot be read again ({error.faults[0]})"
        raise other_model or ResultsError(told) from None
    if plan.design_sha256 == kept["design_sha256"]:
        return plan
    changed = _changed(folder, kept["design_sha256"])
    told = f"{folder}: its {changed} is not the one of its plan; run the same sweep again"
    raise other_model or ResultsError(told)


def _changed(folder: Path, design: str) -> str:
    """The file of a question that is not as it was written, so far as a manifest tells."""
    noted: dict[str, str] = read_manifest(folder, design).get("outputs", {})
    files = [name for name in noted if name == SETS_FILE or name.startswith(f"{INPUTS}/")]
    with unusable(folder):
        return next((name for name in files if file_sha256(folder / name) != noted[name]), EXPERIMENT)
