"""The tables of an experiment that are exported: one row a run, and one row a run and month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from sim.lab.answers import planned_sets
from sim.lab.parts import SERIES
from sim.lab.sets import SET
from sim.report.export.columns import (
    KEY_COLUMN,
    MONTH,
    MONTH_COLUMN,
    POLICY_CODE,
    POLICY_LABEL,
    Column,
    declared_column,
    outcome_column,
    run_columns,
    spoken,
)
from sim.report.labels import policy_texts
from sim.report.words import Language, Text

if TYPE_CHECKING:
    from sim.lab.results import Results


@dataclass(frozen=True)
class Table:
    """Rows with a description of every column, in the same order; `nan` where an outcome is undefined."""

    name: Literal["runs", "monthly"]
    frame: pd.DataFrame
    columns: tuple[Column, ...]


def run_table(results: Results, lang: Language) -> Table:
    """One row a run: which run, its levers and uncertain values, and every outcome that was measured as one number."""
    policies = policy_texts(results)
    under = planned_sets(results)
    given = [*results.plan["varying"], *results.plan.get("uncertain", ())]
    names = [str(name) for name in results.table.columns]
    known = {"run", "key", "policy", "world", SET, *given}
    measured = [name for name in names if name not in known and not name.startswith(SERIES)]
    columns = (
        *run_columns(policies, with_sets=bool(under)),
        *(declared_column(path) for path in given),
        *(outcome_column(name, monthly=False) for name in measured),
        KEY_COLUMN,
    )
    frame = _with_policies(results.table, policies, lang)
    return Table("runs", frame[[column.name for column in columns]].reset_index(drop=True), columns)


def month_table(results: Results, lang: Language) -> Table | None:
    """One row a run and month with the outcomes whose months were kept; none where there are none."""
    kept = [str(name) for name in results.table.columns if str(name).startswith(SERIES)]
    if not kept:
        return None
    policies = policy_texts(results)
    identity = run_columns(policies, with_sets=bool(planned_sets(results)))
    lengths = _lengths(results.table[kept])
    runs = _with_policies(results.table, policies, lang)[[column.name for column in identity]]
    frame = runs.loc[runs.index.repeat(lengths)].reset_index(drop=True)
    frame[MONTH] = np.concatenate([np.arange(length) for length in lengths] or [np.arange(0)])
    for name in kept:
        frame[name.removeprefix(SERIES)] = _stacked(results.table[name], lengths)
    columns = (*identity, MONTH_COLUMN, *(outcome_column(name.removeprefix(SERIES), monthly=True) for name in kept))
    return Table("monthly", frame, columns)


def _with_policies(table: pd.DataFrame, policies: Mapping[str, Text], lang: Language) -> pd.DataFrame:
    codes = {name: code for code, name in enumerate(policies)}
    labels = {name: spoken(label, lang) for name, label in policies.items()}
    known = table.copy(deep=False)
    known[POLICY_CODE] = table["policy"].map(codes).astype("int64")
    known[POLICY_LABEL] = table["policy"].map(labels)
    return known


def _lengths(series: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How many months each run has: int64[runs]."""
    rows = series.itertuples(index=False)
    return np.array([max((len(one) for one in row if one is not None), default=0) for row in rows], dtype=np.int64)


def _stacked(
    series: pd.Series, lengths: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """All months of all runs below one another; a run whose months of this outcome were not kept has nan."""
    pieces = [
        np.full(length, np.nan) if months is None else np.asarray(months, dtype=np.float64)
        for months, length in zip(series, lengths, strict=True)
    ]
    return np.concatenate(pieces) if pieces else np.empty(0)
