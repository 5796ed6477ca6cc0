"""Tables as Stata and SPSS files: short names, labels of variables, labels of values, missing values as the program's.

Stata files are of version 118 (Stata 14 and later), which pandas writes; SPSS files are written by pyreadstat.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sim.errors import ResultsError
from sim.lab.extras import need
from sim.report.export.cells import cut
from sim.report.export.codebook import named
from sim.report.export.columns import MONTH, Column, spoken
from sim.report.export.notes import Note
from sim.report.export.tables import Table
from sim.report.letters import plain
from sim.report.words import Language

if TYPE_CHECKING:
    import pandas as pd

STATA_VERSION: Literal[118] = 118
STATA_LABEL_LETTERS = 80
STATA_MOST_CODES = 65_536
STATA_LONG_TEXT = 120
SPSS_LABEL_BYTES = 255
SPSS_VALUE_LABEL_BYTES = 120
SPSS_FILE_LABEL_BYTES = 64
SPSS_NOTE_BYTES = 80
SPSS_WIDTH = 12


def write_dta(table: Table, path: Path, lang: Language, title: str, written: datetime | None) -> None:
    """Write a Stata file of version 118."""
    columns = _variables(table)
    frame = _coded(table, columns)
    long = [name for name in frame.columns if _longest(frame[name]) > STATA_LONG_TEXT]
    frame.to_stata(
        path,
        version=STATA_VERSION,
        write_index=False,
        data_label=plain(title)[:STATA_LABEL_LETTERS],
        time_stamp=written,
        variable_labels={name: plain(column.titled(lang))[:STATA_LABEL_LETTERS] for name, column in columns.items()},
        value_labels={name: labels for name, column in columns.items() if (labels := _value_labels(column, lang))},
        convert_strl=long,
    )


def write_sav(table: Table, path: Path, lang: Language, title: str, notes: Sequence[Note]) -> None:
    """Write an SPSS file; the notes are its documents. UsageError where pyreadstat is not installed."""
    writer = need("pyreadstat", "export", "export --format sav")
    columns = _variables(table)
    labels = {
        name: {code: cut(text, SPSS_VALUE_LABEL_BYTES) for code, text in _value_labels(column, lang).items()}
        for name, column in columns.items()
        if column.codes
    }
    try:
        writer.write_sav(
            _coded(table, columns),
            str(path),
            file_label=cut(title, SPSS_FILE_LABEL_BYTES),
            column_labels={name: cut(column.titled(lang), SPSS_LABEL_BYTES) for name, column in columns.items()},
            variable_value_labels=labels,
            variable_measure={name: _measure(table, column) for name, column in columns.items()},
            variable_format=_formats(table, columns),
            note=[line for name, value in notes for line in _lines(f"{name}: {value}")],
            row_compress=True,
        )
    except writer.PyreadstatError as error:
        raise ResultsError(f"{path.parent}: no SPSS file could be written ({error}); choose another folder") from None


def _variables(table: Table) -> dict[str, Column]:
    return {name: column for column, name in named(table) if name}


def _coded(table: Table, columns: dict[str, Column]) -> pd.DataFrame:
    """The values as these programs hold them: numbers for what is chosen from a list, texts, numbers."""
    import numpy as np
    import pandas as pd

    coded: dict[str, Any] = {}
    for name, column in columns.items():
        values = table.frame[column.name]
        if column.codes:
            coded[name] = values.map({value: code for code, value, _ in column.codes}).astype("int32").to_numpy()
        elif pd.api.types.is_numeric_dtype(values):
            coded[name] = values.to_numpy()
        else:
            coded[name] = np.array([plain(str(text)) for text in values], dtype=object)
    return pd.DataFrame(coded)


def _value_labels(column: Column, lang: Language) -> dict[float, str]:
    """Labels of a column's numbers; none where there are more than Stata can hold."""
    if len(column.codes) > STATA_MOST_CODES:
        return {}
    return {code: plain(spoken(label, lang)) for code, _, label in column.codes}


def _measure(table: Table, column: Column) -> str:
    import pandas as pd

    if column.name == MONTH:
        return "ordinal"
    is_number = pd.api.types.is_numeric_dtype(table.frame[column.name])
    return "scale" if is_number and not column.codes and column.role != "identifier" else "nominal"


def _formats(table: Table, columns: dict[str, Column]) -> dict[str, str]:
    """Whole numbers without decimals, all others with four."""
    import pandas as pd

    found = {}
    for name, column in columns.items():
        values = table.frame[column.name]
        if column.codes or pd.api.types.is_integer_dtype(values):
            found[name] = f"F{SPSS_WIDTH}.0"
        elif pd.api.types.is_float_dtype(values):
            found[name] = f"F{SPSS_WIDTH + 4}.4"
    return found


def _lines(text: str) -> list[str]:
    """A note in lines that an SPSS document holds."""
    lines, line = [], ""
    for sign in text:
        if len((line + sign).encode()) > SPSS_NOTE_BYTES:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def _longest(values: pd.Series) -> int:
    return max((len(text.encode()) for text in values if isinstance(text, str)), default=0)
