"""Finished runs on the disk: small tables that are never changed and carry their own SHA-256.

Which runs are done is read from the parts themselves, so no ledger can disagree with them. A part
whose content does not match its name is put into quarantine and its runs are done again.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import ResultsError
from sim.lab.durable import unusable, write_whole
from sim.lab.worker import Done

if TYPE_CHECKING:
    from sim.lab.designs import Earlier

SERIES = "series."
_NAME = re.compile(r"part-(\d{8,})-([0-9a-f]{64})\.parquet")
_DESIGN = b"sanshe.design"
_MISSING = -1


@dataclass(frozen=True)
class Columns:
    """The columns of a sweep's parts: the outcomes that were measured, and the monthly series that were asked for."""

    outcomes: tuple[str, ...]
    series: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Where each run of a plan stands: in which part, in which row; -1 where it is missing."""

    files: tuple[Path, ...]
    part: npt.NDArray[np.int32]
    row: npt.NDArray[np.int32]
    columns: Columns | None
    quarantined: int

    @property
    def done(self) -> npt.NDArray[np.bool_]:
        """Which runs of the plan are done."""
        return np.not_equal(self.part, _MISSING)


@dataclass(frozen=True)
class Survey:
    """What stands in a folder, seen without touching it: which runs are done, in how many parts."""

    done: npt.NDArray[np.bool_]
    parts: int
    damaged: int


class Parts:
    """The parts of one results folder; `design` is the experiment that they must belong to.

    `earlier` are the designs that the experiment had before it was extended; their runs count where
    the present design has them too.
    """

    def __init__(self, folder: Path, design: str, earlier: Mapping[str, Earlier] | None = None) -> None:
        """Name the place; nothing is read yet."""
        self._earlier = {sha256.encode(): known for sha256, known in (earlier or {}).items()}
        self.folder = folder / "parts"
        self._quarantine = folder / "quarantine"
        self._design = design.encode()

    def add(self, rows: Sequence[Done], keys: Sequence[str], columns: Columns) -> Path:
        """Keep finished runs for good. Raises ResultsError where the disk refuses them."""
        content = _encoded(rows, keys, columns, self._design)
        first = min(run.run for run in rows)
        path = self.folder / f"part-{first:08d}-{hashlib.sha256(content).hexdigest()}.parquet"
        write_whole(path, content)
        return path

    def scan(self, total: int) -> Found:
        """Find the first `total` runs. Raises ResultsError where one stands twice with other numbers."""
        found = Found((), np.full(total, _MISSING, np.int32), np.full(total, _MISSING, np.int32), None, 0)
        files: list[Path] = []
        columns: Columns | None = None
        damaged = 0
        for path in sorted(self.folder.glob("part-*")):
            part = self._opened(path)
            if part is None:
                self._set_aside(path)
                damaged += 1
                continue
            table = part.read(["run"], use_threads=False)
            if not (self._numbers(table) >= 0).any():
                continue
            columns = _same_columns(path, self._columns(part.schema_arrow), columns)
            self._place(path, table, len(files), found, files)
            files.append(path)
        return Found(tuple(files), found.part, found.row, columns, damaged)

    def whole(self) -> Iterator[pa.Table]:
        """Every part of this design that is as it was written; the others are put into quarantine."""
        tables = (self._whole(path) for path in sorted(self.folder.glob("part-*")))
        return (table for table in tables if table is not None)

    def _whole(self, path: Path) -> pa.Table | None:
        table = self.read(path)
        if table is None:
            self._set_aside(path)
        return table

    def survey(self, total: int) -> Survey:
        """Count the first `total` runs; a sweep may be adding parts meanwhile."""
        done = np.zeros(total, np.bool_)
        paths = sorted(self.folder.glob("part-*"))
        tables = [self.read(path, ["run"]) for path in paths]
        for table in tables:
            if table is not None:
                runs = self._numbers(table)
                done[runs[(runs >= 0) & (runs < total)]] = True
        return Survey(done, len(paths), sum(table is None for table in tables))

    def read(self, path: Path, columns: Sequence[str] | None = None) -> pa.Table | None:
        """A part whose content is what its name says and belongs here, or None."""
        part = self._opened(path)
        return None if part is None else part.read(columns, use_threads=False)

    def _opened(self, path: Path) -> pq.ParquetFile | None:
        """A part as `read` gives it, before its columns are read."""
        name = _NAME.fullmatch(path.name)
        with unusable(path):
            content = path.read_bytes() if path.exists() else b""
        if name is None or hashlib.sha256(content).hexdigest() != name[2]:
            return None
        part = pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True)
        return part if _design_of(part.schema_arrow) in {self._design, *self._earlier} else None

    def _numbers(self, table: pa.Table) -> npt.NDArray[np.int64]:
        """The present numbers of a part's runs, -1 for those of an earlier design that are not wanted now."""
        runs: npt.NDArray[np.int64] = table["run"].to_numpy()
        earlier = self._earlier.get(_design_of(table.schema))
        return runs if earlier is None else earlier.now(runs)

    def _columns(self, schema: pa.Schema) -> Columns:
        """The columns that a part has for the present design."""
        names = [name for name in schema.names if name not in {"run", "key"}]
        series = tuple(name.removeprefix(SERIES) for name in names if name.startswith(SERIES))
        earlier = self._earlier.get(_design_of(schema))
        outcomes = tuple(name for name in names if not name.startswith(SERIES))
        if earlier is None:
            return Columns(outcomes, series)
        kept = outcomes if earlier.measured is None else tuple(name for name in outcomes if name in earlier.measured)
        return Columns(kept, earlier.series)

    def _place(self, path: Path, table: pa.Table, number: int, found: Found, files: Sequence[Path]) -> None:
        """Note where a part's runs stand; runs beyond the plan belong to a larger number of worlds."""
        runs = self._numbers(table)
        rows = np.flatnonzero((runs >= 0) & (runs < len(found.part)))
        runs = runs[rows]
        again = found.part[runs] != _MISSING
        for other in np.unique(found.part[runs[again]]):
            twice = again & (found.part[runs] == other)
            pair = self.read(files[other]), self.read(path)
            _refuse_differences(pair[0], found.row[runs[twice]], pair[1], rows[twice], self.folder)
        found.part[runs[~again]] = number
        found.row[runs[~again]] = rows[~again]

    def _set_aside(self, path: Path) -> None:
        target = self._quarantine / path.name
        copies = 1
        with unusable(path):
            self._quarantine.mkdir(exist_ok=True)
            while target.exists():
                copies += 1
                target = self._quarantine / f"{path.name}.{copies}"
            path.rename(target)


def _encoded(rows: Iterable[Done], keys: Iterable[str], columns: Columns, design: bytes) -> bytes:
    ordered = sorted(zip(rows, keys, strict=True), key=lambda pair: pair[0].run)
    runs = [run for run, _ in ordered]
    width = len(columns.outcomes)
    numbers = np.frombuffer(b"".join(run.outcomes for run in runs)).reshape(len(runs), width)
    content: dict[str, pa.Array] = {
        "run": pa.array([run.run for run in runs], pa.int64()),
        "key": pa.array([key for _, key in ordered], pa.string()),
    }
    for place, name in enumerate(columns.outcomes):
        content[name] = _with_nulls(np.ascontiguousarray(numbers[:, place]))
    for place, name in enumerate(columns.series):
        content[SERIES + name] = _lists([np.frombuffer(run.series[place]) for run in runs])
    table = pa.table(content).replace_schema_metadata({_DESIGN: design})
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
    return sink.getvalue()


def _with_nulls(numbers: npt.NDArray[np.float64]) -> pa.Array:
    """Numbers as they are stored: what is undefined is null, never a number."""
    return pa.array(numbers, pa.float64(), mask=np.isnan(numbers))


def _lists(months: Sequence[npt.NDArray[np.float64]]) -> pa.Array:
    offsets = np.zeros(len(months) + 1, np.int32)
    offsets[1:] = np.cumsum([len(numbers) for numbers in months])
    return pa.ListArray.from_arrays(pa.array(offsets), _with_nulls(np.concatenate(months)))


def _design_of(schema: pa.Schema) -> bytes:
    """The SHA-256 of the design for which a part was written."""
    return bytes((schema.metadata or {}).get(_DESIGN, b""))


def _same_columns(path: Path, columns: Columns, known: Columns | None) -> Columns:
    if known is not None and columns != known:
        raise ResultsError(f"{path}: has other outcomes than the parts before it; sweep into another folder")
    return columns


def _refuse_differences(
    first: pa.Table, first_rows: npt.NDArray[np.int32], second: pa.Table, second_rows: npt.NDArray[np.intp], where: Path
) -> None:
    """The same run twice must be the same to the last bit: a free test that runs are deterministic."""
    shared = [name for name in second.column_names if name in first.column_names and name != "run"]
    pairs = zip(_rows(first.select(shared), first_rows), _rows(second.select(shared), second_rows), strict=True)
    for row, (one, other) in zip(second_rows, pairs, strict=True):
        if repr(one) != repr(other):
            changed = [name for name in one if repr(one[name]) != repr(other[name])]
            raise ResultsError(
                f"{where}: run {second['run'][int(row)]} stands there twice with other numbers ({', '.join(changed)}); "
                "a run must give the same bits every time, so keep this folder, say so to the authors, "
                "and sweep into another one"
            )


def _rows(table: pa.Table, rows: npt.NDArray[np.int32] | npt.NDArray[np.intp]) -> list[dict[str, object]]:
    """Rows as Python values, whose text tells every bit of a number."""
    taken: list[dict[str, object]] = table.take(pa.array(rows)).to_pylist()
    return taken
