"""A question put to the model: what is compared, in how many worlds, and which outcomes are read.

An experiment is a TOML file in `experiments/`. It names a scenario, the policies that are compared
(one by one, or as every combination of some axes), the baseline, the outcomes whose months are kept,
and when enough worlds have been seen. Everything that is wrong with a file is told at once.
"""

from __future__ import annotations

import math
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from sim.declare import Value

MOST_WORLDS = 100_000
MOST_POLICIES = 100_000
MOST_RUNS = 10_000_000

_WINDOWS_NAMES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)}
)


def _not_windows(name: object) -> object:
    if isinstance(name, str) and name.lower() in _WINDOWS_NAMES:
        raise ValueError(f"'{name}' cannot be a file name on Windows")
    return name


def _scalar(value: object) -> object:
    if not isinstance(value, bool | int | float | str):
        raise ValueError("a single value is needed here")  # noqa: TRY004  pydantic collects these
    return value


NAME_RULE = "a name of up to 64 letters, digits, _ and - that starts with a letter or digit"
Name = Annotated[
    str,
    BeforeValidator(_not_windows),
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"),
]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Label = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Path = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Scalar = Annotated[Value, BeforeValidator(_scalar)]
Values = dict[Path, Scalar]


class _Block(BaseModel):
    """A table of an experiment file: frozen, strict, without unknown keys, nan or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Stopping(_Block):
    """When enough worlds have been seen: by the width of an interval, never by a p-value."""

    outcome: Path = Field(description="the name of an outcome")
    half_width: float = Field(gt=0, description="a number above 0, in the outcome's unit")
    batch: int = Field(default=5, ge=1, le=1000, description="a whole number from 1 to 1000")
    cap: int = Field(
        ge=2, le=MOST_WORLDS, description=f"a whole number from `worlds` to {MOST_WORLDS}"
    )


class Baseline(_Block):
    """The policy with which all others are compared: the scenario as it is, if nothing is said.

    With `set` it is the scenario with these values; with the name of another policy it is that one.
    """

    name: Label = Field(default="baseline", min_length=1, description="the name of a policy")
    label_en: Label = Field(default="", description="a short label in English")
    label_zh: Label = Field(default="", description="a short label in Chinese")
    set: Values = Field(default_factory=dict, description="values by path")


class NamedPolicy(_Block):
    """A policy that the question names, with the values that make it differ from the scenario."""

    name: Name = Field(description=NAME_RULE)
    label_en: Label = Field(default="", description="a short label in English")
    label_zh: Label = Field(default="", description="a short label in Chinese")
    set: Values = Field(default_factory=dict, description="values by path")


class Experiment(_Block):
    """A question put to the model, as its file asks it."""

    name: Name = Field(description=NAME_RULE)
    question_en: Words = Field(description="the question in English")
    question_zh: Words = Field(description="the question in Chinese")
    why: Annotated[str, StringConstraints(max_length=5000)] = Field(
        default="", description="why it is asked"
    )
    scenario: Annotated[str, StringConstraints(min_length=1, max_length=1000)] = Field(
        description="a bundled scenario's name, or a path relative to this file"
    )
    seed: int = Field(ge=0, lt=2**63, description="a whole number from 0 to 9223372036854775807")
    worlds: int = Field(
        default=20, ge=1, le=MOST_WORLDS, description=f"a whole number from 1 to {MOST_WORLDS}"
    )
    outcomes: Annotated[tuple[Path, ...], Field(strict=False)] = Field(
        min_length=1, max_length=200, description="a list of outcomes' names"
    )
    stopping: Stopping | None = Field(default=None, description="a table")
    baseline: Baseline = Field(default_factory=Baseline, description="a table")
    policy: Annotated[tuple[NamedPolicy, ...], Field(strict=False)] = Field(
        default=(), max_length=1000, description="tables, each headed [[policy]]"
    )
    axes: dict[
        Path, Annotated[tuple[Scalar, ...], Field(strict=False, min_length=1, max_length=1000)]
    ] = Field(default_factory=dict, max_length=12, description="lists of values by path")

    def policy_count(self) -> int:
        """How many policies there are at most, the baseline included, counted without making them."""
        cells = math.prod(len(values) for values in self.axes.values()) if self.axes else 0
        return 1 + len(self.policy) + cells

    def paths(self) -> tuple[str, ...]:
        """Every path that some policy sets, in the order in which the file names them."""
        named: dict[str, Any] = dict.fromkeys(self.axes)
        for block in (self.baseline, *self.policy):
            named.update(dict.fromkeys(block.set))
        return tuple(named)
