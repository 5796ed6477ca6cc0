"""A report as one HTML file that opens from a disk: no request leaves it, and no text in it becomes markup."""

from __future__ import annotations

import re
import string
from html import escape
from importlib.resources import files

from sim.report import typeface, words
from sim.report.blocks import Block, Command, Facts, Heading, Items, Paragraph, Picture, Report, Table, caption_of
from sim.report.figures.canvas import inline_svg
from sim.report.words import Language

POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}
_TAGS = re.compile(r"<[^>]*>")


class Markup(str):
    """Text that is markup already; every other text is escaped when it enters an element."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """An element with its children; `class_` gives the attribute class, `aria_label` gives aria-label."""
    named = "".join(f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    inner = "".join(child if isinstance(child, Markup) else escape(child) for child in children)
    return Markup(f"<{tag}{named}>{inner}</{tag}>")


def render(report: Report) -> str:
    """Lay a report out as a page."""
    body = Markup("\n".join(_rendered(block, place, report.lang) for place, block in enumerate(report.blocks)))
    main = element("main", body)
    head = Markup(
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
    )
    title = element("title", report.title)
    style = Markup(f"<style>{_faces(main)}{_stylesheet()}</style>")
    page = element("html", element("head", head, title, style), element("body", main), lang=LANGUAGE_TAGS[report.lang])
    return f"<!DOCTYPE html>\n{page}\n"


def _rendered(block: Block, place: int, lang: Language) -> Markup:
    match block:
        case Picture():
            return _picture(block, place, lang)
        case Table():
            return _table(block, lang)
        case _:
            return _words(block)


def _words(block: Heading | Paragraph | Items | Facts | Command) -> Markup:
    match block:
        case Heading(text, level):
            return element(f"h{level}", text)
        case Paragraph(text, role):
            return element("p", text, class_=role)
        case Items(texts):
            return element("ul", *(element("li", text) for text in texts))
        case Facts(pairs):
            rows = [element("div", element("dt", name), element("dd", value)) for name, value in pairs]
            return element("dl", *rows)
        case Command(why, line):
            return element("div", element("p", why), element("pre", element("code", line)), class_="command")


def _picture(picture: Picture, place: int, lang: Language) -> Markup:
    """The drawing inline, named for screen readers by its alternative text."""
    drawing = inline_svg(picture.files.svg.read_text(encoding="utf-8"), f"f{place}")
    named = f'<svg role="img" aria-label="{escape(picture.alternative)}"'
    files = picture.files
    caption = element("strong", caption_of(picture, lang))
    printed = element("span", words.PRINT_FILES.say(lang, svg=files.svg.name, png=files.png.name), class_="files")
    return element("figure", Markup(drawing.replace("<svg", named, 1)), element("figcaption", caption, printed))


def _table(table: Table, lang: Language) -> Markup:
    caption = caption_of(table, lang)
    numeric = {place: {"class_": "number"} for place in table.numeric}
    header = [element("th", name, scope="col", **numeric.get(place, {})) for place, name in enumerate(table.header)]
    rows = []
    for row in table.rows:
        name = element("th", row[0], scope="row")
        cells = [element("td", cell, **numeric.get(place, {})) for place, cell in enumerate(row[1:], start=1)]
        rows.append(element("tr", name, *cells))
    inner = (element("caption", caption), element("thead", element("tr", *header)), element("tbody", *rows))
    scrolling = {"class_": "scroll", "tabindex": "0", "role": "region", "aria_label": caption}
    notes = [element("p", note, class_="note") for note in table.notes]
    return Markup("".join([element("div", element("table", *inner), **scrolling), *notes]))


def _faces(page: str) -> str:
    """The typeface, cut to the characters of this page, so that it reads the same on every machine."""
    text = string.printable + _TAGS.sub("", page)
    faces = [
        f'@font-face{{font-family:"{typeface.FAMILY}";font-weight:{weight};'
        f'src:url("data:font/woff;base64,{typeface.embedded(text, weight)}") format("woff")}}'
        for weight in typeface.WEIGHTS
    ]
    return "\n".join(faces)


def _stylesheet() -> str:
    return (files("sim.report") / "page.css").read_text(encoding="utf-8")
