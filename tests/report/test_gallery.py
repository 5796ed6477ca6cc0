"""Parallel coordinates and the linkage network: what is up is better, what passes government is told apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from scripts.gallery import DOCS, PAGES
from sim.report.figures.network import DIRECT, THROUGH, network_chart
from sim.report.figures.parallel import parallel_chart
from sim.report.gallery_words import NAMES
from sim.report.quantities import Quantity
from sim.report.units import unit_named
from sim.report.words import LANGUAGES, Language

MEANS = pd.DataFrame({"joined": [1.0, 3.0, 2.0], "quits": [10.0, 30.0, 20.0]}, index=["now", "much", "some"])


def parallel() -> Figure:
    outcomes = [
        Quantity("joined", "Joined", unit_named("months"), "en", "higher"),
        Quantity("quits", "Quits", unit_named("months"), "en", "lower"),
    ]
    named = {"now": "As it is", "much": "Much"}
    return parallel_chart(MEANS, outcomes, named, title="T", notes=["N"], lang="en")


def test_the_best_is_up_on_every_axis() -> None:
    lines = {tuple(np.asarray(line.get_ydata()).tolist()) for line in parallel().axes[0].lines}
    # The policy with the most joined and the most quits is best on the first axis and worst on the second.
    assert {(0.0, 1.0), (1.0, 0.0), (0.5, 0.5)} <= lines


def test_the_ends_of_an_axis_are_written_out() -> None:
    axes = parallel().axes[0]
    assert [text.get_text() for text in axes.texts] == ["1.00", "3.00", "30.0", "10.0"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Joined (months)", "Quits (months)"]


def test_only_named_policies_are_in_the_key() -> None:
    told = [text.get_text() for text in parallel().legends[0].get_texts()]
    assert told == ["As it is", "Much"]


def test_dealings_through_government_are_told_apart() -> None:
    columns = ["first_kind", "first", "second_kind", "second", "by_government"]
    pairs = pd.DataFrame([(0, 0, 1, 0, True), (1, 0, 2, 4, False)], columns=columns)
    figure = network_chart({"Before": pairs}, ["G", "C", "O", "W"], ("through", "direct"), title="T", notes=["N"])
    axes = figure.axes[0]
    assert [line.get_color() for line in axes.lines] == [THROUGH, DIRECT]
    assert [line.get_linestyle() for line in axes.lines] == ["-", "--"]
    assert len(axes.collections) == 3
    places = [np.asarray(spot.get_offsets())[0].tolist() for spot in axes.collections]
    assert np.concatenate(places) == pytest.approx([0, 0, 0, 0.38, 0, 0.7])
    assert {"through", "direct", "Before"} <= {
        text.get_text() for text in figure.findobj() if isinstance(text, Text)
    } | {text.get_text() for text in figure.legends[0].get_texts()}


def test_a_month_without_dealings_is_still_drawn() -> None:
    nobody = pd.DataFrame(columns=["first_kind", "first", "second_kind", "second", "by_government"])
    figure = network_chart({"None": nobody}, ["G", "C", "O", "W"], ("a", "b"), title="", notes=[])
    assert [text.get_text() for text in figure.axes[0].texts] == ["–"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_figure_is_in_the_gallery_in_colour_and_grey(lang: Language) -> None:
    page = (DOCS / PAGES[lang]).read_text(encoding="utf-8")
    titles = [section.partition("\n")[0] for section in page.split("\n## ")[1:]]
    assert titles == [name.say(lang) for name in NAMES.values()]
    files = [f"figures/gallery/{kind}.{shade}.{lang}.png" for kind in NAMES for shade in ("colour", "grey")]
    assert [file for file in files if f"]({file})" not in page or not (DOCS / file).is_file()] == []
