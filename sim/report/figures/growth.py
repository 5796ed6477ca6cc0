"""How the time and the memory of a month grow with residents, for every tool that it was written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, NullFormatter

from sim.report import bench_words as words
from sim.report.benched import power
from sim.report.figures.canvas import COLOURS, DASHES, finish, house_style, panels, separated, sheet
from sim.report.words import Language

Rows = Sequence[Mapping[str, Any]]
HEIGHT = 3.2


def growth_figure(months: Mapping[str, Rows], labels: Mapping[str, str], lang: Language) -> Figure:
    """Draw nanoseconds and bytes for each resident against residents, both on logarithmic axes.

    `months` has for each version a row for each size, with residents, ns and bytes where it was measured.
    """
    drawn = {name: [dict(row) for row in rows if "ns" in row] for name, rows in months.items()}
    drawn = {name: rows for name, rows in drawn.items() if rows}
    with house_style():
        figure = sheet(HEIGHT)
        left, right = panels(figure, 2, 2)
        for axes, what, label in ((left, "ns", words.FIGURE_NS), (right, "bytes", words.FIGURE_BYTES)):
            _panel(axes, drawn, what)
            axes.set_ylabel(label.say(lang))
            axes.set_xlabel(words.RESIDENTS.say(lang))
        key = [
            Line2D([], [], color=COLOURS[place], linestyle=DASHES[place], marker="o", markersize=3, label=label)
            for place, label in enumerate(_labels(drawn, labels, lang))
        ]
        finish(figure, words.FIGURE_TITLE.say(lang), [words.FIGURE_NOTE.say(lang)], key)
    return figure


def _panel(axes: Axes, drawn: Mapping[str, Rows], what: str) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    for place, rows in enumerate(drawn.values()):
        points = [(row["residents"], row[what]) for row in rows if row[what] is not None and row[what] > 0.0]
        if points:
            sizes, values = zip(*points, strict=True)
            axes.plot(sizes, values, marker="o", markersize=3, color=COLOURS[place], linestyle=DASHES[place])
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(separated))
        axis.set_minor_formatter(NullFormatter())


def _labels(drawn: Mapping[str, Rows], labels: Mapping[str, str], lang: Language) -> list[str]:
    told = []
    for name, rows in drawn.items():
        exponent = power([dict(row) for row in rows])
        text = words.LABEL_AND_POWER.say(lang, label=labels[name], power=exponent)
        told.append(text if exponent == exponent else labels[name])  # noqa: PLR0124  nan is unlike itself
    return told
