"""Forest plot: what each policy changes against the baseline in the same worlds, with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report import words
from sim.report.figures.canvas import (
    GREY,
    PALE,
    SEPARATE_THOUSANDS_FROM,
    WIDTH_INCHES,
    finish,
    house_style,
    panels,
    separated,
    sheet,
)
from sim.report.lines import longest_line, wrapped
from sim.report.quantities import Quantity

MOST_COLUMNS = 3
ROW_HEIGHT, LINE_HEIGHT = 0.19, 0.13
PANEL_EXTRA = 0.85
LABEL_COLUMNS = 40
COLUMNS_AN_INCH = 17
TITLE_MARGIN = 4
CLEAR, UNCLEAR = "#0B3C5D", "#8A5A00"


def forest_plot(
    comparison: pd.DataFrame,
    outcomes: Sequence[Quantity],
    policies: Mapping[str, str],
    *,
    title: str,
    notes: Sequence[str],
    rows_title: str = "",
) -> Figure:
    """Draw paired differences.

    `comparison` has one row for each policy and outcome, with difference, low and high (its interval); `policies` maps
    the names of those to draw, in their order from the top, to their labels; `rows_title` says what the labels hold.
    """
    columns = min(MOST_COLUMNS, len(outcomes))
    rows = -(-len(outcomes) // columns)
    lines = [wrapped(label, LABEL_COLUMNS) for label in policies.values()]
    room = int((WIDTH_INCHES - longest_line(lines) / COLUMNS_AN_INCH) / columns * COLUMNS_AN_INCH)
    with house_style():
        row = ROW_HEIGHT + LINE_HEIGHT * max((label.count("\n") for label in lines), default=0)
        figure = sheet(rows * (PANEL_EXTRA + row * len(policies)))
        for place, (axes, outcome) in enumerate(zip(panels(figure, len(outcomes), columns), outcomes, strict=True)):
            _panel(axes, comparison[comparison["outcome"] == outcome.name], outcome, list(policies), room)
            _row_labels(axes, lines if place % columns == 0 else [], rows_title)
        finish(figure, title, notes)
    return figure


def _panel(axes: Axes, comparison: pd.DataFrame, outcome: Quantity, policies: Sequence[str], room: int) -> None:
    rows = comparison.set_index("policy").reindex(list(policies))
    mean, low, high = (rows[column].to_numpy(float) for column in ("difference", "low", "high"))
    everything = np.abs(np.concatenate([mean, low, high, [outcome.matters]]))
    scale = outcome.unit.difference(float(np.nanmax(everything)), outcome.lang)
    reach = outcome.matters * scale.factor
    axes.axvspan(-reach, reach, color=PALE, alpha=0.7, linewidth=0, zorder=0)
    axes.axvline(0, color="black", linewidth=0.9, zorder=1)
    for row, ends in enumerate(zip(mean * scale.factor, low * scale.factor, high * scale.factor, strict=True)):
        _interval(axes, row, *ends, undefined=words.UNDEFINED.say(outcome.lang))
    _leave_room(axes)
    axes.set_ylim(len(policies) - 0.4, -0.6)
    axes.set_title(wrapped(outcome.label, room - TITLE_MARGIN))
    direction = {"higher": words.BETTER_RIGHT, "lower": words.BETTER_LEFT}.get(outcome.direction, words.NO_DIRECTION)
    unit = words.FOREST_AXIS.say(outcome.lang, unit=scale.head) if scale.unit else words.DIFFERENCE.say(outcome.lang)
    axes.set_xlabel(f"{wrapped(unit, room)}\n{direction.say(outcome.lang)}")
    axes.grid(axis="y", color="#eeeeee", linewidth=0.5)
    axes.set_axisbelow(True)


def _interval(axes: Axes, row: int, mean: float, low: float, high: float, *, undefined: str) -> None:
    """One policy's point and bar: filled where the interval leaves out zero, hollow where it holds it."""
    if not np.isfinite([mean, low, high]).all():
        axes.text(
            0,
            row,
            undefined,
            ha="center",
            va="center",
            fontsize=7,
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
        return
    clear = low > 0 or high < 0
    colour = CLEAR if clear else UNCLEAR
    axes.plot([low, high], [row, row], color=colour, linewidth=1.5, solid_capstyle="butt", zorder=2)
    axes.plot(
        mean, row, marker="o", markersize=4.2, color=colour, markerfacecolor=colour if clear else "white", zorder=3
    )


def _leave_room(axes: Axes) -> None:
    """Keep zero inside with some room on both sides, so that both directions can be read."""
    left, right = axes.get_xlim()
    room = 0.06 * (right - left)
    axes.set_xlim(min(left, -room), max(right, room))
    axes.locator_params(axis="x", nbins=4)
    if max(map(abs, axes.get_xlim())) >= SEPARATE_THOUSANDS_FROM:
        axes.xaxis.set_major_formatter(separated)


def _row_labels(axes: Axes, labels: Sequence[str], rows_title: str) -> None:
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_yticks(range(len(labels)), labels)
    if labels and rows_title:
        axes.annotate(
            rows_title,
            (0, 1),
            (-4, 2),
            xycoords="axes fraction",
            textcoords="offset points",
            ha="right",
            va="bottom",
            fontsize=7,
            color=GREY,
        )
