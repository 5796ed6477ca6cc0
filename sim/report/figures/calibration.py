"""A calibration at a glance: what is left of each coefficient's range, and which values go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.report import calibration_words as words
from sim.report.figures.canvas import COLOURS, GREY, PALE, finish, house_style, sheet
from sim.report.lines import wrapped
from sim.scenario import COEFFICIENTS, model_version

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.lab.calibration.answer import Calibration, Narrowing
    from sim.report.words import Language

_ROW_INCHES, _EXTRA_INCHES = 0.34, 0.6
_LABEL_COLUMNS = 44
_PAIR_COLUMNS = 22
_MODEL_COLUMNS = 12
_MOST_PAIRED = 4
_CELLS = 10
_PANEL_INCHES = 1.5


def ranges_figure(calibration: Calibration, lang: Language) -> Figure:
    """Draw every coefficient's range before and after."""
    rows = calibration.narrowings
    waves = calibration.history.waves
    with house_style():
        figure = sheet(_EXTRA_INCHES + _ROW_INCHES * len(rows))
        axes = figure.subplots()
        for place, each in enumerate(rows):
            _range(axes, place, each)
        labels = [wrapped(COEFFICIENTS[each.path].label(lang), _LABEL_COLUMNS) for each in rows]
        axes.set_yticks(range(len(rows)), labels)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(-0.03, 1.22)
        axes.set_xticks([0.0, 0.25, 0.5, 0.75, 1.0])
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(words.RANGES_AXIS.say(lang))
        title = words.RANGES_TITLE.say(
            lang, facts=len(calibration.specification.target), coefficients=len(rows)
        )  # fmt: skip
        note = words.RANGES_NOTE.say(
            lang, waves=len(waves), share=f"{100 * waves[-1].share:.2g}", sets=len(calibration.accepted.values),
            model=model_version()[:_MODEL_COLUMNS],
        )  # fmt: skip
        finish(figure, title, [note])
    return figure


def _range(axes: Axes, row: int, each: Narrowing) -> None:
    low, high = each.declared

    def place(value: float) -> float:
        return (value - low) / (high - low)

    axes.barh(row, 1.0, left=0.0, height=0.5, color=PALE, zorder=0)
    for ends, width in ((each.left, 1.4), (each.accepted, 5.0)):
        if np.isfinite(ends).all():
            at = [place(end) for end in ends]
            axes.plot(at, [row, row], color=COLOURS[1], linewidth=width, solid_capstyle="butt", zorder=2)
    axes.plot(place(each.default), row, marker="|", markersize=11, markeredgewidth=1.4, color="black", zorder=3)
    axes.text(1.02, row, f"{low:g} – {high:g}".replace("-", "−"), va="center", fontsize=6.5, color=GREY)


def pairs_figure(calibration: Calibration, lang: Language) -> Figure:
    """Draw the most narrowed coefficients two by two; of one coefficient there is no pair and nothing is drawn."""
    rows = calibration.narrowings
    order = np.argsort([each.kept if np.isfinite(each.kept) else 1.0 for each in rows], kind="stable")
    chosen = [int(place) for place in order[:_MOST_PAIRED]]
    run, nearest = _run_points(calibration)
    with house_style():
        figure = sheet(_PANEL_INCHES * len(chosen))
        grid = figure.subplots(len(chosen), len(chosen), squeeze=False)
        for down, second in enumerate(chosen):
            for across, first in enumerate(chosen):
                axes = grid[down, across]
                ends = (rows[first].declared, rows[second].declared)
                if down == across:
                    label = COEFFICIENTS[rows[first].path].label(lang)
                    axes.text(0.5, 0.5, wrapped(label, _PAIR_COLUMNS), ha="center", va="center", fontsize=7.5)
                    axes.set_axis_off()
                elif down > across:
                    _shade(axes, _depth(calibration.accepted.values[:, [first, second]], ends), ends)
                else:
                    _shade(axes, _least(run[:, [first, second]], nearest, ends), ends)
        finish(figure, words.PAIRS_TITLE.say(lang), [words.PAIRS_NOTE.say(lang)])
    return figure


Ends = tuple[tuple[float, float], tuple[float, float]]
Numbers = NDArray[np.float64]


def _run_points(calibration: Calibration) -> tuple[Numbers, Numbers]:
    """Every point that was run and its worst implausibility."""
    waves, accepted = calibration.history.waves, calibration.accepted
    points = np.concatenate([*(wave.points for wave in waves), accepted.values])
    return points, np.concatenate([*(wave.distance for wave in waves), accepted.worst])


def _cells(points: Numbers, ends: Ends) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    places = [
        np.clip(((points[:, axis] - low) / (high - low) * _CELLS).astype(np.int64), 0, _CELLS - 1)
        for axis, (low, high) in enumerate(ends)
    ]
    return places[1], places[0]


def _depth(points: Numbers, ends: Ends) -> Numbers:
    table = np.zeros((_CELLS, _CELLS))
    np.add.at(table, _cells(points, ends), 1.0 / max(len(points), 1))
    return table


def _least(points: Numbers, nearest: Numbers, ends: Ends) -> Numbers:
    """Nearness to the facts in each cell: 1 / (1 + the least implausibility); 0 where nothing was run."""
    table = np.zeros((_CELLS, _CELLS))
    np.maximum.at(table, _cells(points, ends), 1.0 / (1.0 + nearest))
    return table


def _shade(axes: Axes, table: Numbers, ends: Ends) -> None:
    (left, right), (bottom, top) = ends
    axes.imshow(
        table, origin="lower", extent=(left, right, bottom, top), aspect="auto", cmap="Blues", vmin=0.0,
        vmax=max(float(table.max()), 1e-9),
    )  # fmt: skip
    axes.set_xticks([left, right])
    axes.set_yticks([bottom, top])
    axes.tick_params(labelsize=6)
