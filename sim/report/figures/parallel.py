"""Parallel coordinates: how each policy does on every outcome at once, one axis an outcome, better always up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.report.figures.canvas import COLOURS, DASHES, GREY, PALE, finish, house_style, sheet
from sim.report.lines import wrapped
from sim.report.quantities import LEVEL_DIGITS, Quantity, decimals_for, number
from sim.report.words import Language

BODY_INCHES = 3.0
LABEL_COLUMNS = 16
MARKS = "osD^vP"


def parallel_chart(
    means: pd.DataFrame,
    outcomes: Sequence[Quantity],
    policies: Mapping[str, str],
    *,
    title: str,
    notes: Sequence[str],
    lang: Language,
) -> Figure:
    """Draw means of outcomes.

    `means` has a row a policy and a column an outcome (all policies, pale where not named); `policies` maps those to
    be told apart, at most six and the baseline first, to their labels. An axis runs from the worst mean to the best.
    """
    with house_style():
        figure = sheet(BODY_INCHES)
        axes = figure.subplots()
        places = np.arange(len(outcomes))
        heights = pd.DataFrame({outcome.name: _heights(means[outcome.name], outcome) for outcome in outcomes})
        for policy in means.index.difference(list(policies)):
            axes.plot(places, heights.loc[policy].to_numpy(float), color=PALE, linewidth=0.8, zorder=1)
        for place, policy in enumerate(policies):
            axes.plot(
                places,
                heights.loc[policy].to_numpy(float),
                color=COLOURS[place],
                linestyle=DASHES[place],
                marker=MARKS[place],
                markersize=4,
                zorder=9 - place,
            )
        labels = [_axis(axes, place, means[each.name], each, lang) for place, each in enumerate(outcomes)]
        axes.set_xticks(places, labels)
        axes.set_xlim(-0.4, len(outcomes) - 0.4)
        axes.set_ylim(-0.16, 1.16)
        axes.set_yticks([])
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        finish(figure, title, notes, _key(list(policies.values())))
    return figure


def _heights(values: pd.Series, outcome: Quantity) -> pd.Series:
    """From 0, the worst, to 1, the best; in the middle where all are the same."""
    spread = values.max() - values.min()
    place = (values - values.min()) / spread if spread > 0 else values * 0 + 0.5
    return 1 - place if outcome.direction == "lower" else place


def _axis(axes: Axes, place: int, values: pd.Series, outcome: Quantity, lang: Language) -> str:
    """A line for the outcome with the numbers at its ends; gives its label with their unit."""
    axes.plot([place, place], [0, 1], color=GREY, linewidth=0.7, zorder=2)
    worst, best = values.min(), values.max()
    if outcome.direction == "lower":
        worst, best = best, worst
    scale = outcome.unit.level(float(values.abs().max()), lang)
    decimals = decimals_for(float(values.abs().max()) * scale.factor, LEVEL_DIGITS)
    for value, height, side in ((worst, -0.04, "top"), (best, 1.04, "bottom")):
        axes.text(place, height, number(float(value) * scale.factor, decimals), ha="center", va=side, fontsize=7)
    return wrapped(outcome.axis(scale), LABEL_COLUMNS)


def _key(labels: Sequence[str]) -> list[Line2D]:
    return [
        Line2D([], [], color=COLOURS[place], linestyle=DASHES[place], marker=MARKS[place], markersize=4, label=label)
        for place, label in enumerate(labels)
    ]
