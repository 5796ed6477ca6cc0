"""The typeface of figures and pages: Sanshe Sans, the same on every machine, in both languages."""

from __future__ import annotations

import base64
import io
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from matplotlib import font_manager

FAMILY = "Sanshe Sans"
WEIGHTS = {400: "SansheSans-Regular.ttf", 700: "SansheSans-Bold.ttf"}


def font_file(weight: int) -> Path:
    """Give the file of one weight (400 or 700)."""
    return Path(str(files("sim") / "data" / "fonts" / WEIGHTS[weight]))


@cache
def registered_family() -> str:
    """Make the typeface known to the drawing library once, and give its name."""
    for weight in WEIGHTS:
        font_manager.fontManager.addfont(font_file(weight))
    return FAMILY


@cache
def covered() -> frozenset[int]:
    """List the code points that have a glyph."""
    with TTFont(font_file(400), lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing_glyphs(text: str) -> str:
    """Give the characters of a text that would be drawn as empty boxes, each once, in order."""
    unseen = dict.fromkeys(character for character in text if character.isprintable())
    return "".join(character for character in unseen if ord(character) not in covered())


def embedded(text: str, weight: int) -> str:
    """Cut one weight to the characters of a page: base64 of a WOFF file, small enough to travel inside it."""
    return _cut("".join(sorted(set(text))), weight)


@cache
def _cut(text: str, weight: int) -> str:
    options = subset.Options(hinting=False, flavor="woff", layout_features=["kern", "pwid"], notdef_outline=True)
    font = TTFont(font_file(weight), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    font.flavor = "woff"
    stream = io.BytesIO()
    font.save(stream)
    return base64.b64encode(stream.getvalue()).decode("ascii")
