from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import SansheError, ScenarioError
from sim.lab.experiment import Experiment, bundled_experiments, load_experiment, read_experiment
from sim.lab.plan import make_plan
from sim.lab.resolved import experiment_toml
from sim.reading import parse_toml
from sim.scenario import bundled

WHOLE = """\
name = "both"
question_en = "What does prompt pay do?"
question_zh = "及时拨款有何作用？"
why = "A file with everything that a file may have."
scenario = "guangzhou"
seed = 7
worlds = 4
outcomes = ["satisfied_share", "turnover_rate"]

[stopping]
outcome = "satisfied_share"
half_width = 0.01
batch = 2
cap = 10

[baseline]
name = "today"
label_en = "Today"
label_zh = "现行"
[baseline.set]
"policy.payment.delay_months" = 3

[[policy]]
name = "prompt_pay"
label_en = "Prompt pay"
label_zh = "及时拨款"
[policy.set]
"policy.payment.delay_months" = 0

[[policy]]
name = "imposed"
scenario = "late_pay"
[policy.set]
"policy.workforce.turnover" = "imposed"

[axes]
"policy.evaluation.rounds_per_year" = [2, 8]
"policy.purchase.centre_yuan" = [1e6, 2_000_000]
"""


def complaints(text: str) -> list[str]:
    """What is said about a file, a line a fault."""
    with pytest.raises(ScenarioError, match=r"q\.toml") as caught:
        read_experiment(parse_toml(text, "q.toml"), "q.toml")
    return str(caught.value).splitlines()


def test_a_file_with_everything_says_what_it_says() -> None:
    experiment = read_experiment(parse_toml(WHOLE, "q.toml"), "q.toml")
    assert experiment.outcomes == ("satisfied_share", "turnover_rate")
    assert experiment.axes["policy.purchase.centre_yuan"] == (1e6, 2_000_000)
    assert experiment.stopping is not None
    assert experiment.stopping.cap == 10
    assert experiment.policy[1].set == {"policy.workforce.turnover": "imposed"}
    assert experiment.policy_count() == 1 + 2 + 4
    assert experiment.paths() == (
        "policy.evaluation.rounds_per_year",
        "policy.purchase.centre_yuan",
        "policy.payment.delay_months",
        "policy.workforce.turnover",
    )


def test_what_is_measured_is_all_or_whatever_somebody_reads() -> None:
    assert read_experiment(parse_toml(WHOLE, "q.toml"), "q.toml").measured is None
    asked = WHOLE.replace("worlds = 4", 'worlds = 4\nmeasure = "asked"').replace(
        'outcome = "satisfied_share"', 'outcome = "closures"'
    )
    assert read_experiment(parse_toml(asked, "q.toml"), "q.toml").measured == (
        "closures", "satisfied_share", "turnover_rate",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "both"', 'name = "con"', "q.toml: name: 'con' is a reserved word of some file systems; give 1 to 64"),
        ('name = "both"', 'name = "../up"', "q.toml: name: '../up' cannot be a name; give 1 to 64"),
        ('name = "both"', 'name = "both\\n"', "cannot be a name; give 1 to 64 Latin letters"),
        ('name = "both"', "", "q.toml: name: missing; give 1 to 64 Latin letters"),
        ("worlds = 4", "worls = 4", "q.toml: worls: unknown key; did you mean 'worlds'?"),
        ("worlds = 4", "worlds = 4.0", "q.toml: worlds: 4.0 cannot be used here; give a whole number from 1"),
        ("worlds = 4", "worlds = true", "q.toml: worlds: True cannot be used here; give a whole number from 1"),
        ("worlds = 4", "worlds = 0", "q.toml: worlds: 0 cannot be used here; give a whole number from 1"),
        ("worlds = 4", "worlds = 1979-05-27", "q.toml: worlds: 1979-05-27 cannot be used here"),
        ("worlds = 4", "worlds = 11", "q.toml: stopping.cap: 10 worlds are fewer than the first 11"),
        ("seed = 7", "seed = -1", "q.toml: seed: -1 cannot be used here; give a whole number from 0"),
        ("seed = 7", 'seed = "7"', "q.toml: seed: '7' cannot be used here; give a whole number from 0"),
        (
            "half_width = 0.01",
            "half_width = 0",
            "q.toml: stopping.half_width: 0 cannot be used here; give a number above 0",
        ),
        ("half_width = 0.01", "half_width = nan", "q.toml: stopping.half_width: nan cannot be used here"),
        ("cap = 10", "", "q.toml: stopping.cap: missing; give a whole number from `worlds`"),
        (
            '"satisfied_share", ',
            '"satisfed_share", ',
            "q.toml: outcomes: there is no outcome 'satisfed_share'; did you mean",
        ),
        (
            '["satisfied_share", "turnover_rate"]',
            "[]",
            "q.toml: outcomes: a list cannot be used here; give a list of outcomes",
        ),
        (
            '["satisfied_share", "turnover_rate"]',
            '"all"',
            "q.toml: outcomes: 'all' cannot be used here; give a list of",
        ),
        (
            '"satisfied_share", ',
            '"satisfied_share", "satisfied_share", ',
            "q.toml: outcomes: 'satisfied_share' is named twice; name it once",
        ),
        ("worlds = 4", 'worlds = 4\nmeasure = "ask"', "q.toml: measure: 'ask' cannot be used here; give \"all\" or"),
        (
            'outcome = "satisfied',
            'outcome = "satisfed',
            "q.toml: stopping.outcome: there is no outcome 'satisfed_share'; did",
        ),
        (
            'scenario = "late_pay"',
            "scenario = 3",
            "q.toml: policy[2].scenario: 3 cannot be used here; give a bundled scenario's name, or a path",
        ),
        ('delay_months" = 0', 'delay_month" = 0', "policy[1].set.policy.payment.delay_month: there is no such lever"),
        ('delay_months" = 0', 'delay_month" = 0', "did you mean 'policy.payment.delay_months'?"),
        (
            'delay_months" = 0',
            'delay_months" = 99',
            "delay_months: 99 lies outside its bounds; give a number from 0 to 12 months",
        ),
        ('delay_months" = 0', 'delay_months" = inf', "policy[1].set.policy.payment.delay_months: "),
        (
            'delay_months" = 0',
            'delay_months" = [0]',
            "policy[1].set.policy.payment.delay_months: not a single finite number",
        ),
        (
            'delay_months" = 3',
            'delay_months" = false',
            "baseline.set.policy.payment.delay_months: False is not a number",
        ),
        (
            '"policy.payment.delay_months" = 0',
            "policy.payment.delay_months = 0",
            "policy[1].set.policy: a table is not a value",
        ),
        (
            'turnover" = "imposed"',
            'turnover" = "impose"',
            "'impose' is not a known choice; give one of emerging, imposed",
        ),
        ("[2, 8]", "[2, 8.5]", "axes.policy.evaluation.rounds_per_year: 8.5 is not a whole number"),
        ("[2, 8]", "[2, 80]", "axes.policy.evaluation.rounds_per_year: 80 lies outside its bounds"),
        (
            "[2, 8]",
            "[]",
            "q.toml: axes.policy.evaluation.rounds_per_year: a list cannot be used here; give lists of values",
        ),
        ("[2, 8]", "5", "q.toml: axes.policy.evaluation.rounds_per_year: 5 cannot be used here; give lists of values"),
        ("evaluation.rounds", "evaluations.rounds", "did you mean 'policy.evaluation.rounds_per_year'?"),
        ('name = "prompt_pay"', 'nam = "prompt_pay"', "q.toml: policy[1].name: missing; give 1 to 64"),
        ('name = "prompt_pay"', 'nam = "prompt_pay"', "q.toml: policy[1].nam: unknown key; did you mean 'name'?"),
        (
            'name = "today"',
            'name = "to day"',
            "q.toml: baseline.name: 'to day' cannot be used here; give the name of a policy",
        ),
        (
            'label_en = "Today"',
            'label_en = "\\u001b[2J"',
            r"q.toml: baseline.label_en: '\x1b[2J' cannot be used here; give a label",
        ),
        ("seed = 7", '"\\u001b[2J" = 7', r"q.toml: \u001b[2J: unknown key; the keys here are name, question_en"),
        ('name = "today"', "name = 5", "q.toml: baseline.name: 5 cannot be used here; give the name of a policy"),
        ('question_en = "What does prompt pay do?"', 'question_en = ""', "q.toml: question_en: '' cannot be used here"),
    ],
)
def test_a_fault_says_where_what_and_what_would_be_right(old: str, new: str, message: str) -> None:
    assert old in WHOLE
    said = complaints(WHOLE.replace(old, new))
    assert any(message in line for line in said), said


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = WHOLE.replace("worlds = 4", "worlds = 0").replace("[2, 8]", "[2, 80]").replace("seed = 7", "sead = 7")
    said = complaints(text.replace("satisfied_share", "satisfed_share"))
    for place in ("worlds", "axes.policy.evaluation.rounds_per_year", "sead", "seed", "outcomes", "stopping.outcome"):
        assert any(line.startswith(f"q.toml: {place}: ") for line in said), place


def test_of_very_many_faults_the_first_are_told() -> None:
    said = complaints(WHOLE + "\n".join(f'"policy.lever_{number}" = [1, 2]' for number in range(900)))
    assert len(said) == 20
    assert said[0].startswith("q.toml: axes.policy.lever_0: there is no such lever")


def test_more_policies_or_runs_than_can_be_run_are_refused_before_they_are_made() -> None:
    values = list(range(13))
    axes = {f"policy.evaluation.{name}": values for name in ("a", "b")}
    many = {f"coefficients.c{place}": [0.1] * 1000 for place in range(4)}
    base = {"name": "x", "question_en": "q", "question_zh": "q", "scenario": "guangzhou", "seed": 1}
    table = {**base, "outcomes": ["satisfied_share"], "axes": {**axes, **many}}
    experiment = Experiment.model_validate(table)
    assert experiment.policy_count() == 1 + 169 * 1000**4
    with pytest.raises(SansheError, match="at most 100000 policies and 10000000 runs are possible"):
        make_plan(experiment)


def test_files_that_are_no_experiments_are_refused(tmp_path: Path) -> None:
    place = tmp_path / "q.toml"
    for content, message in (
        (b"\xff\xfe", "not UTF-8 text"),
        (b"name = ", "not valid TOML"),
        (b"x = " + b"[" * 65 + b"]" * 65, "brackets nest deeper than 64"),
        (b"# " + b"x" * 300_000, "larger than 256 kB"),
        (b"x = " + b"9" * 5000, "not valid TOML"),
        (b"", "name: missing"),
    ):
        place.write_bytes(content)
        with pytest.raises(ScenarioError, match=message):
            load_experiment(place)
    with pytest.raises(ScenarioError, match="no such file"):
        load_experiment(tmp_path / "none.toml")
    with pytest.raises(ScenarioError, match=r"cannot be read|no such file"):
        load_experiment("nul\0.toml")
    with pytest.raises(ScenarioError, match="demoo: no experiment of this name comes with sanshe; did you mean 'demo'"):
        load_experiment("demoo")


def test_a_scenario_given_as_a_path_lies_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "here.toml").write_text('extends = "guangzhou"\n', encoding="utf-8")
    place = tmp_path / "q.toml"
    place.write_text(WHOLE.replace('"guangzhou"', '"here.toml"'), encoding="utf-8")
    experiment = load_experiment(place)
    assert experiment.scenario == str((tmp_path / "here.toml").resolve())
    assert make_plan(experiment).policies[0].name == "today"


def test_an_experiment_written_back_is_the_same_question() -> None:
    experiment = read_experiment(parse_toml(WHOLE, "q.toml"), "q.toml")
    again = read_experiment(parse_toml(experiment_toml(experiment), "again.toml"), "again.toml")
    assert again == experiment
    assert make_plan(again).design_sha256 == make_plan(experiment).design_sha256


def test_the_bundled_experiments_are_named_by_their_files() -> None:
    assert {"demo", "turnover"} <= set(bundled_experiments())
    for name in bundled_experiments():
        text = (bundled("experiments") / f"{name}.toml").read_text(encoding="utf-8")
        assert parse_toml(text, name)["name"] == name


def told(table: dict[str, Any]) -> str:
    """Read a file and plan it; what is said where it cannot be used, nothing where it can."""
    try:
        make_plan(read_experiment(table, "q.toml"))
    except SansheError as error:
        return str(error) or "an error without words"
    return ""


def told_of(text: str) -> str:
    """The same of a file's text."""
    try:
        table = parse_toml(text, "q.toml")
    except ScenarioError as error:
        return str(error)
    return told(table)


def is_clear(said: str) -> bool:
    """Every line names a place and a remedy, or nothing is said."""
    return all(": " in line and "; " in line for line in said.splitlines())


PIECES = st.sampled_from(
    [
        *("[", "]", "[[", "=", '"', "'", "\n", "{", "}", "#", ",", ".", "\0", "１", "[1]", "{a=1}"),
        *("nan", "-inf", "1e400", "9" * 40, "true", "null", "0x1F", "1979-05-27", "demo", "baseline"),
        *("[[policy]]\n", "[axes]\n"),
    ]
)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 30), PIECES), min_size=1, max_size=4))
def test_no_damage_to_a_file_ends_in_a_traceback(cuts: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for start, length, piece in cuts:
        text = text[:start] + piece + text[start + length :]
    assert is_clear(told_of(text))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=70) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)


@given(st.sampled_from(sorted(Experiment.model_fields)), VALUES)
def test_no_value_of_any_key_ends_in_a_traceback(key: str, value: object) -> None:
    assert is_clear(told({**parse_toml(WHOLE, "q.toml"), key: value}))


def test_files_with_exchanged_lines_and_values_are_used_or_told() -> None:
    """Near-valid files: one right-hand side or line in another's place."""
    lines = WHOLE.splitlines()
    rights = [line.split(" = ", 1)[1] for line in lines if " = " in line] + ["nan", "-1", "[]", "{}", "'x'", "0.5"]
    draw = random.Random(2012)  # noqa: S311  damage needs no secrecy
    used = 0
    for _ in range(1000):
        changed = list(lines)
        for _ in range(draw.randint(1, 2)):
            place = draw.randrange(len(changed))
            kind = draw.random()
            if kind < 0.6 and " = " in changed[place]:
                changed[place] = changed[place].split(" = ", 1)[0] + " = " + draw.choice(rights)
            elif kind < 0.8:
                changed.pop(place)
            else:
                changed.insert(place, draw.choice(lines))
        said = told_of("\n".join(changed))
        assert is_clear(said)
        used += not said
    assert 50 < used < 950


def test_scenarios_given_as_paths_lie_beside_the_file(tmp_path: Path) -> None:
    for name in ("place", "policy"):
        (tmp_path / f"{name}.toml").write_text("extends = 'guangzhou'", encoding="utf-8")
    text = WHOLE.replace('"guangzhou"', '"place.toml"').replace('"late_pay"', '"./policy.toml"')
    file = tmp_path / "question.toml"
    file.write_text(text, encoding="utf-8")
    found = load_experiment(file)
    assert [found.scenario, found.policy[1].scenario] == [str(tmp_path / "place.toml"), str(tmp_path / "policy.toml")]
