"""What a page asks for: two policies on one place, in so many worlds; checked before anything is run.

The page may name bundled scenarios and set levers. It can name no file, and change neither the size of
the place nor the model's coefficients.
"""

from __future__ import annotations

import functools
import math
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.app.errand import Errand
from sim.app.limits import FEWEST_MONTHS, Limits
from sim.app.turns import Task
from sim.chance import world_seed
from sim.declare import Value
from sim.errors import Fault, ScenarioError, nearest
from sim.lab.complaints import LONGEST_VALUE
from sim.lab.experiment import Experiment, read_experiment
from sim.outcomes import OUTCOMES
from sim.scenario import LEVERS, Scenario, bundled_scenarios, load_scenario

PAGE = "page"
A, B = "a", "b"
MONTHS = "setting.months"
_MOST_SET = 200
MOST_SEED = 2**53 - 1  # a page's numbers are exact up to here
_Name = Annotated[str, Field(min_length=1, max_length=64)]


class Part(BaseModel):
    """A piece of what a page sends: frozen, strict, without unknown keys, nan or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class AskedPolicy(Part):
    """A bundled scenario's levers, and what is set otherwise in them."""

    scenario: _Name
    set: dict[_Name, bool | int | float | Annotated[str, Field(max_length=LONGEST_VALUE)]] = Field(
        default_factory=dict, max_length=_MOST_SET
    )


class Asked(Part):
    """Two policies on the same place in the same worlds, and the outcomes that are read."""

    place: _Name
    a: AskedPolicy
    b: AskedPolicy
    worlds: int = Field(ge=1)
    months: int = Field(ge=FEWEST_MONTHS)
    seed: int = Field(ge=0, le=MOST_SEED)
    outcomes: Annotated[tuple[_Name, ...], Field(strict=False, min_length=1)]

    def scenario(self, policy: str) -> Scenario:
        """The place under one of the policies."""
        asked: AskedPolicy = getattr(self, policy)
        start = _bundled(self.place).with_policy_of(_bundled(asked.scenario))
        months = {} if self.months == start.months else {MONTHS: self.months}
        return start.with_values({**asked.set, **months}, PAGE)

    def tasks(self) -> list[Task]:
        """The runs in the order in which they are done: world by world, both policies in each."""
        scenarios = {policy: self.scenario(policy) for policy in (A, B)}
        fingerprints = {policy: scenario.fingerprint for policy, scenario in scenarios.items()}
        return [
            Task(
                policy,
                world,
                Errand(scenario, fingerprints[policy], world_seed(self.seed, world), self.outcomes),
            )
            for world in range(self.worlds)
            for policy, scenario in scenarios.items()
        ]

    def experiment(self) -> Experiment:
        """The same question as an experiment that `sanshe sweep` answers with the same numbers."""
        months: dict[str, Value] = {} if self.months == _bundled(self.place).months else {MONTHS: self.months}
        policies = [
            {
                "name": name,
                "label_en": f"Policy {name.upper()}",
                "label_zh": f"政策{name.upper()}",
                "scenario": asked.scenario,
                "set": {**asked.set, **months},
            }
            for name, asked in ((A, self.a), (B, self.b))
        ]
        table: dict[str, Any] = {
            "name": "side_by_side",
            "question_en": "What differs between policy A and policy B?",
            "question_zh": "政策A与政策B有何不同？",
            "scenario": self.place,
            "seed": self.seed,
            "worlds": self.worlds,
            "outcomes": list(self.outcomes),
            "baseline": {"name": A, "label_en": "Policy A", "label_zh": "政策A"},
            "policy": policies,
        }
        return read_experiment(table, PAGE)


def read_asked(body: bytes, limits: Limits) -> Asked:
    """Read what a page asks for. ScenarioError says everything that is wrong with it, or too much."""
    try:
        asked = Asked.model_validate_json(body)
    except ValidationError as error:
        raise ScenarioError([shape_fault(each) for each in error.errors(include_url=False)[:20]]) from None
    faults = [
        *_too_much("worlds", asked.worlds, limits.worlds),
        *_too_much("months", asked.months, limits.months),
        *_too_much("outcomes", len(asked.outcomes), limits.outcomes),
        *_unknown("place", asked.place, bundled_scenarios()),
        *(fault for name in asked.outcomes for fault in _unknown("outcomes", name, list(OUTCOMES))),
    ]
    for name, policy in ((A, asked.a), (B, asked.b)):
        faults += _unknown(f"{name}.scenario", policy.scenario, bundled_scenarios())
        faults += [fault for path in policy.set for fault in _unknown(f"{name}.set", path, list(LEVERS))]
    if len(set(asked.outcomes)) < len(asked.outcomes):
        faults.append(Fault(f"{PAGE}: outcomes", "a name stands there twice", "name each outcome once"))
    if faults:
        raise ScenarioError(faults)
    for name in (A, B):
        asked.scenario(name)
    return asked


@functools.cache
def _bundled(name: str) -> Scenario:
    return load_scenario(name)


def shape_fault(complaint: Any) -> Fault:  # noqa: ANN401  pydantic's own kind of table
    """What a page sent that no page of this version sends."""
    place = ".".join(str(part) for part in complaint["loc"])
    return Fault(f"{PAGE}: {place}" if place else PAGE, complaint["msg"], "reload the page")


def _too_much(name: str, asked: int, most: int) -> list[Fault]:
    return [Fault(f"{PAGE}: {name}", f"{asked} are too many", f"ask for at most {most}")] if asked > most else []


def _unknown(where: str, name: str, known: list[str]) -> list[Fault]:
    if name in known:
        return []
    return [Fault(f"{PAGE}: {where}", f"'{name}' is unknown", nearest(name, known) or "choose one that is listed")]


def finite(value: float) -> float | None:
    """A number as a page can read it: six significant digits, nothing where it is undefined."""
    return float(f"{value:.6g}") if math.isfinite(value) else None
