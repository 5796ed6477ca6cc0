"""The tables of the workbook, with headers and labels in one language and numbers in the units of the codebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from sim.errors import ResultsError
from sim.lab.answers import compare_results
from sim.outcomes import OUTCOMES
from sim.report import words
from sim.report.export import wording as say
from sim.report.export.columns import Column, declared_column, outcome_column, spoken, value_label
from sim.report.export.tables import Table
from sim.report.findings import READINGS
from sim.report.labels import policy_labels
from sim.report.words import Language, Text

if TYPE_CHECKING:
    from sim.lab.results import Results

OVER_SETS = {"set_low": say.SET_LOW, "set_high": say.SET_HIGH, "same_sign_share": say.SAME_SIGN}


@dataclass(frozen=True)
class Summary:
    """The sheets by name; `reading` says how readings were made, `obstacle` why nothing could be compared, if so."""

    sheets: dict[Text, pd.DataFrame]
    reading: str
    obstacle: str


def summarise(results: Results, runs: Table, lang: Language) -> Summary:
    """Every comparison with its interval, every outcome, every policy."""
    try:
        compared, obstacle = comparison_sheet(results, lang), ""
    except ResultsError as error:
        compared, obstacle = pd.DataFrame(), str(error)
    sheets = {
        say.SHEET_COMPARISON: compared,
        say.SHEET_OUTCOMES: outcome_sheet(runs, lang),
        say.SHEET_POLICIES: policy_sheet(results, lang),
    }
    family = int(compared[say.HOLM.say(lang)].notna().sum()) if len(compared) else 0
    reading = words.READING_NOTE.say(lang, family=family) if family else ""
    return Summary({name: sheet for name, sheet in sheets.items() if len(sheet)}, reading, obstacle)


def comparison_sheet(results: Results, lang: Language) -> pd.DataFrame:
    """One row a policy and outcome of the experiment: means, paired difference, interval, reading.

    Raises ResultsError where the runs cannot be compared.
    """
    found = compare_results(results).differences
    if found.empty:
        return pd.DataFrame()
    labels = policy_labels(results, lang)
    outcomes = {name: outcome_column(name, monthly=False) for name in found["outcome"].unique()}
    over_sets = {name: head for name, head in OVER_SETS.items() if name in found.columns}
    sheet = {
        words.POLICY: found["policy"].map(labels),
        words.OUTCOME: found["outcome"].map({name: spoken(each.label, lang) for name, each in outcomes.items()}),
        words.UNIT: found["outcome"].map({name: spoken(each.unit, lang) for name, each in outcomes.items()}),
        words.BASELINE_MEAN: found["baseline_mean"],
        words.POLICY_MEAN: found["mean"],
        words.DIFFERENCE: found["difference"],
        say.LOW: found["low"],
        say.HIGH: found["high"],
        **{head: found[name] for name, head in over_sets.items()},
        say.HOLM: found["p_holm"],
        words.WORLDS: found["worlds"],
        say.UNDEFINED_WORLDS: found["undefined"],
        words.READING: found["verdict"].map({name: text.say(lang) for name, text in READINGS.items()}),
        words.LEVER_PATH: found["policy"] + words.PARTS_MARK.en + found["outcome"],
    }
    return pd.DataFrame({head.say(lang): values for head, values in sheet.items()})


def outcome_sheet(runs: Table, lang: Language) -> pd.DataFrame:
    """One row an outcome: what it is, which direction is better, from which size a difference matters."""
    rows = [_outcome(column, runs, lang) for column in runs.columns if column.role == "outcome"]
    return pd.DataFrame([{head.say(lang): value for head, value in row.items()} for row in rows])


def _outcome(column: Column, runs: Table, lang: Language) -> dict[Text, object]:
    declared = OUTCOMES.get(column.name)
    return {
        words.OUTCOME: spoken(column.label, lang),
        words.LEVER_PATH: column.name,
        words.UNIT: spoken(column.unit, lang),
        say.BETTER: say.DIRECTIONS[declared.direction].say(lang) if declared else "",
        say.MATTERS: declared.matters if declared else None,
        say.MEANING: spoken(column.meaning, lang),
        say.SOURCE: column.source,
        say.UNDEFINED_RUNS: int(runs.frame[column.name].isna().sum()),
    }


def policy_sheet(results: Results, lang: Language) -> pd.DataFrame:
    """One row a policy: number, label, name, its levers, and how many of its runs finished."""
    varying = {path: declared_column(path) for path in results.plan["varying"]}
    finished = results.table["policy"].value_counts()
    rows = []
    labels = policy_labels(results, lang)
    for code, policy in enumerate(results.plan["policies"]):
        name = policy["name"]
        values = {column.titled(lang): _told(policy["values"][path], lang) for path, column in varying.items()}
        known = {say.POLICY_CODE: code, say.POLICY_LABEL: labels[name], say.POLICY_NAME: name}
        row = {head.say(lang): value for head, value in known.items()}
        rows.append({**row, **values, say.RUNS_FINISHED.say(lang): int(finished.get(name, 0))})
    return pd.DataFrame(rows)


def _told(value: object, lang: Language) -> object:
    """Switches and choices by their names, numbers as they are."""
    return value_label(value, lang) if isinstance(value, bool | str) else value
