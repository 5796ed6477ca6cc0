"""From unknowns to what decides and what knowing is worth, by the commands alone."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from sim.cli.command_line import app

SMALL_PLACE = """
name = "small_place"
extends = "guangzhou"
[setting]
months = 12
burn_in_months = 0
streets = 1
communities_per_street = 2
residents_per_community = 60
"""
QUESTION = """
name = "small_unknowns"
question_en = "What decides what late pay does?"
question_zh = "何者决定滞后拨款的作用？"
scenario = "small_place.toml"
seed = 7
worlds = 2
outcomes = ["satisfied_share", "service_person_times"]
[[policy]]
name = "late"
label_en = "Late pay"
label_zh = "滞后拨款"
[policy.set]
"policy.payment.delay_months" = 9
[unknowns]
method = "{method}"
points = {points}
[unknowns.ranges]
"coefficients.evaluation.time_cost" = []
"coefficients.beginnings.vulnerable_share" = [0.05, 0.3]
"policy.evaluation.payer" = []
"""


def sanshe(code: int, *words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], prog_name="sanshe")
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    return result.stdout if code == 0 else result.stderr.strip()


def swept(folder: Path, method: str, points: int) -> Path:
    (folder / "small_place.toml").write_text(SMALL_PLACE, encoding="utf-8")
    question = folder / "small_unknowns.toml"
    question.write_text(QUESTION.format(method=method, points=points), encoding="utf-8")
    sanshe(0, "sweep", question, "--out", folder / "answer", "--jobs", "1", "--quiet")
    return folder / "answer"


@pytest.fixture(scope="module")
def screened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return swept(tmp_path_factory.mktemp("morris"), "morris", 4)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return swept(tmp_path_factory.mktemp("saltelli"), "saltelli", 8)


def test_screening_tells_every_unknown_of_every_outcome_with_its_interval(screened: Path) -> None:
    found = json.loads(sanshe(0, "sensitivity", screened, "--json"))
    assert (found["method"], found["policy"], found["points"], found["worlds"]) == ("morris", "baseline", 16, 2)
    assert len(found["unknowns"]) == 2 * 3
    assert all(row["size_low"] <= row["size"] <= row["size_high"] for row in found["unknowns"])
    assert all(abs(row["effect"]) <= row["size"] + 1e-12 for row in found["unknowns"])


def test_an_effect_is_what_the_stored_runs_say(screened: Path) -> None:
    """The unknown that is a choice changes once a trajectory: its effect is the mean difference of its two sides."""
    rows = json.loads(sanshe(0, "sensitivity", screened, "--json"))["unknowns"]
    told = next(row for row in rows if row["unknown"].endswith("payer") and row["outcome"] == "service_person_times")
    table = pd.read_parquet(screened / "results.parquet")
    means = table[table["policy"] == "baseline"].groupby("set", sort=False)["service_person_times"].mean()
    payers = table.drop_duplicates("set")["policy.evaluation.payer"].tolist()
    steps = [
        (means.iloc[place + 1] - means.iloc[place]) * (1 if payers[place + 1] == "organisation" else -1)
        for start in range(0, 16, 4)
        for place in range(start, start + 3)
        if payers[place] != payers[place + 1]
    ]
    assert len(steps) == 4
    assert told["effect"] == pytest.approx(sum(steps) / 4)


@pytest.mark.parametrize(("lang", "words"), [("en", "Late pay minus Baseline"), ("zh", "滞后拨款减基准")])
def test_a_contrast_says_whether_the_ranking_turns_over(screened: Path, lang: str, words: str) -> None:
    said = sanshe(0, "sensitivity", screened, "--contrast", "late", "--outcome", "satisfied_share", "--lang", lang)
    assert words in said
    assert ("other way round at" if lang == "en" else "方向相反") in said
    figure = screened / "figures" / f"sensitivity.contrast.late.{lang}.svg"
    assert figure.exists()
    outputs = json.loads((screened / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert f"figures/{figure.name}" in outputs


def test_shares_of_variance_of_a_contrast(shared: Path) -> None:
    found = json.loads(sanshe(0, "sensitivity", shared, "--contrast", "late", "--json"))
    assert (found["method"], found["baseline"], found["points"]) == ("saltelli", "baseline", 8 * 5)
    assert {"first", "total", "total_spread", "turns"} <= set(found["unknowns"][0])
    assert all(0 <= row["opposite"] <= 1 for row in found["outcomes"])
    assert "% of the variance inside a world" in sanshe(0, "sensitivity", shared, "--policy", "late")


@pytest.mark.parametrize("more", [[], ["--willingness", "1000"]])
def test_information_names_the_choice_and_what_knowing_is_worth(shared: Path, more: list[str]) -> None:
    found = json.loads(sanshe(0, "information", shared, "--outcome", "service_person_times", *more, "--json"))
    assert found["best"] in {"baseline", "late"}
    assert found["points"] == 16
    assert found["unit"] == ("yuan" if more else "person-times per month")
    assert sum(row["most_often"] for row in found["policies"]) == pytest.approx(1)
    assert all(row["worth"] <= found["perfect"]["high"] for row in found["unknowns"])
    said = sanshe(0, "information", shared, "--outcome", "service_person_times", "--lang", "zh", *more)
    assert "目前的选择" in said
    assert list((shared / "figures").glob("information.service_person_times*.zh.png"))


def test_what_cannot_be_answered_is_refused_with_a_remedy(screened: Path, shared: Path) -> None:
    contrast = ("sensitivity", screened, "--contrast")
    assert sanshe(2, *contrast, "lat").endswith("did you mean 'late'?")
    assert "is the baseline itself" in sanshe(2, *contrast, "baseline")
    assert "give one of the two" in sanshe(2, *contrast, "late", "--policy", "late")
    assert "did you mean 'satisfied_share'" in sanshe(2, "sensitivity", screened, "--outcome", "satisfied_shares")
    assert 'give [unknowns] with method = "saltelli"' in sanshe(2, "information", screened, "--outcome", "burnout")
    assert "has no better direction" in sanshe(2, "information", shared, "--outcome", "public_money_yuan")
    assert "give an amount above 0" in sanshe(
        2, "information", shared, "--outcome", "satisfied_share", "--willingness", "-1"
    )


def test_a_sweep_without_unknowns_is_told_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "small_place.toml").write_text(SMALL_PLACE, encoding="utf-8")
    question = tmp_path / "plain.toml"
    question.write_text(QUESTION.partition("[unknowns]")[0], encoding="utf-8")
    sanshe(0, "sweep", question, "--out", tmp_path / "answer", "--jobs", "1", "--quiet")
    assert "its unknowns were not moved one at a time; give [unknowns]" in sanshe(2, "sensitivity", tmp_path / "answer")
    told = sanshe(2, "information", tmp_path / "answer", "--outcome", "satisfied_share")
    assert "its policies were tried under no unknown values; add [unknowns] or [sets]" in told
