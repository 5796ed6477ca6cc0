"""Mesa's page on the model: it starts, draws its charts and goes on by a month; nothing leaves the computer."""

from __future__ import annotations

import re
import socket
import time

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.app.browser import CHROMIUM, COMPILING, DRIVER, WHY_NOT, browser, requested, served

CHARTS = (
    "return [...document.querySelectorAll('img.widget-image')]"
    ".filter((each) => each.naturalWidth).map((each) => each.src)"
)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(COMPILING * 2):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)


def words(driver: webdriver.Chrome) -> str:
    return driver.find_element(By.TAG_NAME, "body").text


def charts(driver: webdriver.Chrome) -> list[str]:
    """The addresses of the charts that are drawn."""
    return list(driver.execute_script(CHARTS))


@pytest.mark.nightly
@pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=WHY_NOT)
def test_a_district_lives_a_month_in_mesas_page() -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    command = ["-m", "solara", "run", "app.py", "--production", "--no-open", "--host", "127.0.0.1", "--port", str(port)]
    with served(command), browser() as driver:
        wait_for(port)
        driver.get(address)
        wait = WebDriverWait(driver, COMPILING, 0.2)
        wait.until(lambda each: re.search(r"Step: 0\b", words(each)))
        wait.until(lambda each: "拨款滞后 Payment delay" in words(each))
        wait.until(lambda each: len(charts(each)) == 4)
        empty = charts(driver)
        next(each for each in driver.find_elements(By.TAG_NAME, "button") if each.text == "STEP").click()
        wait.until(lambda each: re.search(r"Step: 1\b", words(each)))
        wait.until(lambda each: len({*charts(each)} - {*empty}) == 4)
        assert [url for url in requested(driver) if not url.startswith((address, "data:", "blob:"))] == []
