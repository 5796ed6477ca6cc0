"""The worlds that every policy has lived through: the only ones in which policies may be compared.

A world in which a run failed under one policy is left out for all policies, and counted. Where every
policy was tried under several parameter sets, a world counts if it has a run of every policy under every
set. What cannot be a result of one plan (a run twice, a policy without any run) is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import ResultsError, nearest
from sim.lab.sets import SET
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

_MOST_NAMED = 5


@dataclass(frozen=True)
class Paired:
    """Runs of all policies in the same worlds, ordered by policy, parameter set and world.

    `left_out` are the planned worlds that some policy lacks. `sets` are the names of the parameter
    sets, none where the experiment has none.
    """

    policies: tuple[str, ...]
    worlds: tuple[int, ...]
    left_out: tuple[int, ...]
    table: pd.DataFrame
    sets: tuple[str, ...] = ()

    def values(self, outcome: str) -> NDArray[np.float64]:
        """One outcome, a row a policy and a column a world; nan where it is undefined.

        Where there are parameter sets it is the mean over them, undefined where it is so under one.
        """
        return np.asarray(self.values_by_set(outcome).mean(axis=1))

    def values_by_set(self, outcome: str) -> NDArray[np.float64]:
        """One outcome: policies x sets (one where there are none) x worlds; nan where it is undefined.

        Raises ResultsError where the results lack the outcome or hold an infinite number.
        """
        column = self.table[_known_column(self.table, outcome)]
        try:
            numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        except (TypeError, ValueError):
            raise ResultsError(
                f"results: column '{outcome}' holds something else than numbers; run the sweep again"
            ) from None
        if np.isinf(numbers).any():
            raise ResultsError(f"results: '{outcome}' is infinite in some run; an undefined value is stored as null")
        return np.asarray(numbers.reshape(len(self.policies), max(len(self.sets), 1), len(self.worlds)))

    def series(self, outcome: str) -> NDArray[np.float64]:
        """The months of one outcome, the mean over sets: policies x worlds x months; nan where it is undefined."""
        return np.asarray(self.series_by_set(outcome).mean(axis=1))

    def series_by_set(self, outcome: str) -> NDArray[np.float64]:
        """The months of one outcome: policies x sets (one where there are none) x worlds x months.

        Raises ResultsError where the months were not kept or runs have different numbers of them.
        """
        name = _known_column(self.table, f"series.{outcome}")
        months = [np.asarray(run, dtype=np.float64) for run in self.table[name]]
        lengths = {len(run) for run in months}
        if len(lengths) != 1:
            raise ResultsError(
                f"results: the series of '{outcome}' differ in length ({_few(sorted(lengths))}); run the sweep again"
            )
        shape = (len(self.policies), max(len(self.sets), 1), len(self.worlds), -1)
        return np.asarray(np.stack(months).reshape(shape))


def pair(
    results: pd.DataFrame,
    *,
    policies: Sequence[str] | None = None,
    worlds: int | None = None,
    sets: Sequence[str] | None = None,
    least: int = 2,
) -> Paired:
    """Keep the worlds that every policy has, under every parameter set where there are any.

    `policies`, `worlds` and `sets` are what was planned; without them, what the results hold. Raises
    ResultsError for a run that stands twice, a policy or set that was not planned or has no run at
    all, and fewer than `least` worlds that all policies have.
    """
    _check_rows(results)
    planned = tuple(dict.fromkeys(results["policy"])) if policies is None else tuple(policies)
    _check_planned(set(results["policy"]), planned, "policy")
    under = _sets(results, sets)
    cases = len(planned) * max(len(under), 1)
    seen = results.groupby("world").size()
    everywhere = range(worlds) if worlds is not None else sorted(seen.index)
    strange = sorted(set(seen.index) - set(everywhere))
    if strange:
        raise ResultsError(f"results: world {_few(strange)} was not planned; give the results of this plan")
    complete = tuple(int(world) for world in everywhere if seen.get(world, 0) == cases)
    left_out = tuple(int(world) for world in everywhere if seen.get(world, 0) != cases)
    if len(complete) < least:
        case = "policy under every set" if under else "policy"
        raise ResultsError(
            f"results: {len(complete)} of {len(everywhere)} worlds have a run of every {case}; "
            f"at least {least} are needed to compare, so run more worlds or mend the failed runs"
        )
    table = results[results["world"].isin(complete)]
    places = {name: place for place, name in enumerate(planned)}
    keys = [table["world"].to_numpy(), table["policy"].map(places).to_numpy()]
    if under:
        keys.insert(1, table[SET].map({name: place for place, name in enumerate(under)}).to_numpy())
    return Paired(planned, complete, left_out, table.iloc[np.lexsort(keys)].reset_index(drop=True), under)


def _sets(results: pd.DataFrame, planned: Sequence[str] | None) -> tuple[str, ...]:
    if SET not in results.columns:
        _check_planned(set(), planned or (), SET)
        return ()
    if results[SET].isna().to_numpy().any():
        raise ResultsError("results: a run without a parameter set; run the sweep again")
    sets = tuple(dict.fromkeys(results[SET])) if not planned else tuple(planned)
    _check_planned(set(results[SET]), sets, SET)
    return sets


def _check_rows(results: pd.DataFrame) -> None:
    for column in ("policy", "world"):
        if column not in results.columns:
            raise ResultsError(f"results: there is no column '{column}'; give the results of a sweep")
    if results.empty:
        raise ResultsError("results: there is no run in them; run the sweep first")
    if results[["policy", "world"]].isna().to_numpy().any():
        raise ResultsError("results: a run without policy or world; run the sweep again")
    if results["world"].dtype.kind not in "iu":
        raise ResultsError("results: the column 'world' is not whole numbers; give the results of a sweep")
    doubled = results[results.duplicated(["policy", "world", *([SET] if SET in results.columns else [])])]
    if not doubled.empty:
        first = doubled.iloc[0]
        under = f" under set '{first[SET]}'" if SET in results.columns else ""
        raise ResultsError(
            f"results: policy '{first['policy']}' has world {first['world']} more than once{under}; "
            "every run is counted once, so give the results of one sweep"
        )


def _check_planned(found: set[str], planned: Sequence[str], kind: str) -> None:
    strange = sorted(found - set(planned))
    if strange:
        raise ResultsError(f"results: {kind} {_few(strange)} was not planned; give the results of this plan")
    absent = [name for name in planned if name not in found]
    if absent:
        raise ResultsError(
            f"results: {kind} {_few(absent)} has no run that succeeded; mend it or leave it out of the experiment"
        )


def _known_column(table: pd.DataFrame, name: str) -> str:
    if name not in table.columns:
        if name in OUTCOMES:
            raise ResultsError(f"results: {not_measured([name])}")
        if (outcome := name.removeprefix("series.")) in OUTCOMES:
            what = f"the months of '{outcome}' were not kept"
            raise ResultsError(
                f"results: {what}; name it in the experiment's `outcomes`, and sweep again with --extend"
            )
        hint = nearest(name, [str(column) for column in table.columns])
        remedy = hint or "ask for it in the experiment's `outcomes` and run the sweep again"
        raise ResultsError(f"results: there is no column '{name}'; {remedy}")
    return name


def not_measured(outcomes: Sequence[str]) -> str:
    """Say that results lack outcomes which could have been measured, and what to do."""
    listed, were, them = _few(outcomes), "was" if len(outcomes) == 1 else "were", "it" if len(outcomes) == 1 else "them"
    return (
        f'{listed} {were} not measured; name {them} in the experiment\'s `outcomes` or say measure = "all", '
        "and sweep again with --extend"
    )


def _few(found: Iterable[object]) -> str:
    listed = [f"'{one}'" if isinstance(one, str) else str(one) for one in found]
    more = f" and {len(listed) - _MOST_NAMED} more" if len(listed) > _MOST_NAMED else ""
    return ", ".join(listed[:_MOST_NAMED]) + more
