"""Where a policy fails, drawn: the boxes on the way to the chosen one, and how much of each condition it takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.lab.discovery.boxes import Between, Limit
from sim.report.failing import failing_words, limit_words, percent, quantity, unit_words
from sim.report.figures.canvas import COLOURS, GREY, PALE, finish, house_style, sheet
from sim.report.lines import wrapped
from sim.report.words import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.lab.discovery.finding import Discovery
    from sim.report.words import Language

TITLE = Text("On which conditions it fails", "在哪些条件下会失败")
COVERAGE = Text("coverage: share of all failures in the box (%)", "覆盖率：方框所含失败占全部失败的比例（%）")
DENSITY = Text("density: share of the box that fails (%)", "密度：方框内失败的比例（%）")
WAY = Text("Peeling: from all points to the densest", "剥离过程：从全部点到最密方框")
RANGES = Text("The chosen box, within the range that was tried", "所选方框在试验范围内的位置")
CHOSEN = Text("chosen", "所选")
HOLDS = Text(
    "coverage {coverage}, density {density}, n = {held} of {points}",
    "覆盖率{coverage}，密度{density}，n = {held}（共{points}）",
)
ALL = Text("all points", "全部点")
NOTE = Text(
    "Numbers beside the line: how many conditions the box limits. Dark: what the box keeps of the range tried. The "
    "star is the box after chance conditions were left out and its limits were pasted wider.",
    "线旁数字：方框所限制的条件数。深色：方框在试验范围内保留的部分；星号为去除偶然条件并放宽界限之后的方框。",
)
_BODY_INCHES, _ROW_INCHES = 2.5, 0.42
_LABEL_COLUMNS = 58
_APART = 7.0
_KEPT = "#0B3C5D"


def failing_figure(found: Discovery, lang: Language) -> Figure:
    """Draw the peeling trajectory and the chosen box."""
    rows = max(len(found.box.restricted), 1)
    with house_style():
        figure = sheet(max(_BODY_INCHES, 0.9 + _ROW_INCHES * rows))
        way, ranges = figure.subplots(1, 2, width_ratios=[1, 1])
        _trajectory(way, found, lang)
        _ranges(ranges, found, lang)
        notes = [failing_words(found.failure, lang), unit_words(found, lang), NOTE.say(lang)]
        finish(figure, TITLE.say(lang), notes)
    return figure


def _trajectory(axes: Axes, found: Discovery, lang: Language) -> None:
    coverage = [100 * stage.coverage for stage in found.stages]
    density = [100 * stage.density for stage in found.stages]
    axes.plot(coverage, density, color=COLOURS[1], marker="o", markersize=2.6, linewidth=0.8)
    before, last = -1, (math.inf, math.inf)
    for stage, across, up in zip(found.stages, coverage, density, strict=True):
        count = len(stage.restricted)
        if count > before and abs(across - last[0]) + abs(up - last[1]) > _APART:
            axes.annotate(str(count), (across, up), (-9, -5), textcoords="offset points", fontsize=6.5, color=GREY)
            before, last = count, (across, up)
    axes.plot(100 * found.box.coverage, 100 * found.box.density, marker="*", markersize=10, color=COLOURS[2], zorder=4)
    axes.annotate(
        CHOSEN.say(lang),
        (100 * found.box.coverage, 100 * found.box.density),
        (0, -15),
        textcoords="offset points",
        ha="center",
        color=COLOURS[2],
        fontweight="bold",
    )
    axes.set_xlim(-3, 106)
    axes.set_ylim(0, 106)
    axes.set_title(WAY.say(lang))
    axes.set_xlabel(COVERAGE.say(lang))
    axes.set_ylabel(DENSITY.say(lang))
    axes.grid(color="#eeeeee", linewidth=0.5)
    axes.set_axisbelow(True)


def _ranges(axes: Axes, found: Discovery, lang: Language) -> None:
    places = found.box.restricted
    for row, place in enumerate(places):
        limit = found.box.box[place]
        if limit is None:
            continue
        axes.barh(row, 1.0, height=0.28, color=PALE, zorder=1)
        for left, width in _kept(limit, found.cases.conditions[:, place]):
            axes.barh(row, width, left=left, height=0.28, color=_KEPT, zorder=2)
        text = limit_words(limit, found.conditions[place], lang)
        p_value = found.p_values[place]
        chance = "p < 0.001" if p_value < 0.001 else f"p = {p_value:.2g}"  # noqa: PLR2004  as it is written
        axes.text(0, row - 0.22, wrapped(f"{text}  ({chance})", _LABEL_COLUMNS), va="bottom", fontsize=7)
        for end, align in ((0, "left"), (1, "right")):
            axes.text(end, row + 0.2, _end(found, place, end, lang), va="top", ha=align, fontsize=6, color=GREY)
    if not places:
        axes.text(0, 0, ALL.say(lang))
    axes.set_xlim(0, 1)
    axes.set_ylim(max(len(places), 1) - 0.4, -0.75)
    axes.set_title(RANGES.say(lang))
    shares = {"coverage": percent(found.box.coverage), "density": percent(found.box.density)}
    axes.set_xlabel(HOLDS.say(lang, **shares, held=found.box.held, points=found.cases.count))
    axes.set_xticks([])
    axes.set_yticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _kept(limit: Limit, column: np.ndarray) -> list[tuple[float, float]]:
    """The parts of the range from 0 to 1 that a limit keeps: where each begins and how wide it is."""
    low, high = float(column.min()), float(column.max())
    if isinstance(limit, Between):
        width = (high - low) or 1.0
        ends = [0.0 if math.isinf(limit.low) else (limit.low - low) / width]
        ends.append(1.0 if math.isinf(limit.high) else (limit.high - low) / width)
        return [(ends[0], ends[1] - ends[0])]
    count = int(high) + 1
    return [(place / count, 1 / count) for place in sorted(limit.places)]


def _end(found: Discovery, place: int, end: int, lang: Language) -> str:
    condition = found.conditions[place]
    if condition.categories:
        return quantity(condition, lang).level(condition.categories[-end])
    column = found.cases.conditions[:, place]
    return quantity(condition, lang).level(float(f"{column.max() if end else column.min():.3g}"))
