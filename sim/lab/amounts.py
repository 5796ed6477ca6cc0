"""What a policy costs and gives over the whole horizon, in today's money: months added up and discounted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.errors import ResultsError, UsageError, nearest
from sim.outcomes import OUTCOMES
from sim.world import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from sim.lab.intervals import Rows
    from sim.lab.results import Results
    from sim.lab.states import Crossed
    from sim.outcomes import Outcome

_PER_MONTH = " per month"
_HORIZON = "setting.months"


def amounts(crossed: Crossed, name: str, rate: float, *, as_summarised: bool = False) -> Rows:
    """An outcome over the horizon: decisions x states x worlds.

    A flow (a total, or so much per month) is the sum of its months, any other outcome their mean; month t
    counts (1 + rate)^(-t/12). With `as_summarised` it is the run's one number, which cannot be discounted.
    Raises ResultsError where the months that this needs were not kept.
    """
    outcome = known(name)
    if as_summarised:
        return crossed.values(name)
    needs_none = outcome.summary in ("total", "mean") and rate == 0
    if needs_none:
        return crossed.values(name)
    if name in crossed.paired.table.columns and f"series.{name}" not in crossed.paired.table.columns:
        instead = "--discount 0" if outcome.summary in ("total", "mean") else "--as-summarised --discount 0"
        raise ResultsError(
            f"results: the months of '{name}' were not kept, and they are needed to "
            f"{'discount it' if rate else 'add it up'}; add '{name}' to the experiment's `outcomes` and sweep again "
            f"with --extend, or give {instead}"
        )
    series = crossed.series(name)
    weights = (1 + rate) ** (-np.arange(series.shape[3]) / MONTHS_PER_YEAR)
    summed = (series * weights).sum(axis=3)
    return np.asarray(summed if is_flow(outcome) else summed / weights.sum())


def is_flow(outcome: Outcome) -> bool:
    """Whether months add up, as yuan and needs do, rather than average, as shares do."""
    return outcome.summary == "total" or outcome.unit.endswith(_PER_MONTH)


def known(name: str) -> Outcome:
    """An outcome by name. Raises UsageError with the nearest name where there is none."""
    if name not in OUTCOMES:
        hint = nearest(name, OUTCOMES) or "see `sanshe outcomes` for the names that exist"
        raise UsageError(f"there is no outcome '{name}'; {hint}")
    return OUTCOMES[name]


def horizon_years(results: Results) -> float:
    """How many years are reported. Raises ResultsError where that differs between policies or sets."""
    _refuse_varying(results, (_HORIZON,), "the horizon")
    return float(results.plan["scenario"][_HORIZON]) / MONTHS_PER_YEAR


def communities(results: Results) -> int:
    """How many communities a world has. Raises ResultsError where that differs between policies or sets."""
    paths = ("setting.streets", "setting.communities_per_street")
    _refuse_varying(results, paths, "the number of communities")
    streets, each = (int(results.plan["scenario"][path]) for path in paths)
    return streets * each


def _refuse_varying(results: Results, paths: tuple[str, ...], what: str) -> None:
    varying = {*results.plan["varying"], *results.plan.get("uncertain", ())}
    if varying & set(paths):
        raise ResultsError(
            f"{results.folder}: {what} differs between runs; costs are compared over one horizon and one size of place"
        )
