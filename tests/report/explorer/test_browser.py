"""The page in a real browser, from a disk: slide, switch language, read without eyes or mouse; wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from sim.report.explorer.content import Asked
from sim.report.explorer.exploring import explore
from tests.app.browser import CHROMIUM, DRIVER, WHY_NOT, browser, complaints, requested, size
from tests.report.explorer.results import HOSTILE, swept

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=WHY_NOT)

PATIENCE = 30
SLIDER = '.lever:nth-child({axis}) .{side} input[type="range"]'
NAMES = re.compile(
    r"</script><img src=x onerror=\S+|sanshe [^\n。]*|--outcomes|--outcomes all|“[a-z_]+”|[0-9a-f]{40,}"
    r"|English|Holm|results\.parquet|outcomes|stored|guangzhou|sanshe"
)


class Page:
    """The open page, as its reader meets it."""

    def __init__(self, driver: webdriver.Chrome, file: Path) -> None:
        self.driver = driver
        self.address = file.as_uri()

    def open(self) -> None:
        self.driver.get("about:blank")
        self.driver.get(self.address)
        self.settle()

    def settle(self) -> None:
        """Wait until the sentence that is read aloud has come to rest."""
        WebDriverWait(self.driver, PATIENCE, 0.02).until(
            lambda driver: driver.execute_script(
                "return document.getElementById('summary').getAttribute('aria-busy') === 'false'"
            )
        )

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def slider(self, axis: int, side: str) -> WebElement:
        return self.find(SLIDER.format(axis=axis, side=side))

    def choose(self, name: str, place: int) -> None:
        Select(self.find(f"#{name}")).select_by_index(place)
        self.settle()

    def numbers(self) -> list[str]:
        return [cell.text for cell in self.all("#table td")]

    def script(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page on a disk, of a sweep in which a run failed; it asks for nothing and nothing goes wrong."""
    folder = tmp_path_factory.mktemp("swept")
    file = explore(swept(folder / "r", drop=20), Asked(("all",)), folder / "a page.html")
    with browser() as driver:
        size(driver, 1440)
        page = Page(driver, file)
        page.open()
        yield page
        asked_for = {address.partition("#")[0] for address in requested(driver)}
        assert asked_for - {"about:blank", "data:,"} == {page.address}
        assert complaints(driver) == []


def test_it_opens_with_the_baseline_and_a_policy_that_changes_one_lever(page: Page) -> None:
    page.open()
    assert page.find("#preset-a").get_attribute("value") == "0"
    assert len(page.all("#differ tbody tr")) == 1
    assert re.fullmatch(
        r"Satisfied residents: [\d.]+ percentage points? (higher|lower) under B than under A "
        r"\(95% interval of the difference: [−+][\d.]+ to [−+][\d.]+\)\. Reading: .+\.",
        page.find("#summary").text,
    )
    assert len({basis.text for basis in page.all(".basis")}) == 1
    assert page.find("#answer .basis").text == (
        "Rests on 8 worlds. Smallest difference that matters: 1 percentage point. Runs that failed and are not shown: "
        "1. Worlds left out for every policy because a run failed in them: 1."
    )


def test_sliders_move_by_keys_and_everything_follows(page: Page) -> None:
    page.open()
    before = page.numbers()
    slider = page.slider(1, "b")
    assert slider.get_attribute("aria-label") == "Purchase level, Policy B"
    slider.send_keys(Keys.END)
    page.settle()
    assert slider.get_attribute("aria-valuetext") == "3 million yuan per centre and year"
    assert page.numbers() != before
    assert Select(page.find("#preset-b")).first_selected_option.text.startswith("3 million yuan / ")
    slider.send_keys(Keys.HOME)
    page.settle()
    assert slider.get_attribute("aria-valuetext") == "1 million yuan per centre and year"
    page.find("#swap").click()
    page.settle()
    assert page.slider(1, "a").get_attribute("aria-valuetext") == "1 million yuan per centre and year"


def test_a_combination_that_was_not_run_leads_to_the_nearest_and_says_so(page: Page) -> None:
    page.open()
    page.choose("preset-a", 0)  # 2 million, after 2 months: the only policy of two months
    slider = page.slider(1, "a")
    slider.send_keys(Keys.END)
    page.settle()
    assert page.find("#notice").text == (
        "Policy A: 3 million yuan per centre and year / 2 months was not run; the nearest combination that was run is "
        "shown, with another Payment delay."
    )
    assert page.slider(2, "a").get_attribute("aria-valuetext") == "0 months"
    page.slider(2, "a").send_keys(Keys.END)
    page.settle()
    assert page.find("#notice").text == ""
    assert page.find("#reach").text.startswith(
        "Sliders stop only at values that were run. 7 of 9 combinations were run."
    )


def test_a_policy_off_the_grid_is_chosen_from_the_list(page: Page) -> None:
    page.open()
    page.choose("preset-b", 1)
    assert page.find("#notice").text == (
        "Policy B is no combination of the sliders; moving one leaves it for the nearest combination."
    )
    assert page.find("#months .b figcaption").text == f"Policy B Named {HOSTILE}"
    assert page.script("return document.title") == "Explore: stored"
    assert page.all("img") == []


def test_an_address_opens_what_was_chosen(page: Page) -> None:
    page.open()
    page.choose("preset-b", 4)
    page.choose("outcome", 2)
    page.find("#language").click()
    page.settle()
    address, before = page.driver.current_url, page.numbers()
    page.driver.get("about:blank")
    page.driver.get(address)
    page.settle()
    assert page.numbers() == before
    assert page.find("html").get_attribute("lang") == "zh-Hans"
    assert re.fullmatch(r"[\u4e00-\u9fff，；]+。", page.find("#meaning").text)
    page.driver.get("about:blank")
    page.driver.get(f"{page.address}#a=99&b=x&outcome=none&lang=tlh")
    page.settle()
    assert page.find("html").get_attribute("lang") == "en"
    assert page.find("#preset-a").get_attribute("value") == "0"


def test_months_that_were_not_kept_are_told_of(page: Page) -> None:
    page.open()
    assert len(page.all("#months svg")) == 2
    Select(page.find("#outcome")).select_by_visible_text("Agencies closed")
    page.settle()
    assert page.all("#months svg") == []
    told = page.find("#months").text
    assert told.startswith("The months of this outcome were not kept. To keep them, add “closures” to outcomes")
    assert told.endswith("sanshe sweep results/stored/experiment.toml --out results/stored --extend")
    assert not page.find("#months-numbers").is_displayed()
    assert len(page.all("#worlds svg")) == 2


def test_the_same_policy_twice_differs_in_nothing(page: Page) -> None:
    page.open()
    page.choose("preset-b", 0)
    assert page.find("#summary").text.startswith("A and B are the same policy: every difference is exactly zero.")
    assert {row.find_elements(By.CSS_SELECTOR, "td")[3].text for row in page.all("#table tbody tr")} == {"0 to 0"}


@pytest.mark.parametrize("width", [360, 1440])
def test_both_languages_fit_wide_and_narrow(page: Page, width: int) -> None:
    size(page.driver, width)
    page.open()
    for lang, answer in (("en", "What B changes, compared with A"), ("zh-Hans", "与A相比，B带来的变化")):
        assert page.find("html").get_attribute("lang") == lang
        assert page.find("#answer-title").text == answer
        for outcome in range(4):
            page.choose("outcome", outcome)
            assert page.script("return document.documentElement.scrollWidth <= window.innerWidth")
        page.script("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.script("return document.documentElement.scrollWidth <= window.innerWidth")
        page.find("#language").click()
        page.settle()
    size(page.driver, 1440)


def test_no_english_is_left_in_chinese(page: Page) -> None:
    page.open()
    page.find("#language").click()
    page.settle()
    page.script("for (const each of document.querySelectorAll('details')) each.open = true")
    text = page.find("body").text + " ".join(each.get_attribute("aria-label") or "" for each in page.all("svg"))
    versions = page.find("#details").text
    assert set(re.findall(r"[A-Za-z]{2,}", NAMES.sub("", text.replace(versions, "")))) == set()


def test_everything_can_be_heard(page: Page) -> None:
    page.open()
    page.script("for (const each of document.querySelectorAll('details')) each.open = true")
    controls = page.all("button, input, select, summary")
    unnamed = page.script(
        "return arguments[0].filter((each) => !(each.getAttribute('aria-label') || each.textContent.trim()"
        " || [...(each.labels || [])].some((label) => label.textContent.trim()))).map((each) => each.outerHTML)",
        controls,
    )
    assert unnamed == []
    assert page.find("#summary").get_attribute("aria-live") == "polite"
    pictures = page.all("svg")
    assert len(pictures) == 4
    assert all(each.get_attribute("role") == "img" for each in pictures)
    assert all(re.search(r"\d", each.get_attribute("aria-label") or "") for each in pictures)
    for table in page.all("table"):
        assert table.find_element(By.CSS_SELECTOR, "caption").text
        assert table.find_elements(By.CSS_SELECTOR, "th:not([scope])") == []


def test_tab_reaches_every_control_in_reading_order_and_shows_where_it_is(page: Page) -> None:
    page.open()
    reached: list[str] = []
    for _ in range(20):
        page.find("html").send_keys(Keys.TAB) if not reached else page.driver.switch_to.active_element.send_keys(
            Keys.TAB
        )
        active = page.driver.switch_to.active_element
        reached.append(active.get_attribute("id") or active.get_attribute("aria-label") or active.tag_name)
        if active.get_attribute("type") == "range":
            assert "3px" in page.script("return getComputedStyle(arguments[0]).outlineWidth", active)
        if reached[-1] == "outcome":
            break
    assert reached[1:] == [
        "language", "swap", "preset-a", "preset-b", "Purchase level, Policy A", "Purchase level, Policy B",
        "Payment delay, Policy A", "Payment delay, Policy B", "outcome",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "change", "told"),
    [
        ("delete window.DecompressionStream", ("", ""), "This browser is too old to unpack the results in this page"),
        (
            "",
            ('<script type="text/plain" id="packed">e', '<script type="text/plain" id="packed">f'),
            "This page is damaged",
        ),
    ],
)
def test_a_page_that_cannot_be_opened_says_why(
    page: Page, tmp_path: Path, before: str, change: tuple[str, str], told: str
) -> None:
    file = tmp_path / "broken.html"
    whole = Path(unquote(urlparse(page.address).path)).read_text(encoding="utf-8")
    file.write_text(whole.replace(*change) if change[0] else whole, encoding="utf-8")
    with browser() as driver:
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": before})
        driver.get(file.as_uri())
        WebDriverWait(driver, PATIENCE, 0.05).until(lambda driver: driver.find_element(By.ID, "broken").is_displayed())
        assert driver.find_element(By.ID, "broken").text.startswith(told)
        assert not driver.find_element(By.ID, "columns").is_displayed()
