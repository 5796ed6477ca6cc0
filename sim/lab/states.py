"""What is decided and what is not: the runs of a sweep as policies that meet states of the world.

A path that is a lever is decided; a coefficient or setting is not, and neither is a parameter set. Runs
with the same levers are one policy, whatever else varied, and every different rest is one state of the
world. Every policy must have met every state. A state that only the baseline met, because the scenario
as it is lies beside a question's grid, is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import ResultsError
from sim.lab.answers import paired_results
from sim.lab.design import short_names, written
from sim.scenario import DECLARATIONS, LEVERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.declare import Value
    from sim.lab.pairing import Paired
    from sim.lab.results import Results

Choice = tuple[tuple[str, "Value"], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A policy as it is decided: its name, its labels in both languages, its values of the levers that vary."""

    name: str
    label_en: str
    label_zh: str
    levers: Mapping[str, Value]

    def label(self, lang: str) -> str:
        """The label in English (`en`) or Chinese (`zh`)."""
        return self.label_zh if lang == "zh" else self.label_en


@dataclass(frozen=True)
class Crossed:
    """Decisions that met the same states of the world in the same worlds; the baseline is the first.

    `states` are the names of the states, none where nothing but luck varied: then every world is one.
    `set_aside` are policies in states that no other policy met, `left_out` worlds that a failed run took.
    """

    decisions: tuple[Decision, ...]
    states: tuple[str, ...]
    set_aside: tuple[str, ...]
    paired: Paired
    rows: NDArray[np.intp]

    @property
    def worlds(self) -> int:
        """In how many worlds every policy met every state."""
        return len(self.paired.worlds)

    def values(self, outcome: str) -> NDArray[np.float64]:
        """An outcome: decisions x states (one where only luck varied) x worlds.

        Raises ResultsError where it is undefined in some run: a state without a value cannot be judged.
        """
        return _defined(self.paired.values_by_set(outcome), outcome, self)

    def series(self, outcome: str) -> NDArray[np.float64]:
        """The months of an outcome: decisions x states x worlds x months; ResultsError as for `values`."""
        return _defined(self.paired.series_by_set(outcome), outcome, self)


def cross(results: Results) -> Crossed:
    """See which policies of a results folder met which states of the world.

    Raises ResultsError where not every policy met every state.
    """
    policies = results.plan["policies"]
    started = {policy.name: policy.scenario for policy in results.experiment.policy}
    choices = [_split(policy, started.get(policy["name"])) for policy in policies]
    decided = list(dict.fromkeys(choice for choice, _ in choices))
    rests = list(dict.fromkeys(rest for _, rest in choices))
    met: dict[tuple[Choice, Choice], int] = {}
    for place, key in enumerate(choices):
        if key in met:
            names = f"'{policies[met[key]]['name']}' and '{policies[place]['name']}'"
            raise ResultsError(
                f"{results.folder}: {names} have the same levers and the same circumstances as far as the experiment "
                "varies them; sweep them as two experiments"
            )
        met[key] = place
    alone = [rest for rest in rests if [met[key] for key in met if key[1] == rest] == [0]] if len(rests) > 1 else []
    kept = [rest for rest in rests if rest not in alone]
    decided = [choice for choice in decided if any((choice, rest) in met for rest in kept)]
    _refuse_gaps(results, met, decided, kept)
    paired = paired_results(results)
    rows = np.array([[met[choice, rest] for rest in kept] for choice in decided])
    decisions = [_decision(results, choice, row.tolist()) for choice, row in zip(decided, rows, strict=True)]
    return Crossed(
        decisions=tuple(decisions),
        states=_state_names(kept, paired.sets),
        set_aside=tuple(policies[met[key]]["name"] for key in met if key[1] in alone),
        paired=paired,
        rows=rows,
    )


def _split(policy: Mapping[str, Any], started: str | None) -> tuple[Choice, Choice]:
    """What a policy decides, and what it does not."""
    values = [(path, _plain(value)) for path, value in policy["values"].items()]
    start: list[tuple[str, Value]] = [("scenario", started)] if started else []
    choice = tuple(start + [(path, value) for path, value in values if path in LEVERS])
    return choice, tuple((path, value) for path, value in values if path not in LEVERS)


def _plain(value: Value) -> Value:
    """Whole numbers and the same numbers with a point are one value."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _refuse_gaps(
    results: Results, met: Mapping[tuple[Choice, Choice], int], decided: list[Choice], kept: list[Choice]
) -> None:
    missing = sum((choice, rest) not in met for choice in decided for rest in kept)
    if missing:
        raise ResultsError(
            f"{results.folder}: {missing} of {len(decided) * len(kept)} pairs of policy and state were not "
            "run; every policy must meet every state, so vary the uncertain by `[sets]` or both by `[axes]`"
        )


def _decision(results: Results, choice: Choice, places: list[int]) -> Decision:
    policies = [results.plan["policies"][place] for place in places]
    levers = {path: value for path, value in choice if path != "scenario"}
    if len(policies) == 1:
        only = policies[0]
        return Decision(only["name"], only["label_en"] or only["name"], only["label_zh"] or only["name"], levers)
    short = short_names(levers)
    name = ",".join(f"{short[path]}={written(value)}" for path, value in levers.items()) or policies[0]["name"]
    en, zh = (
        mark.join(f"{DECLARATIONS[path].label(lang)} {written(value)}" for path, value in levers.items())
        for mark, lang in (("; ", "en"), ("；", "zh"))
    )
    started = dict(choice).get("scenario")
    prefix = f"{Path(str(started)).stem}," if started else ""
    return Decision(f"{prefix}{name}", en or name, zh or name, levers)


def _state_names(rests: list[Choice], sets: tuple[str, ...]) -> tuple[str, ...]:
    if len(rests) == 1 and not sets:
        return ()
    short = short_names(path for path, _ in rests[0])
    names = [",".join(f"{short[path]}={written(value)}" for path, value in rest) for rest in rests]
    if len(rests) == 1:
        return sets
    return tuple(f"{name},{each}" for name in names for each in sets) if sets else tuple(names)


def _defined(by_set: NDArray[np.float64], outcome: str, crossed: Crossed) -> NDArray[np.float64]:
    """Values of policies x sets x ... as decisions x states x ..."""
    found = by_set[crossed.rows]
    values = found.reshape(found.shape[0], -1, *found.shape[3:])
    unknown = int(np.isnan(values).sum())
    if unknown:
        raise ResultsError(
            f"results: '{outcome}' is undefined in {unknown:,} of {values.size:,} values; "
            "choose an outcome that every run has"
        )
    return np.asarray(values)
