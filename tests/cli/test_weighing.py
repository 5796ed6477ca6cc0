"""`sanshe robust` and `sanshe economics` on stored numbers whose answers are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.command_line import app
from tests.lab.stored import luck, store

# The investor's table of the textbooks in hundredths: slow pay is stocks, prompt pay mutual funds.
PAYOFFS = {
    "baseline": {"growing": 0.40, "stable": 0.45, "falling": 0.05},
    "slow": {"growing": 0.70, "stable": 0.30, "falling": -0.13},
    "prompt": {"growing": 0.53, "stable": 0.45, "falling": -0.05},
}


def sanshe(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="sanshe")


def answered(*words: str | Path) -> str:
    result = sanshe(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def refused(code: int, *words: str | Path) -> str:
    result = sanshe(*words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


def payoffs(policy: str, under: str, world: int) -> dict[str, Any]:
    return {"satisfied_share": 0.5 + PAYOFFS[policy][under] + luck(policy, world)}


@pytest.fixture(scope="module")
def invested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store(tmp_path_factory.mktemp("robust") / "r", payoffs, sets={"file": "states.csv"})


def test_the_investors_table_from_stored_runs(invested: Path) -> None:
    found = json.loads(answered("robust", invested, "--threshold", "0.5", "--json"))[0]
    assert (found["states"], found["worlds"], found["direction"]) == (3, 4, "higher")
    best = {(row["criterion"], row["policy"]) for row in found["criteria"] if row["best"]}
    assert {("worst", "baseline"), ("regret", "prompt"), ("mean", "prompt"), ("satisfied", "baseline")} <= best
    regret = {row["policy"]: row["value"] for row in found["criteria"] if row["criterion"] == "regret"}
    assert regret == pytest.approx({"baseline": 0.30, "slow": 0.18, "prompt": 0.17})


@pytest.mark.parametrize(("lang", "word"), [("en", "largest regret"), ("zh", "最大遗憾")])
def test_a_judgement_speaks_both_languages_and_is_drawn(invested: Path, lang: str, word: str) -> None:
    told = answered("robust", invested, "--lang", lang)
    assert word in told
    figure = Path(told.strip().splitlines()[-1])
    assert figure == invested / "figures" / f"robust-satisfied_share.{lang}.svg"
    assert figure.is_file()
    assert f"figures/{figure.name}" in json.loads((invested / "manifest.json").read_text(encoding="utf-8"))["outputs"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--outcome", "satisfied_shar"), "did you mean 'satisfied_share'?"),
        (("--outcome", "satisfied_share", "--outcome", "trust_committee", "--threshold", "1"), "hold for one outcome"),
        (("--outcome", "public_money_yuan"), "there is no column 'public_money_yuan'"),
    ],
)
def test_a_judgement_that_cannot_be_asked_is_refused(invested: Path, words: tuple[str, ...], message: str) -> None:
    assert message in refused(5 if "column" in message else 2, "robust", invested, *words)
