"""A results folder keeps the scenarios and sets that somebody wrote, so that it says the same anywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.errors import ResultsError
from sim.lab.experiment import load_experiment
from sim.lab.inputs import Inputs, changed_values, inputs_of
from sim.lab.plan import Plan, make_plan
from sim.lab.replay import find_run
from sim.lab.results import read_results
from sim.lab.sweep import sweep
from sim.lab.verify import verify
from sim.scenario import load_scenario

COUNTY = """# what we were told at the county
extends = "guangzhou"
[setting]
months = 3
burn_in_months = 2
streets = 1
communities_per_street = 2
residents_per_community = 20
"""
DISTRICT = 'extends = "county"\n[policy.payment]\ndelay_months = 3.0\n'
RIVAL = 'extends = "../places/county.toml"\n[policy.payment]\ndelay_months = 0.0\n'
SETS = "set,coefficients.beginnings.aware_share\nfew,0.2\nmany,0.6\n"
QUESTION = """
name = "ours"
question_en = "Which?"
question_zh = "哪个？"
scenario = "places/district.toml"
seed = 5
worlds = 2
outcomes = ["satisfied_share"]
[[policy]]
name = "rival"
scenario = "rivals/rival.toml"
[sets]
file = "unknown.csv"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Somebody's own folder: a question, its scenarios with their parent, and its sets."""
    home = tmp_path / "home"
    for name, content in {
        "ours.toml": QUESTION,
        "unknown.csv": SETS,
        "places/county.toml": COUNTY,
        "places/district.toml": DISTRICT,
        "rivals/rival.toml": RIVAL,
    }.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content, encoding="utf-8")
    return home


def plan_in(home: Path) -> Plan:
    return make_plan(load_experiment(home / "ours.toml"))


def own(folder: Path, scenario: str) -> Inputs:
    """The own files of a question about one scenario."""
    return inputs_of(load_experiment(_question(folder, scenario)))


def _question(folder: Path, scenario: str) -> Path:
    text = QUESTION[: QUESTION.index("[[policy]]")].replace("places/district.toml", scenario)
    (folder / "one.toml").write_text(text, encoding="utf-8")
    return folder / "one.toml"


def test_the_folder_says_the_same_elsewhere_when_the_originals_are_gone(home: Path, tmp_path: Path) -> None:
    first = sweep(plan_in(home), home / "answer", jobs=0)
    shutil.move(home / "answer", tmp_path / "elsewhere")
    shutil.rmtree(home)
    folder = tmp_path / "elsewhere"
    checks = verify(folder, sample=8)
    assert [check.what for check in checks if not check.good] == []
    assert {f"inputs/{name}.toml" for name in ("county", "district", "rival")} <= {check.what for check in checks}
    assert "sets.csv" in {check.what for check in checks}
    assert find_run(folder, 1).scenario.value("policy.payment.delay_months") == 0.0
    assert str(tmp_path) not in (folder / "experiment.toml").read_text(encoding="utf-8")
    assert read_results(folder).experiment.scenario == "inputs/district.toml"
    again = sweep(make_plan(load_experiment(folder / "experiment.toml")), folder, jobs=0)
    assert (again.kept, again.sha256) == (8, first.sha256)
    more = sweep(make_plan(load_experiment(folder / "experiment.toml"), 3), folder, jobs=0)
    assert (more.kept, more.ok) == (8, 12)


def test_files_are_kept_byte_for_byte_where_they_can_be_found(home: Path) -> None:
    kept = plan_in(home).inputs.files
    assert kept["inputs/county.toml"] == COUNTY.encode()
    assert kept["inputs/district.toml"] == DISTRICT.encode()
    # `../places/county.toml` does not lie there in the results folder.
    assert kept["inputs/rival.toml"].decode().startswith('extends = "county"\n')


def test_scenarios_that_come_along_keep_their_names() -> None:
    assert plan_files("demo") == {}
    assert plan_files("tournament") == {}


def plan_files(name: str) -> dict[str, bytes]:
    return dict(inputs_of(load_experiment(name)).files)


@pytest.mark.parametrize("called", ["county", "county.toml", "./county.toml", "../places/county.toml"])
def test_a_parent_is_found_however_it_is_called(home: Path, called: str) -> None:
    district = home / "places" / "district.toml"
    district.write_text(DISTRICT.replace('"county"', f'"{called}"'), encoding="utf-8")
    kept = own(home, "places/district.toml")
    assert set(kept.files) == {"inputs/county.toml", "inputs/district.toml"}
    same_as_original(kept, home, district)


def test_a_parent_that_is_named_from_the_root_of_the_disk_comes_along_too(home: Path) -> None:
    district = home / "places" / "district.toml"
    district.write_text(DISTRICT.replace('"county"', f'"{home}/places/county.toml"'), encoding="utf-8")
    kept = own(home, "places/district.toml")
    assert set(kept.files) == {"inputs/county.toml", "inputs/district.toml"}
    assert not any(str(home).encode() in content for content in kept.files.values())
    same_as_original(kept, home, district)


def test_an_own_file_with_a_bundled_name_is_not_taken_for_the_bundled_one(home: Path) -> None:
    mine = home / "rivals" / "guangzhou.toml"
    mine.write_text(COUNTY.replace('extends = "guangzhou"', 'extends = "../places/county.toml"'), encoding="utf-8")
    (home / "rivals" / "other.toml").write_text('extends = "guangzhou"\n', encoding="utf-8")
    kept = own(home, "rivals/other.toml")
    assert set(kept.files) == {"inputs/other.toml", "inputs/guangzhou-2.toml", "inputs/county.toml"}
    same_as_original(kept, home, home / "rivals" / "other.toml")


def same_as_original(kept: Inputs, home: Path, original: Path) -> None:
    (home / "copy" / "inputs").mkdir(parents=True)
    for name, content in kept.files.items():
        (home / "copy" / name).write_bytes(content)
    (name,) = kept.names.values()
    assert load_scenario(home / "copy" / name).fingerprint == load_scenario(original).fingerprint


def test_names_that_differ_by_capitals_only_stay_apart(home: Path) -> None:
    (home / "rivals" / "District.toml").write_text(RIVAL, encoding="utf-8")
    text = QUESTION.replace("rivals/rival.toml", "rivals/District.toml")
    (home / "ours.toml").write_text(text, encoding="utf-8")
    assert set(plan_in(home).inputs.files) == {f"inputs/{stem}.toml" for stem in ("county", "district", "District-2")}


def test_a_changed_own_file_is_refused_and_told(home: Path) -> None:
    sweep(plan_in(home), home / "answer", jobs=0)
    (home / "places" / "district.toml").write_text(DISTRICT.replace("3.0", "6.0"), encoding="utf-8")
    told = r"other policies, another district\.toml with policy\.payment\.delay_months 6\.0 instead of 3\.0\)"
    with pytest.raises(ResultsError, match=told):
        sweep(plan_in(home), home / "answer", jobs=0)
    (home / "places" / "district.toml").write_text(DISTRICT, encoding="utf-8")
    (home / "unknown.csv").write_text(SETS.replace("0.6", "0.7"), encoding="utf-8")
    with pytest.raises(ResultsError, match=r"other values in parameter set 'many'\)"):
        sweep(plan_in(home), home / "answer", jobs=0)


def test_words_alone_may_change_and_the_folder_stays_whole(home: Path) -> None:
    first = sweep(plan_in(home), home / "answer", jobs=0)
    (home / "places" / "county.toml").write_text(f"# as of June\n{COUNTY}", encoding="utf-8")
    again = sweep(plan_in(home), home / "answer", jobs=0)
    assert (again.kept, again.sha256) == (8, first.sha256)
    assert (home / "answer/inputs/county.toml").read_text(encoding="utf-8").startswith("# as of June")
    assert all(check.good for check in verify(home / "answer", sample=0))


def test_a_folder_without_inputs_is_read_where_its_scenarios_are_and_kept_whole_from_then_on(home: Path) -> None:
    first = sweep(plan_in(home), home / "answer", jobs=0)
    shutil.rmtree(home / "answer" / "inputs")
    as_before(home)
    assert find_run(home / "answer", 0).scenario.value("policy.payment.delay_months") == 3.0
    assert sweep(plan_in(home), home / "answer", jobs=0).sha256 == first.sha256
    assert all(check.good for check in verify(home / "answer", sample=0))
    as_before(home)
    (home / "places" / "county.toml").unlink()
    with pytest.raises(ResultsError, match=r"its question cannot be read again \(.*no scenario 'county'"):
        verify(home / "answer")


def as_before(home: Path) -> None:
    """Name the scenarios in a kept question by where they stand on this machine, as was done before."""
    kept = home / "answer" / "experiment.toml"
    text = kept.read_text(encoding="utf-8")
    text = text.replace("inputs/district", f"{home}/places/district").replace("inputs/rival", f"{home}/rivals/rival")
    kept.write_text(text, encoding="utf-8")


def test_a_kept_file_that_somebody_changed_is_named(home: Path) -> None:
    sweep(plan_in(home), home / "answer", jobs=0)
    kept = home / "answer" / "inputs" / "county.toml"
    kept.write_text(COUNTY.replace("months = 3", "months = 4"), encoding="utf-8")
    with pytest.raises(ResultsError, match=r"its inputs/county\.toml is not the one of its plan"):
        verify(home / "answer")


def test_the_first_changed_values_are_named_and_the_others_counted() -> None:
    before = {"a": 1, "b": 2, "c": 3, "d": 4, "change": []}
    now = {"a": 2, "c": 4, "d": 5, "change": [{"month": 3}]}
    told = "a 2 instead of 1, b left out instead of 2, c 4 instead of 3, 2 more values"
    assert changed_values(now, before) == told
    assert changed_values({"change": [1]}, {"change": [2]}) == "other change"
