"""All runs of a search as one table, in the order in which policies were first tried: the same bytes each time."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from sim.lab.durable import write_checked
from sim.lab.search.folder import EVALUATIONS

if TYPE_CHECKING:
    from sim.lab.search.evaluations import Evaluations
    from sim.lab.search.space import Space


def write_evaluations(evaluations: Evaluations, space: Space) -> str:
    """Write `evaluations.parquet` and give its SHA-256.

    Columns: run (int64), key, world (int64), policy (its number in the grid, the baseline's one beyond the
    last), one column a lever (null for the baseline), one float64 column an outcome (null where undefined).
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = list(evaluations.rows())
    cells = [evaluations.split(run)[1] for run, _, _ in rows]
    known = {cell: space.values(cell) for cell in dict.fromkeys(cells) if cell < space.size}
    content = {
        "run": pa.array([run for run, _, _ in rows], pa.int64()),
        "key": pa.array([evaluations.key(run) for run, _, _ in rows], pa.string()),
        "world": pa.array([world for _, world, _ in rows], pa.int64()),
        "policy": pa.array(cells, pa.int64()),
    }
    for path in space.levers:
        content[path] = pa.array([known[cell][path] if cell in known else None for cell in cells])
    for place, name in enumerate(evaluations.names):
        content[name] = pa.array([float(numbers[place]) for _, _, numbers in rows], pa.float64(), from_pandas=True)
    sink = io.BytesIO()
    pq.write_table(pa.table(content), sink, compression="zstd", write_page_checksum=True)
    write_checked(evaluations.folder.path / EVALUATIONS, sink.getvalue())
    return hashlib.sha256(sink.getvalue()).hexdigest()
