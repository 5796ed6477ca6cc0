"""Heat map: what two levers do together, with every number written in its cell."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.declare import Value
from sim.report import words
from sim.report.figures.canvas import finish, house_style, sheet
from sim.report.lines import wrapped
from sim.report.quantities import DIFFERENCE_DIGITS, Quantity, decimals_for, number
from sim.report.units import Scale
from sim.report.words import Language

CELL_HEIGHT = 0.42
FRAME_HEIGHT = 0.95
DARK_FROM = 0.62
LABEL_COLUMNS = 18
# From orange through white to blue: told apart by colour-blind readers; in grey print the sign in the cell decides.
BELOW_ABOVE = ("#9A4A00", "#E8A15C", "#F7F7F7", "#6FA8D6", "#1F5C99")


def heat_map(
    surface: pd.DataFrame,
    outcome: Quantity,
    across: Quantity,
    down: Quantity,
    *,
    title: str,
    notes: list[str],
    lang: Language,
) -> Figure:
    """Draw differences to the baseline over two levers.

    `surface` has one row for each pair of values: x of the lever across, y of the lever down, difference, low and
    high (its interval), and is_baseline for the pair that is the baseline itself.
    """
    values = (sorted(set(surface["x"])), sorted(set(surface["y"])))
    with house_style():
        figure = sheet(FRAME_HEIGHT + CELL_HEIGHT * len(values[1]))
        axes = figure.subplots()
        largest = float(np.nanmax(np.abs(surface["difference"].to_numpy(float)), initial=0.0))
        scale = outcome.unit.difference(largest, lang)
        colours = LinearSegmentedColormap.from_list("below_above", BELOW_ABOVE)
        norm = Normalize(-(largest * scale.factor or 1.0), largest * scale.factor or 1.0)
        _cells(axes, surface, values, scale, colours, norm, lang)
        _edges(axes, (across, down), values)
        bar = figure.colorbar(ScalarMappable(norm, colours), ax=axes, aspect=14, pad=0.02)
        if bar.solids is not None:
            bar.solids.set_rasterized(False)
            bar.solids.set_edgecolor("face")
        bar.outline.set_visible(False)
        bar.set_label(wrapped(words.HEAT_SCALE.say(lang, unit=scale.head), 26))
        finish(figure, title, notes)
    return figure


def _cells(
    axes: Axes,
    surface: pd.DataFrame,
    values: tuple[list[Value], list[Value]],
    scale: Scale,
    colours: Colormap,
    norm: Normalize,
    lang: Language,
) -> None:
    """Colour and write every cell, mark those whose interval leaves out zero, and frame the baseline."""
    decimals = decimals_for(norm.vmax or 1.0, DIFFERENCE_DIGITS)
    for cell in surface.to_dict("records"):
        x, y = values[0].index(cell["x"]), values[1].index(cell["y"])
        difference = float(cell["difference"]) * scale.factor
        is_baseline = bool(cell["is_baseline"])
        known = math.isfinite(difference)
        face = colours(norm(difference)) if known else "white"
        axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=face, edgecolor="white", linewidth=1.5))
        if is_baseline:
            axes.add_patch(Rectangle((x - 0.45, y - 0.42), 0.9, 0.84, fill=False, edgecolor="black", linewidth=1.2))
        text = words.BASELINE.say(lang) if is_baseline else number(difference, decimals, sign=True)
        clear = not is_baseline and (cell["low"] > 0 or cell["high"] < 0)
        ink = "white" if known and abs(difference) > DARK_FROM * (norm.vmax or 1.0) else "black"
        axes.text(x, y, text, ha="center", va="center", color=ink, fontsize=8.5)
        if clear:
            axes.plot(x + 0.41, y + 0.3, marker="o", markersize=4, color=ink, linestyle="none")


def _edges(axes: Axes, levers: tuple[Quantity, Quantity], values: tuple[list[Value], list[Value]]) -> None:
    across, down = levers
    axes.set_xlim(-0.5, len(values[0]) - 0.5)
    axes.set_ylim(-0.5, len(values[1]) - 0.5)
    axes.set_xticks(range(len(values[0])), [wrapped(across.level(value), LABEL_COLUMNS) for value in values[0]])
    axes.set_yticks(range(len(values[1])), [wrapped(down.level(value), LABEL_COLUMNS) for value in values[1]])
    axes.set_xlabel(across.label)
    axes.set_ylabel(wrapped(down.label, 24))
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
