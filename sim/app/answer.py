"""What is known so far of two policies: bands month by month, paired differences, and the linkage network.

Only worlds that both policies have lived count, so that luck drops out of the difference. Intervals and
readings are those of `sanshe compare`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from sim.app.asking import A, Asked, B, finite
from sim.app.errand import Course, Links
from sim.app.links import mean_links
from sim.app.turns import Answered
from sim.lab.compare import compare
from sim.lab.intervals import t_interval
from sim.outcomes import OUTCOMES
from sim.report import words
from sim.report.quantities import (
    LEVEL_DIGITS,
    NO_NUMBER,
    Quantity,
    decimals_for,
    interval_decimals,
    number,
    of_outcome,
)
from sim.report.words import LANGUAGES

_POLICIES = (A, B)
FEWEST_WORLDS = 2


class Answer:
    """Gathers the courses of both policies; `told` says what they show."""

    def __init__(self, asked: Asked) -> None:
        """Begin with nothing."""
        self._asked = asked
        self._courses: dict[str, dict[int, Course]] = {A: {}, B: {}}
        self.faults: list[str] = []
        self._failed: set[int] = set()

    def add(self, answered: Answered) -> None:
        """Take in what became of one run."""
        task = answered.task
        if answered.course is None:
            self.faults.append(f"policy {task.policy.upper()}, world {task.world}: {answered.fault}")
            self._failed.add(task.world)
        else:
            self._courses[task.policy][task.world] = answered.course

    @property
    def worlds(self) -> list[int]:
        """Worlds that both policies have lived, in order."""
        return sorted(self._courses[A].keys() & self._courses[B].keys())

    def told(self, *, done: bool) -> dict[str, Any]:
        """All of it, as a page draws it."""
        worlds = self.worlds
        told: dict[str, Any] = {"worlds": len(worlds), "asked": self._asked.worlds, "failed": len(self._failed)}
        if worlds:
            told["bands"] = {name: self._bands(name, worlds) for name in self._asked.outcomes}
            told["table"] = self._table(worlds, done=done) if len(worlds) >= FEWEST_WORLDS else []
            told["links"] = {
                policy: _links(mean_links([self._courses[policy][world].links for world in worlds]))
                for policy in _POLICIES
            }
        return told

    def _bands(self, outcome: str, worlds: list[int]) -> dict[str, Any]:
        bands = {}
        for policy in _POLICIES:
            rows = np.array([self._courses[policy][world].series[outcome] for world in worlds]).T
            interval = t_interval(rows)
            bands[policy] = [[finite(value) for value in line.tolist()] for line in interval[:3]]
        return bands

    def _table(self, worlds: list[int], *, done: bool) -> list[dict[str, Any]]:
        """A row an outcome: both means, the difference of B from A and its interval, in words of both languages."""
        rows = [
            {"policy": policy, "world": world, **self._courses[policy][world].outcomes}
            for policy in _POLICIES
            for world in worlds
        ]
        found = compare(pd.DataFrame(rows), baseline=A, outcomes=self._asked.outcomes, seed=self._asked.seed)
        table: list[dict[str, Any]] = []
        for row in found.differences.to_dict("records"):
            outcome = OUTCOMES[str(row["outcome"])]
            ends = [float(row[name]) for name in ("difference", "low", "high")]
            means = [float(row[name]) for name in ("baseline_mean", "mean")]
            table.append(
                {
                    "outcome": outcome.name,
                    "worlds": int(row["worlds"]),
                    "difference": [finite(end) for end in ends],
                    "said": {lang: _said(of_outcome(outcome, lang), means, ends) for lang in LANGUAGES},
                    "reading": row["verdict"] if done else "",
                }
            )
        return table


def _said(quantity: Quantity, means: list[float], ends: list[float]) -> dict[str, str]:
    """Both means, the difference and the ends of its interval as text, and the unit of each; all in one scale."""
    largest = max((abs(value) for value in (*means, *ends) if math.isfinite(value)), default=0.0)
    level, apart = quantity.unit.level(largest, quantity.lang), quantity.unit.difference(largest, quantity.lang)
    undefined = words.UNDEFINED.say(quantity.lang)
    scaled = [value * level.factor for value in (*means, *ends)]
    fine = decimals_for(max((abs(value) for value in scaled[:2] if math.isfinite(value)), default=0.0), LEVEL_DIGITS)
    first, second = (number(value, fine) if math.isfinite(value) else undefined for value in scaled[:2])
    difference, low, high = (undefined, NO_NUMBER, NO_NUMBER)
    if all(map(math.isfinite, ends)):
        decimals = interval_decimals(*scaled[2:])
        difference, low, high = (number(value, decimals, sign=True) for value in scaled[2:])
    return {
        "a": first,
        "b": second,
        "unit": level.unit,
        "difference": difference,
        "low": low,
        "high": high,
        "difference_unit": apart.unit,
    }


def _links(links: Links) -> dict[str, Any]:
    return {
        "there": {kind: finite(count) for kind, count in links.there.items()},
        "linked": {kind: finite(count) for kind, count in links.linked.items()},
        "links": [[link.first, link.second, finite(link.pairs), finite(link.by_government)] for link in links.links],
    }
