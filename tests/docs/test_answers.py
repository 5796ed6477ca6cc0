"""The page of answers: every ready question is on it, told and drawn in both languages, with how to make it again."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from scripts.answer_parts import Part, Place, Teller, cheapest, compared, decided, failures, worth
from scripts.answers import CLOSED, QUESTIONS, ROOT, UNSATISFIED, written
from sim.lab.discovery.finding import Failure
from sim.lab.durable import file_sha256
from sim.lab.experiment import load_experiment

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
HEAD = """
name = "{name}"
question_en = "What about {name}?"
question_zh = "如何看待{name}？"
why = "Because of {name}."
why_zh = "为了{name}。"
scenario = "small_place.toml"
seed = 7
worlds = 2
outcomes = {outcomes}
"""
LATE = """
[[policy]]
name = "late"
label_en = "Late pay"
label_zh = "滞后拨款"
[policy.set]
"policy.payment.delay_months" = 6
"""
KINDS = f"""
[baseline.set]
"setting.village_share" = 0.5
{LATE}
"setting.village_share" = 0.5
"""
UNKNOWNS = """
[unknowns]
method = "{method}"
points = {points}
[unknowns.ranges]
"coefficients.evaluation.time_cost" = []
"coefficients.beginnings.vulnerable_share" = [0.05, 0.3]
"""
SAMPLE = """
[sample]
method = "sobol"
points = 32
[sample.ranges]
"policy.purchase.centre_yuan" = [500_000, 3_000_000]
"policy.matching.online" = [false, true]
"""
SEARCH = """
[search]
population = 4
generations = 3
fresh_worlds = 3
fresh_policies = 3
[search.target]
outcome = "public_money_yuan"
at_least = 1
[[search.constraint]]
outcome = "closures"
at_most = 20
[search.levers]
"policy.purchase.centre_yuan" = { low = 500_000, high = 3_000_000, step = 500_000 }
"policy.matching.online" = {}
"""
MUCH_MONEY = Failure("public_money_yuan", "above", 1_500_000.0, None)
OUTCOMES = '["service_person_times", "satisfied_share"]'
ASKED: dict[str, tuple[Callable[[str, Place], Teller], str, str]] = {
    "compared": (compared, OUTCOMES, LATE),
    "kinds": (QUESTIONS["community_types"], '["satisfied_share", "satisfied_share_village"]', KINDS),
    "cheapest": (cheapest, OUTCOMES, SEARCH),
    "failing": (failures(MUCH_MONEY, MUCH_MONEY), '["public_money_yuan"]', SAMPLE),
    "screened": (decided("late"), OUTCOMES, LATE + UNKNOWNS.format(method="morris", points=4)),
    "worth": (worth("service_person_times", "late"), OUTCOMES, LATE + UNKNOWNS.format(method="saltelli", points=8)),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Small questions of every kind, and an empty folder for documents."""
    folder = tmp_path_factory.mktemp("answers")
    (folder / "small_place.toml").write_text(SMALL_PLACE, encoding="utf-8")
    for name, (_, outcomes, rest) in ASKED.items():
        text = HEAD.format(name=name, outcomes=outcomes) + rest
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return Place(folder / "kept", folder / "docs" / "figures", jobs=0)


@pytest.fixture(scope="module")
def tellers(place: Place) -> dict[str, Teller]:
    """Every small question, asked; what was told once is not drawn again."""
    return {name: cache(ask(str(place.kept.parent / f"{name}.toml"), place)) for name, (ask, _, _) in ASKED.items()}


@pytest.fixture(scope="module")
def parts(tellers: dict[str, Teller]) -> dict[str, Part]:
    """Every small answer in English."""
    return {name: tell("en") for name, tell in tellers.items()}


def test_every_ready_question_is_asked() -> None:
    assert set(QUESTIONS) == {path.stem for path in (ROOT / "experiments").glob("*.toml")}


def test_every_question_says_in_both_languages_why_it_is_asked() -> None:
    asked = {name: load_experiment(name) for name in QUESTIONS}
    assert [name for name, each in asked.items() if not (each.why and each.why_zh)] == []


def test_a_policy_fails_where_its_question_says() -> None:
    why = load_experiment("where_it_fails").why
    for failure in (UNSATISFIED, CLOSED):
        assert f"--outcome {failure.outcome} --{failure.side} {failure.threshold:g}" in why


def test_keeping_agencies_open_is_the_only_difference_between_two_searches() -> None:
    cheap, safe = (load_experiment(name).search for name in ("cheapest_75", "cheapest_75_safe"))
    assert cheap is not None
    assert safe is not None
    assert [(bound.outcome, bound.at_most) for bound in safe.constraint] == [("closures", 2)]
    assert cheap == safe.model_copy(update={"constraint": ()})


@pytest.mark.parametrize(("lang", "page"), [("en", "answers.md"), ("zh", "answers.zh.md")])
def test_the_page_has_every_part_of_every_question(
    lang: str, page: str, place: Place, tellers: dict[str, Teller]
) -> None:
    docs = place.figures.parent
    written(tellers, docs)
    text = (docs / page).read_text(encoding="utf-8")
    sections = text.split("\n## ")[1:]
    assert len(sections) == len(ASKED)
    for name, section in zip(ASKED, sections, strict=True):
        assert section.startswith(f"What about {name}?" if lang == "en" else f"如何看待{name}？")
        assert re.search(r"^\*\*.+\*\*$", section, re.MULTILINE)
        assert re.search(r"^- .+", section, re.MULTILINE)
        (picture,) = re.findall(r"^!\[.+\]\((\S+)\)$", section, re.MULTILINE)
        assert picture == f"figures/{name}.{lang}.png"
        assert (docs / picture).is_file()
        assert re.search(rf"`sanshe (sweep|search) {name}`", section)


def test_the_hash_is_that_of_the_kept_results(place: Place, parts: dict[str, Part]) -> None:
    for name, part in parts.items():
        (folder,) = place.kept.glob(f"{name}-*")
        table = "evaluations.parquet" if name == "cheapest" else "results.parquet"
        assert f"`{file_sha256(folder / table)[:16]}`" in part.again
        assert table in part.again


def test_what_is_kept_is_not_run_again(place: Place, tellers: dict[str, Teller]) -> None:
    assert tellers
    before = {path: path.stat().st_mtime_ns for path in place.kept.rglob("parts/*")}
    for name, (ask, _, _) in ASKED.items():
        ask(str(place.kept.parent / f"{name}.toml"), place)
    assert before == {path: path.stat().st_mtime_ns for path in place.kept.rglob("parts/*")}


def test_kinds_of_community_are_told_apart(parts: dict[str, Part]) -> None:
    part = parts["kinds"]
    first = "Under “Late pay”, the change in satisfied residents beyond that in mixed communities: former villages "
    assert part.details[-2].startswith(first)
    assert "a row for each of mixed communities, former villages, with a hollow point" in part.alternative


def test_the_cheapest_way_is_the_least_money_that_may_be_paid(parts: dict[str, Part]) -> None:
    """Public money of at least one yuan is had most cheaply with the lowest purchase level and no platform."""
    part = parts["cheapest"]
    assert "purchase level 500 thousand yuan per centre and year, online matching off. It costs" in part.answer
    kept = "Only policies that keep to this, as means over worlds, count: agencies closed of at most 20 agencies."
    assert kept in part.details
    assert part.details[-1].startswith("Under the cheapest policy found, against the baseline: ")
    assert "12 policies in 2 worlds and those found in 3 fresh worlds" in part.again


def test_much_money_is_spent_where_much_is_bought(parts: dict[str, Part]) -> None:
    part = parts["failing"]
    assert part.answer.startswith("Failing is: public money above 1.5 million yuan")
    assert "Purchase level above " in part.answer
    assert part.details[-1] == part.answer, "the same failure asked twice has the same box"
    assert part.again.count("sanshe discover results/failing --outcome public_money_yuan --above 1500000") == 2


def test_two_unknowns_are_ranked_and_the_ranking_of_policies_is_told(parts: dict[str, Part]) -> None:
    part = parts["screened"]
    assert re.match(r"Professional service: \d of 2 unknowns decide it", part.answer)
    assert "What “Late pay” changes in professional service against “Baseline”: on average " in part.answer
    assert part.details[0].startswith("Satisfied residents: ")


def test_the_worth_of_each_unknown_is_told(parts: dict[str, Part]) -> None:
    part = parts["worth"]
    assert re.match(r"Chosen now: (Baseline|Late pay), which is best on average in professional service", part.answer)
    assert part.details[0].startswith("Knowing everything would be worth ")
    assert sum("95% interval" in line and line.partition(":")[0] in UNKNOWN_LABELS for line in part.details) == 2


UNKNOWN_LABELS = {"Staff time of an evaluation", "Vulnerable residents"}
