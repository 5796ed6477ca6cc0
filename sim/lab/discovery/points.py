"""The cases that are searched for failures: every point of a design, with its mean over common worlds.

A point is one combination of conditions that a sweep ran. Whether a policy fails there is judged by
the mean over the worlds that every point has lived through, not run by run: one unlucky world does not
make a failure. A point in which the outcome is undefined is refused, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.errors import ResultsError, UsageError, nearest
from sim.lab.answers import planned_sets, planned_worlds
from sim.lab.discovery.boxes import Kind, Matrix
from sim.lab.pairing import Paired, pair

if TYPE_CHECKING:
    from sim.declare import Value
    from sim.lab.results import Results

LEAST_POINTS = 20


@dataclass(frozen=True, slots=True)
class Condition:
    """What varies between points. `categories` names the places of a category, and is empty for numbers."""

    path: str
    kind: Kind
    whole: bool
    categories: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Points:
    """Points of a design: their conditions, float64[points, conditions], and an outcome, float64[points, worlds].

    `policy` is the one that met them, or None where each point is a policy of its own.
    """

    policy: str | None
    conditions: tuple[Condition, ...]
    matrix: Matrix
    outcome: NDArray[np.float64]
    left_out: int


def points_of(results: Results, outcome: str, against: str | None = None, policy: str | None = None) -> Points:
    """Read the points of a finished sweep; with `against`, what each has more than that policy in the same worlds.

    Where every policy met the same sets of uncertain values, a point is a set, and `policy` is the one in
    question. Elsewhere a point is a policy of the design. Raises UsageError where nothing varies or a name
    is unknown, ResultsError where the outcome is undefined in some run.
    """
    names = [str(entry["name"]) for entry in results.plan["policies"]]
    sets = planned_sets(results)
    paired = pair(results.table, policies=names, worlds=planned_worlds(results), sets=sets, least=1)
    numbers = paired.values_by_set(outcome)
    reference = 0.0 if against is None else numbers[_place(names, against, "--against")]
    if sets:
        policy = _in_question(names, policy, against)
        rows, values = numbers[names.index(policy)] - reference, _set_values(results, sets)
    else:
        _refuse_policy(results, policy)
        places = _design(results)
        rows = numbers[places, 0] - reference
        entries = results.plan["policies"]
        values = [{path: entries[place]["values"][path] for path in results.plan["varying"]} for place in places]
    conditions = _conditions(values)
    if len(values) < LEAST_POINTS or not conditions:
        raise UsageError(
            f"{results.folder}: has {len(values)} points that differ in {len(conditions)} conditions; sweep an "
            f"experiment with a [sample] or [sets] of at least {LEAST_POINTS} points over the conditions in question"
        )
    _refuse_undefined(rows, outcome, paired)
    matrix = np.array([[_coded(row[each.path], each) for each in conditions] for row in values])
    return Points(policy, conditions, matrix, rows, len(paired.left_out))


def _in_question(names: Sequence[str], policy: str | None, against: str | None) -> str:
    """The policy that is asked about: the one that is named, or the only one there is to ask about."""
    if policy is not None:
        return names[_place(names, policy, "--policy")]
    others = [name for name in names if name != against]
    if len(others) != 1:
        raise UsageError(f"--policy: {len(names)} policies met these conditions; name one of them: {', '.join(names)}")
    return others[0]


def _refuse_policy(results: Results, policy: str | None) -> None:
    if policy is not None:
        raise UsageError(
            f"--policy: the policies of {results.folder} have not met the same conditions, each is a point of its own; "
            "leave it out, or sweep an experiment with [sets]"
        )


def _set_values(results: Results, sets: Sequence[str]) -> list[dict[str, Value]]:
    paths = list(results.plan["uncertain"])
    first = results.table.drop_duplicates("set").set_index("set")[paths]
    columns = {path: first.loc[list(sets), path].tolist() for path in paths}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _design(results: Results) -> list[int]:
    """The places of the points: what a design spread out, without the policies that were named one by one."""
    entries = results.plan["policies"]
    named = {policy.name for policy in results.experiment.policy} | {str(entries[0]["name"])}
    spread = [place for place, entry in enumerate(entries) if entry["name"] not in named]
    return spread or list(range(len(entries)))


def _conditions(rows: Sequence[Mapping[str, Value]]) -> tuple[Condition, ...]:
    """What differs between points, in the order in which the experiment names it."""
    columns = {path: [row[path] for row in rows] for path in rows[0]}
    return tuple(_condition(path, values) for path, values in columns.items() if len(set(values)) > 1)


def _condition(path: str, values: Sequence[Value]) -> Condition:
    """Flags and texts are categories, in order; all else is a number."""
    if any(isinstance(value, bool | str) for value in values):
        return Condition(path, "category", whole=False, categories=tuple(sorted(set(values), key=str)))
    return Condition(path, "number", whole=all(isinstance(value, int) for value in values))


def _coded(value: Value, condition: Condition) -> float:
    return float(condition.categories.index(value)) if condition.kind == "category" else float(value)


def _place(names: Sequence[str], wanted: str, option: str) -> int:
    if wanted not in names:
        hint = nearest(wanted, names) or f"the baseline is '{names[0]}'"
        raise UsageError(f"{option}: there is no policy '{wanted}'; {hint}")
    return names.index(wanted)


def _refuse_undefined(rows: NDArray[np.float64], outcome: str, paired: Paired) -> None:
    undefined = int(np.isnan(rows).any(axis=1).sum())
    if undefined:
        raise ResultsError(
            f"results: '{outcome}' is undefined at {undefined} of {len(rows)} points in some of {len(paired.worlds)} "
            "worlds; whether they fail cannot be said, so ask about an outcome that is defined everywhere"
        )
