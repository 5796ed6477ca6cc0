"""A question that grows keeps what was run, and ends with the table that it would have had at once."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import ResultsError
from sim.lab.designs import Earlier, earlier_designs
from sim.lab.durable import Draft, write_whole
from sim.lab.experiment import Experiment, read_experiment
from sim.lab.plan import make_plan
from sim.lab.planfile import ChangedDesignError, plan_file, read_plan
from sim.lab.results import read_results, status
from sim.lab.sweep import SweepReport, sweep
from tests.lab.standins import AS_ASKED, MISBEHAVE, OUTCOMES, QUICK, stand_in_plan

if TYPE_CHECKING:
    from sim.lab.plan import Plan

NOTHING_TO_DO = "tests.lab.standins:no_such_function"
SIX = stand_in_plan(("good",) * 6, worlds=3)


def extended(plan: Plan, folder: Path, **options: Any) -> SweepReport:
    return sweep(plan, folder, **{"jobs": 0, "function": QUICK, "extend": True, **options})


def asked(*numbers: int, worlds: int = 3, outcomes: tuple[str, ...] = OUTCOMES[:2]) -> Plan:
    """A plan of some of six policies, in the order given."""
    experiment = stand_in_plan(("good",) * 6, outcomes=outcomes).experiment
    return replace(
        SIX, experiment=experiment, policies=tuple(SIX.policies[number] for number in numbers), worlds=worlds
    )


def measuring(plan: Plan) -> Plan:
    """The plan, measuring nothing that it does not ask for."""
    return replace(plan, experiment=plan.experiment.model_copy(update={"measure": "asked"}))


CHANGED = asked(0, 3, 1, outcomes=OUTCOMES[:1])


def parts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "parts").iterdir()}


def test_runs_of_before_have_the_numbers_of_their_policy_and_world_now() -> None:
    # Three policies became four: the second is gone, two are new and stand first and third.
    before = Earlier(np.array([1, -1, 3]), 4, ())
    assert before.now(np.arange(9)).tolist() == [1, -1, 3, 5, -1, 7, 9, -1, 11]
    assert before.now(np.array([-1])).tolist() == [-1]


def test_a_run_is_found_again_by_policy_set_and_world(tmp_path: Path) -> None:
    before = make_plan(_with_sets(tmp_path, [0, 2, 6], "x,0.1\ny,0.2\n"))
    now = make_plan(_with_sets(tmp_path, [2, 1, 6], "z,0.3\ny,0.2\nw,0.1\n"))
    write_whole(tmp_path / "plan-before.json", plan_file(before))
    write_whole(tmp_path / "plan.json", plan_file(now))
    places = earlier_designs(tmp_path)[before.design_sha256].now(np.arange(before.run_count)).tolist()
    wanted = {run.key: run.index for run in now.runs()}
    assert places == [wanted.get(run.key, -1) for run in before.runs()]
    assert len(set(places) - {-1}) == 2 * 2 * 3  # Two policies (the baseline, 6), two sets, three worlds.


def _with_sets(folder: Path, delays: list[int], rows: str) -> Experiment:
    (folder / "some.csv").write_text(f"set,coefficients.beginnings.vulnerable_share\n{rows}", encoding="utf-8")
    question = {
        "name": "grows",
        "question_en": "?",
        "question_zh": "？",
        "scenario": "guangzhou",
        "seed": 9,
        "worlds": 3,
        "outcomes": ["satisfied_share"],
        "axes": {"policy.payment.delay_months": delays},
        "sets": {"file": "some.csv"},
    }
    return read_experiment(question, "grows.toml", folder)


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        (asked(0, 1, 2, 3, 4), 9),
        (asked(0, 4, 2, 5, 1), 9),
        (asked(0, 1, 2, 3, worlds=5), 9),
        (asked(0, 2, 3), 6),
        (asked(0, 2), 6),
        (asked(0, 1, 2, outcomes=OUTCOMES[:1]), 9),
        (asked(0, 1, 2, outcomes=OUTCOMES[1::-1]), 9),
        (asked(0, 1, 2, outcomes=OUTCOMES), 0),
        (asked(5, 4), 0),
    ],
    ids=[
        "more",
        "mixed",
        "worlds",
        "other",
        "fewer",
        "one series less",
        "series in another order",
        "series",
        "new",
    ],
)
def test_an_extended_design_has_the_table_of_one_that_was_run_at_once(tmp_path: Path, now: Plan, kept: int) -> None:
    extended(asked(0, 1, 2), tmp_path / "grown")
    before = parts(tmp_path / "grown")
    grown = extended(now, tmp_path / "grown")
    assert (grown.kept, grown.ok) == (kept, now.run_count)
    assert grown.sha256 == extended(now, tmp_path / "straight").sha256
    assert before.items() <= parts(tmp_path / "grown").items()
    assert extended(now, tmp_path / "grown", function=NOTHING_TO_DO, extend=False).sha256 == grown.sha256


FEW = asked(0, 1, outcomes=OUTCOMES[1::-1])


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        (asked(0, 1, 2), measuring(FEW), 6),
        (measuring(asked(0, 1)), measuring(FEW), 6),
        (measuring(asked(0, 1)), measuring(asked(0, 1, 2, outcomes=OUTCOMES[:1])), 6),
        (measuring(asked(0, 1)), measuring(asked(0, 1, outcomes=OUTCOMES)), 0),
        (measuring(asked(0, 1)), asked(0, 1), 0),
    ],
    ids=["all before", "another order", "one less", "one more", "all now"],
)
def test_runs_serve_that_measured_what_is_asked_for_now(tmp_path: Path, before: Plan, now: Plan, kept: int) -> None:
    extended(before, tmp_path / "grown", function=AS_ASKED)
    with pytest.raises(ChangedDesignError, match="to keep them" if kept else "they lack outcomes or months"):
        sweep(now, tmp_path / "grown", jobs=0, function=AS_ASKED)
    grown = extended(now, tmp_path / "grown", function=AS_ASKED)
    assert (grown.kept, grown.ok) == (kept, now.run_count)
    assert grown.sha256 == extended(now, tmp_path / "straight", function=AS_ASKED).sha256


def test_a_design_can_go_back_and_computes_nothing(tmp_path: Path) -> None:
    first = extended(asked(0, 1, 2), tmp_path / "r")
    plan = (tmp_path / "r" / "plan.json").read_bytes()
    extended(asked(0, 3), tmp_path / "r")
    back = extended(asked(0, 1, 2), tmp_path / "r", function=NOTHING_TO_DO)
    assert (back.sha256, back.kept) == (first.sha256, 9)
    kept = {path.name: path.read_bytes() for path in (tmp_path / "r").glob("plan-*.json")}
    assert f"plan-{first_letters(asked(0, 1, 2))}.json" in kept
    assert kept[f"plan-{first_letters(asked(0, 1, 2))}.json"] == plan
    assert len(kept) == 2
    assert len(read_results(tmp_path / "r").table) == 9


def first_letters(plan: Plan) -> str:
    return plan.design_sha256[:16]


@settings(max_examples=5, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.permutations(range(6)), st.integers(1, 6), st.integers(1, 3), st.sampled_from([1, 2, 3]), st.booleans()
        ),
        min_size=2,
        max_size=3,
    )
)
def test_whatever_designs_follow_one_another_the_last_has_its_own_table(
    tmp_path_factory: pytest.TempPathFactory, designs: list[tuple[list[int], int, int, int, bool]]
) -> None:
    place = tmp_path_factory.mktemp("designs")
    *_, (plan, sha256) = [grown(place / "grown", *design) for design in designs]
    assert sha256 == extended(plan, place / "straight").sha256


def grown(
    folder: Path,
    order: list[int],
    policies: int,
    worlds: int,
    series: int,
    is_stopped: bool,  # noqa: FBT001  as it is drawn
) -> tuple[Plan, str]:
    """Extend a folder to a design, perhaps by way of another one under which a policy fails."""
    plan = asked(*order[:policies], worlds=worlds, outcomes=OUTCOMES[:series])
    if is_stopped and policies > 1:
        other = stand_in_plan(("good", "raise")).policies[1].scenario
        half = replace(plan, policies=(plan.policies[0], replace(plan.policies[1], start=other)))
        extended(half, folder, function=MISBEHAVE)
    return plan, extended(plan, folder).sha256


def killed_at(folder: Path, nth: int, *, is_published: bool) -> None:
    """Extend, and be killed as the n-th file is about to appear, or right after it has."""
    left = [nth]
    publish = Draft.publish

    def fatal(draft: Draft) -> None:
        left[0] -= 1
        if left[0] == 0:
            if is_published:
                publish(draft)
            os.kill(os.getpid(), signal.SIGKILL)
        publish(draft)

    Draft.publish = fatal  # type: ignore[assignment,method-assign]
    extended(CHANGED, folder, batch=9)


@pytest.mark.parametrize(
    ("nth", "is_published"), [(1, False), (2, False), (2, True), (3, False), (4, False), (5, False), (6, False)]
)
def test_killed_anywhere_in_extending_nothing_is_lost(tmp_path: Path, nth: int, *, is_published: bool) -> None:
    # The files that appear: the plan kept, the new plan, the experiment, a part, the table, the manifest.
    extended(asked(0, 1, 2), tmp_path / "r")
    before = parts(tmp_path / "r")
    doomed = multiprocessing.get_context("spawn").Process(
        target=killed_at, args=(tmp_path / "r", nth), kwargs={"is_published": is_published}
    )
    doomed.start()
    doomed.join()
    assert doomed.exitcode == -signal.SIGKILL
    assert before.items() <= parts(tmp_path / "r").items()
    seen = status(tmp_path / "r")
    has_begun = nth + is_published > 2
    assert read_plan(tmp_path / "r")["design_sha256"] == (CHANGED if has_begun else asked(0, 1, 2)).design_sha256
    assert seen.finished == (not has_begun or nth + is_published > 6)
    again = extended(CHANGED, tmp_path / "r")
    assert again.kept == (9 if nth + is_published > 4 else 6)
    assert again.sha256 == extended(CHANGED, tmp_path / "straight").sha256
    assert not [*(tmp_path / "r").rglob(".tmp-*")]


def test_a_table_of_before_is_not_read_as_one_of_now(tmp_path: Path) -> None:
    extended(asked(0, 1, 2), tmp_path / "r")
    with pytest.raises(Exception, match="no_such_function"):
        extended(asked(0, 3, 1), tmp_path / "r", function=NOTHING_TO_DO, on_error="stop")
    with pytest.raises(ResultsError, match="the sweep has not ended; see `sanshe status"):
        read_results(tmp_path / "r")
    seen = status(tmp_path / "r")
    assert (seen.runs, seen.done, seen.finished) == (9, 6, False)


def test_failures_of_before_are_not_those_of_the_runs_that_have_their_numbers_now(tmp_path: Path) -> None:
    before = stand_in_plan(("good", "raise", "good"), worlds=2)
    for _ in range(2):
        extended(before, tmp_path / "r", function=MISBEHAVE)
    now = replace(before, policies=(before.policies[0], before.policies[2], before.policies[1]))
    grown = extended(now, tmp_path / "r", function=MISBEHAVE)
    assert (grown.kept, grown.ok, grown.failed) == (4, 4, 2)
    assert (status(tmp_path / "r").failed, status(tmp_path / "r").done) == (2, 4)
    told = [
        json.loads(line) for path in (tmp_path / "r" / "failed").iterdir() for line in path.read_text().splitlines()
    ]
    assert {(record["run"], record["world"]) for record in told} == {(1, 0), (4, 1), (2, 0), (5, 1)}
    # Whatever number the run had, what replays it is the same.
    assert {(record["replay"], record["world"]) for record in told} == {
        (f"sanshe replay {tmp_path / 'r'} {now.run(number).key[:16]}", world) for number, world in ((2, 0), (5, 1))
    }
    assert extended(now, tmp_path / "r", extend=False).ok == 6


def test_a_damaged_plan_of_before_is_told_and_nothing_is_guessed(tmp_path: Path) -> None:
    extended(asked(0, 1), tmp_path / "r")
    extended(asked(0, 2), tmp_path / "r")
    (path,) = (tmp_path / "r").glob("plan-*.json")
    whole = path.read_text()
    path.write_text(whole.replace("2012", "2013"))
    kept = parts(tmp_path / "r")
    with pytest.raises(ResultsError, match=rf"{path.name}: is damaged; put back a copy"):
        extended(asked(0, 2), tmp_path / "r")
    assert parts(tmp_path / "r") == kept
    path.write_text(whole)
    assert extended(asked(0, 1), tmp_path / "r", function=NOTHING_TO_DO).kept == 6


def test_a_run_that_gives_other_numbers_after_extending_stops_the_sweep(tmp_path: Path) -> None:
    extended(asked(0, 1), tmp_path / "r")
    for path in (tmp_path / "r" / "parts").iterdir():
        path.rename(tmp_path / path.name)
    extended(asked(0, 1, 2), tmp_path / "r", function="tests.lab.standins:drift")
    for path in tmp_path.glob("part-*"):
        path.rename(tmp_path / "r" / "parts" / path.name)
    with pytest.raises(ResultsError, match=r"stands there twice with other numbers \(arrears_months\)"):
        extended(asked(0, 1, 2), tmp_path / "r")
