"""The page as a file: it asks nobody for anything, and no words in it become markup."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.lab.results import read_results
from sim.report.explorer import wording
from sim.report.explorer.content import Asked, gathered
from sim.report.explorer.page import MARK, SCRIPTS, bundled, render
from sim.report.words import Text
from tests.report.explorer.results import HOSTILE, swept

STATIC = Path(wording.__file__).parent / "static"


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text inside scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open = ""
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": [], "title": []}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag in self.inside:
            self.inside[tag].append("")

        self.open = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open:
            self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open in self.inside:
            self.inside[self.open][-1] += data


@pytest.fixture(scope="module", name="page")
def page_fixture(tmp_path_factory: pytest.TempPathFactory) -> str:
    results = read_results(swept(tmp_path_factory.mktemp("swept") / "r"))
    return render(gathered(results, Asked(lang="zh")), "zh")


def test_nothing_is_fetched_and_only_its_own_script_and_style_are_allowed(page: str) -> None:
    elements = Elements(page)
    policy = next(each["content"] or "" for tag, each in elements.found if each.get("http-equiv"))
    assert re.sub(r"'sha256-[^']+'", "HASH", policy) == (
        "default-src 'none'; script-src HASH; style-src HASH; img-src data:; base-uri 'none'; form-action 'none'"
    )
    own = [elements.inside["script"][-1], elements.inside["style"][0]]
    hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in own]
    assert re.findall(r"sha256-([^']+)", policy) == hashes
    links = [value for _, each in elements.found for name, value in each.items() if name in {"src", "href", "action"}]
    assert links == ["data:,", "#answer"]
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|url\(|@import|\bfetch\(|XMLHttp|import\(", page)


def test_no_words_of_an_experiment_stand_in_the_markup(page: str) -> None:
    assert HOSTILE not in page
    assert "onerror" not in page
    assert [tag for tag, _ in Elements(page).found if tag == "img"] == []
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-Hans">')
    assert MARK in page[:4_000]
    assert Elements(page).inside["title"] == ["结果浏览：stored"]


def test_every_module_stands_before_those_that_use_it() -> None:
    script = bundled(SCRIPTS)
    assert not re.search(r"^\s*(import|export)\b", script, flags=re.MULTILINE)
    assert sorted(SCRIPTS) == sorted(path.stem for path in STATIC.glob("*.js"))
    for used in re.finditer(r"= module_(\w+);", script):
        assert script.index(f"const module_{used[1]} =") < used.start()


def test_every_word_that_the_page_says_is_there() -> None:
    known = {name for name, text in vars(wording).items() if isinstance(text, Text)}
    scripts = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    skeleton = (STATIC / "page.html").read_text(encoding="utf-8")
    said = set(re.findall(r"\"([A-Z][A-Z_]{2,})\"", scripts)) | set(
        re.findall(r"data-(?:say|label)=\"(\w+)\"", skeleton)
    )
    assert said - known == set()
    assert known - said - {"POLICY_A", "POLICY_B"} == set()


@pytest.mark.parametrize("name", [name for name, text in vars(wording).items() if isinstance(text, Text)])
def test_both_languages_fill_in_the_same(name: str) -> None:
    text: Text = getattr(wording, name)
    assert set(re.findall(r"\{(\w+)\}", text.en)) == set(re.findall(r"\{(\w+)\}", text.zh))
