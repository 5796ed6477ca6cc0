"""From a question to its answer by the commands alone: plan, sweep, status, compare, report, replay."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.command_line import app
from sim.lab.sweep import sweep
from tests.lab.standins import MISBEHAVE, stand_in_plan

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
name = "small_question"
question_en = "What does late pay do in a small place?"
question_zh = "滞后拨款对小地方有何影响？"
scenario = "small_place.toml"
seed = 7
worlds = {worlds}
outcomes = ["satisfied_share", "service_person_times"]
[axes]
"policy.payment.delay_months" = [0, 2, 6]
"""


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


def write_question(folder: Path, worlds: int = 3) -> Path:
    (folder / "small_place.toml").write_text(SMALL_PLACE, encoding="utf-8")
    question = folder / "small_question.toml"
    question.write_text(QUESTION.format(worlds=worlds), encoding="utf-8")
    return question


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_question(tmp_path_factory.mktemp("question"))


@pytest.fixture(scope="module")
def swept(question: Path) -> Path:
    """The results of the small question, swept once for all tests that only read them."""
    folder = question.parent / "answer"
    answered("sweep", question, "--out", folder, "--jobs", "1", "--quiet")
    return folder


def test_a_plan_counts_policies_worlds_and_runs(question: Path) -> None:
    plan = json.loads(answered("plan", question, "--no-measure", "--json"))
    assert (len(plan["policies"]), plan["worlds"], plan["runs"]) == (3, 3, 9)
    assert plan["seconds"] is None


def test_a_plan_of_many_policies_shows_some_and_says_how_many_there_are(question: Path) -> None:
    many = question.with_name("many.toml")
    text = question.read_text(encoding="utf-8").replace("[0, 2, 6]", str([number / 100 for number in range(300)]))
    many.write_text(text, encoding="utf-8")
    shown = answered("plan", many, "--no-measure")
    assert "... and 290 policies more; --json lists them all" in shown
    assert "300 policies x 3 worlds = 900 runs" in shown
    assert len(shown.splitlines()) == 18
    assert len(json.loads(answered("plan", many, "--no-measure", "--json"))["policies"]) == 300


def test_a_plan_can_have_other_worlds(question: Path) -> None:
    assert json.loads(answered("plan", question, "--no-measure", "--worlds", "5", "--json"))["runs"] == 15


def test_a_measured_plan_tells_how_long_it_takes(question: Path) -> None:
    assert json.loads(answered("plan", question, "--jobs", "1", "--json"))["seconds"] > 0


def test_a_sweep_goes_on_with_what_is_there(question: Path, swept: Path) -> None:
    again = json.loads(answered("sweep", question, "--out", swept, "--jobs", "1", "--quiet", "--json"))
    assert (again["runs"], again["ok"], again["kept"], again["failed"]) == (9, 9, 9, 0)


def test_progress_goes_to_stderr_and_data_to_stdout(question: Path, swept: Path) -> None:
    result = sanshe("sweep", question, "--out", swept, "--jobs", "1", "--json")
    assert "small_question: 9 of 9 runs (100%)" in result.stderr
    assert json.loads(result.stdout)["ok"] == 9


def test_status_tells_how_far_it_is(swept: Path) -> None:
    status = json.loads(answered("status", swept, "--json"))
    assert (status["done"], status["runs"], status["finished"]) == (9, 9, True)
    assert "9 of 9 runs done in 3 worlds, 0 failed" in answered("status", swept)


def test_a_comparison_names_baseline_worlds_and_interval(swept: Path) -> None:
    compared = json.loads(answered("compare", swept, "--json"))
    assert (compared["baseline"], compared["worlds"], compared["confidence"]) == ("baseline", 3, 0.95)
    assert {row["outcome"] for row in compared["differences"]} == {"satisfied_share", "service_person_times"}
    assert all(row["low"] <= row["difference"] <= row["high"] for row in compared["differences"])


def test_a_comparison_says_what_failed_what_is_left_out_and_what_common_worlds_gained(tmp_path: Path) -> None:
    plan = stand_in_plan(("good", "unlucky", "good"), worlds=9)
    unlucky = sum(plan.run(3 * world).world_seed % 3 == 0 for world in range(9))
    sweep(plan, tmp_path / "r", jobs=0, function=MISBEHAVE)
    told = answered("compare", tmp_path / "r")
    assert 0 < unlucky < 7
    assert f"{unlucky} runs failed and are not counted; why stands in {tmp_path / 'r'}/failed." in told
    assert f"{unlucky} worlds are left out, because a run failed in them." in told
    assert f"Worlds: {9 - unlucky}. " in told
    assert re.search(r"made the variance of these differences [\d.]+ times smaller", told)
    assert "nothing varies here" in told  # The baseline's turnover is undefined.
    assert f"有{unlucky}次运行失败而未计入" in answered("compare", tmp_path / "r", "--lang", "zh")


@pytest.mark.parametrize(("lang", "word"), [("en", "What does late pay do"), ("zh", "滞后拨款对小地方有何影响")])
def test_a_comparison_speaks_both_languages(swept: Path, lang: str, word: str) -> None:
    assert word in answered("compare", swept, "--lang", lang)


def test_a_comparison_can_be_of_another_outcome(swept: Path) -> None:
    compared = json.loads(answered("compare", swept, "--outcome", "trust_committee", "--json"))
    assert {row["outcome"] for row in compared["differences"]} == {"trust_committee"}


def test_an_unknown_outcome_is_answered_with_the_nearest(swept: Path) -> None:
    assert refused(2, "compare", swept, "--outcome", "satisfied_shares").endswith("did you mean 'satisfied_share'?")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_says_where_it_is(swept: Path, lang: str) -> None:
    page = Path(answered("report", swept, "--lang", lang).strip())
    assert page == swept / f"report.{lang}.html"
    assert page.exists()


def test_a_report_can_be_a_page_a_document_and_a_pdf(swept: Path) -> None:
    pages = [Path(line) for line in answered("report", swept, "--format", "pdf, docx").splitlines()]
    assert pages == [swept / "report.en.docx", swept / "report.en.pdf"]
    assert pages[0].read_bytes().startswith(b"PK")
    assert pages[1].read_bytes().startswith(b"%PDF-")
    written = json.loads((swept / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert {"report.en.docx", "report.en.pdf"} <= set(written)


@pytest.mark.parametrize(
    ("listed", "said"), [("odt", "--format: 'odt' is no format of a report;"), (" , ", "--format: names no format;")]
)
def test_an_unknown_format_is_refused(swept: Path, listed: str, said: str) -> None:
    assert refused(2, "report", swept, "--format", listed).startswith(said)


def test_a_run_that_is_replayed_gives_what_the_sweep_stored(swept: Path) -> None:
    import pandas as pd

    stored = pd.read_parquet(swept / "results.parquet").set_index("run").loc[4]
    replayed = json.loads(answered("replay", swept, "4", "--json"))
    assert (replayed["policy"], replayed["world"]) == (stored["policy"], stored["world"])
    assert replayed["outcomes"]["satisfied_share"] == stored["satisfied_share"]
    shown = answered("replay", swept, "4")
    assert "satisfied_share" in shown
    assert "satisfied_share_village" not in shown, "kinds of community are not told apart here"


def test_a_run_is_found_by_its_key_too(swept: Path) -> None:
    import pandas as pd

    stored = pd.read_parquet(swept / "results.parquet").set_index("run")["key"]
    replayed = json.loads(answered("replay", swept, stored.loc[4][:16], "--json"))
    assert (replayed["run"], replayed["outcomes"]) == (
        4,
        json.loads(answered("replay", swept, "4", "--json"))["outcomes"],
    )


@pytest.mark.parametrize("run", ["9", "0123456789abcdef", "first", "1.5"])
def test_a_run_that_is_not_in_the_plan_is_refused(swept: Path, run: str) -> None:
    told = f"{swept}: has no run {run}; give a whole number from 0 to 8, or how a run's key begins"
    assert refused(2, "replay", swept, run) == told


@pytest.mark.parametrize("command", ["status", "compare", "report", "replay"])
def test_a_folder_that_is_not_ours_is_refused(command: str, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    words = (command, tmp_path, "1") if command == "replay" else (command, tmp_path)
    assert refused(5, *words).startswith(f"{tmp_path}: is no results folder")


def test_a_sweep_leaves_somebodys_folder_alone(question: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    assert "nothing was changed" in refused(5, "sweep", question, "--out", tmp_path, "--quiet")
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


def test_a_folder_of_another_experiment_is_refused(question: Path, swept: Path) -> None:
    other = question.with_name("other.toml")
    other.write_text(question.read_text(encoding="utf-8").replace("seed = 7", "seed = 8"), encoding="utf-8")
    assert "belongs to another experiment (another seed)" in refused(5, "sweep", other, "--out", swept, "--quiet")


def test_a_folder_of_another_processor_is_gone_on_with_when_asked(
    question: Path, swept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("planfile", "store"):
        monkeypatch.setattr(f"sim.lab.{module}.numeric_fingerprint", lambda: "another processor")
    words = ("sweep", question, "--out", swept, "--quiet", "--json")
    assert refused(5, *words).endswith("sweep into another folder, or mix the two with --allow-mixed")
    assert json.loads(answered(*words, "--allow-mixed"))["kept"] == 9


def test_a_changed_question_is_told_the_command_that_extends_it(tmp_path: Path) -> None:
    question, folder = write_question(tmp_path, worlds=2), tmp_path / "answer"
    answered("sweep", question, "--out", folder, "--jobs", "1", "--quiet")
    more = question.read_text(encoding="utf-8").replace("[0, 2, 6]", "[0, 2, 4, 6]")
    question.write_text(more, encoding="utf-8")
    told = refused(5, "sweep", question, "--out", folder, "--quiet")
    command = f"sanshe sweep {question} --out {folder} --extend"
    assert told == (
        f"{folder}: holds runs of this experiment as it was before (other policies); "
        f"to keep them and do only what is new: {command}"
    )
    extended = json.loads(answered(*command.split()[1:], "--jobs", "1", "--quiet", "--json"))
    assert (extended["runs"], extended["ok"], extended["kept"]) == (8, 8, 6)
    straight = json.loads(answered("sweep", question, "--out", tmp_path / "new", "--jobs", "1", "--quiet", "--json"))
    assert extended["sha256"] == straight["sha256"]
    assert answered("verify", folder, "--sample", "3").count("NOT GOOD") == 0
    assert json.loads(answered("replay", folder, "6", "--json"))["policy"] == "delay_months=4"


def test_an_unknown_experiment_is_answered_with_the_nearest() -> None:
    assert refused(3, "sweep", "turnovr").endswith("did you mean 'turnover'?")


def test_an_axis_that_is_no_lever_is_refused(question: Path) -> None:
    broken = question.with_name("broken.toml")
    text = question.read_text(encoding="utf-8").replace("delay_months", "delay_month")
    broken.write_text(text, encoding="utf-8")
    assert "did you mean 'policy.payment.delay_months'?" in refused(3, "plan", broken)


def test_an_interrupted_sweep_says_what_is_kept_and_goes_on_to_the_same_rows(tmp_path: Path) -> None:
    question = write_question(tmp_path, worlds=300)
    command = [sys.executable, "-m", "sim", "sweep", str(question), "--jobs", "1", "--out", "answer", "--quiet"]
    sweeping = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    while sweeping.poll() is None and not any((tmp_path / "answer" / "parts").glob("*.parquet")):
        time.sleep(0.005)
    sweeping.send_signal(signal.SIGINT)
    _, told = sweeping.communicate()
    assert sweeping.returncode == 130, told
    assert told.startswith("answer: interrupted; ")
    assert told.endswith("runs are kept, run the same command again to go on\n")
    resumed = sanshe("sweep", question, "--jobs", "1", "--out", tmp_path / "answer", "--quiet", "--json")
    straight = sanshe("sweep", question, "--jobs", "1", "--out", tmp_path / "straight", "--quiet", "--json")
    assert json.loads(resumed.stdout)["sha256"] == json.loads(straight.stdout)["sha256"]
    assert json.loads(resumed.stdout)["kept"] > 0
    shutil.rmtree(tmp_path / "answer")


def test_one_run_prints_every_outcome_with_its_unit(question: Path) -> None:
    place = question.with_name("small_place.toml")
    lines = answered("run", place, "--set", "policy.evaluation.rounds_per_year=8").splitlines()
    assert lines[0].split("\t") == ["label", "value", "unit", "name"]
    assert any(line.endswith("\t% of residents\tsatisfied_share") for line in lines)


def test_one_run_says_what_was_changed_and_of_which_months_its_numbers_are(question: Path) -> None:
    place = question.with_name("small_place.toml")
    told = sanshe("run", place, "--set", "policy.purchase.centre_yuan=200", "--quiet").stderr
    assert told.startswith("small_place (")
    assert ": 12 months, after 0 months" in told
    assert "purchase level 200 yuan per centre and year instead of 2 million yuan per centre and year" in told
    assert "means of the last year" in told


def test_results_are_found_by_their_name(
    question: Path, swept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "is a question and not its results; sweep it first" in refused(5, "compare", question)
    shutil.copytree(swept, tmp_path / "results" / question.stem)
    assert answered("status", question.stem) == answered("status", Path("results") / question.stem)
    assert f"did you mean results/{question.stem}?" in refused(5, "compare", question)


def test_a_table_is_no_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("policies.csv", "mine.toml"):
        (tmp_path / name).write_text("policy,value", encoding="utf-8")
    assert "policies.csv: is no experiment; a question is a .toml file" in refused(3, "plan", "policies.csv")
    assert "did you mean 'mine.toml'?" in refused(3, "plan", "mine")


def test_several_worlds_come_with_an_interval(question: Path) -> None:
    place = question.with_name("small_place.toml")
    answer = json.loads(answered("run", place, "--worlds", "4", "--world", "2", "--json"))
    assert answer["worlds"] == [2, 3, 4, 5]
    satisfied = next(each for each in answer["outcomes"] if each["name"] == "satisfied_share")
    assert satisfied["low"] <= satisfied["mean"] <= satisfied["high"]


def test_what_was_set_is_told_and_changes_the_fingerprint(question: Path) -> None:
    place = question.with_name("small_place.toml")
    plain = json.loads(answered("run", place, "--json"))
    changed = json.loads(answered("run", place, "--set", "policy.payment.delay_months=6", "--json"))
    assert changed["set"] == {"policy.payment.delay_months": 6}
    assert changed["fingerprint"] != plain["fingerprint"]


SETS = "set,coefficients.beginnings.vulnerable_share\ncalm,0.1\nhard,0.3\n"


def test_policies_are_crossed_with_parameter_sets(tmp_path: Path) -> None:
    import pandas as pd

    question = write_question(tmp_path, worlds=2)
    question.write_text(question.read_text(encoding="utf-8") + '[sets]\nfile = "states.csv"\n', encoding="utf-8")
    (tmp_path / "states.csv").write_text(SETS, encoding="utf-8")
    assert "3 policies x 2 parameter sets x 2 worlds = 12 runs" in answered("plan", question, "--no-measure")
    folder = tmp_path / "answer"
    answered("sweep", question, "--out", folder, "--jobs", "1", "--quiet")
    table = pd.read_parquet(folder / "results.parquet")
    assert table["set"].tolist() == ["calm"] * 3 + ["hard"] * 3 + ["calm"] * 3 + ["hard"] * 3
    assert table["coefficients.beginnings.vulnerable_share"].unique().tolist() == [0.1, 0.3]
    assert (folder / "sets.csv").read_text(encoding="utf-8") == SETS
    (tmp_path / "states.csv").unlink()  # the folder has its own copy
    again = json.loads(answered("sweep", folder / "experiment.toml", "--out", folder, "--quiet", "--json"))
    assert again["kept"] == 12
    replayed = json.loads(answered("replay", folder, "4", "--json"))
    assert (replayed["policy"], replayed["set"]) == (table["policy"][4], "hard")
    assert replayed["outcomes"]["satisfied_share"] == table["satisfied_share"][4]
    assert all(check["good"] for check in json.loads(answered("verify", folder, "--quiet", "--json")))
    compared = json.loads(answered("compare", folder, "--json"))
    assert (compared["sets"], {row["worlds"] for row in compared["differences"]}) == (2, {2})
    assert all(0.5 <= row["same_sign_share"] <= 1 or row["difference"] == 0 for row in compared["differences"])
    assert "parameter sets, and its interval holds luck alone" in answered("compare", folder)


def test_equivalence_is_told_in_the_table_and_for_programs(swept: Path) -> None:
    compared = json.loads(answered("compare", swept, "--outcome", "satisfied_share", "--json"))
    for row in compared["differences"]:
        inside = row["t_low"] >= -0.01 and row["t_high"] <= 0.01
        assert (row["p_equivalence"] < 0.025) == inside
    assert "two one-sided t tests against the smallest difference that matters (1 percentage point)" in answered(
        "compare", swept, "--outcome", "satisfied_share"
    )


@pytest.mark.parametrize(("lang", "word"), [("en", "higher is better"), ("zh", "越高越好")])
def test_the_best_policy_is_picked_or_more_worlds_are_asked_for(swept: Path, lang: str, word: str) -> None:
    asked = ("compare", swept, "--best", "satisfied_share", "--first-worlds", "3")
    told = answered(*asked, "--lang", lang)
    chosen = json.loads(answered(*asked, "--json"))
    assert word in told
    assert (chosen["worlds"], chosen["indifference"], len(chosen["candidates"])) == (3, 0.01, 3)
    assert bool(chosen["best"]) != (chosen["most"] > 0)


def test_an_outcome_without_a_direction_has_no_best_until_it_is_said(swept: Path) -> None:
    asked = ("compare", swept, "--best", "public_money_yuan", "--first-worlds", "3")
    assert "say which with --better higher or --better lower" in refused(2, *asked)
    assert json.loads(answered(*asked, "--better", "lower", "--json"))["direction"] == "lower"


def test_a_best_of_an_unknown_outcome_is_answered_with_the_nearest(swept: Path) -> None:
    assert refused(2, "compare", swept, "--best", "satisfied_shar").endswith("did you mean 'satisfied_share'?")
