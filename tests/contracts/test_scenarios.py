"""Every system of the sources is a scenario that says where its values come from, runs, and differs from its parent."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.chance import world_seed
from sim.declare import Value
from sim.facts import facts
from sim.model import Run, simulate
from sim.outcomes import OUTCOMES
from sim.outcomes.community_types import BY_TYPE
from sim.reading import read_toml
from sim.scenario import Scenario, bundled, bundled_scenarios, load_scenario

CODES = [f"S{number}" for number in range(32)]
ENLARGED = {"guangzhou_full": "guangzhou"}
"""One of these systems with an agent for every resident."""
MOST_MECHANISM, MOST_PROCESS = 126, 26
SMALL: Mapping[str, Value] = {
    "setting.burn_in_months": 2,
    "setting.streets": 1,
    "setting.communities_per_street": 3,
    "setting.residents_per_community": 40,
}
FEW: Mapping[str, Value] = {"setting.burn_in_months": 2, "setting.residents_per_community": 20}
SHORT, LONGER, MOST_STREETS = 5, 40, 3
NEEDS_YEARS = {
    **dict.fromkeys(
        ("never_share", "occasional_share", "regular_share", "frequent_share", "activist_role_share", "migrant_gap"),
        "activities are counted by the year",
    ),
    **dict.fromkeys(("mean_stars", "misranking", "eliminated"), "stars are given once a year"),
    **dict.fromkeys(
        ("groups_registered", "group_growth_rate", "group_births", "graduates", "group_survival"),
        "groups begin, register and grow up over years",
    ),
    **dict.fromkeys(("vacancy_share", "tenure_months"), "few workers leave within months"),
    **dict.fromkeys(("closures", "small_closures"), "reserves last for months"),
    **dict.fromkeys(BY_TYPE, "three communities are not of every kind"),
    "parking_conflict": "sites open one after another",
    "violations": "few agencies break the rules in a year",
}
"""Outcomes that a few months in three communities cannot tell apart, and why: they get a longer run, and all."""


def values_of(name: str) -> Iterator[tuple[str, str]]:
    """Every line of a scenario file that sets a value, with the comment beside it."""
    lines = (bundled("scenarios") / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    tables = next((place for place, line in enumerate(lines) if line.startswith("[")), len(lines))
    for line in lines[tables:]:
        if "=" in line.split("#")[0]:
            yield line, line.partition("#")[2].strip()


def parent_of(name: str) -> str | None:
    parent = read_toml(bundled("scenarios") / f"{name}.toml").get("extends")
    return parent if isinstance(parent, str) else None


def short(name: str) -> Scenario:
    """A scenario in the smallest district, its dated changes brought into the months that are lived."""
    scenario = load_scenario(name).with_values({**SMALL, "setting.months": SHORT})
    changes = tuple(replace(change, month=min(change.month, SHORT - 2)) for change in scenario.changes)
    return replace(scenario, changes=changes)


def longer(name: str) -> Scenario:
    """A scenario in its own district with few residents, for years; rules are broken often if they are at all."""
    scenario = load_scenario(name)
    often = min(10.0 * float(scenario.value("setting.violations_per_year")), 0.1)
    streets = min(scenario.setting.streets, MOST_STREETS)
    more = {"setting.streets": streets, "setting.months": LONGER, "setting.violations_per_year": often}
    return scenario.with_values({**FEW, **more})


@cache
def lived(name: str) -> Run:
    return simulate(short(name), world_seed(2012, 0))


@cache
def lived_longer(name: str) -> Run:
    return simulate(longer(name), world_seed(2012, 0))


def test_every_system_is_there_once() -> None:
    systems = [name for name in bundled_scenarios() if name not in ENLARGED]
    titles = [load_scenario(name).title(language) for name in systems for language in ("en", "zh")]
    found = [code for title in titles for code in re.findall(r"[(（](S\d+)[)）]", title)]
    assert sorted(found) == sorted(CODES * 2)
    assert len(titles) == 2 * len(CODES)


@pytest.mark.parametrize(("name", "same"), ENLARGED.items())
def test_a_system_at_full_size_differs_in_its_setting_and_what_is_in_proportion(name: str, same: str) -> None:
    large, usual = load_scenario(name), load_scenario(same)
    places = large.policy.incubation.slots_per_year, usual.policy.incubation.slots_per_year
    communities = large.setting.streets * large.setting.communities_per_street, 24
    assert places[0] / communities[0] == pytest.approx(places[1] / communities[1], rel=0.02)
    same_places = large.with_values({"policy.incubation.slots_per_year": places[1]})
    assert (same_places.policy, large.coefficients, large.changes) == (usual.policy, usual.coefficients, usual.changes)


@pytest.mark.parametrize("name", bundled_scenarios())
def test_every_value_says_where_it_comes_from(name: str) -> None:
    for line, source in values_of(name):
        assert re.search(r"\b[A-Z]\d+|\b00[0-4]\b|\bassumed\b", source), line


@pytest.mark.parametrize("name", bundled_scenarios())
def test_every_assumed_number_has_its_range(name: str) -> None:
    for line, source in values_of(name):
        is_number = re.match(r"(?!month\b)\S+ = -?\d", line)
        assert not (is_number and "assumed" in source) or re.search(r"range [\d.]+-[\d.]+", source), line


@pytest.mark.parametrize("name", bundled_scenarios())
def test_every_code_that_is_named_exists(name: str) -> None:
    known = {part for code in facts() for part in _parts(code)}
    named = " ".join([load_scenario(name).source, *(source for _, source in values_of(name))])
    for kind, number in re.findall(r"\b([A-Z])(\d+)\b", named):
        if kind == "M":
            assert 1 <= int(number) <= MOST_MECHANISM
        elif kind == "E":
            assert 1 <= int(number) <= MOST_PROCESS
        elif kind == "S":
            assert f"{kind}{number}" in CODES
        else:
            assert f"{kind}{number}" in known, f"{kind}{number}"


def _parts(code: str) -> Iterator[str]:
    """The facts that a code stands for: G21-25 is G21 to G25."""
    first, _, last = code.partition("-")
    end = int(last) if last else int(first[1:])
    return (f"{first[0]}{number}" for number in range(int(first[1:]), end + 1))


@pytest.mark.parametrize("name", bundled_scenarios())
def test_a_scenario_says_only_what_differs_from_its_parent(name: str) -> None:
    scenario, parent = load_scenario(name), parent_of(name)
    if parent is None:
        assert name == "baseline"
        return
    assert scenario.fingerprint != load_scenario(parent).fingerprint
    known, own = load_scenario(parent).values(), scenario.values()
    said = [path for path, origin in scenario.provenance.items() if origin == f"{name}.toml"]
    assert [path for path in said if known[path] == own[path]] == []
    last = max((change.month for change in scenario.changes), default=0)
    assert last < scenario.months


@pytest.mark.parametrize("name", bundled_scenarios())
def test_every_scenario_runs_and_its_ledger_balances(name: str) -> None:
    run = lived(name)  # a month that does not balance stops the run
    assert all(len(series) == SHORT for series in run.series.values())
    assert run.outcomes["public_money_yuan"] >= 0.0
    assert not math.isnan(run.outcomes["satisfied_share"])


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_varies_over_the_scenarios(outcome: str) -> None:
    live = lived_longer if outcome in NEEDS_YEARS else lived
    found = {_signature(live(name).series[outcome]) for name in bundled_scenarios()}
    defined = {series for series in found if any(not math.isnan(value) for value in series)}
    assert len(defined) > 1


def _signature(series: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(float(value) for value in series)


@pytest.mark.nightly
@pytest.mark.parametrize("name", bundled_scenarios())
def test_every_scenario_runs_whole_in_twenty_worlds(name: str) -> None:
    scenario = load_scenario(name)
    for world in range(20):
        run = simulate(scenario, world_seed(2012, world), series=())
        assert 0.0 < run.outcomes["satisfied_share"] < 1.0
        assert 0.0 <= run.outcomes["unmet_need_share"] < 1.0
        assert run.outcomes["public_money_yuan"] > 0.0


def test_the_table_of_scenarios_is_in_the_readmes() -> None:
    root = Path(__file__).parents[2]
    for page in ("README.md", "README.zh.md", "scenarios/README.md"):
        text = (root / page).read_text(encoding="utf-8")
        assert all(f"`{name}`" in text for name in bundled_scenarios()), page
