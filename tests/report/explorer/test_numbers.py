"""What the page reckons by itself is what the laboratory reckons: draw by draw, digit by digit, reading by reading."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from selenium import webdriver

from sim.lab.answers import compare_results, planned_sets, planned_worlds
from sim.lab.compare import compare
from sim.lab.keyed import generator, philox_key
from sim.lab.results import Results, read_results
from sim.outcomes import OUTCOMES
from sim.report.explorer.content import Asked
from sim.report.explorer.exploring import explore
from sim.report.explorer.page import bundled
from sim.report.quantities import Quantity, number, of_outcome, trimmed
from sim.report.words import LANGUAGES
from tests.app.browser import CHROMIUM, DRIVER, WHY_NOT, browser
from tests.report.explorer import results as made

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=WHY_NOT)
RECKONING = bundled(("say", "unpack", "draws", "intervals", "differences", "quantities"))
ALL_PAIRS = """
const done = arguments[0];
module_unpack.unpack(document.getElementById("packed").textContent).then((content) => {
  module_say.learn(content.words);
  const differences = new module_differences.Differences(content);
  const policies = content.at.map((_, policy) => policy);
  const { level, difference, spreadOverSets } = module_quantities;
  done(["en", "zh"].map((lang) => {
    module_say.speak(lang);
    return content.outcomes.map((outcome, at) => policies.map((a) => policies.map((b) => {
      const row = differences.of(at, a, b);
      return {
        numbers: [row.a, row.b, row.difference, row.low, row.high], worlds: row.worlds, reading: row.reading,
        family: differences.family(a).size, levels: [level(outcome, row.a), level(outcome, row.b)],
        told: difference(outcome, row.difference, row.low, row.high),
        sets: spreadOverSets(outcome, row, differences.overSets(at, a, b)),
      };
    })));
  }));
}).catch((error) => done(String(error)));
"""


@pytest.fixture(scope="module", name="driver")
def driver_fixture() -> Iterator[webdriver.Chrome]:
    with browser() as driver:
        yield driver


@pytest.fixture(scope="module", name="results", params=[{}, {"sets": {"file": "states.csv"}}], ids=["plain", "sets"])
def results_fixture(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Results with and without parameter sets."""
    return read_results(made.swept(tmp_path_factory.mktemp("swept") / "r", **request.param))


@pytest.fixture(scope="module", name="found")
def found_fixture(driver: webdriver.Chrome, results: Results) -> Any:
    """All pairs of policies as the page reckons them: languages x outcomes x A x B."""
    page = explore(results.folder, Asked(made.OUTCOMES))
    driver.get(page.as_uri())
    found = driver.execute_async_script(RECKONING + ALL_PAIRS)
    assert isinstance(found, list), found
    return found


def reckoned(driver: webdriver.Chrome, expression: str, *given: Any) -> Any:
    return driver.execute_script(f"{RECKONING}\nreturn {expression};", *given)


def test_every_pair_has_the_numbers_and_words_of_the_laboratory(found: Any, results: Results) -> None:
    policies = [policy["name"] for policy in results.plan["policies"]]
    skewed = 0
    for place, baseline in enumerate(policies):
        compared = compare(
            results.table, baseline=baseline, outcomes=made.OUTCOMES, policies=policies,
            worlds=planned_worlds(results), sets=planned_sets(results), seed=results.experiment.seed,
        )  # fmt: skip
        for row in compared.differences.to_dict("records"):
            at, b = made.OUTCOMES.index(row["outcome"]), policies.index(row["policy"])
            skewed += bool(np.isfinite(row["boot_low"]))
            numbers = [row[name] for name in ("baseline_mean", "mean", "difference", "low", "high")]
            for lang, languages in zip(LANGUAGES, found, strict=True):
                page = languages[at][place][b]
                outcome = of_outcome(OUTCOMES[row["outcome"]], lang)
                expected = [float(value) for value in numbers]
                given = [np.nan if value is None else value for value in page["numbers"]]
                assert given == pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True)
                told = outcome.difference(*expected[2:])
                assert page["told"]["signed"] == told.signed
                assert [page["told"][name] for name in ("size", "low", "high")] == [told.size, told.low, told.high]
                assert page["levels"] == [outcome.level(value) for value in expected[:2]]
                assert (page["worlds"], page["reading"]) == (row["worlds"], row["verdict"])
                assert page["family"] == compared.family
                check_sets(page["sets"], row, outcome)
    assert skewed > 20


def check_sets(page: dict[str, str] | None, row: dict[Any, Any], outcome: Quantity) -> None:
    """A spread over sets is that of the laboratory; it is left out where some world lacks a value."""
    if page is None:
        assert row["undefined"] or "set_low" not in row
        return
    told = outcome.difference(row["difference"], row["set_low"], row["set_high"])
    assert page == {"low": told.low, "high": told.high, "share": f"{row['same_sign_share']:.0%}"}


def test_with_the_baseline_as_a_it_is_the_comparison_of_the_results(found: Any, results: Results) -> None:
    compared = compare_results(results, made.OUTCOMES)
    assert compared.baseline == results.plan["policies"][0]["name"]
    lows = {(row["outcome"], row["policy"]): row["low"] for row in compared.differences.to_dict("records")}
    policies = [policy["name"] for policy in results.plan["policies"]]
    for (outcome, policy), low in lows.items():
        page = found[0][made.OUTCOMES.index(outcome)][0][policies.index(policy)]
        assert page["numbers"][3] == (None if np.isnan(low) else pytest.approx(low, rel=1e-9))


def test_a_policy_against_itself_is_exactly_zero(found: Any) -> None:
    for outcome in found[0][:3]:
        assert [outcome[a][a]["numbers"][2:] for a in range(8)] == [[0, 0, 0]] * 8
        assert {outcome[a][a]["reading"] for a in range(8)} == {None}


@pytest.mark.parametrize("worlds", [2, 3, 20, 1000])
def test_worlds_are_drawn_again_as_numpy_draws_them(driver: webdriver.Chrome, worlds: int) -> None:
    for key in ("2012/satisfied_share", "9/closures"):
        words = [part for word in philox_key(key) for part in (word >> 32, word & 0xFFFFFFFF)]
        found = reckoned(driver, "Array.from(module_draws.draws(arguments[0], 7, arguments[1]))", words, worlds)
        assert found == generator(key).integers(0, worlds, (7, worlds)).ravel().tolist()


def test_students_p_values_are_scipys(driver: webdriver.Chrome) -> None:
    cases = [(t, freedom) for t in (0.0, 0.1, 1.0, 2.1, 4.0, 9.0, 40.0) for freedom in (1, 2, 3, 4, 7, 19, 40, 99)]
    found = reckoned(driver, "arguments[0].map(([t, freedom]) => module_intervals.pOfStudent(-t, freedom))", cases)
    assert found == pytest.approx([2 * stats.t.sf(t, freedom) for t, freedom in cases], rel=1e-7, abs=1e-13)


def test_skewness_is_scipys(driver: webdriver.Chrome) -> None:
    rows = [[1.0, 2.0, 10.0], [3.0, 1.0, 4.0, 1.0, 5.0, 9.0], [0.0, 0.0, 0.0, 1.0], [5.0, 5.0, 5.0], [1.0, 2.0]]
    found = reckoned(driver, "arguments[0].map(module_intervals.skewness)", rows)
    assert found == pytest.approx([*(stats.skew(row, bias=False) for row in rows[:3]), 0, 0], rel=1e-12)


def test_numbers_are_written_as_in_reports(driver: webdriver.Chrome) -> None:
    """Halves go to the even digit, thousands stand apart, what rounds to zero has no sign."""
    sizes = [0.0, 0.5, 1.5, 2.5, 12.5, 0.125, 0.375, 1.005, 2.675, 999.95, 1e-13, 0.00004, 1234567.891, 99999.5]
    values = [sign * size for size in sizes for sign in (1, -1)]
    cases = list(itertools.product(values, (0, 1, 2, 4), (False, True)))
    found = reckoned(driver, "arguments[0].map((given) => module_quantities.number(...given))", cases)
    assert found == [number(value, decimals, sign=sign) for value, decimals, sign in cases]
    assert reckoned(driver, "arguments[0].map(module_quantities.trimmed)", values) == [trimmed(each) for each in values]


def test_the_page_shows_what_compare_prints(driver: webdriver.Chrome, results: Results, found: Any) -> None:
    """The table in the page, for the pair with which it opens."""
    driver.get(Path(results.folder / "explorer.html").as_uri())
    first = int(driver.find_element("id", "preset-b").get_attribute("value") or -1)
    rows = driver.find_elements("css selector", "#table tbody tr")
    told = [[cell.text.split("\n")[0] for cell in row.find_elements("css selector", "td")] for row in rows]
    for cells, outcome in zip(told, found[0], strict=True):
        expected = outcome[0][first]
        assert all(level.startswith(cell) for level, cell in zip(expected["levels"], cells, strict=False))
        assert expected["told"]["signed"].startswith(cells[2])
        ends = expected["told"]["low"], expected["told"]["high"]
        assert cells[3] == ("–" if ends[0] == "–" else f"{ends[0]} to {ends[1]}")
        assert cells[-2] == str(expected["worlds"])
        if results.plan.get("sets"):
            assert cells[5] == (expected["sets"]["share"] if expected["sets"] else "–")
