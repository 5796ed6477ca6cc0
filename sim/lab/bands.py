"""How outcomes unfold: month by month with their spread over worlds, and over two levers at once."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.errors import ResultsError, nearest
from sim.lab.intervals import Rows, t_interval
from sim.lab.pairing import Paired, pair

if TYPE_CHECKING:
    from sim.declare import Value

_PERCENTILES = (10, 50, 90)


def series_bands(
    results: pd.DataFrame,
    outcome: str,
    *,
    baseline: str | None = None,
    policies: Sequence[str] | None = None,
    worlds: int | None = None,
) -> pd.DataFrame:
    """The months of an outcome under each policy, in the worlds that all policies have.

    One row a policy and month: month, policy, mean, low95, high95 (of the mean), p10, p50, p90 (over
    worlds), worlds (in which the month is defined). With `baseline`, the same of the differences to
    that policy within worlds. Raises ResultsError where the series were not kept or do not match.
    """
    paired = pair(results, policies=policies, worlds=worlds)
    series = paired.series(outcome)
    if baseline is not None:
        series = series - series[_place(paired, baseline)]
    rows = series.transpose(0, 2, 1).reshape(-1, len(paired.worlds))
    interval = t_interval(rows)
    low, middle, high = _percentiles(rows, _PERCENTILES)
    months = series.shape[2]
    return pd.DataFrame(
        {
            "month": np.tile(np.arange(months), len(paired.policies)),
            "policy": np.repeat(np.array(paired.policies, dtype=object), months),
            "mean": interval.mean,
            "low95": interval.low,
            "high95": interval.high,
            "p10": low,
            "p50": middle,
            "p90": high,
            "worlds": interval.worlds,
        }
    )


def spread_by_month(paired: Paired, outcome: str, percentiles: Sequence[float]) -> Rows:
    """Percentiles over worlds of each month of an outcome: percentiles x policies x months; nan where undefined.

    Raises ResultsError where the series were not kept or do not match.
    """
    series = paired.series(outcome)
    policies, worlds, months = series.shape
    rows = series.transpose(0, 2, 1).reshape(policies * months, worlds)
    return _percentiles(rows, percentiles).reshape(len(percentiles), policies, months)


def surface(
    results: pd.DataFrame,
    outcome: str,
    path_x: str,
    path_y: str,
    *,
    at: Mapping[str, Value] | None = None,
    baseline: str | None = None,
    policies: Sequence[str] | None = None,
    worlds: int | None = None,
) -> pd.DataFrame:
    """An outcome over two levers, in the worlds that all policies have.

    One row a pair of values: x, y, policy, mean, low, high (95%), worlds. With `baseline`, the same
    of the differences to that policy. What else varies must be held with `at`, and every pair of
    values must be there once. Raises ResultsError otherwise.
    """
    paired = pair(results, policies=policies, worlds=worlds)
    cells = _cells(paired, path_x, path_y, at or {})
    values = paired.values(outcome)
    if baseline is not None:
        values = values - values[_place(paired, baseline)]
    chosen = [paired.policies.index(name) for name in cells["policy"]]
    interval = t_interval(values[chosen])
    cells["mean"], cells["low"], cells["high"] = interval.mean, interval.low, interval.high
    cells["worlds"] = interval.worlds
    return cells


def _cells(paired: Paired, path_x: str, path_y: str, at: Mapping[str, Value]) -> pd.DataFrame:
    """The policy at each pair of values, ordered by x and then y."""
    table = paired.table.drop_duplicates("policy")
    for path in (path_x, path_y, *at):
        if path not in table.columns:
            hint = nearest(path, map(str, table.columns)) or "name a lever that the experiment varies"
            raise ResultsError(f"results: there is no column '{path}'; {hint}")
    for path, value in at.items():
        known = sorted(set(table[path]))
        table = table[table[path] == value]
        if table.empty:
            raise ResultsError(f"results: no policy has {path} = {value}; it takes {known} here")
    cells = pd.DataFrame({"x": table[path_x], "y": table[path_y], "policy": table["policy"]})
    if cells.duplicated(["x", "y"]).any():
        raise ResultsError(
            f"results: several policies share one value of {path_x} and {path_y}; "
            "say at which values of the other levers to look (`at`)"
        )
    if len(cells) != cells["x"].nunique() * cells["y"].nunique():
        raise ResultsError(
            f"results: not every value of {path_x} was run with every value of {path_y}; "
            "a surface needs all their combinations"
        )
    return cells.sort_values(["x", "y"]).reset_index(drop=True)


def _place(paired: Paired, baseline: str) -> int:
    if baseline not in paired.policies:
        hint = nearest(baseline, paired.policies) or "name a policy that the results hold"
        raise ResultsError(f"results: the baseline '{baseline}' has no run in them; {hint}")
    return paired.policies.index(baseline)


def _percentiles(rows: Rows, asked: Sequence[float]) -> Rows:
    """Percentiles of each row over its defined worlds; rows with undefined ones take numpy far longer."""
    found = np.full((len(asked), len(rows)), np.nan)
    whole = np.isfinite(rows).all(axis=1)
    found[:, whole] = np.percentile(rows[whole], asked, axis=1)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "All-NaN slice", RuntimeWarning)  # such a month stays nan
        found[:, ~whole] = np.nanpercentile(rows[~whole], asked, axis=1)
    return found
