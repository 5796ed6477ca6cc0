"""Figures of what decides a finished sweep, and the words for how sure each unknown's part is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.lab.manifest import record_outputs
from sim.outcomes import OUTCOMES
from sim.report import unknown_words as words
from sim.report.quantities import DIFFERENCE_DIGITS, Quantity, decimals_for, number, of_lever, of_outcome
from sim.report.units import unit_named
from sim.report.words import Language, Text
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    import pandas as pd

    from sim.lab.information.analysis import InformationWorth
    from sim.lab.results import Results
    from sim.lab.sensitivity.analysis import Sensitivity
    from sim.report.figures.bars import Bar, Panel
    from sim.report.figures.canvas import FigureFiles

MOST_BARS = 12
FIGURES = "figures"
PERCENT = 100


def part(row: Mapping[str, Any], matters: float) -> Text:
    """Say how sure it is that an unknown decides an outcome: its size against luck and against what matters."""
    if row["size_low"] <= row["luck"]:
        return words.NOT_TOLD
    return words.TOO_SMALL if row["size_high"] < matters else words.DECIDES


def worth_reading(row: Mapping[str, Any], found: InformationWorth) -> Text:
    """Say whether an unknown is worth measuring: against what matters, and against nothing."""
    if found.willingness is None and row["high"] < OUTCOMES[found.outcome].matters:
        return words.TOO_SMALL
    return words.CLEAR if row["clear"] else words.NOT_CLEAR


def unknown_label(path: str, lang: Language) -> str:
    """The label of a coefficient, setting or lever."""
    return of_lever(DECLARATIONS[path], lang).label


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, each by the names of its columns."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def worth_quantity(found: InformationWorth, lang: Language) -> Quantity:
    """The quantity in which the worth of knowing is counted: the outcome's, or yuan of net benefit."""
    of = of_outcome(OUTCOMES[found.outcome], lang)
    return of if found.willingness is None else Quantity("net_benefit", of.label, unit_named("yuan"), lang)


def draw_sensitivity(results: Results, found: Sensitivity, labels: Mapping[str, str], lang: Language) -> FigureFiles:
    """Draw what decides each outcome, or each difference of two policies, into the results' figures.

    `labels` names the policies. Raises ResultsError where the folder has no manifest.
    """
    from sim.report.figures.bars import bar_figure
    from sim.report.figures.canvas import save

    make = _screened if found.method == "morris" else _shared
    drawn = [make(found, name, lang) for name in found.outcomes["outcome"]]
    title = words.TITLE_CONTRAST if found.baseline else words.TITLE_POLICY
    named = {"policy": labels[found.policy], "baseline": labels.get(found.baseline, "")}
    every = found.unknowns["unknown"].nunique()
    notes = words.MORRIS_NOTES if found.method == "morris" else words.SALTELLI_NOTES
    basis = words.MORRIS_BASIS if found.method == "morris" else words.SALTELLI_BASIS
    figure = bar_figure(
        drawn,
        title=title.say(lang, **named),
        notes=[
            notes.say(lang),
            words.SHOWN.say(lang, shown=MOST_BARS, every=every) if every > MOST_BARS else "",
            basis.say(lang, blocks=found.blocks, points=found.points, worlds=found.worlds),
        ],
    )
    kind = "contrast" if found.baseline else "outcomes"
    files = save(figure, results.folder / FIGURES, f"sensitivity.{kind}.{found.policy}.{lang}")
    record_outputs(results.folder, [files.svg, files.png])
    return files


def draw_information(results: Results, found: InformationWorth, lang: Language) -> FigureFiles:
    """Draw what knowing each unknown would be worth into the results' figures."""
    from sim.report.figures.bars import Panel, bar_figure
    from sim.report.figures.canvas import save

    quantity = worth_quantity(found, lang)
    shown = records(found.unknowns.head(MOST_BARS))
    scale = quantity.unit.difference(max(each["high"] for each in shown), lang)
    axis = words.INFORMATION_AXIS if scale.unit else words.INFORMATION_AXIS_BARE
    bars = [_worth_bar(each, scale.factor, lang) for each in shown]
    perfect = quantity.difference(found.perfect.value, found.perfect.low, found.perfect.high)
    ends = [end.lstrip("+") for end in (perfect.low, perfect.high)]
    figure = bar_figure(
        [Panel(quantity.label, axis.say(lang, unit=scale.head), bars)],
        title=words.INFORMATION_TITLE.say(lang, outcome=quantity.in_sentence),
        notes=[
            words.INFORMATION_NOTES.say(lang, perfect=f"{perfect.size} ({ends[0]} – {ends[1]})"),
            words.INFORMATION_BASIS.say(lang, points=found.points, worlds=found.worlds),
        ],
    )
    kind = found.outcome if found.willingness is None else f"{found.outcome}.net"
    files = save(figure, results.folder / FIGURES, f"information.{kind}.{lang}")
    record_outputs(results.folder, [files.svg, files.png])
    return files


def _screened(found: Sensitivity, name: str, lang: Language) -> Panel:
    from sim.report.figures.bars import Bar, Panel

    outcome = of_outcome(OUTCOMES[name], lang)
    rows = records(found.unknowns[found.unknowns["outcome"] == name].nlargest(MOST_BARS, "size"))
    largest = max(each["size_high"] for each in rows)
    if largest <= 0:
        return Panel(outcome.label, "", (), empty=words.NOTHING_VARIES.say(lang))
    scale = outcome.unit.difference(largest, lang)
    decimals = decimals_for(largest * scale.factor, DIFFERENCE_DIGITS)
    bars = [
        Bar(
            label=unknown_label(each["unknown"], lang),
            value=each["size"] * scale.factor,
            low=each["size_low"] * scale.factor,
            high=each["size_high"] * scale.factor,
            text=number(each["effect"] * scale.factor, decimals, sign=True),
            solid=each["size_low"] > each["luck"],
            tick=None if np.isnan(each["luck"]) else each["luck"] * scale.factor,
        )
        for each in rows
    ]
    axis = words.MORRIS_AXIS if scale.unit else words.MORRIS_AXIS_BARE
    return Panel(outcome.label, axis.say(lang, unit=scale.head), bars, outcome.matters * scale.factor)


def _shared(found: Sensitivity, name: str, lang: Language) -> Panel:
    from sim.report.figures.bars import Panel

    outcome = of_outcome(OUTCOMES[name], lang)
    rows = records(found.unknowns[found.unknowns["outcome"] == name].nlargest(MOST_BARS, "total"))
    bars = [_share_bar(each, lang) for each in rows]
    return Panel(outcome.label, words.SALTELLI_AXIS.say(lang), bars, empty=words.NOTHING_VARIES.say(lang))


def _share_bar(row: Mapping[str, Any], lang: Language) -> Bar:
    from sim.report.figures.bars import Bar

    first, first_low, first_high = (row[column] * PERCENT for column in ("first", "first_low", "first_high"))
    total, total_low, total_high = (row[column] * PERCENT for column in ("total", "total_low", "total_high"))
    return Bar(
        label=unknown_label(row["unknown"], lang),
        value=total,
        low=total_low,
        high=total_high,
        text=f"{number(first, 0)} / {number(total, 0)}",
        solid=False,
        inner=(first, first_low, first_high),
    )


def _worth_bar(row: Mapping[str, Any], factor: float, lang: Language) -> Bar:
    from sim.report.figures.bars import Bar

    value = row["worth"] * factor
    decimals = decimals_for(max(value, row["high"] * factor), DIFFERENCE_DIGITS)
    return Bar(
        label=unknown_label(row["unknown"], lang),
        value=value,
        low=row["low"] * factor,
        high=row["high"] * factor,
        text=f"{number(value, decimals)}; {number(row['changes'] * PERCENT, 0)}%",
        solid=bool(row["clear"]),
        tick=row["chance"] * factor,
    )
