"""What can be had of two outcomes at once: every policy that was tried, and what fresh worlds say of those found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D

from sim.report import searched as say
from sim.report import words
from sim.report.figures.canvas import (
    COLOURS,
    GREY,
    SEPARATE_THOUSANDS_FROM,
    finish,
    house_style,
    panels,
    separated,
    sheet,
)
from sim.report.lines import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.lab.search.answer import Answer, Found
    from sim.report.quantities import Quantity
    from sim.report.units import Scale
    from sim.report.words import Language

_BODY_INCHES = 3.0
_FOUND, _BEST = COLOURS[1], COLOURS[2]


def front_figure(answer: Answer, lang: Language) -> Figure:
    """Draw the last objective against each of the others; a target's cost lies across."""
    search = answer.experiment.search
    names = [] if search is None else [name for name, _ in search.aims()]
    across = names[-1]
    ups = names[:-1]
    with house_style():
        figure = sheet(_BODY_INCHES)
        for axes, up in zip(panels(figure, len(ups), len(ups)), ups, strict=True):
            _panel(axes, answer, (across, names.index(across)), (up, names.index(up)), lang)
        labels = [say.outcome(name, lang).in_sentence for name in names]
        title = say.TITLE.say(lang, first=words.LIST_MARK.say(lang).join(labels[:-1]), second=labels[-1])
        notes = [
            say.NOTE.say(lang, worlds=answer.worlds, fresh=answer.fresh_worlds),
            next(iter(say.sentences(answer, lang))),
        ]
        finish(figure, title, notes, _key(answer, lang))
    return figure


def _panel(axes: Axes, answer: Answer, across: tuple[str, int], up: tuple[str, int], lang: Language) -> None:
    quantities = say.outcome(across[0], lang), say.outcome(up[0], lang)
    scales = [_scale(answer, name, about, lang) for (name, _), about in zip((across, up), quantities, strict=True)]
    cloud = [answer.cloud[:, place] * scale.factor for (_, place), scale in zip((across, up), scales, strict=True)]
    axes.plot(cloud[0], cloud[1], linestyle="none", marker=".", markersize=2.5, color="#b0b0b0", zorder=1)
    for number, found in enumerate((answer.baseline, *answer.found)):
        _point(axes, found, number, answer, (across[0], up[0]), scales)
    search = answer.experiment.search
    target = None if search is None else search.target
    if target is not None:
        level = (target.at_least if target.at_least is not None else target.at_most or 0.0) * scales[1].factor
        axes.axhline(level, color=_BEST, linewidth=0.9, linestyle=(0, (6, 1.6)), zorder=2)
    axes.set_xlabel(quantities[0].axis(scales[0]))
    axes.set_ylabel(wrapped(quantities[1].axis(scales[1]), 44))
    axes.grid(color="#eeeeee", linewidth=0.5)
    axes.set_axisbelow(True)
    for axis in (axes.xaxis, axes.yaxis):
        if max(map(abs, axis.get_view_interval())) >= SEPARATE_THOUSANDS_FROM:
            axis.set_major_formatter(separated)


def _point(axes: Axes, found: Found, number: int, answer: Answer, names: tuple[str, str], scales: list[Scale]) -> None:
    """A policy in fresh worlds with both intervals; the baseline is hollow, the best a star."""
    x, y = ([end * scale.factor for end in found.readings[name][1:]] for name, scale in zip(names, scales, strict=True))
    is_best = answer.best is not None and found.name == answer.best.name
    colour = _BEST if is_best else (GREY if number == 0 else _FOUND)
    axes.plot([x[1], x[2]], [y[0], y[0]], color=colour, linewidth=0.9, zorder=3)
    axes.plot([x[0], x[0]], [y[1], y[2]], color=colour, linewidth=0.9, zorder=3)
    face = "white" if number == 0 else colour
    marker = "*" if is_best else ("s" if number == 0 else "o")
    axes.plot(x[0], y[0], marker=marker, markersize=9 if is_best else 4.5, color=colour, markerfacecolor=face, zorder=4)
    if number:
        axes.annotate(str(number), (x[0], y[0]), (4, 3), textcoords="offset points", fontsize=6.5, color=colour)


def _scale(answer: Answer, name: str, about: Quantity, lang: Language) -> Scale:
    largest = max(abs(found.readings[name].mean) for found in (answer.baseline, *answer.found))
    return about.unit.level(float(np.nan_to_num(largest)), lang)


def _key(answer: Answer, lang: Language) -> list[Line2D]:
    key = [
        Line2D([], [], linestyle="none", marker=".", color="#b0b0b0", label=say.ALL_TRIED.say(lang)),
        Line2D([], [], marker="o", markersize=4.5, color=_FOUND, label=say.FOUND.say(lang)),
        Line2D([], [], marker="s", markersize=4.5, color=GREY, markerfacecolor="white", label=say.BASELINE.say(lang)),
    ]
    if answer.best is not None:
        key.append(Line2D([], [], marker="*", markersize=9, color=_BEST, label=say.BEST.say(lang)))
    search = answer.experiment.search
    if search is not None and search.target is not None:
        key.append(Line2D([], [], color=_BEST, linestyle=(0, (6, 1.6)), label=say.TARGET.say(lang)))
    return key
