"""Fan chart: how outcomes move month by month, one panel for each outcome, one line with its band for each policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from sim.report import words
from sim.report.figures.canvas import (
    COLOURS,
    DASHES,
    SEPARATE_THOUSANDS_FROM,
    finish,
    house_style,
    panels,
    separated,
    sheet,
)
from sim.report.quantities import Quantity
from sim.report.words import Language

Numbers = npt.NDArray[np.float64]
MOST_LINES = len(COLOURS)
PANEL_HEIGHT = 1.9
COLUMNS = 2
TAGS = "ABCDEF"
MONTHS_A_TICK = 12
LEAST_GAP = 0.085


def fan_chart(
    bands: pd.DataFrame,
    outcomes: Sequence[Quantity],
    policies: Mapping[str, str],
    *,
    title: str,
    notes: Sequence[str],
    lang: Language,
) -> Figure:
    """Draw monthly means with bands.

    `bands` has one row for each policy, outcome and month, with mean, low95 and high95; `policies` maps the names of
    those to draw, at most six, to their labels.
    """
    if len(policies) > MOST_LINES:
        raise ValueError(f"a fan chart holds at most {MOST_LINES} lines, not {len(policies)}")
    rows = -(-len(outcomes) // COLUMNS)
    with house_style():
        figure = sheet(PANEL_HEIGHT * rows)
        for axes, outcome in zip(panels(figure, len(outcomes), COLUMNS), outcomes, strict=True):
            _panel(axes, bands[bands["outcome"] == outcome.name], outcome, list(policies))
            axes.set_xlabel(words.MONTH.say(lang))
        finish(figure, title, notes, _key(list(policies.values())))
    return figure


def _panel(axes: Axes, bands: pd.DataFrame, outcome: Quantity, policies: Sequence[str]) -> None:
    scale = outcome.unit.level(float(bands["mean"].abs().max()), outcome.lang)
    ends = []
    for place, policy in enumerate(policies):
        line = bands[bands["policy"] == policy].sort_values("month")
        months = line["month"].to_numpy(float)
        mean, low, high = (line[column].to_numpy(float) for column in ("mean", "low95", "high95"))
        low, high = _possible(low, high, mean, outcome)
        mean, low, high = (numbers * scale.factor for numbers in (mean, low, high))
        colour, dashes = COLOURS[place], DASHES[place]
        axes.fill_between(months, low, high, color=colour, alpha=0.16, linewidth=0)
        axes.plot(months, mean, color=colour, linestyle=dashes, zorder=3 + len(policies) - place)
        seen = np.flatnonzero(np.isfinite(mean))
        if seen.size:
            ends.append((float(mean[seen[-1]]), float(months[seen[-1]]), place))
    axes.set_title(outcome.label)
    axes.set_ylabel(scale.unit)
    axes.xaxis.set_major_locator(MultipleLocator(MONTHS_A_TICK))
    if max(map(abs, axes.get_ylim())) >= SEPARATE_THOUSANDS_FROM:
        axes.yaxis.set_major_formatter(separated)
    axes.margins(x=0)
    axes.grid(axis="y", color="#e6e6e6", linewidth=0.5)
    axes.set_axisbelow(True)
    _end_labels(axes, ends)


def _possible(low: Numbers, high: Numbers, mean: Numbers, outcome: Quantity) -> tuple[Numbers, Numbers]:
    """Cut a band where no value can be: below zero where no mean is, above the whole of a share."""
    if np.nanmin(mean, initial=0.0) >= 0:
        low = np.maximum(low, 0.0)
    if outcome.unit.is_part_of_whole and np.nanmax(mean, initial=0.0) <= 1:
        high = np.minimum(high, 1.0)
    return low, high


def _end_labels(axes: Axes, ends: list[tuple[float, float, int]]) -> None:
    """Write each line's letter beside its end, moved apart where lines end together."""
    bottom, top = axes.get_ylim()
    spots = spread([(value - bottom) / (top - bottom) for value, _, _ in ends], LEAST_GAP)
    for (_, _, place), spot in zip(ends, spots, strict=True):
        axes.text(
            1.015, spot, TAGS[place], transform=axes.transAxes, color=COLOURS[place], va="center", fontweight="bold"
        )


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Move places on a line from 0 to 1 apart until neighbours are a gap away, keeping their order."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = [places[index] for index in order]
    for index in range(1, len(moved)):
        moved[index] = max(moved[index], moved[index - 1] + gap)
    ceiling = max(1.0, gap * (len(moved) - 1))
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - gap
    result = [0.0] * len(places)
    for index, place in zip(order, moved, strict=True):
        result[index] = place
    return result


def _key(labels: Sequence[str]) -> list[Line2D]:
    return [
        Line2D([], [], color=COLOURS[place], linestyle=DASHES[place], label=f"{TAGS[place]}  {label}")
        for place, label in enumerate(labels)
    ]
