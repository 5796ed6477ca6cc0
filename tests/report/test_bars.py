"""Bars of unknowns: labels, numbers and units stand where a reader looks for them, and nothing is cut off."""

from __future__ import annotations

from matplotlib.text import Text

from sim.report.figures.bars import Bar, Panel, bar_figure
from sim.report.figures.canvas import house_style, svg

BARS = (
    Bar("Staff time of an evaluation", 3.2, 2.5, 3.9, "−3.1", solid=True, tick=0.4),
    Bar("Reserves", 0.5, 0.1, 0.9, "+0.2", solid=False, tick=0.6),
)


def test_every_bar_has_its_label_and_its_number_and_the_axis_its_unit() -> None:
    panel = Panel("Satisfied residents", "size, percentage points", BARS, negligible=1.0)
    figure = bar_figure([panel, panel], title="What decides", notes=["How to read it"])
    written = {text.get_text() for text in figure.findobj(Text)}
    assert {"Staff time of an evaluation", "−3.1", "+0.2", "What decides", "How to read it"} <= written
    assert "size, percentage points" in written


def test_numbers_beside_bars_stay_inside_their_panel() -> None:
    shares = [Bar(f"unknown {n}", 90 - n, 80 - n, 99 - n, f"{90 - n} / {90 - n}", solid=False, inner=(40, 30, 50))
              for n in range(6)]  # fmt: skip
    with house_style():
        figure = bar_figure([Panel("Outcome", "% of the variance", shares)], title="t", notes=["n"])
        figure.canvas.draw()
    axes = figure.axes[0]
    inside = axes.get_window_extent()
    numbers = [text for text in axes.texts if "/" in text.get_text()]
    assert len(numbers) == 6
    assert all(text.get_window_extent().x1 <= inside.x1 + 1 for text in numbers)


def test_an_outcome_that_never_varies_says_so() -> None:
    figure = bar_figure([Panel("Outcome", "", (), empty="nothing varies")], title="t", notes=[])
    assert any(text.get_text() == "nothing varies" for text in figure.findobj(Text))
    assert svg(figure) == svg(figure)
