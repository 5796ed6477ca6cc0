"""Which unknown, if it were measured, would most change which policy of a finished sweep is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import UsageError
from sim.lab.crossed import Crossed, crossed
from sim.lab.information.value import Information, Worth, value_of_information
from sim.lab.sensitivity.designs import block_method, block_size, independent_places
from sim.lab.unknowns import has_order, point_values
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from sim.declare import Value
    from sim.lab.results import Results

MONEY = "public_money_yuan"
_FEWEST_POLICIES = 2
_FEWEST_POINTS = 16
_FEWEST_WORLDS = 2


@dataclass(frozen=True)
class InformationWorth:
    """What knowing the unknowns would be worth for one decision: the policy with the best mean.

    `unit` is the outcome's, or `yuan` where a willingness to pay turns it into net benefit. `unknowns`
    has one row an unknown, the most worth first: unknown, worth, low, high (95% interval), chance (what
    comes out of unknowns that decide nothing, in 95 of 100), clear (whether worth is above it, and low above
    zero), changes
    (the share of points at which another policy would be chosen) and chosen (which, between which
    values). `policies` has one row a policy: policy, mean (of the outcome or net benefit) and
    most_often, the share of points at which it is the best.
    """

    outcome: str
    unit: str
    willingness: float | None
    best: str
    perfect: Worth
    at_most: float
    unknowns: pd.DataFrame
    policies: pd.DataFrame
    points: int
    worlds: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values of an unknown, from the lowest to the highest or one choice, at which a policy would be chosen."""

    policy: str
    low: Value
    high: Value


def information(results: Results, outcome: str, *, willingness: float | None = None) -> InformationWorth:
    """Say what knowing each unknown would be worth before a policy is chosen by the mean of an outcome.

    With `willingness`, in yuan for one unit of the outcome (per unit less, where less is better), policies
    are chosen by net benefit: what the outcome is worth less the public money. Raises UsageError where
    no best policy is defined or the points are too few or not spread evenly, and what `crossed` raises.
    """
    import pandas as pd

    _check(outcome, willingness)
    found = crossed(results, [outcome] if willingness is None else [outcome, MONEY])
    at = _points(results, found)
    benefit = _benefit(found, outcome, willingness)[:, at]
    _check_size(results, benefit)
    values = [found.values[place] for place in at]
    paths = [path for path in results.plan["uncertain"] if len({point[path] for point in values}) > 1]
    unknowns = np.stack([_numbers([point[path] for point in values]) for path in paths], axis=1)
    key = f"{results.experiment.seed}/{outcome}/{willingness}"
    worth = value_of_information(benefit, unknowns, [not has_order(path) for path in paths], key)
    sign = 1.0 if willingness is not None or OUTCOMES[outcome].direction == "higher" else -1.0
    policies = {"policy": found.policies, "mean": sign * benefit.mean(axis=(1, 2)), "most_often": worth.most_often}
    return InformationWorth(
        outcome=outcome,
        unit=OUTCOMES[outcome].unit if willingness is None else "yuan",
        willingness=willingness,
        best=found.policies[worth.best],
        perfect=worth.perfect,
        at_most=worth.at_most,
        unknowns=_ranked(worth, paths, values, found.policies),
        policies=pd.DataFrame(policies),
        points=benefit.shape[1],
        worlds=found.worlds,
    )


def _check(outcome: str, willingness: float | None) -> None:
    if outcome in OUTCOMES and OUTCOMES[outcome].direction == "neutral":
        raise UsageError(f"outcomes: '{outcome}' has no better direction; choose an outcome that has one")
    if willingness is not None and not (np.isfinite(willingness) and willingness > 0):
        raise UsageError(f"--willingness: {willingness:g} yuan; give an amount above 0 for one unit of the outcome")


def _check_size(results: Results, benefit: NDArray[np.float64]) -> None:
    for count, fewest, what in zip(
        benefit.shape,
        (_FEWEST_POLICIES, _FEWEST_POINTS, _FEWEST_WORLDS),
        ("policies", "points of the unknowns", "worlds"),
        strict=True,
    ):
        if count < fewest:
            raise UsageError(f"{results.folder}: has {count} {what}; a value of information needs at least {fewest}")


def _points(results: Results, found: Crossed) -> NDArray[np.int64]:
    """The set at every point that stands for what is believed of the unknowns; a set may stand at several."""
    unknowns = results.experiment.unknowns
    if unknowns is None:
        return np.arange(len(found.sets))
    if unknowns.method == "morris":
        raise UsageError(
            f"{results.folder}: the steps of Morris trajectories do not stand for the unknowns' ranges; "
            'give [unknowns] with method = "saltelli", "latin_hypercube", "sobol" or "halton"'
        )
    place = {tuple(each[path] for path in unknowns.ranges): number for number, each in enumerate(found.values)}
    values = point_values(unknowns, results.experiment.seed)
    at = np.array([place[tuple(point.values())] for point in values])
    method = block_method(unknowns.method)
    if method is None:
        return at
    count = len(unknowns.ranges)
    return at.reshape(-1, block_size(method, count))[:, independent_places(method, count)].ravel()


def _benefit(found: Crossed, outcome: str, willingness: float | None) -> NDArray[np.float64]:
    """What each policy gives, more being better."""
    sign = -1.0 if OUTCOMES[outcome].direction == "lower" else 1.0
    effect = sign * found.answers[outcome]
    return effect if willingness is None else willingness * effect - found.answers[MONEY]


def _numbers(values: Sequence[Value]) -> NDArray[np.float64]:
    """Numbers as they are, other values by their order of first appearance."""
    if all(isinstance(value, int | float) for value in values):
        return np.array(values, dtype=np.float64)
    kinds = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return np.array([kinds[value] for value in values], dtype=np.float64)


def _ranked(
    worth: Information, paths: Sequence[str], values: Sequence[Mapping[str, Value]], policies: Sequence[str]
) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {
            "unknown": path,
            "worth": each.worth.value,
            "low": each.worth.low,
            "high": each.worth.high,
            "chance": each.chance,
            "clear": each.is_clear,
            "changes": each.changes,
            "chosen": _stretches([point[path] for point in values], [policies[choice] for choice in each.choice]),
        }
        for path, each in zip(paths, worth.partial, strict=True)
    ]
    return pd.DataFrame(rows).sort_values("worth", ascending=False, kind="stable", ignore_index=True)


def _stretches(values: Sequence[Value], chosen: Sequence[str]) -> list[Stretch]:
    """Which policy would be chosen, from the lowest value of an unknown to the highest."""
    pairs = sorted(dict(zip(values, chosen, strict=True)).items(), key=lambda pair: (isinstance(pair[0], str), pair[0]))
    found: list[Stretch] = []
    for value, policy in pairs:
        if found and found[-1].policy == policy and not isinstance(value, bool | str):
            found[-1] = Stretch(policy, found[-1].low, value)
        else:
            found.append(Stretch(policy, value, value))
    return found
