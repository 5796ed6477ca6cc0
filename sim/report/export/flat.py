"""Tables as CSV and Parquet files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.report.export.cells import guarded_frame
from sim.report.export.columns import spoken
from sim.report.export.tables import Table
from sim.report.words import Language

if TYPE_CHECKING:
    import pandas as pd

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """UTF-8 with byte-order mark, so that Excel reads Chinese; empty where a value is missing; no formula."""
    import pyarrow as pa
    from pyarrow import csv

    table = pa.Table.from_pandas(guarded_frame(frame), preserve_index=False)
    with path.open("wb") as file:
        file.write(BYTE_ORDER_MARK)
        csv.write_csv(table, file)


def write_parquet(table: Table, path: Path, lang: Language) -> None:
    """Values as they are, null where undefined; label, unit and meaning of each column in its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    told = {
        column.name: {
            "label": spoken(column.label, lang),
            "unit": spoken(column.unit, lang),
            "meaning": spoken(column.meaning, lang),
        }
        for column in table.columns
    }
    content = pa.Table.from_pandas(table.frame, preserve_index=False).replace_schema_metadata(None)
    fields = [field.with_metadata(told[field.name]) for field in content.schema]
    pq.write_table(content.cast(pa.schema(fields)), path, compression="zstd")
