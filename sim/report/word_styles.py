"""The styles of a Word report: every one names its Latin and its East Asian typeface, so that no machine chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sim.report.words import Language

LATIN, SONG, HEI = "Times New Roman", "宋体", "黑体"
MONOSPACED = "Consolas"
INK, QUIET, ACCENT = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x55, 0x55, 0x55), RGBColor(0x0B, 0x3C, 0x5D)
LEAD, NOTE, CODE, CELL, CELL_HEAD = "Lead", "Note", "Code", "Table Text", "Table Head"
HEADINGS = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
"""The question is the document's title; sections below it are headings."""
# The schema's order: what may stand after the gaps between scripts in a paragraph's properties.
_AFTER_GAPS = ("bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr")
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: size and space in points.

    `sticks` keeps it with what follows; `apart` leaves Word's gap between Chinese characters and digits.
    """

    size: float
    east_asian: str = SONG
    latin: str = LATIN
    bold: bool = False
    colour: RGBColor = INK
    before: float = 0.0
    after: float = 6.0
    line: float = 1.3
    sticks: bool = False
    apart: bool = True


LOOKS = {
    "Normal": Look(10.5),
    "Title": Look(18, HEI, bold=True, before=6, after=10, line=1.2, sticks=True),
    "Heading 1": Look(14, HEI, bold=True, colour=ACCENT, before=18, after=8, line=1.2, sticks=True),
    "Heading 2": Look(11.5, HEI, bold=True, before=12, after=6, line=1.2, sticks=True),
    "Caption": Look(9, HEI, bold=True, before=6, after=4, line=1.2),
    "List Bullet": Look(10.5, after=4),
    "Header": Look(8, colour=QUIET, after=0, line=1.0),
    "Footer": Look(8, colour=QUIET, after=0, line=1.0),
    LEAD: Look(11.5),
    NOTE: Look(9, colour=QUIET, line=1.2),
    CODE: Look(8.5, latin=MONOSPACED, line=1.15, after=8),
    CELL: Look(8, before=1, after=1, line=1.05, apart=False),
    CELL_HEAD: Look(8, HEI, bold=True, before=1, after=1, line=1.05, sticks=True, apart=False),
}


def dress(document: Any, lang: Language) -> None:  # noqa: ANN401  python-docx has no types
    """Give a document its page and its styles, and every other style of its template the same typefaces."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_typefaces(defaults, LATIN, SONG)
    _set_language(defaults, lang)
    for name, look in LOOKS.items():
        _set(_style(document, name), look)
    for style in document.styles:
        if style.type in {WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER} and style.name not in LOOKS:
            set_typefaces(style.element.get_or_add_rPr(), LATIN, SONG)


def set_typefaces(properties: Any, latin: str, east_asian: str) -> None:  # noqa: ANN401  an element of the file
    """Name the typefaces of a style, and take out the theme's, which would come first."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in _THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, face in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", east_asian)):
        fonts.set(qn(f"w:{script}"), face)


def _style(document: Any, name: str) -> Any:  # noqa: ANN401  python-docx has no types
    try:
        return document.styles[name]
    except KeyError:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        return style


def _set(style: Any, look: Look) -> None:  # noqa: ANN401  python-docx has no types
    set_typefaces(style.element.get_or_add_rPr(), look.latin, look.east_asian)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = look.colour
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), look.line
    form.keep_with_next, form.widow_control = look.sticks, True
    if not look.apart:
        _join_scripts(style.element.get_or_add_pPr())
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _join_scripts(properties: Any) -> None:  # noqa: ANN401  an element of the file
    """Take out the gap between Chinese characters and Latin letters or digits: cells are narrow."""
    place = next((each for each in properties if each.tag in {qn(f"w:{name}") for name in _AFTER_GAPS}), None)
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        gap = OxmlElement(name)
        gap.set(qn("w:val"), "0")
        properties.append(gap) if place is None else place.addprevious(gap)


def _set_language(properties: Any, lang: Language) -> None:  # noqa: ANN401  an element of the file
    """Say in which languages the words are, so that they are checked and broken as those are."""
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "en-GB" if lang == "en" else "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
