"""The live page in a real browser: slide, run, stop, switch language, come back by a link; wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from sim.lab.experiment import load_experiment
from tests.app.browser import CHROMIUM, COMPILING, DRIVER, WHY_NOT, browser, complaints, requested, served, size

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=WHY_NOT)

SMALL = "worlds=2&months=12&outcomes=satisfied_share.workers.public_money_yuan"
DELAY = '[data-path="policy.payment.delay_months"] .b input[type="{kind}"]'
NAMES = {"English", "Holm"}
LATE = """
name = "late"
question_en = "What does late pay do?"
question_zh = "滞后拨款有何影响？"
scenario = "guangzhou"
seed = 7
worlds = 2
outcomes = ["satisfied_share", "closures"]
[baseline.set]
"setting.months" = 12
[[policy]]
name = "three"
label_zh = "三月"
set = { "policy.payment.delay_months" = 3, "setting.months" = 12 }
[[policy]]
name = "ten"
set = { "policy.payment.delay_months" = 10, "setting.months" = 12 }
[[policy]]
name = "longer"
set = { "policy.payment.delay_months" = 10 }
"""


class Page:
    """The open page, as its reader meets it."""

    def __init__(self, driver: webdriver.Chrome, address: str) -> None:
        self.driver = driver
        self.address = address

    def open(self, link: str) -> None:
        self.driver.get("about:blank")
        self.driver.get(f"{self.address}#{link}")
        self.wait_until_done()

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, condition: str) -> None:
        WebDriverWait(self.driver, COMPILING, 0.05).until(lambda driver: driver.execute_script(f"return {condition}"))

    def wait_until_done(self) -> None:
        self.wait("document.querySelector('.reading') && !document.body.classList.contains('running')")

    def run(self) -> None:
        self.find("#run").click()
        self.wait_until_done()

    def numbers(self) -> list[str]:
        return [cell.text for cell in self.all("#table td")]

    def overflows(self) -> bool:
        return bool(self.driver.execute_script("return document.documentElement.scrollWidth > window.innerWidth"))


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of `sanshe serve`; whatever is done with it, nothing leaves the computer and nothing goes wrong."""
    with served(["-m", "sim", "serve", "--port", "0", "--jobs", "1"]) as serving, browser() as driver:
        if serving.stdout is None:
            raise AssertionError
        address = re.search(r"http://127\.0\.0\.1:\d+/", serving.stdout.readline())
        assert address
        size(driver, 1440)
        yield Page(driver, address[0])
        strange = [url for url in requested(driver) if not url.startswith((address[0], "blob:" + address[0], "about:"))]
        assert strange == []
        assert complaints(driver) == []
    assert serving.returncode == 0


def test_slide_run_and_come_back_by_the_link(page: Page) -> None:
    page.open(f"lang=en&{SMALL}")
    assert len(page.all("#charts canvas")) == 3
    drawn = page.find("#charts .plot").get_attribute("aria-label") or ""
    assert drawn.startswith("Satisfied residents (% of residents), 12 months. In the last month: policy A ")
    assert len(page.all("#networks svg")) == 2
    assert "…" not in page.numbers()
    before = page.numbers()

    slider = page.find(DELAY.format(kind="range"))
    slider.send_keys(Keys.END, Keys.ARROW_LEFT)
    assert page.find(DELAY.format(kind="number")).get_attribute("value") == "11.8"
    assert slider.get_attribute("aria-valuetext") == "11.8 months"
    assert "b.payment.delay_months=11.8" in page.driver.current_url
    assert page.find("#changed").is_displayed()
    page.run()
    after = page.numbers()
    assert after[0] == before[0]
    assert after != before
    assert not page.find("#changed").is_displayed()

    link = page.driver.current_url
    page.driver.get("about:blank")
    page.driver.get(link)
    page.wait_until_done()
    assert page.numbers() == after
    assert page.find(DELAY.format(kind="range")).get_attribute("value") == "11.8"
    assert len(page.all(".lever.differs")) == 1


def test_stop_keeps_what_there_is(page: Page) -> None:
    page.open(f"lang=en&{SMALL}")
    worlds = page.find("#worlds")
    worlds.clear()
    worlds.send_keys("200", Keys.TAB)
    page.find("#run").click()
    page.wait("document.getElementById('progress').value > 0")
    page.find("#stop").click()
    page.wait("!document.body.classList.contains('running')")
    assert re.fullmatch(r"Stopped after \d+ of 200 worlds\.", page.find("#status").text)
    assert page.find("#charts canvas").is_displayed()
    page.driver.execute_script("document.getElementById('worlds').value = 2")
    page.driver.execute_script("document.getElementById('worlds').dispatchEvent(new Event('change'))")
    page.run()
    assert page.find("#status").text.startswith("2 worlds in ")


@pytest.mark.parametrize("width", [360, 1440])
def test_both_languages_fit_wide_and_narrow(page: Page, width: int) -> None:
    size(page.driver, width)
    page.open(f"lang=en&{SMALL}")
    assert page.find("h1").text == "Two policies side by side"
    assert not page.overflows()
    numbers = [page.find("#table td.number").text]
    page.find("#language").click()
    assert page.find("html").get_attribute("lang") == "zh-Hans"
    assert page.find("h1").text == "两项政策并排比较"
    assert not page.overflows()
    assert [page.find("#table td.number").text] == numbers
    left = set(re.findall(r"[A-Za-z]{2,}", page.find("body").text)) - NAMES
    assert left == set()
    hint = page.find("[data-path='policy.payment.delay_months'] .lever-name").get_attribute("title")
    assert hint == "从一期款项到期到经办部门办结拨付的平均月数。policy.payment.delay_months"
    size(page.driver, 1440)


def test_every_control_has_a_name(page: Page) -> None:
    page.open(f"lang=zh&{SMALL}")
    page.driver.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")
    controls = page.all("button, input, select, summary")
    unnamed = page.driver.execute_script(
        "return arguments[0].filter((each) => !(each.getAttribute('aria-label') || each.textContent.trim()"
        " || (each.labels && [...each.labels].some((label) => label.textContent.trim()))))"
        ".map((each) => each.outerHTML)",
        controls,
    )
    assert unnamed == []
    assert len(controls) > 300


def test_the_question_can_be_taken_along_as_a_file(page: Page, tmp_path: Path) -> None:
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.open(f"lang=en&{SMALL}&b.payment.delay_months=9")
    page.find("#download").click()
    file = tmp_path / "side_by_side.toml"
    WebDriverWait(page.driver, COMPILING, 0.05).until(lambda _driver: file.exists())
    experiment = load_experiment(file)
    assert experiment.policy[1].set == {"policy.payment.delay_months": 9, "setting.months": 12}
    assert (experiment.worlds, experiment.seed) == (2, 2012)


def test_a_file_that_was_saved_is_opened_again(page: Page, tmp_path: Path) -> None:
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.open(f"lang=en&{SMALL}&b.payment.delay_months=9")
    before = page.numbers()
    page.find("#download").click()
    file = tmp_path / "side_by_side.toml"
    WebDriverWait(page.driver, COMPILING, 0.05).until(lambda _driver: file.exists())
    page.open("lang=en&worlds=3&months=12&outcomes=closures")
    page.find("#file").send_keys(str(file))
    page.wait("document.querySelectorAll('#charts canvas').length == 3")
    page.wait_until_done()
    assert page.numbers() == before
    assert page.find("#opened p").text == "side_by_side.toml: What differs between policy A and policy B?"
    assert page.find("#opened ul").text == ""
    assert page.find(DELAY.format(kind="number")).get_attribute("value") == "9"
    assert "b.payment.delay_months=9" in page.driver.current_url


def test_any_policy_of_a_file_can_be_chosen(page: Page, tmp_path: Path) -> None:
    page.open(f"lang=zh&{SMALL}")
    page.find("#file").send_keys(str(write(tmp_path, "late.toml", LATE)))
    page.wait("document.querySelectorAll('#preset-b optgroup option').length == 3")
    page.wait_until_done()
    assert page.find("#opened p").text == "late.toml：滞后拨款有何影响？"
    assert page.find("#opened li").text.startswith("有1项政策未列入")
    assert [chosen.text for chosen in page.all("#preset-a option:checked, #preset-b option:checked")] == [
        "基准",
        "三月",
    ]
    page.find("#preset-b option[value='file:2']").click()
    assert page.find(DELAY.format(kind="number")).get_attribute("value") == "10"
    page.find(DELAY.format(kind="range")).send_keys(Keys.END)
    page.find("#back").click()
    assert page.find(DELAY.format(kind="number")).get_attribute("value") == "10"
    assert not page.overflows()


def test_a_file_that_cannot_be_opened_changes_nothing(page: Page, tmp_path: Path) -> None:
    page.open(f"lang=en&{SMALL}")
    before = page.driver.current_url
    page.find("#file").send_keys(str(write(tmp_path, "mine.toml", LATE.replace('"guangzhou"', '"inputs/mine.toml"'))))
    page.wait("!document.getElementById('faults').hidden")
    assert page.find("#faults").text.startswith("mine.toml: scenario: 'inputs/mine.toml' does not come with sanshe")
    assert len(complaints(page.driver)) == 1  # the browser's own word on an answer that is a refusal
    (tmp_path / "old.toml").write_bytes('title = "拨款"'.encode("gbk"))
    page.find("#file").send_keys(str(tmp_path / "old.toml"))
    page.wait("document.getElementById('faults').textContent.includes('UTF-8')")
    page.find("#file").send_keys(str(write(tmp_path, "large.toml", "#" * 65_537)))
    page.wait("document.getElementById('faults').textContent.startsWith('large.toml: larger than 64 kB')")
    assert (page.driver.current_url, page.find("#opened").is_displayed()) == (before, False)


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_what_the_server_refuses_is_shown(page: Page) -> None:
    page.open(f"lang=en&{SMALL}&b.payment.delay_months=2")
    assert page.all(".lever.differs") == []
    assert complaints(page.driver) == []
    page.find("#download").click()
    page.wait("!document.getElementById('faults').hidden")
    assert page.find("#faults li").text.startswith("side_by_side: policy 'b': has the same values as 'a'")
    assert len(complaints(page.driver)) == 1  # the browser's own word on an answer that is a refusal
