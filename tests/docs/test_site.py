"""The site is built without a complaint, holds together, and asks no other computer for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from scripts.documentation import ELSEWHERE
from tests.docs.building import ROOT, build

LARGEST_PICTURE = 600_000
LARGEST_SITE = 20_000_000
LOADING_TAGS = {"script", "img", "iframe", "source", "audio", "video", "embed"}
LOADING_LINKS = {"stylesheet", "icon", "preconnect", "preload", "prefetch", "dns-prefetch", "manifest", "modulepreload"}
Attributes = list[tuple[str, str | None]]


@dataclass
class Page(HTMLParser):
    """What a page loads, where it leads, and which places in it can be led to."""

    loads: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    lang: str = ""
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        found = {name: value or "" for name, value in attrs}
        self.places |= {found[name] for name in ("id", "name") if name in found}
        if tag == "html":
            self.lang = found["lang"]
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "link" and LOADING_LINKS & set(found["rel"].split()):
            self.loads.append(found["href"])
        if tag in LOADING_TAGS and "src" in found:
            self.loads.append(found["src"])

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as strictly as `make docs` builds it."""
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """Every page of the site."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        found[path] = page
    return found


def test_every_document_is_a_page(site: Path) -> None:
    documents = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    elsewhere = {Path(page).with_suffix(".html") for page in ELSEWHERE}
    built = {path.relative_to(site) for path in site.rglob("*.html")}
    assert built == documents | elsewhere | {Path("404.html")}


def test_no_page_asks_another_computer_for_anything(pages: dict[Path, Page]) -> None:
    asked = {where for page in pages.values() for where in page.loads if urlsplit(where).netloc}
    assert asked == set()


def test_no_style_asks_another_computer_for_anything(site: Path) -> None:
    styles = [path.read_text(encoding="utf-8") for path in [*site.rglob("*.css"), *site.rglob("*.html")]]
    outside = re.compile(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)\"']*")
    assert [found for text in styles for found in outside.findall(text)] == []


def test_no_page_holds_what_would_be_fetched_to_be_drawn(site: Path) -> None:
    """The theme fetches the library that draws diagrams from elsewhere as soon as a page holds one."""
    assert [path for path in site.rglob("*.html") if 'class="mermaid"' in path.read_text(encoding="utf-8")] == []


def test_every_link_leads_somewhere(site: Path, pages: dict[Path, Page]) -> None:
    assert sorted(set(broken(site, pages))) == []


def broken(site: Path, pages: dict[Path, Page]) -> Iterator[tuple[str, str]]:
    """Links and loads within the site whose file or place is not there."""
    for path, page in pages.items():
        for link in (*page.links, *page.loads):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            start = site if path.name == "404.html" else path.parent
            target = (start / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            place = unquote(parts.fragment)
            if not target.is_file() or (place and target in pages and place not in pages[target].places):
                yield str(path.relative_to(site)), link


def test_a_page_is_framed_in_its_own_language(pages: dict[Path, Page]) -> None:
    langs = {path.name: page.lang for path, page in pages.items() if path.name != "404.html"}
    assert langs
    assert {name for name, lang in langs.items() if name.endswith(".zh.html") != (lang == "zh")} == set()


def test_every_page_leads_to_the_other_language(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        other = "index.html" if page.lang == "zh" else "index.zh.html"
        twin = path.name.replace(".zh.html", ".html") if page.lang == "zh" else path.name.replace(".html", ".zh.html")
        names = {Path(urlsplit(link).path).name for link in page.links}
        assert {other, twin} & names, path


def test_the_site_is_small_enough_to_be_sent(site: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    assert {name: size for name, size in sizes.items() if name.endswith(".png") and size > LARGEST_PICTURE} == {}
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < LARGEST_SITE
