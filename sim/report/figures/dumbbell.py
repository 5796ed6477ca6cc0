"""Dumbbells by kind of community: what residents of each kind have in the baseline and under a policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.report import community_words as say
from sim.report import words
from sim.report.figures.canvas import GREY, PALE, finish, house_style, panels, sheet
from sim.report.lines import longest_line, wrapped
from sim.report.quantities import LEVEL_DIGITS, Quantity, decimals_for, number
from sim.report.units import Scale

MOST_COLUMNS = 2
ROW_INCHES, PANEL_INCHES = 0.26, 0.9
TITLE_COLUMNS, LABEL_COLUMNS, AXIS_COLUMNS = 38, 24, 36
BASELINE_COLOUR, POLICY_COLOUR, BAR_COLOUR = "black", "#0B3C5D", "#D55E00"
BALL, DIAMOND, BAR, THIN = 4.6, 4.0, 2.4, 1.6
UNDER = 0.27
GAP, HEAD_GAP = 5, 5
MARGIN = 0.22
BESIDE = 1.03
SMALL = 6.8


@dataclass(frozen=True, slots=True)
class Ends:
    """One row, in the units of the axis: both points and the interval of their difference."""

    baseline: float
    policy: float
    low: float
    high: float

    @property
    def defined(self) -> bool:
        """Whether there is a difference to draw."""
        return bool(np.isfinite([self.baseline, self.policy, self.low, self.high]).all())

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where the row is drawn: both points, and the interval laid at the baseline's point."""
        places = (self.baseline, self.policy, self.baseline + self.low, self.baseline + self.high)
        return min(places), max(places)

    @property
    def must_show(self) -> tuple[float, ...]:
        """Sizes that must not be written as zero: the interval's width, and its nearer end where it leaves out zero."""
        clear = self.low > 0 or self.high < 0
        return (self.high - self.low, min(abs(self.low), abs(self.high))) if clear else (self.high - self.low,)


def dumbbell_chart(
    comparison: pd.DataFrame,
    kinds: Mapping[str, str],
    policies: Mapping[str, str],
    outcome: Quantity,
    *,
    title: str,
    notes: Sequence[str],
) -> Figure:
    """Draw a panel for each policy and in it a row for each kind of community.

    `comparison` has one row for each policy and outcome, with baseline_mean, mean, low and high (the interval of the
    paired difference); `kinds` maps the outcomes of the kinds, from the top, to the kinds' labels, `policies` the
    policies to theirs; `outcome` is the one of the whole district, whose unit they share.
    """
    columns = min(MOST_COLUMNS, len(policies))
    rows = -(-len(policies) // columns)
    means = comparison.loc[comparison["outcome"].isin(kinds), ["baseline_mean", "mean"]].to_numpy(float)
    scale = outcome.unit.level(float(np.nanmax(np.abs(means), initial=0.0)), outcome.lang)
    drawn = [_rows(comparison[comparison["policy"] == policy], kinds, scale) for policy in policies]
    written = _decimals([row for panel in drawn for row in panel if row.defined])
    with house_style():
        figure = sheet(rows * (PANEL_INCHES + ROW_INCHES * len(kinds)))
        everyone = panels(figure, len(policies), columns, share_x=True)
        for place, (axes, label) in enumerate(zip(everyone, policies.values(), strict=True)):
            _panel(axes, drawn[place], written, outcome)
            axes.set_title(wrapped(label, TITLE_COLUMNS))
            named = place % columns == 0
            axes.set_yticks(
                range(len(kinds)), [wrapped(kind, LABEL_COLUMNS) if named else "" for kind in kinds.values()]
            )
            axes.tick_params(axis="x", labelbottom=True)
            axes.set_xlabel(_axis(outcome, scale))
        _share_room(everyone[0], [row for panel in drawn for row in panel if row.defined])
        finish(figure, title, notes, _key(outcome))
    return figure


def _axis(outcome: Quantity, scale: Scale) -> str:
    """The outcome with its unit, which stands below where both are too long for a panel."""
    told = outcome.axis(scale)
    if longest_line([told]) <= AXIS_COLUMNS:
        return told
    return words.UNIT_BELOW.say(outcome.lang, label=wrapped(outcome.label, AXIS_COLUMNS), unit=scale.unit)


def _rows(of_policy: pd.DataFrame, kinds: Mapping[str, str], scale: Scale) -> list[Ends]:
    numbers = of_policy.set_index("outcome").reindex(list(kinds))[["baseline_mean", "mean", "low", "high"]]
    return [Ends(*row) for row in (numbers.to_numpy(float) * scale.factor).tolist()]


def _decimals(rows: Sequence[Ends]) -> tuple[int, int]:
    """Decimals of all levels, and of all differences: as many as the narrowest interval needs, or one beside zero."""
    largest = max((max(abs(row.baseline), abs(row.policy)) for row in rows), default=0.0)
    apart = max((decimals_for(size, 1) for row in rows for size in row.must_show), default=0)
    return max(decimals_for(largest, LEVEL_DIGITS), apart), apart


def _panel(axes: Axes, rows: Sequence[Ends], written: tuple[int, int], outcome: Quantity) -> None:
    for place, row in enumerate(rows):
        if row.defined:
            _dumbbell(axes, place, row, written[0])
        told = _difference(row, written[1], outcome) if row.defined else words.UNDEFINED.say(outcome.lang)
        beside = ("axes fraction", "data")
        axes.annotate(told, (BESIDE, place), xycoords=beside, va="center", fontsize=SMALL, annotation_clip=False)
    axes.annotate(
        say.DIFFERENCE_HEAD.say(outcome.lang, unit=_unit(outcome)),
        (BESIDE, 0),
        (0, -HEAD_GAP),
        xycoords="axes fraction",
        textcoords="offset points",
        va="top",
        fontsize=SMALL,
        color=GREY,
    )
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y", color="#eeeeee", linewidth=0.5)
    axes.set_axisbelow(True)


def _unit(outcome: Quantity) -> str:
    """What differences are counted in, where that is not what the axis counts in."""
    told = outcome.unit.difference(1.0, outcome.lang).unit
    return words.UNIT_BELOW.say(outcome.lang, label="", unit=told) if outcome.unit.kind == "share" else ""


def _dumbbell(axes: Axes, place: float, row: Ends, decimals: int) -> None:
    axes.plot([row.baseline, row.policy], [place, place], color=PALE, linewidth=BAR, zorder=2)
    interval = [row.baseline + row.low, row.baseline + row.high]
    axes.plot(interval, [place + UNDER] * 2, color=BAR_COLOUR, linewidth=THIN, solid_capstyle="butt", zorder=3)
    axes.add_line(_ball(row.baseline, place, filled=False))
    axes.add_line(_ball(row.policy, place, filled=True))
    ends = sorted([row.baseline, row.policy])
    for value, gap, side in ((ends[0], -GAP, "right"), (ends[1], GAP, "left")):
        axes.annotate(
            number(value, decimals),
            (value, place),
            (gap, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=SMALL,
        )


def _ball(x: float, y: float, *, filled: bool, label: str = "") -> Line2D:
    """A hollow circle for the baseline, a filled diamond for the policy."""
    colour = POLICY_COLOUR if filled else BASELINE_COLOUR
    face = colour if filled else "white"
    shape, size = ("D", DIAMOND) if filled else ("o", BALL)
    return Line2D(
        [x],
        [y],
        linestyle="none",
        marker=shape,
        markersize=size,
        color=colour,
        markerfacecolor=face,
        label=label,
        zorder=4,
    )


def _difference(row: Ends, decimals: int, outcome: Quantity) -> str:
    mean, low, high = (number(end, decimals, sign=True) for end in (row.policy - row.baseline, row.low, row.high))
    return say.DIFFERENCE_TOLD.say(outcome.lang, mean=mean, low=low, high=high)


def _share_room(axes: Axes, rows: Sequence[Ends]) -> None:
    """The same values in all panels, with room on both sides for the numbers at the points."""
    reaches = [row.reach for row in rows] or [(0.0, 1.0)]
    left, right = min(low for low, _ in reaches), max(high for _, high in reaches)
    room = MARGIN * (right - left)
    axes.set_xlim(left - room, right + room)
    axes.locator_params(axis="x", nbins=4)


def _key(outcome: Quantity) -> list[Line2D]:
    lang = outcome.lang
    return [
        _ball(0, 0, filled=False, label=words.BASELINE.say(lang)),
        _ball(0, 0, filled=True, label=say.POLICY_POINT.say(lang)),
        Line2D([], [], color=BAR_COLOUR, linewidth=THIN, label=say.INTERVAL_BAR.say(lang)),
    ]
