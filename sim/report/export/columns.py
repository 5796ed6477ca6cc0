"""What each exported column is: its names, labels, meaning, unit, range, source, and what an empty cell means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.declare import Value
from sim.lab.sets import SET
from sim.outcomes import OUTCOMES
from sim.report import words
from sim.report.export import wording as say
from sim.report.meanings import meaning, meaning_text
from sim.report.units import stored_unit, unit_named
from sim.report.words import LANGUAGES, Language, Text
from sim.scenario import DECLARATIONS

POLICY_CODE, POLICY_LABEL, MONTH = "policy_code", "policy_label", "month"
NOTHING = Text("", "")
Role = Literal["identifier", "lever", "uncertainty", "constant", "setting", "outcome"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exported table.

    `name` is its name in CSV and Parquet files. `codes` are numbers that stand for values in Stata and SPSS files:
    number, value, labels. `only_text` columns are not in those files, where a label belongs to a number.
    """

    name: str
    label: Text
    meaning: Text
    role: Role = "identifier"
    unit: Text = NOTHING
    low: float | None = None
    high: float | None = None
    source: str = ""
    missing: Text = say.NEVER_MISSING
    codes: tuple[tuple[int, Value, Text], ...] = ()
    only_text: bool = False

    def titled(self, lang: Language) -> str:
        """The label with the unit, as a statistics program shows it."""
        label, unit = spoken(self.label, lang), spoken(self.unit, lang)
        return words.UNIT_OF.say(lang, label=label, unit=unit) if unit and self.role != "identifier" else label


def spoken(text: Text, lang: Language) -> str:
    """A text that somebody wrote, as it is: braces in it mean nothing."""
    return text.zh if lang == "zh" else text.en


def run_columns(policies: Mapping[str, Text], *, with_sets: bool) -> list[Column]:
    """The columns that say which run a row is."""
    codes = tuple((code, code, label) for code, label in enumerate(policies.values()))
    columns = [
        Column("run", say.RUN, say.RUN_MEANING),
        Column("policy", say.POLICY_NAME, say.POLICY_NAME_MEANING, unit=say.TEXT_UNIT),
        Column(POLICY_CODE, say.POLICY_CODE, say.POLICY_CODE_MEANING, codes=codes),
        Column(POLICY_LABEL, say.POLICY_LABEL, say.POLICY_LABEL_MEANING, unit=say.TEXT_UNIT, only_text=True),
        Column("world", say.WORLD, say.WORLD_MEANING),
    ]
    under = [Column(SET, say.SET, say.SET_MEANING, unit=say.TEXT_UNIT)] if with_sets else []
    return [*columns, *under]


KEY_COLUMN = Column("key", say.KEY, say.KEY_MEANING, unit=say.TEXT_UNIT)
MONTH_COLUMN = Column(MONTH, say.MONTH, say.MONTH_MEANING, unit=say.MONTH_UNIT)


def declared_column(path: str) -> Column:
    """A lever, coefficient or setting that differs between runs."""
    if path not in DECLARATIONS:
        return _undeclared(path, "lever")
    declared = DECLARATIONS[path]
    return Column(
        name=path,
        label=Text(declared.en, declared.zh),
        meaning=meaning_text(declared),
        role=declared.role,
        unit=stored_unit(declared.unit),
        low=declared.low,
        high=declared.high,
        source=declared.source,
        codes=tuple(_codes(declared.kind, declared.choices)),
    )


def outcome_column(name: str, *, monthly: bool) -> Column:
    """An outcome, as one number a run or as one a month."""
    if name not in OUTCOMES:
        return _undeclared(name, "outcome")
    outcome = OUTCOMES[name]
    how = say.MONTHLY if monthly else say.SUMMARIES[outcome.summary]
    is_part = unit_named(outcome.unit).is_part_of_whole
    return Column(
        name=name,
        label=Text(outcome.en, outcome.zh),
        meaning=Text(*(say.MEANT.say(lang, meaning=meaning(outcome, lang), how=how.say(lang)) for lang in LANGUAGES)),
        role="outcome",
        unit=stored_unit(outcome.unit),
        low=0.0 if is_part else None,
        high=1.0 if is_part else None,
        source=outcome.source,
        missing=say.MISSING_OUTCOME,
    )


def value_label(value: Value, lang: Language) -> str:
    """What a value that is chosen from a list is called."""
    if isinstance(value, bool):
        return (words.ON if value else words.OFF).say(lang)
    named = words.CHOICES.get(str(value))
    return named.say(lang) if named else str(value)


def _codes(kind: str, choices: Sequence[str]) -> Iterable[tuple[int, Value, Text]]:
    values: Sequence[Value] = (False, True) if kind == "flag" else choices
    for code, value in enumerate(values):
        yield code, value, Text(*(value_label(value, lang) for lang in LANGUAGES))


def _undeclared(name: str, role: Role) -> Column:
    missing = say.MISSING_OUTCOME if role == "outcome" else say.NEVER_MISSING
    return Column(name, Text(name, name), say.UNKNOWN_MEANING, role, missing=missing)
