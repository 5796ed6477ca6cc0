"""What is calibrated on what: a TOML file that names coefficients, facts, waves and worlds.

Only facts with role `calibrate` can be named, and only coefficients that are numbers; each has its
declared range unless the file gives a narrower one. Everything that is wrong with a file is told at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.errors import Fault, ScenarioError, nearest
from sim.lab.calibration.implausibility import Aim, Rank, Relation
from sim.lab.complaints import structure_faults
from sim.lab.experiment import NAME_RULE, Dotted, Label, Name, Words
from sim.lab.targets import TARGETS
from sim.reading import read_toml
from sim.scenario import COEFFICIENTS, bundled

DEFAULT = "calibration.toml"
MOST_POINTS = 999
_POINTS = f"a whole number from 20 to {MOST_POINTS}"


class _Block(BaseModel):
    """A table of the file: frozen, strict, without unknown keys, nan or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Parameter(_Block):
    """One coefficient that is not known, and the range in which it is looked for."""

    path: Dotted = Field(description="a coefficient's name")
    low: float | None = Field(default=None, description="the lowest value looked at; the declared one if not said")
    high: float | None = Field(default=None, description="the highest value looked at; the declared one if not said")

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest value."""
        known = COEFFICIENTS[self.path]
        low = known.low if self.low is None else self.low
        high = known.high if self.high is None else self.high
        return float(low or 0.0), float(high or 0.0)


class Fitted(_Block):
    """One fact that the model is held to, and how far off both may honestly be."""

    name: Dotted = Field(description="the name of a target in sim/lab/targets.py")
    relation: Relation = Field(default="equal", description="equal, at_most or at_least")
    observation_sd: float = Field(gt=0, description="the error of the fact, above 0, in its unit")
    discrepancy_sd: float = Field(ge=0, description="the error of the model, in the fact's unit")

    def aim(self) -> Aim:
        """What is aimed at: the fact's value, or the end of its band for a bound."""
        target = TARGETS[self.name]
        value = {"equal": target.value, "at_most": target.high, "at_least": target.low}[self.relation]
        return Aim(self.name, value, self.relation, self.observation_sd, self.discrepancy_sd)


class Stop(_Block):
    """When further waves would teach nothing."""

    emulator_share: float = Field(
        default=0.1, gt=0, description="stop where no emulator's variance is above this share of the rest"
    )
    shrink: float = Field(default=0.9, gt=0, le=1, description="stop where more than this share of the space stays")


class Acceptance(_Block):
    """How points of what is left are held against the facts by runs of their own."""

    seed: int = Field(ge=0, lt=2**63, description="root of worlds that the waves never saw")
    worlds: int = Field(ge=2, le=1000, description="a whole number from 2 to 1000")
    points: int = Field(ge=20, le=MOST_POINTS, description=_POINTS)
    rounds: int = Field(default=1, ge=1, le=50, description="a whole number from 1 to 50")
    sets: int = Field(ge=1, le=100_000, description="how many accepted sets are enough")


class Specification(_Block):
    """A calibration as its file asks for it."""

    name: Name = Field(description=NAME_RULE)
    title_en: Label = Field(description="a title in English")
    title_zh: Label = Field(description="a title in Chinese")
    why: Words = Field(description="what is varied and why, in at most 2,000 characters")
    seed: int = Field(ge=0, lt=2**63, description="a whole number from 0 to 9223372036854775807")
    worlds: int = Field(ge=2, le=1000, description="a whole number from 2 to 1000")
    points: int = Field(ge=20, le=MOST_POINTS, description=_POINTS)
    waves: int = Field(ge=1, le=20, description="a whole number from 1 to 20")
    particles: int = Field(default=1000, ge=100, le=100_000, description="a whole number from 100 to 100000")
    cut_off: float = Field(default=3.0, gt=0, description="the implausibility above which a point is ruled out")
    judged_by: Rank = Field(default="largest", description="largest or second_largest")
    stop: Stop = Field(default=Stop(), description="a table")
    acceptance: Acceptance = Field(description="a table")
    parameter: Annotated[tuple[Parameter, ...], Field(strict=False)] = Field(
        min_length=1, max_length=100, description="tables, each headed [[parameter]]"
    )
    target: Annotated[tuple[Fitted, ...], Field(strict=False)] = Field(
        min_length=1, max_length=100, description="tables, each headed [[target]]"
    )

    @property
    def paths(self) -> tuple[str, ...]:
        """The coefficients that are varied, in the file's order."""
        return tuple(each.path for each in self.parameter)

    @property
    def ranges(self) -> tuple[tuple[float, float], ...]:
        """The lowest and highest value of each coefficient."""
        return tuple(each.ends for each in self.parameter)

    @property
    def aims(self) -> dict[str, Aim]:
        """The facts that are aimed at, by name."""
        return {each.name: each.aim() for each in self.target}

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The scenarios in which the facts hold."""
        return tuple(sorted({TARGETS[each.name].scenario for each in self.target}))

    def digest(self, stage: Literal["match", "accept"]) -> str:
        """What the results of matching, or of acceptance, depend on, besides the model.

        How many waves and rounds there are, and when they end, is no part of it: more can follow.
        """
        later = {"waves", "stop", "title_en", "title_zh", "why"}
        content = self.model_dump(mode="json", exclude={*later, "acceptance"})
        if stage == "accept":
            content["acceptance"] = self.acceptance.model_dump(mode="json", exclude={"rounds", "sets"})
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def load_specification(where: str | Path | None = None) -> Specification:
    """Read a calibration's file; the bundled one if none is named.

    Raises ScenarioError with every fault of the file: place, what is wrong, what would be right.
    """
    path = bundled("experiments") / "data" / DEFAULT if where is None else Path(where)
    table = read_toml(path)
    shown = DEFAULT if where is None else str(where)
    try:
        specification = Specification.model_validate(table)
    except ValidationError as error:
        raise ScenarioError(list(structure_faults(error, Specification, shown))) from None
    faults = [*_parameter_faults(specification, shown), *_target_faults(specification, shown)]
    if faults:
        raise ScenarioError(faults)
    return specification


def _parameter_faults(specification: Specification, where: str) -> Iterator[Fault]:
    yield from _repeats([each.path for each in specification.parameter], f"{where}: parameter")
    for number, each in enumerate(specification.parameter, start=1):
        place = f"{where}: parameter[{number}]"
        known = COEFFICIENTS.get(each.path)
        if known is None:
            hint = nearest(each.path, COEFFICIENTS) or "see `sanshe levers --all` for the names that exist"
            yield Fault(f"{place}.path", f"there is no coefficient '{each.path}'", hint)
        elif known.kind != "number" or known.low is None or known.high is None:
            what = f"'{each.path}' is no number with a range"
            yield Fault(f"{place}.path", what, "name a coefficient that is one")
        elif not known.low <= each.ends[0] < each.ends[1] <= known.high:
            what = f"{each.ends[0]:g} to {each.ends[1]:g} is no range of it"
            yield Fault(place, what, f"give a lower and a higher end, {known.allowed}")


def _target_faults(specification: Specification, where: str) -> Iterator[Fault]:
    yield from _repeats([each.name for each in specification.target], f"{where}: target")
    for number, each in enumerate(specification.target, start=1):
        if each.name not in TARGETS:
            hint = nearest(each.name, TARGETS) or "known are " + ", ".join(TARGETS)
            yield Fault(f"{where}: target[{number}].name", f"no fact to fit to is called '{each.name}'", hint)


def _repeats(names: Sequence[str], where: str) -> Iterator[Fault]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault(where, f"'{name}' stands there more than once", "name it once")
