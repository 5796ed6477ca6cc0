"""The codebook of an export, and the list of its policies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report.export.columns import Column, spoken
from sim.report.export.names import variable_names
from sim.report.export.tables import Table
from sim.report.labels import policy_texts
from sim.report.words import Language

if TYPE_CHECKING:
    from sim.lab.results import Results

MOST_CODES_SPELLED = 50
CODES_ELSEWHERE = "see the file of policies"


def codebook(tables: Sequence[Table], lang: Language) -> pd.DataFrame:
    """One row a table and column: names, labels in both languages, meaning, unit, range, source, what is missing.

    `lowest`, `highest` are the bounds that are declared, `found_lowest` and `found_highest` what the table holds.
    """
    return pd.DataFrame([_row(table, column, name, lang) for table in tables for column, name in named(table)])


def named(table: Table) -> list[tuple[Column, str]]:
    """Every column of a table with its name in Stata and SPSS files, empty where it is not in them."""
    names = variable_names(column.name for column in table.columns if not column.only_text)
    return [(column, names.get(column.name, "")) for column in table.columns]


def policy_list(results: Results) -> pd.DataFrame:
    """One row a policy: its number, name, labels in both languages and its value of everything that differs."""
    varying = results.plan["varying"]
    rows = []
    labels = policy_texts(results)
    for code, policy in enumerate(results.plan["policies"]):
        label = labels[policy["name"]]
        values = {path: policy["values"][path] for path in varying}
        rows.append(
            {"policy_code": code, "policy": policy["name"], "label_en": label.en, "label_zh": label.zh, **values}
        )
    return pd.DataFrame(rows)


def _row(table: Table, column: Column, name: str, lang: Language) -> dict[str, object]:
    values = table.frame[column.name]
    is_number = np.issubdtype(np.asarray(values).dtype, np.number)
    return {
        "table": table.name,
        "name": column.name,
        "name_stata_spss": name,
        "label_en": column.label.en,
        "label_zh": column.label.zh,
        "meaning": spoken(column.meaning, lang),
        "role": column.role,
        "unit": column.unit.en,
        "unit_zh": column.unit.zh,
        "lowest": column.low,
        "highest": column.high,
        "found_lowest": float(values.min()) if is_number and values.notna().any() else None,
        "found_highest": float(values.max()) if is_number and values.notna().any() else None,
        "codes_stata_spss": _codes(column, lang),
        "missing_means": column.missing.say(lang),
        "missing_count": int(values.isna().sum()),
        "source": column.source,
    }


def _codes(column: Column, lang: Language) -> str:
    if len(column.codes) > MOST_CODES_SPELLED:
        return CODES_ELSEWHERE
    return "; ".join(_one_code(code, value, spoken(label, lang)) for code, value, label in column.codes)


def _one_code(code: int, value: object, label: str) -> str:
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return f"{code} = {label}" if written in {str(code), label} else f"{code} = {label} ({written})"


def found_in(tables: Iterable[Table]) -> int:
    """How many values of the tables are undefined."""
    return sum(int(table.frame.isna().sum().sum()) for table in tables)
