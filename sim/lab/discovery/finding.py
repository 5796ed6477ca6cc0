"""Where a policy fails: the box of conditions that holds most failures, how sure it is, and a tree beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.errors import UsageError, nearest
from sim.lab.discovery.boxes import Cases, Stage, judged
from sim.lab.discovery.points import Condition, Points, points_of
from sim.lab.discovery.prim import balanced, paste, peel
from sim.lab.discovery.support import Halvings, found_again, quasi_p_values, without_chance
from sim.lab.discovery.tree import Tree, grow
from sim.lab.intervals import t_interval
from sim.lab.thresholds import check_threshold

if TYPE_CHECKING:
    from sim.lab.results import Results

LEAST_FAILURES = 5
_LEAST_WORLDS = 2


@dataclass(frozen=True, slots=True)
class Failure:
    """What counts as failing: an outcome, or what it has more than under `against`, on one side of a threshold."""

    outcome: str
    side: Literal["below", "above"]
    threshold: float
    against: str | None


@dataclass(frozen=True)
class Discovery:
    """Where a policy fails. `stages` are the boxes on the way, of which `picked` was taken.

    `box` is that box without the conditions `dropped` for being within chance, and pasted. `near` points
    have a 95% interval over worlds that holds the threshold: another draw of worlds may judge them
    otherwise. `tree` is None where none was asked for.
    """

    failure: Failure
    policy: str | None
    conditions: tuple[Condition, ...]
    cases: Cases
    worlds: int
    left_out: int
    near: int
    stages: tuple[Stage, ...]
    picked: int
    dropped: tuple[int, ...]
    box: Stage
    p_values: dict[int, float]
    halvings: Halvings | None
    tree: Tree | None


def discover(
    results: Results, failure: Failure, *, policy: str | None = None, box: int | None = None, tree: bool = True
) -> Discovery:
    """Find the box of conditions that holds the failures of a finished sweep.

    `policy` names the one in question where several met the same conditions; `box` takes another one of the
    peeling trajectory than the best balanced. The same results give the same answer. Raises UsageError
    where no point or every point fails, or fewer than five do.
    """
    points = points_of(results, failure.outcome, failure.against, policy)
    cases = _cases(points, failure)
    key = f"{results.experiment.seed}/discover/{failure}"
    stages = peel(cases)
    picked = balanced(stages) if box is None else _asked(box, stages)
    limited, dropped = without_chance(stages[picked].box, cases)
    found = judged(paste(limited, cases), cases)
    return Discovery(
        failure,
        points.policy,
        points.conditions,
        cases,
        worlds=points.outcome.shape[1],
        left_out=points.left_out,
        near=_near(points, failure),
        stages=tuple(stages),
        picked=picked,
        dropped=dropped,
        box=found,
        p_values=quasi_p_values(found.box, cases),
        halvings=found_again(found, cases, key),
        tree=grow(cases, key) if tree else None,
    )


def failure_of(outcome: str, below: float | None, above: float | None, against: str | None) -> Failure:
    """Say what counts as failing. Against a policy alone, it is doing worse than that policy.

    Raises UsageError where the outcome is unknown or what fails is not said.
    """
    from sim.outcomes import OUTCOMES

    if outcome not in OUTCOMES:
        hint = nearest(outcome, OUTCOMES) or "see `sanshe outcomes` for the names that exist"
        raise UsageError(f"--outcome: there is no outcome '{outcome}'; {hint}")
    if below is not None and above is not None:
        raise UsageError("--below, --above: a policy cannot fail on both sides; give one of them")
    for side, threshold in (("below", below), ("above", above)):
        if threshold is not None:
            check_threshold(f"--{side}", threshold, outcome)
    if below is not None:
        return Failure(outcome, "below", below, against)
    if above is not None:
        return Failure(outcome, "above", above, against)
    if against is None:
        raise UsageError("what counts as failing is not said; give --below V, --above V or --against POLICY")
    direction = OUTCOMES[outcome].direction
    if direction == "neutral":
        raise UsageError(f"--against: '{outcome}' has no better direction; say with --below V or --above V what fails")
    return Failure(outcome, "below" if direction == "higher" else "above", 0.0, against)


def _cases(points: Points, failure: Failure) -> Cases:
    means = points.outcome.mean(axis=1)
    fails = means < failure.threshold if failure.side == "below" else means > failure.threshold
    count = int(fails.sum())
    if not LEAST_FAILURES <= count <= len(fails) - LEAST_FAILURES:
        lower, middle, upper = np.quantile(means, [0.1, 0.5, 0.9])
        raise UsageError(
            f"--{failure.side} {failure.threshold:g}: {count} of {len(fails)} points fail, too few or too many "
            f"to tell apart; the middle is at {middle:.4g}, a tenth lie below {lower:.4g} and a tenth above {upper:.4g}"
        )
    return Cases(points.matrix, np.asarray(fails), tuple(each.kind for each in points.conditions))


def _near(points: Points, failure: Failure) -> int:
    if points.outcome.shape[1] < _LEAST_WORLDS:
        return len(points.outcome)
    interval = t_interval(points.outcome)
    return int(((interval.low <= failure.threshold) & (failure.threshold <= interval.high)).sum())


def _asked(box: int, stages: list[Stage]) -> int:
    if not 0 <= box < len(stages):
        raise UsageError(f"--box {box}: the trajectory has boxes 0 to {len(stages) - 1}; give one of them")
    return box
