"""A report as a PDF, set in the laboratory's own typeface: no other program is needed, and no font of the machine."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from sim.lab.extras import need
from sim.report import words
from sim.report.blocks import Block, Command, Facts, Heading, Items, Paragraph, Picture, Report, Table, in_parts
from sim.report.columns import MOST_COLUMNS, column_shares, fits_a_page
from sim.report.typeface import font_file
from sim.report.words import Language

MAIN, DATA = "main", "report.json"
TAGS = {"en": ("en", "gb"), "zh": ("zh", "cn")}


def render(report: Report) -> bytes:
    """Set a report; the same report gives the same bytes."""
    typst = need("typst", "report", "report --format pdf")
    content: bytes = typst.compile(sources(report), format="pdf", timestamp=0, **typefaces())
    return content


def typefaces() -> dict[str, Any]:
    """Where the typesetter finds type: in the package alone."""
    return {"font_paths": [str(font_file(400).parent)], "ignore_system_fonts": True}


def sources(report: Report) -> dict[str, bytes]:
    """What the typesetter reads: the layout, the report as data, and the drawings.

    Words are data and never part of the layout's own text, so none of them can become a command.
    """
    pictures = [block for block in report.blocks if isinstance(block, Picture)]
    language, region = TAGS[report.lang]
    data = {
        "title": report.title,
        "lang": language,
        "region": region,
        "page": words.PAGE.say(report.lang, number="\0", count="\1"),
        "blocks": [each for block in report.blocks for each in _described(block, report.lang)],
    }
    return {
        MAIN: (files("sim.report") / "page.typ").read_bytes(),
        DATA: json.dumps(data, ensure_ascii=False).encode(),
        **{picture.files.svg.name: picture.files.svg.read_bytes() for picture in pictures},
    }


def _described(block: Block, lang: Language) -> list[dict[str, Any]]:
    """A block as data; a table that is too wide for the page as several."""
    match block:
        case Picture():
            label = words.FIGURE_NUMBER.say(lang, number=block.number)
            told = {"label": label, "title": block.title, "alternative": block.alternative}
            return [{"kind": "picture", "file": block.files.svg.name, **told}]
        case Table():
            parts = in_parts(block, MOST_COLUMNS)
            return [_table(part, lang, is_last=part is parts[-1]) for part in parts]
        case _:
            return [_words(block)]


def _words(block: Heading | Paragraph | Items | Facts | Command) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(text, role):
            return {"kind": "paragraph", "text": text, "role": role}
        case Items(texts):
            return {"kind": "items", "texts": list(texts)}
        case Facts(pairs):
            return {"kind": "facts", "pairs": [list(pair) for pair in pairs]}
        case Command(why, line):
            return {"kind": "command", "why": why, "line": line}


def _table(table: Table, lang: Language, *, is_last: bool) -> dict[str, Any]:
    shares = column_shares(table)
    return {
        "kind": "table",
        "label": words.TABLE_NUMBER.say(lang, number=table.number),
        "title": table.title,
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "numeric": sorted(table.numeric),
        "widths": shares,
        "notes": list(table.notes) if is_last else [],
        "whole": fits_a_page(table, shares),
    }
