"""Which unknowns decide what a finished sweep found, for outcomes and for the difference of two policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import UsageError
from sim.lab.crossed import Crossed, crossed
from sim.lab.sensitivity.blocks import Blocks, Estimate
from sim.lab.sensitivity.designs import BlockMethod, block_method, block_size, independent_places
from sim.lab.sensitivity.flips import flips
from sim.lab.sensitivity.screening import screen
from sim.lab.sensitivity.variance import variance_shares
from sim.lab.unknowns import has_order, point_values, positions
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from sim.declare import Value
    from sim.lab.results import Results


@dataclass(frozen=True)
class Sensitivity:
    """How much each unknown decides, for each outcome.

    `policy` is the policy under which outcomes were looked at; with `baseline` named it is its difference
    to that one. `unknowns` has one row an outcome and unknown: outcome, unknown, then with `_low` and
    `_high` for 95% intervals either effect, size, spread and luck (`morris`; in the outcome's unit), or
    first, total, first_spread and total_spread (`saltelli`; shares of the variance). Of a contrast also
    turns, the share of changes of this unknown alone that turn its sign over. `outcomes` has one row an
    outcome: mean over points and worlds, deviation between points, luck (share of the variance inside a
    world that others do not repeat; of `saltelli`), and of a contrast opposite, opposite_and_matters and
    opposite_and_clear with their intervals.
    """

    method: BlockMethod
    policy: str
    baseline: str
    unknowns: pd.DataFrame
    outcomes: pd.DataFrame
    blocks: int
    points: int
    worlds: int


def sensitivity(
    results: Results, outcomes: Sequence[str] | None = None, *, contrast: str | None = None, policy: str | None = None
) -> Sensitivity:
    """Say which unknowns decide outcomes, under the baseline or `policy`, or what `contrast` changes against it.

    Raises UsageError where the sweep's unknowns were not moved one at a time, and what `crossed` raises.
    """
    import pandas as pd

    asked = list(results.experiment.outcomes if outcomes is None else outcomes)
    if contrast is not None and policy is not None:
        raise UsageError("--contrast, --policy: a contrast is between a policy and the baseline; give one of the two")
    unknowns = results.experiment.unknowns
    method = None if unknowns is None else block_method(unknowns.method)
    if unknowns is None or method is None:
        raise UsageError(
            f"{results.folder}: its unknowns were not moved one at a time; "
            'give [unknowns] with method = "morris" or "saltelli" in the experiment and sweep it'
        )
    found = crossed(results, asked)
    base, other = found.policies[0], contrast or policy or found.policies[0]
    if contrast == base:
        raise UsageError(f"--contrast: '{base}' is the baseline itself; name another policy")
    values = point_values(unknowns, results.experiment.seed)
    rows, wholes = [], []
    for name in asked:
        answers = found.answers[name][found.policy(other)]
        if contrast is not None:
            answers = answers - found.answers[name][0]
        blocks = _blocks(method, found, values, answers, unknowns.ranges)
        of_unknowns, whole = _measured(blocks, name, f"{results.experiment.seed}/{name}", is_contrast=bool(contrast))
        rows.append(pd.DataFrame({"outcome": name, "unknown": list(unknowns.ranges), **of_unknowns}))
        wholes.append({"outcome": name, **whole})
    return Sensitivity(
        method=method,
        policy=other,
        baseline=base if contrast else "",
        unknowns=pd.concat(rows, ignore_index=True),
        outcomes=pd.DataFrame(wholes),
        blocks=unknowns.points,
        points=len(values),
        worlds=found.worlds,
    )


def _blocks(
    method: BlockMethod,
    found: Crossed,
    values: Sequence[Mapping[str, Value]],
    answers: NDArray[np.float64],
    ranges: Mapping[str, Sequence[Value]],
) -> Blocks:
    """Put the answers of the sets back at the points of the design; points that fell together share a set."""
    place = {tuple(each[path] for path in ranges): number for number, each in enumerate(found.values)}
    at = [place[tuple(point.values())] for point in values]
    where = positions(ranges, values)
    count = len(values) // block_size(method, len(ranges))
    choices = tuple(not has_order(path) for path in ranges)
    return Blocks(method, answers[at].reshape(count, -1, found.worlds), where.reshape(count, -1, len(ranges)), choices)


def _measured(
    blocks: Blocks, outcome: str, key: str, *, is_contrast: bool
) -> tuple[dict[str, NDArray[np.float64]], dict[str, float]]:
    """What is said of each unknown, and of all together."""
    points = blocks.answers[:, independent_places(blocks.method, blocks.unknowns)].mean(axis=2)
    whole = {"mean": float(points.mean()), "deviation": float(points.std(ddof=1))}
    if blocks.method == "morris":
        screened = screen(blocks, key)
        measured = _columns(effect=screened.effect, size=screened.size, spread=screened.spread)
        measured["luck"] = screened.luck
    else:
        shares = variance_shares(blocks, key)
        measured = _columns(first=shares.first, total=shares.total)
        measured |= {"first_spread": shares.first_spread, "total_spread": shares.total_spread}
        whole["luck"] = shares.luck
    if is_contrast:
        turned = flips(blocks, OUTCOMES[outcome].matters, f"{key}/flips")
        measured |= _columns(turns=turned.by_unknown)
        for name in ("opposite", "opposite_and_matters", "opposite_and_clear"):
            whole |= {column: float(ends[0]) for column, ends in _columns(**{name: getattr(turned, name)}).items()}
    return measured, whole


def _columns(**estimates: Estimate) -> dict[str, NDArray[np.float64]]:
    columns: dict[str, NDArray[np.float64]] = {}
    for name, found in estimates.items():
        columns |= {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}
    return columns
