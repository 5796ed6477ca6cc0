"""What money buys, drawn: the cost-effectiveness plane, and how often each policy is the best value."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.lab.frontier import EFFICIENT
from sim.report import decision_words as say
from sim.report.figures.canvas import (
    COLOURS,
    DASHES,
    GREY,
    SEPARATE_THOUSANDS_FROM,
    finish,
    house_style,
    separated,
    sheet,
)
from sim.report.lines import wrapped
from sim.report.units import MONEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    from sim.lab.economics import Economics, Priced
    from sim.report.pricing import EffectUnit
    from sim.report.words import Language

_BODY_INCHES = 3.1
_MOST_LINES = len(COLOURS)
_LABEL_COLUMNS = 24
_MOST_LABELLED = 12


def value_figure(
    found: Economics, labels: Mapping[str, str], unit: EffectUnit, *, effect: str, notes: list[str], lang: Language
) -> Figure:
    """Draw plane and acceptability curves; `labels` maps names to labels, `effect` says what is gained."""
    shown = _most_often_best(found)
    with house_style():
        figure = sheet(_BODY_INCHES)
        plane, curve = figure.subplots(1, 2)
        _plane(plane, found, labels, unit, lang)
        key = _curves(curve, found, labels, shown, unit, lang)
        told = [say.PLANE_NOTE.say(lang, count=len(shown)), *notes]
        finish(figure, say.PLANE_TITLE.say(lang, effect=effect), told, key)
    return figure


def _most_often_best(found: Economics) -> list[int]:
    """The places of the policies that are best most often at some willingness to pay."""
    peaks = np.array([offer.shares for offer in found.offers]).max(axis=0)
    order = np.argsort(-peaks, kind="stable")[:_MOST_LINES]
    return sorted(int(place) for place in order if peaks[place] > 0)


def _plane(axes: Axes, found: Economics, labels: Mapping[str, str], unit: EffectUnit, lang: Language) -> None:
    largest = max(abs(row.cost_to_baseline.mean) for row in found.rows[1:])
    _, size, money = next((step for step in MONEY[lang] if largest >= step[0]), MONEY[lang][-1])
    axes.axhline(0, color=GREY, linewidth=0.6)
    axes.axvline(0, color=GREY, linewidth=0.6)
    for row in found.rows:
        x, y = _at(row, unit.factor, 1 / size)
        efficient = row.status == EFFICIENT
        colour = COLOURS[1] if efficient else COLOURS[0]
        if math.isfinite(row.cost_to_baseline.low):
            ends = row.effect_to_baseline, row.cost_to_baseline
            axes.plot([ends[0].low * unit.factor, ends[0].high * unit.factor], [y, y], color=colour, linewidth=0.8)
            axes.plot([x, x], [ends[1].low / size, ends[1].high / size], color=colour, linewidth=0.8)
        face = colour if efficient else "white"
        axes.plot(x, y, marker="o", markersize=4.4, color=colour, markerfacecolor=face, zorder=3)
        if efficient or len(found.rows) <= _MOST_LABELLED:
            text = wrapped(labels[row.policy], _LABEL_COLUMNS)
            axes.annotate(text, (x, y), (6, -7), textcoords="offset points", fontsize=6.5)
    line = sorted((row for row in found.rows if row.status == EFFICIENT), key=lambda row: row.cost.mean)
    points = [_at(row, unit.factor, 1 / size) for row in line]
    axes.plot([x for x, _ in points], [y for _, y in points], color=COLOURS[1], zorder=2)
    axes.set_title(say.PLANE.say(lang))
    axes.set_xlabel(say.PLANE_X.say(lang, unit=unit.unit))
    axes.set_ylabel(say.PLANE_Y.say(lang, unit=money))
    axes.margins(0.16)


def _at(row: Priced, across: float, up: float) -> tuple[float, float]:
    """Where a policy lies; the baseline has no difference to itself."""
    x, y = row.effect_to_baseline.mean * across, row.cost_to_baseline.mean * up
    return (x, y) if math.isfinite(x) else (0.0, 0.0)


def _curves(
    axes: Axes, found: Economics, labels: Mapping[str, str], shown: list[int], unit: EffectUnit, lang: Language
) -> list[Line2D]:
    """Draw how often each of the policies `shown` is the best value, and give its line for the key."""
    across = [offer.willingness / unit.factor for offer in found.offers]
    lines = []
    for place, policy in enumerate(shown):
        up = [100 * offer.shares[policy] for offer in found.offers]
        label = labels[found.rows[policy].policy]
        lines += axes.plot(across, up, color=COLOURS[place], linestyle=DASHES[place], label=label)
    axes.set_ylim(-3, 103)
    axes.set_title(say.CURVE.say(lang))
    axes.set_xlabel(say.WILLINGNESS.say(lang, unit=unit.one))
    axes.set_ylabel(say.CURVE_Y.say(lang))
    if across[-1] >= SEPARATE_THOUSANDS_FROM:
        axes.xaxis.set_major_formatter(separated)
    axes.locator_params(axis="x", nbins=4)
    return lines
