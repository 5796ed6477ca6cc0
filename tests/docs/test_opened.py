"""The site works in a real browser, opened from disk: nothing is asked of anybody, search finds, nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.app.browser import CHROMIUM, DRIVER, WHY_NOT, browser, requested, size
from tests.docs.building import build

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=WHY_NOT)
PATIENCE = 60
PAGES = (
    "index.html",
    "index.zh.html",
    "first_hour.html",
    "first_hour.zh.html",
    "answers.html",
    "reference/levers.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def window() -> Iterator[webdriver.Chrome]:
    with browser() as driver:
        yield driver


def outside(driver: webdriver.Chrome) -> list[str]:
    return [address for address in requested(driver) if not address.startswith(("file:", "data:", "about:"))]


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_is_wider_than_the_window_or_asks_the_network(window: webdriver.Chrome, site: Path, width: int) -> None:
    size(window, width)
    for page in PAGES:
        window.get((site / page).as_uri())
        assert window.execute_script("return document.documentElement.scrollWidth") <= width, page
    assert outside(window) == []


@pytest.mark.parametrize(("page", "words"), [("index.html", "turnover"), ("index.zh.html", "离职率")])
def test_search_finds_words_of_both_languages_from_disk(
    window: webdriver.Chrome, site: Path, page: str, words: str
) -> None:
    size(window, 1440)
    window.get((site / page).as_uri())
    asked = window.find_element(By.CSS_SELECTOR, "input.md-search__input")
    asked.click()
    asked.send_keys(words)
    found = WebDriverWait(window, PATIENCE).until(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, ".md-search-result__item mark")
    )
    assert any(each.get_attribute("textContent") for each in found)
    assert outside(window) == []
