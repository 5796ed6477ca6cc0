"""What policies are called: the same words in every command, report and file, never the same words for two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.lab.results import Results, read_results
from sim.report.gather import gather
from sim.report.labels import naming_levers, policy_entries, policy_labels, policy_texts
from sim.report.words import Text
from tests.lab.stored import DELAY, store

CENTRE = "policy.purchase.centre_yuan"
GRID: dict[str, Any] = {"policy": [], "axes": {CENTRE: [1_000_000, 2_500_000], DELAY: [0, 6]}}
HIDDEN = "\u202e"


def results_of(folder: Path, **changes: Any) -> Results:
    return read_results(store(folder / "r", lambda *_case: {"satisfied_share": 0.5}, **changes))


def test_a_policy_with_a_name_has_the_words_of_its_file(tmp_path: Path) -> None:
    results = results_of(tmp_path)
    assert policy_texts(results) == {
        "baseline": Text("Baseline", "基准"),
        "slow": Text("Slow pay", "拨款慢"),
        "prompt": Text("Prompt pay", "及时拨款"),
    }
    assert naming_levers(results, "en") == ()


def test_a_combination_is_called_by_its_values_with_their_units(tmp_path: Path) -> None:
    results = results_of(tmp_path, **GRID)
    cell = "centre_yuan=2500000,delay_months=6"
    assert policy_labels(results, "en")[cell] == "2.5 million yuan / 6"
    assert policy_labels(results, "zh")[cell] == "250万元 / 6"
    assert [lever.name for lever in naming_levers(results, "zh")] == [CENTRE, DELAY]


def test_no_two_policies_have_the_same_label(tmp_path: Path) -> None:
    twins = [{"name": name, "label_zh": "同名", "set": {DELAY: months}} for name, months in (("a", 1), ("b", 9))]
    results = results_of(tmp_path, policy=twins)
    assert policy_labels(results, "zh") == {"baseline": "基准", "a": "同名 [a]", "b": "同名 [b]"}
    assert policy_labels(results, "en") == {"baseline": "Baseline", "a": "a", "b": "b"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_cannot_be_seen_is_in_no_label(tmp_path: Path, lang: Any) -> None:
    hidden = {"name": "turned", "label_en": f"late{HIDDEN}", "label_zh": f"{HIDDEN}迟", "set": {DELAY: 6}}
    told = policy_labels(results_of(tmp_path, policy=[hidden]), lang)["turned"]
    assert told == {"en": "late", "zh": "迟"}[lang]


def test_a_report_has_the_same_policies(tmp_path: Path) -> None:
    numbers = {"satisfied_share": 0.5, "series.satisfied_share": [0.5, 0.5]}
    results = read_results(store(tmp_path / "r", lambda *_case: numbers, **GRID))
    assert gather(results, "zh").policies == policy_entries(results, "zh")


def test_a_switch_in_a_label_says_what_is_switched(tmp_path: Path) -> None:
    needs_based = "policy.purchase.needs_based"
    results = results_of(tmp_path, policy=[], axes={CENTRE: [1_000_000], needs_based: [False, True]})
    assert policy_labels(results, "en") == {
        "baseline": "Baseline",
        "centre_yuan=1000000,needs_based=false": "1 million yuan / needs-based purchase off",
        "centre_yuan=1000000,needs_based=true": "1 million yuan / needs-based purchase on",
    }
    assert list(policy_labels(results, "zh").values()) == ["基准", "100万元 / 按需购买：否", "100万元 / 按需购买：是"]
