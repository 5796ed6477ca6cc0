"""One table with one row a run, in the order of the plan: the same bytes however the sweep went.

Blocks of a fixed number of rows are put together from the parts one after another, so that memory
does not grow with the number of runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import ResultsError
from sim.lab.durable import check_kept, drafted
from sim.lab.parts import SERIES, Columns, Found, Parts
from sim.lab.sets import SET

if TYPE_CHECKING:
    import pandas as pd

    from sim.lab.plan import Plan

_BLOCK_ROWS = 4096


def write_results(plan: Plan, parts: Parts, found: Found, path: Path) -> str:
    """Write `results.parquet`, read it back, and give its SHA-256.

    Columns: run (int64), key, policy (text), world (int64), one column per varying path, where the
    experiment names parameter sets `set` (text) and one column per path of theirs, one float64 column
    per outcome (null where undefined), one list of float64 `series.<outcome>` per series kept.
    """
    columns = found.columns or Columns((), tuple(plan.experiment.outcomes))
    schema = _schema(plan, columns)
    with drafted(path) as draft:
        with pq.ParquetWriter(draft, schema, compression="zstd", write_page_checksum=True) as writer:
            for block in _blocks(plan, parts, found, schema):
                writer.write_table(block, row_group_size=_BLOCK_ROWS)
        sha256 = draft.sha256
    check_kept(path, sha256)
    return sha256


def outcome_frame(plan: Plan, parts: Parts, found: Found) -> pd.DataFrame:
    """The table without its monthly series, as a frame, with nan where an outcome is undefined."""
    schema = _schema(plan, Columns(found.columns.outcomes if found.columns else (), ()))
    blocks = list(_blocks(plan, parts, found, schema))
    frame: pd.DataFrame = (pa.concat_tables(blocks) if blocks else schema.empty_table()).to_pandas()
    return frame


def _schema(plan: Plan, columns: Columns) -> pa.Schema:
    levers = [(path, _type([policy.values[path] for policy in plan.policies])) for path in plan.varying]
    uncertain = [(path, _type([each.values[path] for each in plan.sets])) for path in plan.uncertain]
    return pa.schema(
        [
            ("run", pa.int64()),
            ("key", pa.string()),
            ("policy", pa.string()),
            ("world", pa.int64()),
            *levers,
            *([(SET, pa.string())] if plan.sets else []),
            *uncertain,
            *((name, pa.float64()) for name in columns.outcomes),
            *((SERIES + name, pa.list_(pa.float64())) for name in columns.series),
        ]
    )


def _type(values: Sequence[object]) -> pa.DataType:
    kinds = {type(value) for value in values}
    if kinds == {bool}:
        return pa.bool_()
    if kinds == {int}:
        return pa.int64()
    return pa.float64() if kinds <= {int, float} else pa.string()


def _blocks(plan: Plan, parts: Parts, found: Found, schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows that are done, in plan order; where a part ends does not show."""
    stored = ["key", *(name for name in schema.names if name not in _described(plan))]
    order = np.flatnonzero(found.done)
    last = _last_use(found, order)
    open_parts: dict[int, pa.Table] = {}
    for start in range(0, len(order), _BLOCK_ROWS):
        runs = order[start : start + _BLOCK_ROWS]
        for number in np.unique(found.part[runs]):
            if int(number) not in open_parts:
                open_parts[int(number)] = _reopened(parts, found.files[number], stored)
        yield _complete(plan, _gathered(found, runs, open_parts), runs, schema)
        open_parts = {number: table for number, table in open_parts.items() if last[number] > runs[-1]}


def _described(plan: Plan) -> set[str]:
    """The columns that the plan knows by itself."""
    return {"run", "key", "policy", "world", *plan.varying, *([SET] if plan.sets else []), *plan.uncertain}


def _last_use(found: Found, order: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    last = np.zeros(len(found.files), np.int64)
    np.maximum.at(last, found.part[order], order)
    return last


def _reopened(parts: Parts, path: Path, columns: Sequence[str]) -> pa.Table:
    table = parts.read(path, columns)
    if table is None:
        raise ResultsError(f"{path}: was damaged a moment ago; check the disk, then run the same command again")
    return table.select(list(columns)).replace_schema_metadata(None)


def _gathered(found: Found, runs: npt.NDArray[np.intp], open_parts: dict[int, pa.Table]) -> pa.Table:
    places = found.part[runs]
    pieces = []
    seen = []
    for number in np.unique(places):
        here = np.flatnonzero(places == number)
        pieces.append(open_parts[int(number)].take(pa.array(found.row[runs[here]])))
        seen.append(here)
    back = np.argsort(np.concatenate(seen), kind="stable")
    return pa.concat_tables(pieces).take(pa.array(back))


def _complete(plan: Plan, rows: pa.Table, runs: npt.NDArray[np.intp], schema: pa.Schema) -> pa.Table:
    """Add what the plan knows of each run, and see that the run's key is the plan's."""
    specs = [plan.run(int(index)) for index in runs]
    if rows["key"].to_pylist() != [spec.key for spec in specs]:
        raise ResultsError(
            f"{plan.experiment.name}: kept runs were made by another model or with other values than the plan says; "
            "sweep into another folder"
        )
    policies = [plan.policies[spec.policy] for spec in specs]
    known: dict[str, Any] = {
        "run": runs,
        "policy": [policy.name for policy in policies],
        "world": [spec.world for spec in specs],
        **{path: [policy.values[path] for policy in policies] for path in plan.varying},
    }
    if plan.sets:
        sets = [plan.sets[spec.set] for spec in specs]
        known[SET] = [each.name for each in sets]
        known |= {path: [each.values[path] for each in sets] for path in plan.uncertain}
    columns = [pa.array(known[field.name], field.type) if field.name in known else rows[field.name] for field in schema]
    return pa.table(columns, schema=schema).combine_chunks()
