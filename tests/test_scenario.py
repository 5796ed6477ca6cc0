"""A scenario says how it differs from its parent; every value knows where it comes from; every fault is told."""

from __future__ import annotations

import random
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declare import Value
from sim.errors import ScenarioError
from sim.scenario import (
    COEFFICIENTS,
    DECLARATIONS,
    LEVERS,
    SETTINGS,
    Scenario,
    Variations,
    bundled,
    bundled_scenarios,
    load_scenario,
    model_version,
)


def written(folder: Path, text: str, name: str = "mine") -> Path:
    """A scenario file with this text."""
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def told(file: Path) -> list[str]:
    """The lines that refuse a file, none where it is a scenario; any other error is the test's failure."""
    try:
        load_scenario(file)
    except ScenarioError as wrong:
        return str(wrong).splitlines()
    return []


def refused(folder: Path, text: str) -> list[str]:
    """The lines that say why a scenario file cannot be used, without the folder."""
    file = written(folder, text)
    with pytest.raises(ScenarioError, match=r".") as caught:
        load_scenario(file)
    assert caught.value.exit_code == 3
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_the_bundled_scenarios() -> None:
    assert set(bundled_scenarios()) >= {"baseline", "evaluation_sweep", "guangzhou", "late_pay"}
    for name in bundled_scenarios():
        scenario = load_scenario(name)
        assert scenario.name == name
        assert scenario.title("en")
        assert scenario.title("zh")
        assert scenario.title("en") != scenario.title("zh")
        assert scenario.source
        assert load_scenario(bundled("scenarios") / f"{name}.toml") == scenario


def test_the_sources_of_guangzhou() -> None:
    scenario = load_scenario("guangzhou")
    # Two million yuan (G46), five rounds (two regular and two to four more, G41-G43).
    assert scenario.value("policy.purchase.centre_yuan") == 2_000_000.0
    assert scenario.value("policy.evaluation.rounds_per_year") == 5
    assert scenario.provenance["policy.purchase.centre_yuan"] == "guangzhou.toml"
    assert scenario.provenance["coefficients.satisfaction.threshold"] == "calibrated"
    assert scenario.provenance["policy.relief.strength"] == "default"
    assert set(scenario.provenance) == set(DECLARATIONS)


def test_a_child_says_only_how_it_differs() -> None:
    parent, child = load_scenario("guangzhou"), load_scenario("late_pay")
    differ = {path for path, value in child.values().items() if value != parent.values()[path]}
    assert differ == {"policy.payment.delay_months"}
    assert child.provenance["policy.payment.delay_months"] == "late_pay.toml"
    assert child.provenance["policy.purchase.centre_yuan"] == "guangzhou.toml"


def test_every_value_has_one_place() -> None:
    assert len(DECLARATIONS) == len(LEVERS) + len(COEFFICIENTS) + len(SETTINGS)
    assert set(load_scenario("baseline").values()) == set(DECLARATIONS)
    assert {path.split(".")[0] for path in LEVERS} == {"policy"}
    assert {declared.role for declared in LEVERS.values()} == {"lever"}
    assert {declared.role for declared in COEFFICIENTS.values()} <= {"uncertainty", "constant"}


def test_a_file_beside_its_parent(tmp_path: Path) -> None:
    written(tmp_path, "name = 'elder'\n[policy.payment]\ndelay_months = 4.0\n[policy.relief]\nstrength = 0.5", "elder")
    file = written(tmp_path, "extends = 'elder'\ntitle_en = 'Mine'\n[policy.payment]\ndelay_months = 1.0")
    scenario = load_scenario(file)
    assert (scenario.name, scenario.title_en) == ("mine", "Mine")
    assert scenario.value("policy.payment.delay_months") == 1.0
    assert scenario.value("policy.relief.strength") == 0.5
    assert scenario.provenance["policy.relief.strength"] == "elder.toml"
    assert load_scenario(str(file)) == scenario


def test_an_empty_file_and_empty_sections_are_the_defaults(tmp_path: Path) -> None:
    empty = load_scenario(written(tmp_path, ""))
    assert empty.values() == load_scenario(written(tmp_path, "[policy.purchase]\n[before.council]\n")).values()
    assert empty.value("policy.purchase.centre_yuan") == 0.0


def test_values_given_later_win() -> None:
    scenario = load_scenario("guangzhou").with_values({"policy.payment.delay_months": 6}, where="--set")
    assert scenario.value("policy.payment.delay_months") == 6.0
    assert scenario.policy.payment.delay_months == 6.0
    assert scenario.provenance["policy.payment.delay_months"] == "--set"
    assert load_scenario("guangzhou").value("policy.payment.delay_months") == 2.0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"policy.payment.delay": 3},
            "--set: policy.payment.delay: unknown name; did you mean 'policy.payment",
        ),
        ({"delay_months": 3}, "--set: delay_months: unknown name; did you mean 'policy.payment.delay_months'?"),
        ({"qqq": 3}, "--set: qqq: unknown name; see `sanshe levers` for the names that exist"),
        ({"setting.months": 0}, "--set: setting.months: 0 lies outside its bounds; give a whole number from 1 to 600"),
    ],
)
def test_values_that_cannot_be_set(values: dict[str, Value], words: str) -> None:
    with pytest.raises(ScenarioError, match=r"^--set: ") as caught:
        load_scenario("guangzhou").with_values(values)
    assert str(caught.value).startswith(words)


def test_a_value_that_does_not_exist() -> None:
    with pytest.raises(
        ScenarioError, match=r"guangzhou: policy\.relief\.strenght: unknown name; did you mean 'policy\.rel"
    ):
        load_scenario("guangzhou").value("policy.relief.strenght")


FAULTS: list[tuple[str, str]] = [
    ("[policy.payment]\ndelay = 1", "mine.toml: policy.payment.delay: unknown name; did you mean 'policy.payment"),
    ("[polcy.payment]\ndelay_months = 1", "mine.toml: polcy: unknown key; did you mean 'policy'?"),
    ("policy = 3", "mine.toml: policy: unknown name; see"),
    ("[policy]\npayment = 3", "mine.toml: policy.payment: unknown name"),
    ("[policy.payment]\ndelay_months = nan", "mine.toml: policy.payment.delay_months: nan is not a finite number"),
    ("[policy.payment]\ndelay_months = 13.0", "mine.toml: policy.payment.delay_months: 13.0 lies outside its bounds"),
    ("[policy.payment]\ndelay_months = '2'", "mine.toml: policy.payment.delay_months: '2' is not a number; give a"),
    ("[before.payment]\ndelay_months = -1", "mine.toml: before: policy.payment.delay_months: -1 lies outside"),
    ("[before.setting]\nmonths = 3", "mine.toml: before: policy.setting.months: unknown name"),
    ("[setting]\nmonths = true", "mine.toml: setting.months: True is not a number; give a whole number from 1 to 600"),
    ("name = 'a b'", "mine.toml: name: 'a b' cannot be a name; use 1 to 64 Latin letters"),
    ("title_en = 3", "mine.toml: title_en: not a text of at most 4,000 characters; write it in quotes"),
    ("title_zh = '" + "字" * 4_001 + "'", "mine.toml: title_zh: not a text of at most 4,000 characters"),
    ("extends = 3", 'mine.toml: extends: not a name; write extends = "guangzhou"'),
    ("extends = 'guangzho'", "mine.toml: extends: no scenario 'guangzho' beside it or bundled; did you mean"),
    ("extends = '" + "a" * 400 + "'", "mine.toml: extends: no scenario 'aaa"),
    ("extends = 'mine'", "mine.toml: extends: goes in a circle (mine -> mine); drop one `extends`"),
    ("change = 3", "mine.toml: change: not a list of dated changes; write [[change]] with month = 36"),
    ("change = [3]", "mine.toml: change 1: without a month from 0 to 600; write month = 36"),
    ("[[change]]\nmonth = -1", "mine.toml: change 1: without a month from 0 to 600"),
    ("[[change]]\nmonth = 601", "mine.toml: change 1: without a month from 0 to 600"),
    ("[[change]]\nmonth = 3.5", "mine.toml: change 1: without a month from 0 to 600"),
    ("[[change]]\nmonth = true", "mine.toml: change 1: without a month from 0 to 600"),
    ("[[change]]\nmonth = 3\nsetting.months = 3", "mine.toml: change 1: setting.months: only levers change at a date;"),
    ("[[change]]\nmonth = 3\npolicy.relief.strenght = 1.0", "mine.toml: change 1: policy.relief.strenght: unknown"),
    ("[[change]]\nmonth = 3\npolicy.relief.strength = 2.0", "mine.toml: change 1: policy.relief.strength: 2.0 lies"),
    ('"a\\nb" = 3', "mine.toml: a b: unknown key; known are before, change"),
    ("[policy.purchase]\ndecider = 0x" + "f" * 6_000, "mine.toml: a whole number of more than 64 bits;"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), FAULTS, ids=lambda given: given[:40] if isinstance(given, str) else None)
def test_a_fault_is_told_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    lines = refused(tmp_path, text)
    assert len(lines) == 1
    assert lines[0].startswith(words)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = """
        name = "no name"
        colour = "red"
        [policy.payment]
        delay_months = 99.0
        dely_months = 1.0
        [coefficients.needs.arrival_rate]
        elderly = "many"
        [setting]
        streets = 0
        [[change]]
        month = 12
        policy.payment.delay_months = -3.0
        """
    lines = refused(tmp_path, text)
    assert len(lines) == 7
    for part in ("name:", "colour:", "delay_months: 99", "dely_months:", "elderly: 'many'", "streets: 0", "change 1:"):
        assert sum(part in line for line in lines) == 1, part


def test_what_a_file_holds_cannot_command_a_terminal(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, 'extends = "\\u001b[2J\\u007f\\u202e"')
    assert "mine.toml: extends: no scenario '\\u001b[2J\\u007f\\u202e' beside it or bundled; bundled are " in line


def test_of_very_many_faults_the_first_are_told(tmp_path: Path) -> None:
    unknown = "\n".join(f"lever_{number} = 1" for number in range(900))
    lines = refused(tmp_path, f"[policy.payment]\n{unknown}\n")
    assert len(lines) == 20
    assert "policy.payment.lever_0: unknown name" in lines[0]


def test_too_many_changes(tmp_path: Path) -> None:
    change = "[[change]]\nmonth = 3\npolicy.relief.strength = 0.5\n"
    assert len(load_scenario(written(tmp_path, change * 100)).changes) == 100
    assert refused(tmp_path, change * 101)[0].startswith("mine.toml: change: not a list of dated changes")


def test_a_longer_circle_is_shown(tmp_path: Path) -> None:
    written(tmp_path, "extends = 'two'", "one")
    written(tmp_path, "extends = 'three'", "two")
    file = written(tmp_path, "extends = 'one'", "three")
    with pytest.raises(
        ScenarioError, match=r"two\.toml: extends: goes in a circle \(three -> one -> two -> three\); drop"
    ):
        load_scenario(file)


def test_a_bundled_name_that_does_not_exist() -> None:
    with pytest.raises(ScenarioError, match="guangzou: no bundled scenario of that name; did you mean 'guangzhou'"):
        load_scenario("guangzou")
    with pytest.raises(ScenarioError, match="no such file"):
        load_scenario("nowhere/guangzhou.toml")


DATED = """
extends = "guangzhou"
[before.relief]
strength = 0.25
[[change]]
month = 24
policy.payment.delay_months = 0.0
[[change]]
month = 12
policy.payment.delay_months = 1.0
policy.relief.strength = 1.0
"""


def test_dated_changes_follow_one_another(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path, DATED))
    found = [
        (since, policy.payment.delay_months, policy.relief.strength, policy.purchase.centre_yuan)
        for since, policy in scenario.timeline()
    ]
    assert found == [
        (-scenario.setting.burn_in_months, 2.0, 0.25, 0.0),
        (0, 2.0, 0.0, 2_000_000.0),
        (12, 1.0, 1.0, 2_000_000.0),
        (24, 0.0, 1.0, 2_000_000.0),
    ]


def test_a_value_set_holds_from_month_0_on_and_a_dated_change_of_it_gives_way(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path, DATED)).with_values({"policy.payment.delay_months": 5.0})
    assert [policy.payment.delay_months for _, policy in scenario.timeline()] == [2.0, 5.0, 5.0]
    assert [policy.relief.strength for _, policy in scenario.timeline()] == [0.25, 0.0, 1.0]


def test_equal_values_have_an_equal_fingerprint(tmp_path: Path) -> None:
    one = load_scenario("guangzhou")
    assert len(one.fingerprint) == 64
    same = load_scenario(written(tmp_path, "name = 'other'\nextends = 'guangzhou'\ntitle_en = 'Other'"))
    assert same.fingerprint == one.fingerprint
    assert one.with_values({"policy.payment.delay_months": 2}).fingerprint == one.fingerprint


@pytest.mark.parametrize("path", ["policy.relief.strength", "coefficients.ties.growth"])
def test_a_different_value_has_another_fingerprint(path: str) -> None:
    one = load_scenario("guangzhou")
    assert one.with_values({path: 0.0625}).fingerprint != one.fingerprint


def test_changes_and_what_was_before_are_in_the_fingerprint(tmp_path: Path) -> None:
    relief = "policy.relief.strength = 0.5"
    dated = [f"[[change]]\nmonth = {month}\n{relief}" for month in (3, 4)]
    texts = ["", *dated, "[before.relief]\nstrength = 0.5"]
    prints = {load_scenario(written(tmp_path, f"extends = 'guangzhou'\n{text}")).fingerprint for text in texts}
    assert len(prints) == 4


def test_the_model_s_version_is_a_hash() -> None:
    assert len(model_version()) == 64
    assert int(model_version(), 16) > 0


def test_a_scenario_is_frozen() -> None:
    scenario = load_scenario("baseline")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        scenario.name = "other"  # type: ignore[misc]
    assert isinstance(scenario, Scenario)


PIECES = [
    "name = 'a'", "extends = 'guangzhou'", "extends = 'mine'", "[policy.payment]", "delay_months = 3.0",
    "delay_months = 99", "[policy]", "[setting]", "months = 12", "months = 'x'", "[[change]]", "month = 3",
    "month = -1", "[before.council]", "notice = 0.5", "policy.relief.strength = 0.5", "policy.relief = 3",
    "[coefficients.needs.arrival_rate]", "elderly = 0.1", "change = 1", "change = [{month = 3}]",
    "title_en = 'x'", "[policy.purchase]", "decider = 'expert'", "x = nan", "=", "[", "a.b.c = 1",
    "setting.months = 9", '"\\u0000" = 1', "name = 1979-05-27", "before = []", "policy.payment = [1]",
]  # fmt: skip


def test_files_that_are_nearly_right_are_read_or_refused(tmp_path: Path) -> None:
    luck = random.Random(2012)  # noqa: S311  pieces for a test
    accepted = 0
    for _ in range(400):
        text = "\n".join(luck.choice(PIECES) for _ in range(luck.randint(1, 6)))
        lines = told(written(tmp_path, text))
        accepted += not lines
        assert all(": " in line and "; " in line for line in lines)
    assert 20 < accepted < 300


@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_a_scenario_or_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(data)
    assert all(": " in line and "; " in line for line in told(file))


@pytest.mark.parametrize("name", ["guangzhou", "funding_cut", "covid"])
def test_variations_are_known_without_being_made(name: str) -> None:
    start = load_scenario(name)
    shared = Variations(start)
    for values in (
        {},
        {"policy.payment.delay_months": 6},
        {"policy.purchase.centre_yuan": 1_000_000, "coefficients.ties.growth": 0.2, "setting.streets": 2},
    ):
        made = start.with_values(values)
        assert shared.fingerprint(values) == made.fingerprint
        assert {path: made.value(path) for path in values} == values
        untouched = {path: value for path, value in start.values().items() if path not in values}
        assert untouched.items() <= made.values().items()
    assert shared.fingerprint({"policy.payment.delay_months": 6}) != start.fingerprint


def test_what_a_variation_does_not_touch_is_shared() -> None:
    start = load_scenario("guangzhou")
    later = start.with_values({"policy.payment.delay_months": 6})
    assert later.coefficients is start.coefficients
    assert later.policy.evaluation is start.policy.evaluation
    assert later.policy.payment is not start.policy.payment
