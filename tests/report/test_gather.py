"""From the rows of a sweep to what a report says, with the laboratory's own outcomes and levers."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.lab.experiment import Experiment
from sim.lab.results import Results
from sim.report.document import compose
from sim.report.gather import gather
from sim.report.html import render
from sim.report.words import LANGUAGES, Language

DELAY, ROUNDS = "policy.payment.delay_months", "policy.evaluation.rounds_per_year"
OUTCOMES = ("satisfied_share", "turnover_rate", "closures")
WORLDS, MONTHS = 4, 24


def policy(values: tuple[int, int], *, baseline: bool) -> dict[str, object]:
    name = "baseline" if baseline else f"delay_months={values[0]},rounds_per_year={values[1]}"
    labels = {"label_en": "As it is" if baseline else name, "label_zh": "现行做法" if baseline else name}
    return {"name": name, **labels, "fingerprint": "f" * 64, "values": dict(zip((DELAY, ROUNDS), values, strict=True))}


@pytest.fixture
def results(tmp_path: Path) -> Results:
    """Two levers with two values each; the last policy has no turnover, and one of its worlds failed."""
    combinations = list(itertools.product((2, 6), (2, 8)))
    policies = [policy(values, baseline=place == 0) for place, values in enumerate(combinations)]
    random = np.random.default_rng(5)
    rows = []
    for world, (place, each) in itertools.product(range(WORLDS), enumerate(policies)):
        if place == 3 and world == WORLDS - 1:
            continue
        row = {"policy": each["name"], "world": world, **dict(zip((DELAY, ROUNDS), combinations[place], strict=True))}
        for outcome in OUTCOMES:
            value = np.nan if outcome == "turnover_rate" and place == 3 else 0.5 + 0.1 * place + random.normal() * 0.001
            row |= {outcome: value, f"series.{outcome}": np.full(MONTHS, value)}
        rows.append(row)
    experiment = Experiment(
        name="small",
        question_en="What if?",
        question_zh="若变化会怎样？",
        why="Because.",
        scenario="guangzhou",
        seed=7,
        worlds=WORLDS,
        outcomes=OUTCOMES,
        axes={DELAY: (2, 6), ROUNDS: (2, 8)},
    )
    plan = {
        "varying": [DELAY, ROUNDS],
        "policies": policies,
        "design_sha256": "d" * 64,
        "model_version": "e" * 64,
        "numeric_fingerprint": "a" * 64,
        "versions": {"sanshe": "0.1.0", "numpy": "2.4"},
        "scenario": {"setting.streets": 2},
    }
    return Results(tmp_path, pd.DataFrame(rows), experiment, plan, {"worlds": WORLDS}, 1, "b" * 64)


def test_labels_units_and_counts_come_from_declarations(results: Results) -> None:
    material = gather(results, "en")
    assert [policy.label for policy in material.policies] == ["As it is", "2 / 8", "6 / 2", "6 / 8"]
    assert material.is_grid
    assert (material.worlds, material.left_out, material.failed) == (3, 1, 1)
    assert [outcome.name for outcome in material.outcomes] == list(OUTCOMES)
    assert material.levers[0].level(6) == "6 months"
    assert len(material.gaps) == 2


def test_a_difference_is_the_one_between_the_rows(results: Results) -> None:
    material = gather(results, "en")
    effect = material.effects(material.outcomes[0])["delay_months=6,rounds_per_year=8"]
    assert effect.difference == pytest.approx(0.3, abs=0.005)
    assert (effect.worlds, effect.verdict) == (3, "better")
    assert material.effects(material.outcomes[1])["delay_months=6,rounds_per_year=8"].verdict == "undefined"


def test_what_is_only_in_english_stays_off_the_chinese_page(results: Results) -> None:
    assert gather(results, "en").why == "Because."
    assert gather(results, "zh").why == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_tells_how_to_get_it_again(results: Results, lang: Language, tmp_path: Path) -> None:
    page = render(compose(gather(results, lang), tmp_path))
    for told in ("sanshe sweep results/small/experiment.toml", "b" * 64, "f" * 64, "sanshe 0.1.0", "guangzhou", ">7<"):
        assert told in page
    assert "sanshe run guangzhou --set policy.payment.delay_months=6" in page


def test_kinds_of_community_are_compared_where_there_are_kinds(results: Results) -> None:
    assert gather(results, "en").by_type.empty
    places = results.table["policy"].map({each["name"]: place for place, each in enumerate(results.plan["policies"])})
    luck = 0.001 * results.table["world"]
    shares: dict[str, Any] = {
        "satisfied_share_mixed": 0.4 + 0.1 * places + luck,
        "satisfied_share_commodity": np.nan,
        "satisfied_share_village": 0.5 + 0.3 * places + luck,
    }
    rows = gather(replace(results, table=results.table.assign(**shares)), "en").by_type
    assert rows["outcome"].tolist() == ["satisfied_share_mixed"] * 3 + ["satisfied_share_village"] * 3
    # The last world is left out, in which the last policy failed: 0, 0.001 and 0.002 remain.
    assert rows["baseline_mean"].tolist() == pytest.approx([0.401] * 3 + [0.501] * 3)
    assert rows["difference"].tolist() == pytest.approx([0.1, 0.2, 0.3, 0.3, 0.6, 0.9])
    assert rows["apart"].tolist()[3:] == pytest.approx([0.2, 0.4, 0.6])
    assert rows["apart"].isna().tolist() == [True] * 3 + [False] * 3


def test_one_kind_of_community_alone_is_not_compared(results: Results) -> None:
    assert gather(replace(results, table=results.table.assign(satisfied_share_mixed=0.5)), "en").by_type.empty
