"""From a small sweep over conditions to where it fails, by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from sim.cli.command_line import app

SMALL_PLACE = """
name = "small_place"
extends = "guangzhou"
[setting]
months = 6
burn_in_months = 0
streets = 1
communities_per_street = 2
residents_per_community = 60
"""
QUESTION = """
name = "conditions"
question_en = "Where does it fail?"
question_zh = "在何处失败？"
scenario = "small_place.toml"
seed = 7
worlds = 2
outcomes = ["public_money_yuan"]
[sample]
method = "sobol"
points = 32
[sample.ranges]
"policy.purchase.centre_yuan" = [500_000, 3_000_000]
"policy.evaluation.rounds_per_year" = [0, 8]
"policy.matching.online" = [false, true]
"""


def sanshe(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="sanshe")


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("conditions")
    (folder / "small_place.toml").write_text(SMALL_PLACE, encoding="utf-8")
    (folder / "conditions.toml").write_text(QUESTION, encoding="utf-8")
    done = sanshe("sweep", folder / "conditions.toml", "--out", folder / "answer", "--jobs", "1", "--quiet")
    assert done.exit_code == 0, done.stderr
    return folder / "answer"


def middle(folder: Path) -> float:
    """The public money that half of the points spend more than."""
    table = pd.read_parquet(folder / "results.parquet")
    sampled = table[table["policy"] != "baseline"]
    return float(sampled.groupby("policy")["public_money_yuan"].mean().median())


def test_a_high_purchase_level_is_where_much_money_is_spent(swept: Path) -> None:
    told = sanshe("discover", swept, "--outcome", "public_money_yuan", "--above", str(middle(swept)), "--json")
    assert told.exit_code == 0, told.stderr
    answer = json.loads(told.stdout)
    assert (answer["points"], answer["failing"], answer["worlds"]) == (32, 16, 2)
    limits = answer["box"]["conditions"]["policy.purchase.centre_yuan"]
    assert limits["high"] is None
    assert 1_000_000 < limits["low"] < 2_500_000
    assert answer["box"]["coverage"] >= 0.75
    assert answer["trajectory"][0]["density"] == 0.5
    assert answer["tree"]["leaves"][0]["density"] >= 0.75


@pytest.mark.parametrize(("lang", "word"), [("en", "purchase level above"), ("zh", "购买力度高于")])
def test_it_is_told_in_both_languages_with_a_figure(swept: Path, lang: str, word: str) -> None:
    told = sanshe("discover", swept, "--outcome", "public_money_yuan", "--above", str(middle(swept)), "--lang", lang)
    assert told.exit_code == 0, told.stderr
    assert word in told.stdout.lower()
    figure = Path(told.stdout.splitlines()[-1])
    assert figure.is_file()
    manifest = json.loads((swept / "manifest.json").read_text(encoding="utf-8"))
    assert figure.relative_to(swept).as_posix() in manifest["outputs"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--below", "-1"), "--below -1: 0 of 32 points fail"),
        ((), "what counts as failing is not said"),
        (("--above", "1", "--policy", "late"), "have not met the same conditions"),
    ],
)
def test_a_question_without_an_answer_is_refused(swept: Path, words: tuple[str, ...], message: str) -> None:
    told = sanshe("discover", swept, "--outcome", "public_money_yuan", *words)
    assert told.exit_code == 2
    assert message in told.stderr
    assert "Traceback" not in told.stderr


def test_without_the_package_there_is_a_box_and_a_word_of_what_to_install(
    swept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.errors import UsageError

    def missing(*_words: str) -> None:
        raise UsageError("a decision tree beside the box: install it with: pip install 'sanshe[analysis]'")

    monkeypatch.setattr("sim.lab.extras.need", missing)
    told = sanshe("discover", swept, "--outcome", "public_money_yuan", "--above", str(middle(swept)), "--json")
    assert told.exit_code == 0
    assert "pip install 'sanshe[analysis]'" in told.stderr
    assert json.loads(told.stdout)["tree"] is None
