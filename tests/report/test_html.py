"""A page is safe and whole: nothing in it becomes markup, no request leaves it, tables can be heard."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.report.blocks import Block, Command, Facts, Heading, Items, Paragraph, Picture, Report, Table
from sim.report.figures.canvas import FigureFiles
from sim.report.html import element, render

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "&lt;b&gt;",
    "]]><svg/onload=alert(1)>",
    "</style><script>1</script>",
)


class Seen(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture
def drawing(tmp_path: Path) -> FigureFiles:
    files = FigureFiles(tmp_path / "a.svg", tmp_path / "a.png")
    files.svg.write_text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><g id="x"/></svg>', "utf-8")
    return files


def page(text: str, drawing: FigureFiles) -> str:
    blocks: list[Block] = [
        Heading(text, 1),
        Paragraph(text, "lead"),
        Items([text]),
        Facts([(text, text)]),
        Command(text, text),
        Picture(drawing, text, text),
        Table(text, [text, text], [[text, text]], frozenset({1}), [text]),
    ]
    return render(Report(text, "en", blocks))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_markup(attack: str, drawing: FigureFiles) -> None:
    seen = Seen(page(attack, drawing))
    harmless = Seen(page("plain", drawing))
    assert seen.tags == harmless.tags
    assert [name for name, _ in seen.attributes] == [name for name, _ in harmless.attributes]
    assert seen.words.count(attack) >= 9


def test_a_page_makes_no_request(drawing: FigureFiles) -> None:
    text = page("plain", drawing)
    assert "default-src 'none'" in text
    assert "script" not in Seen(text).tags
    assert not {name for name, _ in Seen(text).attributes} & {"src", "onclick", "onload"}
    addresses = set(re.findall(r"(?:url\(|href=|@import)[^)>\s]{0,30}", text))
    assert all(address.startswith(('url("data:font/woff', "url(#")) for address in addresses)


def test_a_page_says_its_language(drawing: FigureFiles) -> None:
    assert '<html lang="en">' in page("x", drawing)
    assert '<html lang="zh-Hans">' in render(Report("标题", "zh", [Paragraph("文字")]))


def test_a_picture_has_a_text_for_those_who_do_not_see_it(drawing: FigureFiles) -> None:
    seen = Seen(page("told", drawing))
    assert ("role", "img") in seen.attributes
    assert ("aria-label", "told") in seen.attributes


def test_a_table_names_its_rows_and_columns(drawing: FigureFiles) -> None:
    seen = Seen(page("x", drawing))
    assert seen.attributes.count(("scope", "col")) == 2
    assert seen.attributes.count(("scope", "row")) == 1
    assert "caption" in seen.tags


def test_an_attribute_is_escaped() -> None:
    assert element("p", "a<b", class_='"x') == '<p class="&quot;x">a&lt;b</p>'
