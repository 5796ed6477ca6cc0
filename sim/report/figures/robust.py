"""Policies over states of the world: one panel a criterion, one row a policy, with intervals."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report import decision_words as say
from sim.report.figures.canvas import COLOURS, finish, house_style, panels, sheet
from sim.report.lines import wrapped
from sim.report.robustness import basis, criterion_name, scale_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.lab.robust import Judged, Robustness
    from sim.report.quantities import Quantity
    from sim.report.words import Language

_ROW_INCHES, _EXTRA_INCHES = 0.2, 0.85
_COLUMNS = 3
_LABEL_COLUMNS, _TITLE_COLUMNS = 36, 30


def robust_figure(found: Robustness, outcome: Quantity, labels: Mapping[str, str], lang: Language) -> Figure:
    """Draw every policy by every criterion; `labels` maps names to labels, in the order from the top."""
    names = list(dict.fromkeys(row.criterion for row in found.rows))
    lines = [wrapped(label, _LABEL_COLUMNS) for label in labels.values()]
    height = _EXTRA_INCHES + _ROW_INCHES * sum(line.count("\n") + 1 for line in lines)
    with house_style():
        figure = sheet(height * -(-len(names) // _COLUMNS))
        for place, (axes, name) in enumerate(zip(panels(figure, len(names), _COLUMNS), names, strict=True)):
            scale = scale_of(found, name, outcome, lang)
            _panel(axes, [found.of(name)[policy] for policy in labels], scale.factor)
            axes.set_title(wrapped(criterion_name(found, name, outcome, lang), _TITLE_COLUMNS))
            axes.set_xlabel(say.SHARE_AXIS.say(lang) if name == "satisfied" else wrapped(scale.head, _TITLE_COLUMNS))
            axes.set_yticks(range(len(lines)), lines if place % _COLUMNS == 0 else [""] * len(lines))
            axes.locator_params(axis="x", nbins=4)
        title = say.ROBUST_TITLE.say(lang, outcome=outcome.in_sentence)
        notes = [basis(found, lang), say.BEST_FILLED.say(lang), say.ROBUST_NOTE.say(lang)]
        finish(figure, title, notes)
    return figure


def _panel(axes: Axes, rows: list[Judged], factor: float) -> None:
    for place, row in enumerate(rows):
        colour = COLOURS[1] if row.best else COLOURS[0]
        if math.isfinite(row.low):
            ends = [row.low * factor, row.high * factor]
            axes.plot(ends, [place, place], color=colour, linewidth=1.5, solid_capstyle="butt", zorder=2)
        face = colour if row.best else "white"
        axes.plot(row.value * factor, place, marker="o", markersize=4.4, color=colour, markerfacecolor=face, zorder=3)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y", color="#eeeeee", linewidth=0.5)
    axes.set_axisbelow(True)
