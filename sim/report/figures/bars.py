"""Bars of unknowns: how much each of them decides, the largest first, with intervals and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.figures.canvas import GREY, PALE, SEPARATE_THOUSANDS_FROM, finish, house_style, panels, separated, sheet
from sim.report.lines import wrapped

DARK, LIGHT, TICK = "#0B3C5D", "#B9CBD8", "#D55E00"
ROW_HEIGHT = 0.24
PANEL_EXTRA = 0.75
LABEL_COLUMNS = 38
TITLE_COLUMNS = 60
MOST_COLUMNS = 2
BAR, INNER = 0.62, 0.34
TEXT_GAP = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One unknown: the end of its bar with an interval, the part drawn dark inside it, a tick, and what is written.

    `solid` is dark over its whole length; otherwise `inner` with its interval is, if there is one.
    """

    label: str
    value: float
    low: float
    high: float
    text: str
    solid: bool
    tick: float | None = None
    inner: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """The bars of one outcome; up to `negligible` the background is grey. An empty panel says `empty`."""

    title: str
    axis: str
    bars: Sequence[Bar]
    negligible: float = 0.0
    empty: str = ""


def bar_figure(drawn: Sequence[Panel], *, title: str, notes: Sequence[str]) -> Figure:
    """Draw a panel for each outcome, two beside each other."""
    columns = min(MOST_COLUMNS, len(drawn))
    rows = -(-len(drawn) // columns)
    most = max(len(panel.bars) for panel in drawn)
    with house_style():
        figure = sheet(rows * (PANEL_EXTRA + ROW_HEIGHT * max(most, 1)))
        for axes, panel in zip(panels(figure, len(drawn), columns), drawn, strict=True):
            _panel(axes, panel, columns)
        finish(figure, title, notes)
    return figure


def _panel(axes: Axes, panel: Panel, columns: int) -> None:
    if panel.negligible > 0:
        axes.axvspan(0, panel.negligible, color=PALE, alpha=0.6, linewidth=0, zorder=0)
    for row, bar in enumerate(panel.bars):
        _bar(axes, row, bar)
    if not panel.bars:
        axes.text(0.5, 0.5, panel.empty, ha="center", va="center", transform=axes.transAxes, color=GREY)
    axes.set_yticks(
        range(len(panel.bars)), [wrapped(bar.label, LABEL_COLUMNS // columns + 8) for bar in panel.bars], fontsize=7
    )
    axes.set_ylim(max(len(panel.bars), 1) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color="black", linewidth=0.9, zorder=1)
    _leave_room(axes, panel.bars)
    axes.set_title(wrapped(panel.title, TITLE_COLUMNS // columns))
    axes.set_xlabel(wrapped(panel.axis, TITLE_COLUMNS // columns + 20))


def _bar(axes: Axes, row: int, bar: Bar) -> None:
    axes.barh(row, bar.value, BAR, color=DARK if bar.solid else LIGHT, edgecolor=DARK, linewidth=0.6, zorder=2)
    line = "#F2F2F2" if bar.solid else DARK
    axes.plot([bar.low, bar.high], [row, row], color="black", linewidth=1.1, solid_capstyle="butt", zorder=4)
    axes.plot([bar.low, min(bar.value, bar.high)], [row, row], color=line, linewidth=1.1, zorder=5)
    if bar.inner is not None:
        value, low, high = bar.inner
        axes.barh(row, max(value, 0.0), INNER, color=DARK, zorder=3)
        axes.plot([low, high], [row + INNER / 2 + 0.07] * 2, color="black", linewidth=0.8, zorder=4)
    if bar.tick is not None:
        reach = BAR / 2 + 0.08
        axes.plot([bar.tick] * 2, [row - reach, row + reach], color=TICK, linewidth=1.4, zorder=6)
    end = max(bar.value, bar.high, bar.tick or 0.0, bar.inner[2] if bar.inner else 0.0)
    axes.annotate(bar.text, (end, row), (TEXT_GAP, 0), textcoords="offset points", va="center", fontsize=6.8, zorder=7)


def _leave_room(axes: Axes, bars: Sequence[Bar]) -> None:
    """Room on the right for the numbers that stand beside the bars."""
    right = max((max(bar.value, bar.high, bar.tick or 0.0) for bar in bars), default=1.0) or 1.0
    left = min([0.0, *(min(bar.low, bar.inner[1] if bar.inner else 0.0) for bar in bars)])
    longest = max((len(bar.text) for bar in bars), default=0)
    axes.set_xlim(left, right * (1.06 + 0.028 * longest))
    axes.locator_params(axis="x", nbins=4)
    if right >= SEPARATE_THOUSANDS_FROM:
        axes.xaxis.set_major_formatter(separated)
