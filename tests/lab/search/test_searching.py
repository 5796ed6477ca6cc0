from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.errors import ResultsError
from sim.lab.ending import SweepInterrupted
from sim.lab.progress import Progress
from sim.lab.results import read_results
from sim.lab.search.answer import Answer
from sim.lab.search.searching import Quest, search
from sim.outcomes import OUTCOMES
from tests.lab.search.standins import CURVE, INSPECTIONS, ONLINE, ROUNDS, SALONS, SESSIONS, SLOPE, quest
from tests.lab.standins import AS_ASKED

FRONT: dict[str, Any] = {
    "levers": {ROUNDS: {}, SESSIONS: {}, INSPECTIONS: {}, SALONS: {}},
    "objective": [{"outcome": "turnover_rate"}, {"outcome": "vacancy_share"}],
    "population": 24,
    "generations": 30,
    "fresh_worlds": 3,
    "fresh_policies": 13,
}
TARGET: dict[str, Any] = {
    "levers": {ROUNDS: {}, SESSIONS: {}, ONLINE: {}},
    "target": {"outcome": "satisfied_share", "at_least": 0.7},
    "population": 8,
    "generations": 3,
    "fresh_worlds": 3,
    "fresh_policies": 4,
}


def inline(asked: Quest, folder: Path, function: str, **options: Any) -> Answer:
    return search(asked, folder, jobs=0, function=function, **options)


def told(answer: Answer) -> list[dict[str, Any]]:
    return [dict(each.values) for each in answer.found]


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return inline(quest(FRONT), tmp_path_factory.mktemp("front"), CURVE)


def test_the_known_front_is_found(front: Answer) -> None:
    """28,561 policies, of which 13 are on the front: only the first lever is not at 0."""
    assert told(front) == [{ROUNDS: rounds, SESSIONS: 0, INSPECTIONS: 0, SALONS: 0} for rounds in range(12, -1, -1)]
    assert all(each.on_front for each in front.found)
    assert (front.size, front.worlds, front.fresh_worlds, front.failed) == (13**4, 2, 3, 0)
    assert front.tried <= 24 * 30
    for each in front.found:
        first = each.values[ROUNDS] / 12  # type: ignore[operator]
        reading = each.readings["vacancy_share"]
        assert reading.searched == pytest.approx(1 - math.sqrt(first), abs=0.002)
        assert reading.low <= reading.mean <= reading.high
    assert front.best is None


def test_the_luck_of_worlds_alone_is_no_optimism(front: Answer) -> None:
    """It is the same for every policy, so against the baseline nothing of it is left."""
    assert front.optimism == {
        "turnover_rate": pytest.approx(0, abs=1e-12),
        "vacancy_share": pytest.approx(0, abs=1e-12),
    }


def test_what_was_found_is_an_ordinary_results_folder_in_other_worlds(front: Answer) -> None:
    fresh = read_results(front.folder / "fresh")
    assert fresh.experiment.seed != front.experiment.seed
    assert fresh.plan["policies"][0]["name"] == "baseline"
    assert len(fresh.table) == (1 + 13) * 3
    assert {"satisfied_share", "turnover_rate", "vacancy_share"} <= set(fresh.experiment.outcomes)


@pytest.mark.parametrize("generations", [3, 100])
def test_the_cheapest_policy_on_a_slope_is_exactly_the_cheapest(tmp_path: Path, generations: int) -> None:
    """By trying some of the 338 policies and all that lie around the best, and by trying every one."""
    answer = inline(quest(TARGET | {"generations": generations}, worlds=5), tmp_path / "r", SLOPE)
    cheapest = min(
        (7 * rounds + 3 * sessions + 20 * online, rounds, sessions, online)
        for rounds, sessions, online in itertools.product(range(13), range(13), (0, 1))
        if 0.3 + 0.03 * rounds + 0.08 * math.sqrt(sessions) + 0.05 * online >= 0.7
    )
    assert answer.best is not None
    assert tuple(answer.best.values.values()) == (cheapest[1], cheapest[2], bool(cheapest[3]))
    assert answer.best.readings["public_money_yuan"].mean == pytest.approx(cheapest[0], abs=0.01)
    assert answer.best.reaches
    assert (answer.tried == answer.size == 338) is (generations == 100)
    assert answer.settled is (None if generations == 100 else True)


def test_a_target_out_of_reach_is_said_to_be(tmp_path: Path) -> None:
    """With every lever at its highest, satisfaction is 0.3 + 0.36 + 0.2771 + 0.05 = 0.9871."""
    far = TARGET | {"target": {"outcome": "satisfied_share", "at_least": 0.99}}
    answer = inline(quest(far), tmp_path / "r", SLOPE)
    assert answer.best is None
    assert not any(each.reaches for each in answer.found)
    most = max(answer.found, key=lambda each: each.readings["satisfied_share"].mean)
    assert dict(most.values) == {ROUNDS: 12, SESSIONS: 12, ONLINE: True}


def test_a_bound_on_another_outcome_is_kept(tmp_path: Path) -> None:
    bound = TARGET | {"constraint": [{"outcome": "public_money_yuan", "at_most": 50.5}]}
    answer = inline(quest(bound), tmp_path / "r", SLOPE)
    assert answer.best is None
    assert all(each.readings["public_money_yuan"].mean <= 50.5 for each in answer.found)
    assert all(each.allowed for each in answer.found)


def test_an_interrupted_search_goes_the_same_way_and_pays_only_for_what_is_missing(
    tmp_path: Path, front: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped twice on its way; the runs done in all three calls are those of the straight way, each once."""
    book = tmp_path / "book"
    monkeypatch.setenv("SANSHE_TEST_RUNS", str(book))
    for ticks in (4, 9):
        with pytest.raises(SweepInterrupted, match="runs are kept, run the same command again to go on"):
            inline(quest(FRONT), tmp_path / "r", CURVE, progress=stop_after(ticks))
    assert any((tmp_path / "r" / "parts").iterdir())
    resumed = inline(quest(FRONT), tmp_path / "r", CURVE)
    assert resumed.sha256 == front.sha256
    assert told(resumed) == told(front)
    assert (resumed.tried, resumed.optimism) == (front.tried, front.optimism)
    runs = len(book.read_text(encoding="utf-8").splitlines())
    assert runs == (resumed.tried + 1) * 2 + (1 + 13) * 3


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    small = FRONT | {"population": 8, "generations": 4, "fresh_policies": 3}
    alone = inline(quest(small), tmp_path / "alone", CURVE)
    both = search(quest(small), tmp_path / "both", jobs=2, function=CURVE)
    assert both.sha256 == alone.sha256
    assert told(both) == told(alone)
    other = inline(quest(small, seed=2013), tmp_path / "other", CURVE)
    assert other.sha256 != alone.sha256


def test_a_damaged_part_is_set_aside_and_its_runs_are_done_again(tmp_path: Path) -> None:
    small = FRONT | {"population": 8, "generations": 3, "fresh_policies": 3}
    whole = inline(quest(small), tmp_path / "r", CURVE)
    part = min((tmp_path / "r" / "parts").iterdir())
    content = bytearray(part.read_bytes())
    content[200] ^= 1
    part.write_bytes(content)
    again = inline(quest(small), tmp_path / "r", CURVE)
    assert again.sha256 == whole.sha256
    assert [each.name for each in (tmp_path / "r" / "quarantine").iterdir()] == [part.name]


def test_a_search_measures_what_it_looks_at_alone_where_it_is_asked_to(tmp_path: Path) -> None:
    found = TARGET | {"constraint": [{"outcome": "closures", "at_most": 1.0}]}
    asked = quest(found)
    few = replace(asked, experiment=asked.experiment.model_copy(update={"measure": "asked"}))
    inline(few, tmp_path / "r", AS_ASKED)
    tried = pd.read_parquet(tmp_path / "r" / "evaluations.parquet")
    assert {"satisfied_share", "public_money_yuan", "closures"} == set(tried.columns) & set(OUTCOMES)
    with pytest.raises(ResultsError, match=r"belongs to another search \(another measured outcomes\)"):
        inline(asked, tmp_path / "r", AS_ASKED)


def test_another_search_is_kept_out_of_the_folder(tmp_path: Path) -> None:
    small = FRONT | {"population": 4, "generations": 1, "fresh_policies": 2}
    inline(quest(small), tmp_path / "r", CURVE)
    with pytest.raises(
        ResultsError, match=r"belongs to another search \(another population, seed\); choose another folder"
    ):
        inline(quest(small | {"population": 5}, seed=1), tmp_path / "r", CURVE)
    assert inline(quest(small | {"fresh_policies": 3}), tmp_path / "r", CURVE).found
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ResultsError, match=r"is not the folder of a search \(it holds 'diary.txt'"):
        inline(quest(small), tmp_path / "mine", CURVE)


def test_progress_tells_how_far_it_is(tmp_path: Path) -> None:
    moments: list[Progress] = []
    inline(quest(TARGET), tmp_path / "r", SLOPE, progress=moments.append)
    assert moments[0].total > moments[0].done
    assert all(moment.done <= moment.total for moment in moments)
    assert moments[-1].done == moments[-1].total == (4 + 1) * 3


def stop_after(ticks: int) -> Any:
    """A watcher that presses Ctrl-C at some tick."""
    left = [ticks]

    def watch(_moment: Progress) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    return watch
