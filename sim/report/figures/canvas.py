"""The sheet every figure is drawn on: typeface, colours, line styles, title, footnote, and the files written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from sim.report.lines import is_wide, longest_line, wrapped
from sim.report.typeface import registered_family

WIDTH_INCHES = 7.2
PRINT_DPI = 300
PNG = {"compress_level": 3}
TEXT_COLUMNS, CHINESE_COLUMNS = 152, 138  # digits between Chinese characters are wider than half of one
TITLE_COLUMNS = 92
TITLE_LINE, KEY_LINE, FOOT_LINE, GAP = 0.19, 0.19, 0.15, 0.12
LEFT = 0.008
SEPARATE_THOUSANDS_FROM = 1e4
KEY_COLUMNS = ((3, 28), (2, 48), (1, 10_000))
GREY = "#555555"
PALE = "#d9d9d9"
_IDENTIFIER = re.compile(r'(\bid="|"#|url\(#)')

# Colours of Okabe and Ito, told apart by colour-blind readers; the dashes tell them apart in grey print. The first is
# "solid" by name: written as an empty list of dashes, strict readers of SVG leave the line out.
COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#8A4F7D", "#7A5C00")
DASHES: tuple[Literal["solid"] | tuple[float, tuple[float, ...]], ...] = (
    "solid",
    (0, (6, 1.6)),
    (0, (6, 1.6, 1.2, 1.6)),
    (0, (1.4, 1.4)),
    (0, (9, 2, 3, 2)),
    (0, (3, 1.2, 1, 1.2, 1, 1.2)),
)


@dataclass(frozen=True, slots=True)
class FigureFiles:
    """Where a figure was written: SVG for pages, PNG with 300 dots per inch for documents."""

    svg: Path
    png: Path


@contextmanager
def house_style() -> Iterator[None]:
    """Everything inside is drawn in the project's typeface and proportions; nothing outside is changed."""
    settings: dict[Any, Any] = {
        "font.family": [registered_family()],
        "font.size": 8,
        "axes.titlesize": 8.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.labelsize": 8,
        "axes.edgecolor": GREY,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": True,
        "figure.facecolor": "white",
        "hatch.linewidth": 0.5,
        "lines.linewidth": 1.4,
        "text.parse_math": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "sanshe",
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelcolor": "black",
        "ytick.labelcolor": "black",
        "xtick.labelsize": 7.5,
        "ytick.labelsize": 7.5,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
    }
    with mpl.rc_context(settings):
        yield


def sheet(height_inches: float, width_inches: float = WIDTH_INCHES) -> Figure:
    """An empty figure as wide as the text of a printed page."""
    return Figure(figsize=(width_inches, height_inches), layout="constrained")


def panels(figure: Figure, count: int, columns: int, *, share_x: bool = False, share_y: bool = False) -> list[Axes]:
    """Small multiples in rows, left to right; places without a panel stay empty."""
    rows = -(-count // columns)
    grid = figure.subplots(rows, columns, sharex=share_x, sharey=share_y, squeeze=False)
    everyone = list(grid.flat)
    for axes in everyone[count:]:
        axes.set_visible(False)
    return everyone[:count]


def finish(figure: Figure, title: str, notes: Sequence[str], key: Sequence[Line2D] = ()) -> None:
    """Write above a figure what it shows and what its lines are, and below it how to read it.

    A figure that stands in a report has no title: its caption says it.
    The figure grows by the lines that are written, so that its panels keep their size.
    """
    head = wrapped(title, TITLE_COLUMNS)
    foot = "\n".join(_note(note) for note in notes if note)
    columns = _key_columns(key)
    title_inches = TITLE_LINE * (head.count("\n") + 1) + GAP if head else GAP / 2
    key_inches = KEY_LINE * -(-len(key) // columns)
    foot_inches = FOOT_LINE * (foot.count("\n") + 1) + GAP
    width, body = figure.get_size_inches()
    height = body + title_inches + key_inches + foot_inches
    figure.set_size_inches(width, height)
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        engine.set(rect=(0, foot_inches / height, 1, body / height))
    figure.text(LEFT, 1 - GAP / height / 2, head, va="top", fontsize=10, fontweight="bold")
    for line, text in enumerate(reversed(foot.split("\n"))):
        figure.text(LEFT, (GAP / 2 + FOOT_LINE * line) / height, text, va="bottom", fontsize=7, color=GREY)
    if key:
        by_row = [handle for column in range(columns) for handle in key[column::columns]]
        anchor = (0, 1 - title_inches / height)
        figure.legend(
            handles=by_row,
            loc="upper left",
            bbox_to_anchor=anchor,
            ncols=columns,
            frameon=False,
            handlelength=3.2,
            borderaxespad=0,
        )


def _note(text: str) -> str:
    return wrapped(text, CHINESE_COLUMNS if any(map(is_wide, text)) else TEXT_COLUMNS)


def _key_columns(key: Sequence[Line2D]) -> int:
    longest = longest_line(str(handle.get_label()) for handle in key)
    return next(columns for columns, most in KEY_COLUMNS if longest <= most)


def separated(value: float, _place: float = 0) -> str:
    """A tick's number with separated thousands and a true minus."""
    return f"{value:,.0f}".replace("-", "−")


def save(figure: Figure, folder: Path, name: str) -> FigureFiles:
    """Write a figure as SVG and PNG. The same figure gives the same SVG, byte for byte."""
    folder.mkdir(parents=True, exist_ok=True)
    files = FigureFiles(folder / f"{name}.svg", folder / f"{name}.png")
    with house_style():
        files.svg.write_text(svg(figure), encoding="utf-8")
        figure.set_layout_engine("none")
        figure.savefig(files.png, format="png", dpi=PRINT_DPI, metadata={"Software": None}, pil_kwargs=PNG)
    return files


def svg(figure: Figure) -> str:
    """A figure as SVG text: letters are outlines, so it looks the same where the typeface is not installed."""
    stream = io.StringIO()
    with house_style():
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def inline_svg(document: str, prefix: str) -> str:
    """The drawing alone, without file header and comments, its names prefixed so that figures share a page."""
    drawing = document[document.index("<svg") :]
    drawing = re.sub(r"<!--.*?-->", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"\n\s*", "\n", drawing)
    return _IDENTIFIER.sub(rf"\g<1>{prefix}-", drawing)
