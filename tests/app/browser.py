"""A real browser without a window, and a command of the laboratory that serves it a page."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
WHY_NOT = "no chromium or chromedriver here; on Debian: apt-get install chromium chromium-driver"
COMPILING = 900  # the model may have to be compiled first


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Chromium without a window, that remembers its console and every request."""
    options = Options()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def size(driver: webdriver.Chrome, width: int, height: int = 900) -> None:
    """Give the page a width, also one that no window can have."""
    shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)


def requested(driver: webdriver.Chrome) -> list[str]:
    """The address of every request since this was last asked."""
    messages: list[Any] = [json.loads(entry["message"])["message"] for entry in _log(driver, "performance")]
    return [each["params"]["request"]["url"] for each in messages if each["method"] == "Network.requestWillBeSent"]


def complaints(driver: webdriver.Chrome) -> list[str]:
    """What the console says in earnest since this was last asked."""
    return [entry["message"] for entry in _log(driver, "browser") if entry["level"] in {"SEVERE", "WARNING"}]


def _log(driver: webdriver.Chrome, kind: str) -> list[Any]:
    return list(driver.get_log(kind))  # type: ignore[no-untyped-call]


@contextmanager
def served(words: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """A Python command that serves a page until it is interrupted."""
    command = [sys.executable, *words]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as serving:
        try:
            yield serving
        finally:
            if serving.poll() is None:
                serving.send_signal(signal.SIGINT)
            try:
                _, said = serving.communicate(timeout=30)
                if "Traceback" in said:
                    raise AssertionError(said)
            except subprocess.TimeoutExpired:
                serving.kill()
