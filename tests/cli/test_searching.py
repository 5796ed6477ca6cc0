"""From a small search to the policy it finds, by the command."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

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
name = "small_search"
question_en = "How little money does it take?"
question_zh = "最少需要多少经费？"
scenario = "small_place.toml"
seed = 7
worlds = 2
outcomes = ["service_person_times"]
[search]
population = 4
generations = 3
fresh_worlds = 3
fresh_policies = 3
[search.target]
outcome = "public_money_yuan"
at_least = 1
[search.levers]
"policy.purchase.centre_yuan" = { low = 500_000, high = 3_000_000, step = 500_000 }
"policy.matching.online" = {}
"""


def sanshe(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="sanshe")


def write_question(folder: Path) -> Path:
    (folder / "small_place.toml").write_text(SMALL_PLACE, encoding="utf-8")
    question = folder / "small_search.toml"
    question.write_text(QUESTION, encoding="utf-8")
    return question


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A search of all twelve policies, and its folder."""
    folder = tmp_path_factory.mktemp("search")
    question = write_question(folder)
    done = sanshe("search", question, "--out", folder / "answer", "--jobs", "1", "--quiet")
    assert done.exit_code == 0, done.stderr
    return question, folder / "answer"


def test_the_least_money_is_found_and_goes_on_with_what_is_there(searched: tuple[Path, Path]) -> None:
    question, folder = searched
    told = sanshe("search", question, "--out", folder, "--jobs", "1", "--quiet", "--json")
    assert told.exit_code == 0, told.stderr
    answer = json.loads(told.stdout)
    assert (answer["policies"], answer["tried"], answer["fresh_worlds"], answer["failed"]) == (12, 12, 3, 0)
    best = next(each for each in answer["found"] if each["name"] == answer["best"])
    assert best["values"] == {"policy.purchase.centre_yuan": 500_000, "policy.matching.online": False}
    assert best["reaches"]
    assert json.loads((folder / "answer.json").read_text(encoding="utf-8"))["sha256"] == answer["sha256"]
    outputs = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert "inputs/small_place.toml" in outputs
    assert 'scenario = "inputs/small_place.toml"' in (folder / "experiment.toml").read_text(encoding="utf-8")
    assert (folder / "fresh" / "inputs" / "small_place.toml").read_text(encoding="utf-8") == SMALL_PLACE
    assert {"evaluations.parquet", "fresh/results.parquet", "figures/search.en.png"} <= set(outputs)


@pytest.mark.parametrize(
    ("lang", "sentence"), [("en", "Every policy of the grid was tried."), ("zh", "网格中的每一项政策都已试过。")]
)
def test_it_is_told_in_both_languages(searched: tuple[Path, Path], lang: str, sentence: str) -> None:
    question, folder = searched
    told = sanshe("search", question, "--out", folder, "--jobs", "1", "--quiet", "--lang", lang)
    assert told.exit_code == 0, told.stderr
    assert sentence in told.stdout
    assert (folder / "figures" / f"search.{lang}.svg").is_file()


def test_the_fresh_worlds_are_compared_and_verified_as_any_sweep(searched: tuple[Path, Path]) -> None:
    fresh = searched[1] / "fresh"
    compared = sanshe("compare", fresh, "--json")
    assert compared.exit_code == 0, compared.stderr
    assert json.loads(compared.stdout)["worlds"] == 3
    verified = sanshe("verify", fresh, "--sample", "2", "--quiet")
    assert verified.exit_code == 0, verified.stderr


@pytest.mark.parametrize("command", ["sweep", "plan"])
def test_a_search_is_not_swept(command: str, searched: tuple[Path, Path]) -> None:
    told = sanshe(command, searched[0])
    assert told.exit_code == 2
    assert told.stderr.strip() == "small_search: is a search; run it with `sanshe search`"


def test_a_search_killed_on_its_way_goes_the_same_way(searched: tuple[Path, Path], tmp_path: Path) -> None:
    question = write_question(tmp_path)
    command = [sys.executable, "-m", "sim", "search", str(question), "--jobs", "1", "--out", "answer", "--quiet"]
    searching = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    while searching.poll() is None and not any((tmp_path / "answer" / "parts").glob("*.parquet")):
        time.sleep(0.02)
    searching.send_signal(signal.SIGKILL)
    searching.communicate()
    resumed = sanshe("search", question, "--jobs", "1", "--out", tmp_path / "answer", "--quiet", "--json")
    assert resumed.exit_code == 0, resumed.stderr
    straight = json.loads((searched[1] / "answer.json").read_text(encoding="utf-8"))
    assert json.loads(resumed.stdout)["sha256"] == straight["sha256"]
    assert json.loads(resumed.stdout)["found"] == straight["found"]
