"""A calibration from its file to the sets that are left, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import ResultsError
from sim.lab.calibration.acceptance import Accepted, accept, set_file
from sim.lab.calibration.measuring import Sweeper
from sim.lab.calibration.specification import Specification
from sim.lab.calibration.waves import History, Wave, match
from sim.lab.durable import as_json, make_folder, write_checked
from sim.scenario import COEFFICIENTS, load_scenario, model_version

Numbers = NDArray[np.float64]
SET_FILE, SUMMARY = "non_implausible.csv", "calibration.json"
_MIDDLE = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What became of one coefficient's range: declared, what matching left, what was accepted.

    `left` and `accepted` are the middle 90% of the points, nan where there are none; `default` is what
    the model has.
    """

    path: str
    default: float
    declared: tuple[float, float]
    left: tuple[float, float]
    accepted: tuple[float, float]

    @property
    def kept(self) -> float:
        """The accepted middle 90% against 90% of the declared range: near 1 where the facts say nothing."""
        return (self.accepted[1] - self.accepted[0]) / (
            (_MIDDLE[1] - _MIDDLE[0]) * (self.declared[1] - self.declared[0])
        )


@dataclass(frozen=True)
class Calibration:
    """What was asked, what each wave did, and which sets are left."""

    specification: Specification
    history: History
    accepted: Accepted
    folder: Path

    @property
    def narrowings(self) -> tuple[Narrowing, ...]:
        """Every coefficient's range before and after."""
        return tuple(self._narrowings())

    def _narrowings(self) -> Iterator[Narrowing]:
        left = self.history.waves[-1].left
        known = load_scenario(self.specification.scenarios[-1])
        for place, each in enumerate(self.specification.parameter):
            yield Narrowing(
                each.path,
                float(known.value(each.path)),
                each.ends,
                middle(left[:, place]),
                middle(self.accepted.values[:, place]),
            )


def middle(values: Numbers) -> tuple[float, float]:
    """The ends of the middle 90%; nan without values."""
    if not len(values):
        return (np.nan, np.nan)
    low, high = np.quantile(values, _MIDDLE)
    return float(low), float(high)


def calibrate(specification: Specification, folder: Path, run: Sweeper) -> Calibration:
    """Match, accept, and write the sets that are left into the folder; what is there already is kept.

    `run` sweeps a plan into a folder. Raises ResultsError where the folder cannot be used.
    """
    if folder.exists() and not folder.is_dir():
        raise ResultsError(f"{folder}: is a file; name a new or empty folder")
    make_folder(folder)
    history = match(specification, folder, run)
    accepted = accept(specification, history, folder, run)
    calibration = Calibration(specification, history, accepted, folder)
    write_checked(folder / SET_FILE, set_file(specification, accepted))
    write_checked(folder / SUMMARY, as_json(as_tree(calibration)))
    return calibration


def as_tree(calibration: Calibration) -> dict[str, Any]:
    """Everything there is to say, for other programs; undefined numbers are None."""
    accepted = calibration.accepted
    return {
        "name": calibration.specification.name,
        "model": model_version(),
        "cut_off": calibration.specification.cut_off,
        "ending": calibration.history.ending,
        "waves": [_wave(calibration, wave) for wave in calibration.history.waves],
        "acceptance": {
            "tried": accepted.tried,
            "accepted": len(accepted.values),
            "failed_runs": accepted.failed,
            "least_worst_implausibility": _number(accepted.least),
            "default_worst_implausibility": _number(accepted.default),
        },
        "targets": [_target(calibration, place) for place in range(len(calibration.specification.target))],
        "coefficients": [
            {
                "path": each.path,
                "default": each.default,
                "declared": list(each.declared),
                "left_middle_90": [_number(end) for end in each.left],
                "accepted_middle_90": [_number(end) for end in each.accepted],
                "unit": COEFFICIENTS[each.path].unit,
            }
            for each in calibration.narrowings
        ],
    }


def _wave(calibration: Calibration, wave: Wave) -> dict[str, Any]:
    return {
        "wave": wave.number,
        "points": len(wave.points),
        "worlds": calibration.specification.worlds,
        "failed_runs": wave.measured.failed,
        "share_left": wave.share,
        "lowest_worst_implausibility_run": _number(float(wave.distance.min())),
        "emulators": {
            name: {
                "verdict": each.verdict,
                "runs": each.runs,
                "explained": each.explained,
                "within_two": each.within_two,
                "within_three": each.within_three,
                "variance_against_the_rest": wave.sureness.get(name),
            }
            for name, each in wave.quality.items()
        },
    }


def _target(calibration: Calibration, place: int) -> dict[str, Any]:
    fitted = calibration.specification.target[place]
    aim = fitted.aim()
    means = calibration.accepted.means[:, place]
    return {
        "target": aim.name,
        "relation": aim.relation,
        "value": aim.value,
        "observation_sd": aim.observation_sd,
        "discrepancy_sd": aim.discrepancy_sd,
        "ensemble_sd": calibration.history.waves[-1].ensemble[aim.name] ** 0.5,
        "accepted_middle_90": [_number(end) for end in middle(means)],
    }


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
