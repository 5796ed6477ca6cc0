"""States of the world under which policies are tried: sets of values for what nobody knows for certain.

A file holds one set a row (CSV or Parquet): a column `set` with its name, and a column for each
coefficient or setting by its dotted path. Columns without a dot are notes and are passed over. A set
is a part of the circumstances and never of a policy, so levers are refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.declare import check_value
from sim.errors import Fault, ScenarioError, nearest
from sim.reading import check_name
from sim.scenario import DECLARATIONS, LEVERS, bundled

if TYPE_CHECKING:
    from sim.declare import Declaration, Value

SET = "set"
SETS_FILE = "sets.csv"
MOST_SETS = 10_000
_LARGEST_FILE_BYTES = 64 * 1024 * 1024
_MOST_FAULTS = 20
_LARGEST_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """One state of the world: its name, and its value of every path that the file names."""

    name: str
    values: Mapping[str, Value]


def sets_file(name: str, folder: Path | None) -> Path:
    """Where a sets file stands: a path relative to `folder`, or the name of one that comes with the laboratory."""
    if name.endswith((".csv", ".parquet")) or "/" in name or "\\" in name:
        return (folder / name).resolve() if folder is not None else Path(name)
    return bundled("experiments") / "data" / f"{name}.csv"


def read_sets(path: Path, count: int | None = None) -> tuple[ParameterSet, ...]:
    """Read the first `count` sets of a file, or all of them.

    Raises ScenarioError with every fault of the file: column, row, what is wrong, what would be right.
    """
    columns, rows = _parquet(path) if path.suffix == ".parquet" else _comma_separated(path)
    faults = list(_column_faults(columns, path))
    if faults:
        raise ScenarioError(faults[:_MOST_FAULTS])
    rows = rows[: MOST_SETS + 1 if count is None else count]
    faults = list(_count_faults(len(rows), count, path))
    if faults:
        raise ScenarioError(faults)
    paths = [column for column in columns if "." in column]
    found = []
    for number, row in enumerate(rows, start=1):
        values = {column: _value(DECLARATIONS[column], row[column]) for column in paths}
        faults += _row_faults(row[SET], values, f"{path}: row {number}")
        found.append(ParameterSet(str(row[SET]), values))
    faults += _repeats(found, path)
    if faults:
        raise ScenarioError(faults[:_MOST_FAULTS])
    return tuple(found)


def written_sets(sets: Sequence[ParameterSet]) -> bytes:
    """The sets as a CSV file that gives the same values, to the last bit, when it is read."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    paths = list(sets[0].values)
    writer.writerow([SET, *paths])
    writer.writerows([each.name, *(_text(each.values[path]) for path in paths)] for each in sets)
    return stream.getvalue().encode()


def clashes(sets: Sequence[ParameterSet], policies: Iterable[str], where: str) -> Iterator[Fault]:
    """Paths that both the sets and the policies give: one of them would silently win."""
    given = set(sets[0].values) if sets else set()
    for path in policies:
        if path in given:
            remedy = "leave it out of the file, or out of the policies, the axes and the sample"
            yield Fault(f"{where}: sets: {path}", "is given by the sets and by the policies", remedy)


def _comma_separated(path: Path) -> tuple[list[str], list[dict[str, Any]]]:
    try:
        text = _content(path).decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text), strict=True)
        columns = list(reader.fieldnames or [])
        rows = [dict(row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        fault = Fault(str(path), f"not a CSV file in UTF-8 ({error})", "save it as CSV, UTF-8, with commas")
        raise ScenarioError([fault]) from None
    ragged = next((number for number, row in enumerate(rows, 1) if None in row or None in row.values()), 0)
    if ragged:
        place = f"{path}: row {ragged}"
        raise ScenarioError([Fault(place, f"has not {len(columns)} cells like the header", "give every cell a value")])
    return columns, rows


def _parquet(path: Path) -> tuple[list[str], list[dict[str, Any]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(io.BytesIO(_content(path)), use_threads=False)
    except (pa.ArrowException, OSError):
        raise ScenarioError([Fault(str(path), "not a Parquet file", "save it as Parquet or CSV")]) from None
    return table.column_names, table.to_pylist()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        remedy = "give a path relative to the experiment, or the name of a file in experiments/data"
        raise ScenarioError([Fault(f"sets: {path}", f"cannot be read: {reason}", remedy)]) from None
    if len(content) > _LARGEST_FILE_BYTES:
        raise ScenarioError([Fault(str(path), "larger than 64 MB", f"give at most {MOST_SETS} sets")])
    return content


def _column_faults(columns: Sequence[str], path: Path) -> Iterator[Fault]:
    if SET not in columns:
        yield Fault(str(path), f"there is no column '{SET}'", "name every set in a column of that name")
    if not any("." in column for column in columns):
        yield Fault(str(path), "there is no column with a value", "name coefficients by path, one a column")
    for column in dict.fromkeys(columns):
        where = f"{path}: column {column[:100]!r}"
        if columns.count(column) > 1:
            yield Fault(where, "stands there more than once", "keep one of them")
        elif column in LEVERS:
            yield Fault(where, "is a lever, which a government decides", "vary it by policies or `axes`")
        elif "." in column and column not in DECLARATIONS:
            known = [name for name in DECLARATIONS if name not in LEVERS]
            hint = nearest(column, known) or "see `sanshe levers` for the names that exist"
            yield Fault(where, "there is no such coefficient or setting", hint)


def _count_faults(found: int, asked: int | None, path: Path) -> Iterator[Fault]:
    if found < (asked or 1):
        remedy = "add rows, or lower `sets.count`" if asked else "add a row a set"
        yield Fault(str(path), f"holds {found} sets, and {asked or 1} are asked for", remedy)
    elif found > MOST_SETS:
        yield Fault(str(path), f"holds more than {MOST_SETS} sets", "say with `sets.count` how many to use")


def _row_faults(name: object, values: Mapping[str, Value], where: str) -> Iterator[Fault]:
    fault = check_name(str(name), f"{where}: {SET}")
    if fault is not None:
        yield fault
    for path, value in values.items():
        fault = check_value(DECLARATIONS[path], value, f"{where}: {path}")
        if fault is not None:
            yield fault


def _repeats(sets: Sequence[ParameterSet], path: Path) -> Iterator[Fault]:
    """Two sets of one name could not be told apart; two with the same values would be counted twice."""
    names: dict[str, int] = {}
    contents: dict[tuple[Value, ...], int] = {}
    for number, each in enumerate(sets, start=1):
        other = names.setdefault(each.name.casefold(), number)
        if other != number:
            yield Fault(f"{path}: row {number}", f"'{each.name}' names row {other} already", "give each its own name")
            continue
        other = contents.setdefault(tuple(each.values.values()), number)
        if other != number:
            yield Fault(f"{path}: row {number}", f"has the values of row {other}", "keep one of them")


def _value(declaration: Declaration, cell: object) -> Any:  # noqa: ANN401  what cannot be converted is refused later
    """A cell as the kind of value that its column declares; what is no such value stays as it is."""
    if declaration.kind == "choice" or isinstance(cell, bool):
        return cell
    if declaration.kind == "flag":
        return {"true": True, "false": False}.get(str(cell).strip().lower(), cell)
    try:
        number = float(str(cell))
    except ValueError:
        return cell
    whole = declaration.kind == "integer" and number.is_integer() and abs(number) < _LARGEST_EXACT
    return int(number) if whole else number


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, float) else str(value)
