"""A question put to the model: what is compared, in how many worlds, and which outcomes are read.

An experiment is a TOML file in `experiments/`. It names a scenario, the policies that are compared
(one by one, or as every combination of some axes), the baseline, the outcomes whose months are kept,
and when enough worlds have been seen. Everything that is wrong with a file is told at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    StringConstraints,
    ValidationError,
)

from sim.declare import Value
from sim.errors import MOST_FAULTS, Fault, ScenarioError, nearest
from sim.lab.complaints import LARGEST_NUMBER, LONGEST_VALUE, content_faults, structure_faults
from sim.lab.search.question import Search, search_faults
from sim.lab.sensitivity.designs import BlockMethod, block_method, block_size
from sim.lab.sets import MOST_SETS, sets_file
from sim.reading import check_name, read_toml
from sim.scenario import bundled

MOST_WORLDS = 100_000
MOST_POLICIES = 100_000
MOST_RUNS = 10_000_000


def _usable_name(name: object) -> object:
    fault = check_name(name, "")
    if fault is not None:
        raise ValueError(fault.what)
    return name


def _scalar(value: object) -> object:
    """A plain value: pydantic would otherwise complain once for each kind that it is not."""
    if isinstance(value, bool | str) or (isinstance(value, int) and abs(value) < LARGEST_NUMBER):
        usable = not isinstance(value, str) or len(value) <= LONGEST_VALUE
    else:
        usable = isinstance(value, float) and math.isfinite(value)
    if not usable:
        raise ValueError("not a single finite number, short text, true or false")
    return value


# A combination of the axes is named by its values: `centre_yuan=1000000,delay_months=2.5`.
PolicyName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_=,.+-]{0,999}$")]
NAME_RULE = "1 to 64 Latin letters, digits, - and _, starting with a letter or digit"
Name = Annotated[str, BeforeValidator(_usable_name)]
# Control characters in words would reach terminals and reports.
Words = Annotated[
    str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True, pattern=r"^[\P{Cc}\n]*$")
]
Reason = Annotated[str, StringConstraints(max_length=5000, strip_whitespace=True, pattern=r"^[\P{Cc}\n]*$")]
Label = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True, pattern=r"^\P{Cc}*$")]
ScenarioName = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^\P{Cc}*$")]
SCENARIO_RULE = "a bundled scenario's name, or a path relative to this file"
Dotted = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Scalar = Annotated[Value, BeforeValidator(_scalar)]
Method = Literal["latin_hypercube", "sobol", "halton"]
_POWERS_OF_TWO = ("sobol", "saltelli")
Values = dict[Dotted, Scalar]
Lists = dict[Dotted, Annotated[tuple[Scalar, ...], Field(strict=False, max_length=1000), FailFast()]]
FullLists = dict[Dotted, Annotated[tuple[Scalar, ...], Field(strict=False, min_length=1, max_length=1000), FailFast()]]


class _Block(BaseModel):
    """A table of an experiment file: frozen, strict, without unknown keys, nan or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Stopping(_Block):
    """When enough worlds have been seen: by the width of an interval, never by a p-value."""

    outcome: Dotted = Field(description="the name of an outcome")
    half_width: float = Field(gt=0, description="a number above 0, in the outcome's unit")
    batch: int = Field(default=5, ge=1, le=1000, description="a whole number from 1 to 1000")
    cap: int = Field(ge=2, le=MOST_WORLDS, description=f"a whole number from `worlds` to {MOST_WORLDS}")


class Baseline(_Block):
    """The policy with which all others are compared: the scenario as it is, if nothing is said.

    With `set` it is the scenario with these values; with the name of another policy it is that one.
    """

    name: PolicyName = Field(default="baseline", description="the name of a policy")
    label_en: Label = Field(default="", description="a label in English, in one line of at most 200 characters")
    label_zh: Label = Field(default="", description="a label in Chinese, in one line of at most 200 characters")
    set: Values = Field(default_factory=dict, description="values by path")


class NamedPolicy(_Block):
    """A policy that the question names, with the values that make it differ from the scenario.

    With `scenario` it starts from the levers and dated changes of that one; the place, the coefficients
    and the time before are always those of the experiment's scenario, so that worlds stay common.
    """

    name: Name = Field(description=NAME_RULE)
    label_en: Label = Field(default="", description="a label in English, in one line of at most 200 characters")
    label_zh: Label = Field(default="", description="a label in Chinese, in one line of at most 200 characters")
    scenario: ScenarioName | None = Field(default=None, description=SCENARIO_RULE)
    set: Values = Field(default_factory=dict, description="values by path")


class Sample(_Block):
    """Many policies spread evenly over ranges, all of them uncertain at once."""

    method: Method = Field(description="latin_hypercube, sobol or halton")
    points: int = Field(ge=1, le=MOST_POLICIES, description=f"a whole number from 1 to {MOST_POLICIES}")
    ranges: Lists = Field(
        min_length=1, max_length=200, description="by path: lowest and highest value, choices, or [] for all declared"
    )


class Sets(_Block):
    """The states of the world under which every policy is tried: a file with a row a set of values."""

    file: ScenarioName = Field(description="a .csv or .parquet file relative to this one, or a bundled name")
    count: int | None = Field(
        default=None, ge=1, le=MOST_SETS, description=f"the first so many sets, a whole number from 1 to {MOST_SETS}"
    )


class Unknowns(_Block):
    """What nobody knows for certain, each with its range: every policy is tried at points spread over all of them.

    `morris` and `saltelli` move one unknown at a time; `points` counts their trajectories or base points.
    """

    method: Method | BlockMethod = Field(description="morris, saltelli, latin_hypercube, sobol or halton")
    points: int = Field(ge=2, le=MOST_SETS, description=f"a whole number from 2 to {MOST_SETS}")
    ranges: Lists = Field(
        min_length=1, max_length=200, description="by path: lowest and highest value, choices, or [] for all declared"
    )

    def set_count(self) -> int:
        """How many points the design has."""
        method = block_method(self.method)
        return self.points * (1 if method is None else block_size(method, len(self.ranges)))


class Experiment(_Block):
    """A question put to the model, as its file asks it."""

    name: Name = Field(description=NAME_RULE)
    question_en: Words = Field(description="the question in English, in at most 2,000 characters")
    question_zh: Words = Field(description="the question in Chinese, in at most 2,000 characters")
    why: Reason = Field(default="", description="why it is asked, in at most 5,000 characters")
    why_zh: Reason = Field(default="", description="the same in Chinese")
    scenario: ScenarioName = Field(description=SCENARIO_RULE)
    seed: int = Field(ge=0, lt=2**63, description="a whole number from 0 to 9223372036854775807")
    worlds: int = Field(default=20, ge=1, le=MOST_WORLDS, description=f"a whole number from 1 to {MOST_WORLDS}")
    outcomes: Annotated[tuple[Dotted, ...], Field(strict=False)] = Field(
        min_length=1, max_length=200, description="a list of outcomes' names"
    )
    measure: Literal["all", "asked"] = Field(default="all", description='"all" or "asked"')
    stopping: Stopping | None = Field(default=None, description="a table")
    baseline: Baseline = Field(default_factory=Baseline, description="a table")
    policy: Annotated[tuple[NamedPolicy, ...], Field(strict=False)] = Field(
        default=(), max_length=1000, description="tables, each headed [[policy]]"
    )
    axes: FullLists = Field(default_factory=dict, max_length=12, description="lists of values by path")
    one_at_a_time: FullLists = Field(default_factory=dict, max_length=200, description="lists of values by path")
    sample: Sample | None = Field(default=None, description="a table")
    sets: Sets | None = Field(default=None, description="a table")
    search: Search | None = Field(default=None, description="a table")
    unknowns: Unknowns | None = Field(default=None, description="a table")

    @property
    def measured(self) -> tuple[str, ...] | None:
        """The outcomes that its runs measure, by name in order: those that it reads, or None for all there are."""
        if self.measure == "all":
            return None
        rule = () if self.stopping is None else (self.stopping.outcome,)
        aims = () if self.search is None else self.search.outcomes()
        return tuple(sorted({*self.outcomes, *rule, *aims}))

    def policy_count(self) -> int:
        """How many policies there are at most, the baseline included, counted without making them."""
        cells = math.prod(len(values) for values in self.axes.values()) if self.axes else 0
        alone = sum(len(values) for values in self.one_at_a_time.values())
        return 1 + len(self.policy) + cells + alone + (self.sample.points if self.sample else 0)

    def paths(self) -> tuple[str, ...]:
        """Every path that some policy sets, in the order in which the file names them."""
        tables = (self.baseline.set, *(policy.set for policy in self.policy))
        ranges = self.sample.ranges if self.sample else {}
        return tuple(
            dict.fromkeys([*self.axes, *self.one_at_a_time, *ranges, *(path for table in tables for path in table)])
        )


def load_experiment(where: str | Path) -> Experiment:
    """Read an experiment: a file's path, or the name of one that comes with the laboratory.

    Raises ScenarioError with every fault of the file: place, what is wrong, what would be right.
    """
    path = _file_of(where)
    return read_experiment(read_toml(path), str(where), path.parent)


def read_experiment(table: Mapping[str, Any], where: str, folder: Path | None = None) -> Experiment:
    """Make an experiment of a table that came from `where`.

    Scenarios that are given as paths lie relative to `folder`. Raises ScenarioError.
    """
    faults = [*content_faults(table, where), *search_faults(table, where)]
    try:
        experiment = Experiment.model_validate(dict(table))
    except ValidationError as error:
        structure = islice(structure_faults(error, Experiment, where), MOST_FAULTS)
        raise ScenarioError(_once([*faults, *structure])) from None
    faults += _size_faults(experiment, where)
    if faults:
        raise ScenarioError(_once(faults))
    policies = tuple(
        policy if policy.scenario is None
        else policy.model_copy(update={"scenario": _scenario(policy.scenario, folder)})
        for policy in experiment.policy
    )  # fmt: skip
    found: dict[str, Any] = {"scenario": _scenario(experiment.scenario, folder), "policy": policies}
    if experiment.sets is not None:
        place = str(sets_file(experiment.sets.file, folder))
        found["sets"] = experiment.sets.model_copy(update={"file": place})
    return experiment.model_copy(update=found)


def bundled_experiments() -> list[str]:
    """The names of the experiments that come with the laboratory."""
    return sorted(path.stem for path in bundled("experiments").glob("*.toml"))


def is_path(name: str) -> bool:
    """Whether a scenario or experiment is called by where its file stands, not by the name of one that comes along."""
    return name.endswith(".toml") or "/" in name or "\\" in name


def _file_of(where: str | Path) -> Path:
    if isinstance(where, Path) or is_path(where):
        return Path(where)
    names = bundled_experiments()
    if where in names:
        return bundled("experiments") / f"{where}.toml"
    what = "no experiment of this name comes with sanshe"
    if _is_file(where):
        what = "is no experiment"
        remedy = (
            "a question is a .toml file such as those in experiments/, and names a table of parameter sets under [sets]"
        )
    elif _is_file(f"{where}.toml"):
        remedy = f"did you mean '{where}.toml'?"
    else:
        remedy = nearest(where, names) or "give a path, or one of " + ", ".join(names)
    raise ScenarioError([Fault(where[:100], what, remedy)])


def _is_file(where: str) -> bool:
    """Whether there is such a file; what no file can be called is none."""
    with suppress(OSError, ValueError):
        return Path(where).is_file()
    return False


def _scenario(name: str, folder: Path | None) -> str:
    return str((folder / name).resolve()) if folder is not None and is_path(name) else name


def _size_faults(experiment: Experiment, where: str) -> list[Fault]:
    faults = []
    policies = experiment.policy_count()
    if policies > MOST_POLICIES:
        what = f"{policies} policies are too many"
        faults.append(Fault(f"{where}: axes", what, f"name at most {MOST_POLICIES}"))
    elif policies * experiment.worlds > MOST_RUNS:
        what = f"{policies} policies in {experiment.worlds} worlds are too many runs"
        faults.append(Fault(f"{where}: worlds", what, f"plan at most {MOST_RUNS} runs"))
    faults += [*_uneven("sample", experiment.sample, where), *_uneven("unknowns", experiment.unknowns, where)]
    faults += _unknowns_faults(experiment, where)
    if experiment.stopping is not None and experiment.stopping.cap < experiment.worlds:
        what = f"{experiment.stopping.cap} worlds are fewer than the first {experiment.worlds}"
        faults.append(Fault(f"{where}: stopping.cap", what, "give at least as many as `worlds`"))
    return faults


def _uneven(key: str, asked: Sample | Unknowns | None, where: str) -> Iterator[Fault]:
    if asked is not None and asked.method in _POWERS_OF_TWO and asked.points.bit_count() != 1:
        what = f"{asked.points} points of a Sobol' sample are not spread evenly"
        below = 1 << (asked.points.bit_length() - 1)
        yield Fault(f"{where}: {key}.points", what, f"give a power of two, such as {below} or {2 * below}")


def _unknowns_faults(experiment: Experiment, where: str) -> Iterator[Fault]:
    unknowns = experiment.unknowns
    if unknowns is None:
        return
    if experiment.sets is not None:
        yield Fault(f"{where}: unknowns", "values are given by `sets` and by `unknowns`", "leave one of the two out")
    if unknowns.set_count() > MOST_SETS:
        what = f"{unknowns.set_count()} points are too many"
        yield Fault(f"{where}: unknowns.points", what, f"plan at most {MOST_SETS}, those of every block counted")
    for path, given in unknowns.ranges.items():
        if len(given) == 1 or len(set(given)) < len(given):
            remedy = "give two different values or more, or [] for all that are declared"
            yield Fault(f"{where}: unknowns.ranges.{path}", "leaves nothing unknown", remedy)


def _once(faults: list[Fault]) -> list[Fault]:
    """Each fault once: what is wrong in its kind may also be wrong in its value."""
    places: dict[str, Fault] = {}
    for fault in faults:
        places.setdefault(fault.where, fault)
    return list(places.values())[:MOST_FAULTS]
