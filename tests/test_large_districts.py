"""A large district: threads change nothing, an agent for everybody leads to the same, what does not fit is told."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from sim import memory
from sim.cli import progress
from sim.declare import Value
from sim.errors import ScenarioError
from sim.memory import needed_bytes, refuse_what_does_not_fit, residents_of
from sim.model import ThreeSocietyModel, simulate
from sim.outcomes import OUTCOMES
from sim.population import found_world
from sim.scenario import load_scenario

WORLDS = 8
ONE_TO_ONE: dict[str, Value] = {"setting.residents_per_community": 4_800, "setting.people_per_resident": 1}
SAME = (
    "satisfied_share", "trust_committee", "trust_government", "trust_agency", "procedural_justice", "efficacy",
    "never_share", "escalated_share", "project_fit", "responsive_community_share", "tie_strength", "turnover_rate",
    "vacancy_share", "arrears_months", "activity_cut_share", "closures", "agencies_alive", "council_sessions",
    "council_turnout", "committee_admin_share", "needs_knowledge", "linkage_lost_share",
)  # fmt: skip
"""What is not about how many groups of residents there are, nor about the luck of a day's few askers."""


def bits(model: ThreeSocietyModel) -> bytes:
    people, bodies = model.world.residents, model.world.organisations
    tables = [getattr(table, name) for table in (people, bodies) for name in table.columns]
    return b"".join(column.tobytes() for column in tables) + model.world.ledger.journal.tobytes()


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_no_bit(threads: int) -> None:
    scenario = load_scenario("district_platform").with_values(
        {"setting.streets": 6, "setting.residents_per_community": 2_500, "setting.burn_in_months": 3}
    )
    alone, together = (ThreeSocietyModel(scenario, rng=5, collect=(), threads=number) for number in (1, threads))
    assert alone.world.threads is None
    assert len(together.world.spans) == 6
    for _ in range(4):
        alone.step()
        together.step()
    assert bits(alone) == bits(together)
    measures = [outcome.measure for outcome in OUTCOMES.values()]
    np.testing.assert_array_equal(
        [measure(alone.world) for measure in measures], [measure(together.world) for measure in measures]
    )


def test_outcomes_may_ask_for_what_threads_share_out() -> None:
    scenario = load_scenario("guangzhou").with_values(
        {"setting.streets": 4, "setting.residents_per_community": 4_000, "setting.burn_in_months": 0}
    )
    world = found_world(scenario, 1, threads=2)
    assert world.threads is not None
    # More looks than threads: if each waited for other threads, none would ever be free.
    looks = [world.threads.submit(world.open_needs) for _ in range(6)]
    for look in looks:
        np.testing.assert_array_equal(look.result(timeout=60), world.open_needs())


def test_a_small_district_needs_no_threads() -> None:
    assert found_world(load_scenario("guangzhou"), 1, threads=8).threads is None


def test_every_street_is_in_one_piece_of_work() -> None:
    scenario = load_scenario("guangzhou").with_values(
        {"setting.streets": 19, "setting.communities_per_street": 3, "setting.residents_per_community": 2_000}
    )
    spans = found_world(scenario, 1, threads=2).spans
    assert [begin for begin, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert spans[-1][1] == 57
    assert len(spans) == 16
    assert all(begin % 3 == 0 and begin < end for begin, end in spans)


@cache
def answers(*, one_to_one: bool) -> dict[str, NDArray[np.float64]]:
    """Outcomes of the default district with an agent for twenty people, or for each."""
    scenario = load_scenario("guangzhou").with_values(ONE_TO_ONE if one_to_one else {})
    runs = [simulate(scenario, world, ()).outcomes for world in range(WORLDS)]
    return {name: np.array([run[name] for run in runs]) for name in OUTCOMES}


@pytest.mark.parametrize("name", SAME)
def test_one_agent_for_everybody_gives_the_same_answer(name: str) -> None:
    """The difference of both districts lies within its 99.9% interval, or matters to nobody."""
    fine, coarse = answers(one_to_one=True)[name], answers(one_to_one=False)[name]
    apart = abs(float(np.nanmean(fine) - np.nanmean(coarse)))
    spread = float(np.sqrt((np.nanvar(fine, ddof=1) + np.nanvar(coarse, ddof=1)) / WORLDS))
    assert apart <= max(4.1 * spread, 0.5 * OUTCOMES[name].matters)


def test_groups_are_about_as_many_with_one_agent_for_everybody() -> None:
    """The threshold of three active neighbours is met a little more often among more residents."""
    alive = [answers(one_to_one=exact)["groups_alive"].mean() for exact in (False, True)]
    assert alive[1] == pytest.approx(alive[0], rel=0.2)


def test_what_a_city_takes_is_known_before_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    setting = load_scenario("guangzhou_full").setting
    assert residents_of(setting) == 298 * 8 * 5_873 == 14_001_232
    assert 1.4e9 < needed_bytes(setting) < 2 * 1024**3
    monkeypatch.setattr(memory, "free_bytes", lambda: 2_000_000_000)
    refuse_what_does_not_fit(setting)
    with pytest.raises(ScenarioError, match=r"2 runs at a time of 14,001,232 residents need about 3\.7 GB of memory"):
        refuse_what_does_not_fit(setting, 2)
    monkeypatch.setattr(memory, "free_bytes", lambda: 1_000_000_000)
    with pytest.raises(ScenarioError, match=r"and 1\.0 GB are free; give fewer residents and let each stand for more"):
        found_world(load_scenario("guangzhou_full"), 1)
    monkeypatch.setattr(memory, "free_bytes", lambda: None)
    refuse_what_does_not_fit(setting, 1_000)


def test_months_are_shown_once_they_take_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([0.0, 1.0, 6.0, 7.0, 12.0])
    monkeypatch.setattr("sim.cli.progress.time.monotonic", lambda: next(seconds))
    with progress.ShownMonths("city", 10, 2) as shown:
        for month in range(4):
            shown(month)
    assert capsys.readouterr().err.splitlines() == [
        "city: month 2 of 20, 54 s left",
        "city: month 4 of 20, 48 s left",
    ]
