"""Figures say what they show: titles, units, directions, numbers in cells; and they are well formed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.report.figures.canvas import inline_svg, save, svg
from sim.report.figures.fan import MOST_LINES, fan_chart, spread
from sim.report.figures.forest import forest_plot
from sim.report.figures.heat import heat_map
from sim.report.lines import longest_line, wrapped
from sim.report.material import Material
from sim.report.quantities import Quantity
from sim.report.units import unit_named
from sim.report.words import LANGUAGES, Language

Sample = Callable[[Language], Material]


def texts(figure: Figure) -> str:
    found = (artist for artist in figure.findobj() if isinstance(artist, Text))
    return "\n".join(text.get_text() for text in found)


def fan(material: Material) -> Figure:
    policies = {policy.name: policy.label for policy in material.policies[:4]}
    return fan_chart(material.bands, material.outcomes, policies, title="T", notes=["N"], lang=material.lang)


def forest(material: Material) -> Figure:
    policies = {policy.name: policy.label for policy in material.others}
    return forest_plot(material.comparison, material.outcomes, policies, title="T", notes=["N"])


def surface() -> pd.DataFrame:
    rows = [(0, 1, 0.0, 0.0, 0.0, True), (0, 2, 0.021, 0.01, 0.03, False), (1, 1, -0.004, -0.01, 0.002, False)]
    return pd.DataFrame(rows, columns=["x", "y", "difference", "low", "high", "is_baseline"])


def heat(lang: Language) -> Figure:
    outcome = Quantity("satisfied_share", "Satisfied", unit_named("share"), lang)
    across, down = (Quantity(name, name, unit_named("months"), lang) for name in ("delay", "gap"))
    return heat_map(surface(), outcome, across, down, title="T", notes=["N"], lang=lang)


def test_a_fan_chart_names_outcomes_units_and_lines(named: Sample) -> None:
    told = texts(fan(named("en")))
    for label in (
        "Satisfied residents",
        "%",
        "person-times per month",
        "Month since the start",
        "A  Baseline",
        "T",
        "N",
    ):
        assert label in told
    assert "起始后的月数" in texts(fan(named("zh")))


def test_a_fan_chart_labels_each_line_at_its_end(named: Sample) -> None:
    ends = [text.get_text() for axes in fan(named("en")).axes for text in axes.texts]
    assert ends == ["A", "B", "C", "D"] * 4


def test_a_fan_chart_refuses_more_lines_than_can_be_told_apart(grid: Sample) -> None:
    material = grid("en")
    policies = {policy.name: policy.label for policy in material.policies[: MOST_LINES + 1]}
    with pytest.raises(ValueError, match="at most 6 lines, not 7"):
        fan_chart(material.bands, material.outcomes, policies, title="", notes=[], lang="en")


def test_a_forest_plot_writes_out_directions_and_units(named: Sample) -> None:
    labels = [axes.get_xlabel() for axes in forest(named("en")).axes if axes.get_visible()]
    flat = [" ".join(label.split()) for label in labels]
    assert flat[0] == "difference (percentage points) worse ← → better"
    assert flat[2] == "difference (percentage points per year) better ← → worse"
    assert flat[3] == "difference (thousand yuan per year) lower ← → higher"


def test_a_forest_plot_fills_points_whose_interval_leaves_out_zero() -> None:
    outcome = Quantity("o", "O", unit_named("months"), "en", "lower", 0.5)
    rows = [("a", "o", 1.0, 0.5, 1.5), ("b", "o", 1.0, -0.5, 2.5), ("c", "o", float("nan"), float("nan"), float("nan"))]
    table = pd.DataFrame(rows, columns=["policy", "outcome", "difference", "low", "high"])
    figure = forest_plot(table, [outcome], {"a": "A", "b": "B", "c": "C"}, title="", notes=[])
    axes = figure.axes[0]
    faces = [line.get_markerfacecolor() for line in axes.lines if line.get_marker() == "o"]
    assert [face == "white" for face in faces] == [False, True]
    assert [text.get_text() for text in axes.texts] == ["undefined"]
    left, right = axes.get_xlim()
    assert left < 0 < right


def test_a_heat_map_writes_every_number_and_marks_the_clear_ones() -> None:
    axes = heat("en").axes[0]
    assert [text.get_text() for text in axes.texts] == ["Baseline", "+2.1", "−0.4"]
    assert len(axes.lines) == 1
    assert np.concatenate(axes.lines[0].get_data()) == pytest.approx([0.41, 1.3])
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0 months", "1 month"]


def test_a_heat_map_without_any_number_is_still_drawn() -> None:
    empty = surface().assign(difference=float("nan"), low=float("nan"), high=float("nan"), is_baseline=False)
    outcome = Quantity("o", "O", unit_named("share"), "en")
    lever = Quantity("l", "L", unit_named("months"), "en")
    figure = heat_map(empty, outcome, lever, lever, title="", notes=[], lang="en")
    assert {text.get_text() for text in figure.axes[0].texts} == {"–"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_is_well_formed_and_holds_no_image(lang: Language, named: Sample) -> None:
    for figure in (fan(named(lang)), forest(named(lang)), heat(lang)):
        drawing = inline_svg(svg(figure), "f1")
        root = ET.fromstring(drawing)  # noqa: S314  our own drawing
        names = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(names) == len(set(names))
        assert all(name.startswith("f1-") for name in names if name)
        assert "<image" not in drawing
        assert "<!--" not in drawing


def test_the_same_figure_gives_the_same_bytes(named: Sample, tmp_path: Path) -> None:
    first, second = (save(fan(named("zh")), tmp_path / str(place), "fan") for place in (1, 2))
    assert first.svg.read_bytes() == second.svg.read_bytes()
    assert first.png.read_bytes() == second.png.read_bytes()


def test_labels_are_text_and_never_formulas(named: Sample) -> None:
    material = named("en")
    hostile = {"baseline": "$\\frac{1}{0}$ <script>alert(1)</script> -- -->"}
    figure = fan_chart(material.bands, material.outcomes, hostile, title="$x_{", notes=["a$"], lang="en")
    assert "<script" not in svg(figure)


def test_lines_break_by_width() -> None:
    assert wrapped("one two three", 8) == "one two\nthree"
    assert wrapped("购买力度与评估轮数", 8) == "购买力度\n与评估轮\n数"
    assert wrapped("满意，不满意", 4) == "满\n意，\n不满\n意"
    assert wrapped("购买经费（万元）与评估", 10) == "购买经费\n（万元）与\n评估"
    assert wrapped("他说“好”", 6) == "他说\n“好”"
    assert longest_line(["ab\n中文字"]) == 6


def test_crowded_labels_move_apart_in_order() -> None:
    assert spread([0.5, 0.5], 0.1) == pytest.approx([0.5, 0.6])
    moved = spread([0.99, 1.0, 0.98], 0.1)
    assert moved == pytest.approx([0.9, 1.0, 0.8])
