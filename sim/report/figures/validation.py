"""Validation at a glance: facts within their bands, patterns with and without their causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report import words
from sim.report.figures.canvas import GREY, PALE, finish, house_style, sheet
from sim.report.lines import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.lab.validate import FactCheck, PatternCheck, Validation
    from sim.report.words import Language

_ROW_INCHES, _EXTRA_INCHES = 0.26, 0.7
_LABEL_COLUMNS = 62
_MODEL_COLUMNS = 12
_GOOD, _BAD = "#0072B2", "#D55E00"


def validation_figure(checked: Validation, lang: Language) -> Figure:
    """Draw every fact and every pattern that was checked."""
    parts = [len(rows) for rows in (checked.facts, checked.patterns) if rows]
    with house_style():
        figure = sheet(sum(_EXTRA_INCHES + _ROW_INCHES * rows for rows in parts))
        grid = figure.subplots(
            len(parts), 1, squeeze=False, height_ratios=[_EXTRA_INCHES / _ROW_INCHES + n for n in parts]
        )
        places = list(grid.flat)
        if checked.facts:
            _facts(places[0], checked.facts, lang)
        if checked.patterns:
            _patterns(places[-1], checked.patterns, lang)
        model = checked.model[:_MODEL_COLUMNS]
        note = words.VALIDATION_NOTE.say(lang, worlds=checked.worlds, model=model)
        finish(figure, words.VALIDATION_TITLE.say(lang), [note])
    return figure


def _facts(axes: Axes, checks: tuple[FactCheck, ...], lang: Language) -> None:
    axes.axvspan(0.0, 1.0, color=PALE, zorder=0)
    for row, check in enumerate(checks):
        target = check.target

        def place(value: float, low: float = target.low, width: float = target.high - target.low) -> float:
            return (value - low) / width

        met = check.verdict == "met"
        colour = _GOOD if met else _BAD
        ends = [place(check.reading.low), place(check.reading.high)]
        axes.plot(place(target.value), row, marker="|", markersize=9, color="black", zorder=2)
        axes.plot(ends, [row, row], color=colour, solid_capstyle="butt", zorder=3)
        face = colour if met else "white"
        axes.plot(
            place(check.reading.value), row, marker="o", markersize=4.5, color=colour, markerfacecolor=face, zorder=4
        )
    _rows(axes, [f"{check.target.fact}  {_meaning(check, lang)}" for check in checks])
    axes.set_title(words.VALIDATION_FACTS.say(lang))
    axes.set_xlabel(words.VALIDATION_BAND.say(lang))


def _meaning(check: FactCheck, lang: Language) -> str:
    return check.target.meaning_zh if lang == "zh" else check.target.meaning


def _patterns(axes: Axes, checks: tuple[PatternCheck, ...], lang: Language) -> None:
    for row, check in enumerate(checks):
        for column, good in enumerate((check.found.shown, not check.without.shown)):
            colour = _GOOD if good else _BAD
            axes.plot(column, row, marker="o", markersize=6, color=colour, markerfacecolor=colour if good else "white")
    _rows(axes, [f"{check.pattern.code}  {check.pattern.says(lang)}" for check in checks])
    axes.set_xlim(-0.6, 1.6)
    axes.set_xticks([0, 1], [words.VALIDATION_SHOWS.say(lang), words.VALIDATION_GOES.say(lang)])
    axes.set_title(words.VALIDATION_PATTERNS.say(lang))
    axes.grid(axis="y", color="#eeeeee", linewidth=0.5)
    axes.set_axisbelow(True)


def _rows(axes: Axes, labels: list[str]) -> None:
    axes.set_yticks(range(len(labels)), [wrapped(label, _LABEL_COLUMNS) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, labelsize=6.5)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
