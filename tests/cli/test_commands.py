"""What every command does with words it cannot use: one message that helps, the exit code, no traceback."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.command_line import EXAMPLES, app
from sim.cli.demonstration import what_next

COMMANDS = (
    "demo",
    "scenarios",
    "experiments",
    "levers",
    "outcomes",
    "facts",
    "run",
    "plan",
    "sweep",
    "status",
    "compare",
    "report",
    "replay",
    "verify",
    "validate",
    "calibrate",
    "stability",
    "bench",
    "serve",
)


def sanshe(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), prog_name="sanshe")


def refused(code: int, *words: str) -> str:
    """The message with which a command was refused with this exit code and nothing on stdout."""
    result = sanshe(*words)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


def test_help_lists_every_command() -> None:
    shown = sanshe("--help").stdout
    assert all(f"\n  {command} " in shown for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = sanshe(command, "--help")
    assert result.exit_code == 0
    assert f"Usage: sanshe {command}" in result.stdout
    assert f"Example: sanshe {command}" in result.stdout


def test_an_example_of_help_stands_in_one_line_and_names_options_that_there_are() -> None:
    for words in EXAMPLES.values():
        command, *options = words.split()
        assert len(f"  Example: sanshe {words}") <= 80
        told = sanshe(command, "--help").stdout
        assert [option for option in options if option.startswith("--") and option not in told] == []


def test_version_is_told() -> None:
    assert sanshe("--version").stdout.startswith("sanshe 0.")


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    assert refused(2, "levrs") == "No such command 'levrs'. Did you mean 'levers'?"


def test_a_missing_argument_is_named() -> None:
    assert refused(2, "run") == "Missing argument 'SCENARIO'; see `sanshe run --help`"


def test_an_unknown_language_is_refused() -> None:
    assert refused(2, "facts", "--lang", "fr").startswith("Invalid value for '--lang': 'fr' is not one of")


@pytest.mark.parametrize("worlds", ["0", "-1", "many", "1.5", "nan"])
def test_a_number_of_worlds_that_cannot_be_is_refused(worlds: str) -> None:
    assert "--worlds" in refused(2, "run", "guangzhou", "--worlds", worlds)


def test_an_unknown_scenario_is_answered_with_the_nearest() -> None:
    assert refused(3, "run", "guangzho") == "guangzho: no bundled scenario of that name; did you mean 'guangzhou'?"


def test_a_missing_file_is_named() -> None:
    assert refused(3, "run", "nowhere/nothing.toml").startswith("nowhere/nothing.toml: no such file")


def test_a_broken_file_is_told_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('extends = "guangzhou"\n[policy.evaluation]\nrounds_per_yeer = 8\n', encoding="utf-8")
    message = refused(3, "run", str(broken))
    assert message.startswith(f"{broken}: policy.evaluation.rounds_per_yeer: ")
    assert message.endswith("did you mean 'policy.evaluation.rounds_per_year'?")


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ("policy.evaluation.rounds_per_yeer=8", "unknown name; did you mean 'policy.evaluation.rounds_per_year'?"),
        ("policy.evaluation.rounds_per_year=80", "80 lies outside its bounds; give a whole number from 0 to 12"),
        ("policy.evaluation.rounds_per_year=2.5", "2.5 is not a whole number; give a whole number from 0 to 12"),
        ("policy.evaluation.rounds_per_year=eight", "'eight' is not a number; give a whole number from 0 to 12"),
        ("policy.evaluation.fee_yuan=nan", "nan is not a finite number; give a number from 0 to 40000 yuan"),
        ("policy.evaluation.fee_yuan=inf", "inf is not a finite number; give a number from 0 to 40000 yuan"),
        ("policy.evaluation.fee_yuan=true", "'true' is not a number"),
        ("policy.evaluation.payer=nobody", "'nobody' is not a known choice; give one of funder, organisation"),
        ("policy.evaluation.payer", "'policy.evaluation.payer' is no path=value"),
        ("=8", "'=8' is no path=value"),
    ],
)
def test_a_setting_that_cannot_be_is_told_with_what_would_be_right(setting: str, complaint: str) -> None:
    message = refused(2, "run", "guangzhou", "--set", setting)
    assert message.startswith("--set: ")
    assert complaint in message


def test_a_setting_given_twice_is_refused() -> None:
    twice = ("--set", "policy.evaluation.rounds_per_year=8", "--set", "policy.evaluation.rounds_per_year=9")
    assert "set twice; keep one of them" in refused(2, "run", "guangzhou", *twice)


def test_all_faults_of_all_settings_are_told_at_once() -> None:
    assert len(refused(2, "run", "guangzhou", "--set", "a=1", "--set", "b", "--set", "c=nan").splitlines()) == 3


@pytest.mark.parametrize("command", ["scenarios", "experiments", "levers", "outcomes", "facts"])
def test_lists_are_json_for_programs(command: str) -> None:
    result = sanshe(command, "--json")
    assert result.exit_code == 0, result.stderr
    listed = json.loads(result.stdout)
    assert listed
    assert all(isinstance(entry, dict) for entry in listed)


def test_levers_come_with_bounds_unit_and_source() -> None:
    listed = {each["path"]: each for each in json.loads(sanshe("levers", "--json").stdout)}
    rounds = listed["policy.evaluation.rounds_per_year"]
    assert (rounds["kind"], rounds["low"], rounds["high"], rounds["unit"]) == ("integer", 0, 12, "rounds per year")
    assert all(each["source"] and each["meaning"] and each["zh"] for each in listed.values())


def test_coefficients_and_settings_are_listed_to_those_who_ask() -> None:
    roles = {each["role"] for each in json.loads(sanshe("levers", "--all", "--json").stdout)}
    assert {"lever", "uncertainty", "setting"} <= roles


def test_a_list_is_one_line_an_entry_for_pipes() -> None:
    lines = sanshe("facts", "turnover").stdout.splitlines()
    assert lines[0].split("\t")[:2] == ["code", "place"]
    assert lines[1].split("\t")[:5] == ["G38", "Guangzhou", "2014", "annual turnover of social workers", "24.55"]


def test_a_list_can_be_asked_in_chinese() -> None:
    turnover = ["G38", "广州", "2014年", "社工年离职率", "24.55", "%/年", "用于校准"]
    assert turnover in chinese("facts", "离职")
    assert turnover in chinese("facts", "广州")


def chinese(*words: str) -> list[list[str]]:
    """The cells of a list's rows in Chinese, without the source, which names documents and assumptions."""
    return [line.split("\t")[:-1] for line in sanshe(*words, "--lang", "zh").stdout.splitlines()[1:]]


def test_levers_are_explained_in_chinese() -> None:
    rows = {path: cells for path, *cells in chinese("levers", "评估")}
    assert rows["policy.evaluation.rounds_per_year"] == [
        "评估次数",
        "0",
        "0至12的整数（轮/年）",
        "每家承接机构一年接受评估的次数",
    ]
    assert rows["policy.evaluation.payer"][2] == "funder（政府购买方）、organisation（社会组织）"
    assert rows["policy.evaluation.standardised"][2] == "true（是）、false（否）"
    assert rows["policy.evaluation.fee_yuan"][1:3] == ["15,000", "0至40,000（元/评估）"]
    assert not re.search("[A-Za-z]", "".join(cells[3] for cells in rows.values()))


def test_outcomes_are_explained_in_chinese() -> None:
    for _, *cells in chinese("outcomes", "社工"):
        assert not re.search("[A-Za-z]", "".join(cells))
    [cost] = chinese("outcomes", "财政投入")
    assert cost[1:4] == ["财政投入", "元", "无优劣之分"]


def test_programs_get_the_meaning_in_both_languages() -> None:
    [delay] = json.loads(sanshe("levers", "delay_months", "--json").stdout)
    assert (delay["meaning"][:11], delay["meaning_zh"][:6]) == ("Mean months", "从一期款项到")
    assert all(each["meaning_zh"] != each["meaning"] for each in json.loads(sanshe("outcomes", "--json").stdout))


def test_the_demonstration_goes_on_in_its_language() -> None:
    assert [command for command, _ in what_next("en") if "--lang" in command] == []
    assert [command.partition(" ")[0] for command, _ in what_next("zh") if command.endswith(" --lang zh")] == [
        "run", "compare", "levers",
    ]  # fmt: skip
    assert what_next("zh")[2] == ("sweep turnover", "另一个问题")


def test_a_word_that_no_label_has_is_looked_for_in_the_meanings() -> None:
    [row] = [line.split("\t")[0] for line in sanshe("levers", "tranche is due").stdout.splitlines()[1:]]
    assert row == "policy.payment.delay_months"


def test_an_outcome_says_of_which_months_its_number_is() -> None:
    [cost] = chinese("outcomes", "public_money_yuan")
    assert "各月合计" in cost


def test_a_word_that_finds_nothing_is_told() -> None:
    assert (
        refused(2, "levers", "zzzz")
        == "zzzz: no lever has this word in its name, label or meaning; see `sanshe levers`"
    )


@pytest.mark.parametrize(("scenario", "kinds"), [("guangzhou", 0), ("hebei", 12)])
def test_outcomes_by_kind_of_community_are_shown_where_there_are_kinds(scenario: str, kinds: int) -> None:
    small = {"streets": 1, "communities_per_street": 8, "residents_per_community": 10, "months": 1}
    words = [word for name, value in small.items() for word in ("--set", f"setting.{name}={value}")]
    shown = sanshe("run", scenario, *words, "--set", "setting.burn_in_months=0", "--quiet").stdout
    names = [line.split("\t")[-1] for line in shown.splitlines()]
    assert len([name for name in names if name.endswith(("_mixed", "_commodity", "_renewal", "_village"))]) == kinds
    assert "migrant_gap" in names, "what is undefined for another reason is told"
