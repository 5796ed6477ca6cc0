"""A question that grows keeps what was run: the designs that a results folder had before its present one.

A run is known by its policy, its parameter set and its world, whatever its number. When a question gets more
policies, other values or other series, the sealed plan of before is kept as `plan-<first letters of its SHA-256>.json`
beside `plan.json`, and its parts stay as they are. Where the same policy (the same fingerprint, which
covers every value and the model) meets the same world, a run of before stands for the run of now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import ResultsError
from sim.lab.durable import unusable, write_checked
from sim.lab.planfile import PLAN, can_serve, read_plan, read_sealed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PATTERN = "plan-*.json"
_LETTERS = 16
_ABSENT = -1


@dataclass(frozen=True)
class Earlier:
    """A design of before: `places[case]` is the place of its case now, -1 where its runs do not serve.

    A case is a policy under a parameter set. `cases` is how many there are now, `series` the monthly
    series that are kept now, `measured` the outcomes that are measured now, None for all there are.
    """

    places: NDArray[np.int64]
    cases: int
    series: tuple[str, ...]
    measured: Collection[str] | None = None

    def now(self, runs: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers that runs of before have now; -1 for runs that the present design does not have."""
        world, case = np.divmod(runs, len(self.places))
        place = self.places[case]
        return np.where((runs >= 0) & (place != _ABSENT), world * self.cases + place, _ABSENT)


def keep_plan(folder: Path) -> None:
    """Keep the present plan of a folder under a name of its own before another one takes its place."""
    path = folder / f"plan-{read_plan(folder)['design_sha256'][:_LETTERS]}.json"
    if path.exists():
        read_sealed(path)
        return
    with unusable(folder / PLAN):
        content = (folder / PLAN).read_bytes()
    write_checked(path, content)


def earlier_designs(folder: Path) -> Mapping[str, Earlier]:
    """The designs that a folder had before, by their SHA-256. Raises ResultsError where one is damaged."""
    with unusable(folder):
        paths = sorted(folder.glob(_PATTERN))
    if not paths:
        return {}
    now = read_plan(folder)
    place = {case: number for number, case in enumerate(_cases(now))}
    designs = {}
    for path in paths:
        before = read_sealed(path)
        if not share_worlds(before, now):
            raise ResultsError(f"{path}: is of other worlds than {PLAN}; take it and its parts out of this folder")
        serves = can_serve(before, now)
        places = [place.get(case, _ABSENT) if serves else _ABSENT for case in _cases(before)]
        designs[before["design_sha256"]] = Earlier(
            np.array(places, np.int64), len(place), tuple(now["outcomes"]), now.get("measured")
        )
    designs.pop(now["design_sha256"], None)
    return designs


def _cases(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What every case of a plan is, in its order: the policy's fingerprint and its set's SHA-256."""
    for sets in plan.get("sets_sha256", plan.get("sets", ("",))):
        yield from ((policy["fingerprint"], sets) for policy in plan["policies"])


def share_worlds(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether runs of two plans can stand for one another: the same question, luck and model."""
    return all(one[name] == other[name] for name in ("name", "seed", "model_version"))
