"""A calibration finds the region that is known, and goes on where it was stopped, to the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sim.errors import ResultsError
from sim.lab.calibration.answer import SET_FILE, SUMMARY, Calibration, calibrate
from sim.lab.calibration.waves import LEARNT, POINTS
from tests.lab.calibration.standins import IDLE, JUMPING, SQUARED, STRAIGHT, inline, specification

if TYPE_CHECKING:
    from sim.lab.calibration.measuring import Sweeper
    from sim.lab.ending import SweepReport
    from sim.lab.plan import Plan

# never = a in 0.529 +- 0.15 and frequent = b squared in 0.101 +- 0.06, so b from 0.2025 to 0.4012; c is idle.
LOW, HIGH = [0.379, 0.041**0.5, 0.0], [0.679, 0.161**0.5, 1.0]
VOLUME = (HIGH[0] - LOW[0]) * (HIGH[1] - LOW[1])
LUCK = 0.02


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    return calibrate(specification(), tmp_path_factory.mktemp("known") / "standin", inline())


def files(folder: Path) -> dict[str, bytes]:
    """Everything that must not depend on how often a calibration was stopped."""
    names = (POINTS, LEARNT, SET_FILE, SUMMARY, "results.parquet")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.name in names}


def test_the_volume_left_is_the_known_one(known: Calibration) -> None:
    assert known.history.waves[-1].share == pytest.approx(VOLUME, rel=0.15)
    assert known.history.ending == "emulators_sure"


def test_every_accepted_set_is_in_the_known_region_and_they_reach_its_ends(known: Calibration) -> None:
    values = known.accepted.values
    assert len(values) >= 40
    assert (values >= np.array(LOW) - LUCK).all()
    assert (values <= np.array(HIGH) + LUCK).all()
    assert np.ptp(values[:, :2], axis=0) / (np.array(HIGH) - LOW)[:2] == pytest.approx([1.0, 1.0], abs=0.15)


def test_the_true_values_are_never_ruled_out(known: Calibration) -> None:
    truth = np.array([[0.529, 0.101**0.5, idle] for idle in (0.0, 0.3, 1.0)])
    assert known.history.region.holds(truth, 3.0).all()


def test_a_coefficient_of_which_the_facts_say_nothing_keeps_its_range(known: Calibration) -> None:
    first, second, idle = known.narrowings
    assert [each.path for each in (first, second, idle)] == [STRAIGHT, SQUARED, IDLE]
    assert idle.kept == pytest.approx(1.0, abs=0.15)
    assert first.kept == pytest.approx(0.3, abs=0.06)
    assert second.kept == pytest.approx(0.1987, abs=0.05)


def test_the_defaults_are_judged_like_any_point(known: Calibration) -> None:
    # By default the first coefficient is 0.5 and the second 0.8: frequent is then 0.64, and 27 errors too high.
    assert known.accepted.default == pytest.approx((0.64 - 0.101) / 0.02, rel=0.05)


def test_weights_fall_with_the_distance_to_the_facts(known: Calibration) -> None:
    order = np.argsort(known.accepted.worst)
    assert (np.diff(known.accepted.weights[order]) <= 0).all()
    assert known.accepted.weights.sum() == pytest.approx(1.0)


def test_the_set_file_is_what_experiments_read(known: Calibration) -> None:
    lines = (known.folder / SET_FILE).read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"set,worst_implausibility,weight,{STRAIGHT},{SQUARED},{IDLE}"
    assert len(lines) == 1 + len(known.accepted.values)
    assert [float(cell) for cell in lines[1].split(",")[3:]] == known.accepted.values[0].tolist()


def test_stopped_after_every_sweep_it_gives_the_same_bytes(known: Calibration, tmp_path: Path) -> None:
    asked = specification()
    for _ in range(20):
        try:
            calibrate(asked, tmp_path / "standin", _stopping(inline()))
        except KeyboardInterrupt:
            continue
        break
    assert files(tmp_path / "standin") == files(known.folder)


def test_another_calibration_is_refused(known: Calibration) -> None:
    with pytest.raises(ResultsError, match=r"wave-1.points.json: belongs to another calibration"):
        calibrate(specification(seed=1), known.folder, inline())


def test_nothing_is_left_where_no_value_meets_the_facts(tmp_path: Path) -> None:
    asked = specification(parameter=[{"path": STRAIGHT, "low": 0.9, "high": 1.0}, {"path": SQUARED}])
    found = calibrate(asked, tmp_path, inline())
    assert found.history.ending == "nothing_left"
    assert found.history.waves[-1].distance.min() > 3.0
    assert len(found.accepted.values) == 0
    assert len((tmp_path / SET_FILE).read_text(encoding="utf-8").splitlines()) == 1
    assert json.loads((tmp_path / SUMMARY).read_text(encoding="utf-8"))["acceptance"]["accepted"] == 0


def test_an_emulator_that_is_wrong_about_itself_rules_nothing_out(tmp_path: Path) -> None:
    found = calibrate(specification(waves=1), tmp_path, inline(JUMPING))
    wave = found.history.waves[0]
    assert wave.quality["never"].verdict == "refused"
    assert wave.believed == ("frequent",)
    assert wave.share == pytest.approx(HIGH[1] - LOW[1], rel=0.2)


def _stopping(run: Sweeper) -> Sweeper:
    """Does one unfinished sweep, and is then stopped."""

    def once(plan: Plan, folder: Path) -> SweepReport:
        unfinished = not (folder / "results.parquet").exists()
        report = run(plan, folder)
        if unfinished:
            raise KeyboardInterrupt
        return report

    return once
