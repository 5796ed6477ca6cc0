"""Linkage network: who dealt with whom in a month, and which dealings passed through government."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.report.figures.canvas import COLOURS, GREY, finish, house_style, panels, sheet

BODY_INCHES = 3.4
Body = tuple[int, int]
RINGS = (0.0, 0.38, 0.7, 1.0)
"""Government in the middle, around it committees, then organisations, then social workers."""
MARKS = "*sDo"
SIZES = (130, 26, 18, 8)
THROUGH, DIRECT = "#9a9a9a", COLOURS[2]


def network_chart(
    networks: Mapping[str, pd.DataFrame],
    kinds: Sequence[str],
    ways: tuple[str, str],
    *,
    title: str,
    notes: Sequence[str],
) -> Figure:
    """Draw one panel a network.

    A network has a row for each pair that dealt with one another: first_kind, first, second_kind, second (a kind's
    place in `kinds` and the row within it) and by_government. `ways` names dealings through government and without.
    """
    with house_style():
        figure = sheet(BODY_INCHES)
        for axes, (name, pairs) in zip(panels(figure, len(networks), len(networks)), networks.items(), strict=True):
            _panel(axes, pairs)
            axes.set_title(name)
        marks = [
            Line2D([], [], linestyle="none", marker=mark, color=COLOURS[place], label=kind)
            for place, (kind, mark) in enumerate(zip(kinds, MARKS, strict=True))
        ]
        lines = [
            Line2D([], [], color=THROUGH, linewidth=0.8, label=ways[0]),
            Line2D([], [], color=DIRECT, linewidth=1.2, linestyle="--", label=ways[1]),
        ]
        finish(figure, title, notes, [*marks, *lines])
    return figure


def _panel(axes: Axes, pairs: pd.DataFrame) -> None:
    places = _places(pairs)
    for first, second, by_government in zip(*_ends(pairs), pairs["by_government"].tolist(), strict=True):
        across, up = zip(places[first], places[second], strict=True)
        if by_government:
            axes.plot(across, up, color=THROUGH, linewidth=0.4, zorder=1)
        else:
            axes.plot(across, up, color=DIRECT, linewidth=0.9, linestyle="--", zorder=2)
    for (kind, _), (x, y) in places.items():
        axes.scatter(
            [x], [y], s=SIZES[kind], marker=MARKS[kind], color=COLOURS[kind], edgecolor="white", linewidth=0.3, zorder=3
        )
    if not places:
        axes.text(0, 0, "–", ha="center", color=GREY)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _ends(pairs: pd.DataFrame) -> tuple[list[Body], list[Body]]:
    """Both sides of every dealing, as kind and row."""
    first, second = (
        list(zip(pairs[f"{side}_kind"].astype(int).tolist(), pairs[side].astype(int).tolist(), strict=True))
        for side in ("first", "second")
    )
    return first, second


def _places(pairs: pd.DataFrame) -> dict[Body, tuple[float, float]]:
    """Where everybody stands who dealt with anybody: each kind on its ring, in the order of its rows."""
    first, second = _ends(pairs)
    seen = {*first, *second}
    places: dict[Body, tuple[float, float]] = {}
    for kind, radius in enumerate(RINGS):
        rows = sorted(row for each, row in seen if each == kind)
        for turn, row in zip(np.linspace(0, 2 * np.pi, len(rows), endpoint=False), rows, strict=True):
            places[kind, row] = (radius * float(np.sin(turn)), radius * float(np.cos(turn)))
    return places
