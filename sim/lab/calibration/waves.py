"""History matching: wave after wave is run, emulated, and cuts away what the facts rule out.

Every wave is a folder: the points and what they derive from, an ordinary sweep for each scenario, and
what was learnt. A calibration that is run again reads what is there, checks what it derives from, and
goes on; emulators are made again from their runs and their stored shape, and nothing is unpickled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.errors import ResultsError
from sim.lab.calibration.emulator import Emulator, Quality
from sim.lab.calibration.implausibility import RANKS, ensemble_variance, implausibility, worst
from sim.lab.calibration.measuring import Measured, Sweeper, measure
from sim.lab.calibration.region import Demand, Region, columns, spread_out, unit, whole
from sim.lab.calibration.specification import Specification
from sim.lab.durable import as_json, make_folder, unusable, write_checked
from sim.lab.extras import need
from sim.lab.keyed import generator

Numbers = NDArray[np.float64]
Ending = Literal["nothing_left", "emulators_sure", "no_longer_shrinks", "all_waves", "nothing_believed"]

POINTS, LEARNT = "points.json", "learnt.json"
MOST_TRAINING = 300
_LEAST_TRAINING = 10


@dataclass(frozen=True)
class Wave:
    """What one wave did: its points, how well each fact was emulated, and what it left.

    `share` is the part of the whole space that is left; `sureness` the mean variance of each emulator
    over what is left, against that of everything else; `left` are points spread evenly over what is
    left, as values of the coefficients; `distance` is the worst implausibility of each point by its runs.
    """

    number: int
    points: Numbers
    measured: Measured
    quality: Mapping[str, Quality]
    ensemble: Mapping[str, float]
    sureness: Mapping[str, float]
    share: float
    left: Numbers
    distance: Numbers

    @property
    def believed(self) -> tuple[str, ...]:
        """The facts whose emulators were believed."""
        return tuple(name for name, quality in self.quality.items() if quality.verdict != "refused")


@dataclass(frozen=True)
class History:
    """All waves, why there are no more, and what is left."""

    waves: tuple[Wave, ...]
    ending: Ending
    region: Region


@dataclass(frozen=True)
class _Stage:
    """One wave that was run, before anything was learnt from it."""

    number: int
    folder: Path
    basis: str
    points: Numbers
    measured: Measured


def match(specification: Specification, folder: Path, run: Sweeper) -> History:
    """Rule out wave by wave what is far from the facts.

    Raises ResultsError where the folder holds another calibration, UsageError without scikit-learn.
    """
    with need("threadpoolctl", "analysis", "calibrate").threadpool_limits(1):  # so that sums have one order
        return _matched(specification, folder, run)


def _matched(specification: Specification, folder: Path, run: Sweeper) -> History:
    ranges = specification.ranges
    region = whole(specification.particles, len(ranges), _root(specification, "whole"))
    waves: list[Wave] = []
    for number in range(1, specification.waves + 1):
        place = folder / f"wave-{number}"
        basis = inputs(specification.digest("match"), waves)
        points = kept_points(place, basis, partial(_design, specification, number, region))
        named = (f"wave_{number}", specification.seed, specification.worlds)
        stage = _Stage(number, place, basis, points, measure(specification, points, named, place, run))
        training = _training(specification, region, waves, stage)
        before = region.share
        region, wave = _learnt(specification, region, stage, training)
        waves.append(wave)
        ending = _ending(specification, waves, before)
        if ending is not None:
            return History(tuple(waves), ending, region)
    return History(tuple(waves), "all_waves", region)


def inputs(asked: str, waves: Sequence[Wave]) -> str:
    """What the next stage derives from: what was asked and the tables of every wave before."""
    return _digest([asked, *(list(wave.measured.sha256) for wave in waves)])


def kept_points(folder: Path, basis: str, make: Callable[[], Numbers]) -> Numbers:
    """The points of a stage: those that stand in its folder, or new ones, kept before anything is run."""
    make_folder(folder)
    path = folder / POINTS
    kept = kept_json(path, basis)
    if kept is None:
        kept = {"points": make().tolist()}
        write_checked(path, as_json({"basis": basis, **kept}))
    return np.array(kept["points"], dtype=np.float64)


def kept_json(path: Path, basis: str) -> dict[str, Any] | None:
    """What a file of this calibration holds, or None; ResultsError where it derives from something else."""
    if not path.exists():
        return None
    with unusable(path):
        content = path.read_bytes()
    try:
        kept: dict[str, Any] = json.loads(content)
        found = kept["basis"]
    except (ValueError, KeyError, TypeError):
        raise ResultsError(f"{path}: is damaged; remove it and run the same command again") from None
    if found != basis:
        raise ResultsError(
            f"{path}: belongs to another calibration or to other runs; choose another folder, or move this one away"
        )
    return kept


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _root(specification: Specification, purpose: str) -> int:
    return int(generator(f"{specification.seed}/{purpose}").integers(2**63))


def _design(specification: Specification, number: int, region: Region) -> Numbers:
    """A Latin hypercube in the first wave, points out of what is left in every other."""
    from sim.lab.sampling import unit_points

    if number == 1:
        seed = _root(specification, "first wave")
        points = unit_points("latin_hypercube", specification.points, len(specification.ranges), seed)
    else:
        points = spread_out(region.points, specification.points, generator(f"{specification.seed}/wave {number}"))
    return columns(points, specification.ranges)


def _training(
    specification: Specification, region: Region, waves: Sequence[Wave], newest: _Stage
) -> dict[str, tuple[Numbers, Numbers]]:
    """Points and world means that an emulator learns from: this wave's, then those before that lie in what was left."""
    stages = [(newest.points, newest.measured), *((wave.points, wave.measured) for wave in reversed(waves))]
    inside = [unit(points, specification.ranges) for points, _ in stages]
    held = [np.ones(len(inside[0]), np.bool_), *(region.holds(each, specification.cut_off) for each in inside[1:])]
    training = {}
    for name in specification.aims:
        means = [measured.runs[name].mean(axis=1) for _, measured in stages]
        rows = [keep & np.isfinite(mean) for keep, mean in zip(held, means, strict=True)]
        points = np.concatenate([each[row] for each, row in zip(inside, rows, strict=True)])[:MOST_TRAINING]
        values = np.concatenate([mean[row] for mean, row in zip(means, rows, strict=True)])[:MOST_TRAINING]
        training[name] = (points, values)
    return training


def _learnt(
    specification: Specification,
    region: Region,
    stage: _Stage,
    training: Mapping[str, tuple[Numbers, Numbers]],
) -> tuple[Region, Wave]:
    """Emulate, and cut away; what was learnt before is read."""
    path, number, measured = stage.folder / LEARNT, stage.number, stage.measured
    basis = _digest([stage.basis, *measured.sha256])
    kept = kept_json(path, basis)
    emulators = dict(_emulators(training, None if kept is None else kept["shapes"]))
    aims = specification.aims
    ensemble = {name: ensemble_variance(measured.runs[name]) for name in aims}
    believed = {name: each for name, each in emulators.items() if each.quality.verdict != "refused"}
    demand = Demand(believed, aims, ensemble, specification.judged_by)
    if kept is None:
        left = region.narrowed(demand, specification.cut_off, generator(f"{specification.seed}/left {number}"))
        kept = {
            "shapes": {name: each.shape.tolist() for name, each in emulators.items()},
            "left": left.points.tolist(),
            "share": left.share,
            "nearest": left.nearest,
        }
        write_checked(path, as_json({"basis": basis, **kept}))
    particles = np.array(kept["left"], dtype=np.float64).reshape(-1, len(specification.ranges))
    left = Region(particles, float(kept["share"]), float(kept["nearest"]), (*region.demands, demand))
    wave = Wave(
        number, stage.points, measured,
        {name: each.quality for name, each in emulators.items()}, ensemble,
        dict(_sureness(demand, particles)), left.share,
        columns(particles, specification.ranges),
        scores(specification, measured, ensemble),
    )  # fmt: skip
    return left, wave


def _emulators(
    training: Mapping[str, tuple[Numbers, Numbers]], shapes: Mapping[str, list[float]] | None
) -> Iterator[tuple[str, Emulator]]:
    """An emulator for each fact that enough points are known of."""
    for name, (points, values) in training.items():
        if len(values) >= _LEAST_TRAINING:
            yield name, Emulator(points, values, None if shapes is None else np.array(shapes[name]))


def _sureness(demand: Demand, points: Numbers) -> Iterator[tuple[str, float]]:
    for name, emulator in demand.emulators.items():
        if len(points):
            rest = demand.ensemble[name] + demand.aims[name].excused
            yield name, float(np.mean(emulator.predict(points)[1])) / rest


def scores(specification: Specification, measured: Measured, ensemble: Mapping[str, float]) -> Numbers:
    """The worst implausibility of each point by its runs alone: float64[points]."""
    each = [
        implausibility(aim, measured.runs[name].mean(axis=1), 0.0, ensemble[name])
        for name, aim in specification.aims.items()
    ]
    return worst(np.column_stack(each), RANKS[specification.judged_by])


def _ending(specification: Specification, waves: Sequence[Wave], before: float) -> Ending | None:
    newest = waves[-1]
    if not len(newest.left):
        return "nothing_left"
    if not newest.believed:
        return "nothing_believed"
    all_believed = len(newest.believed) == len(specification.target)
    if all_believed and max(newest.sureness.values()) <= specification.stop.emulator_share:
        return "emulators_sure"
    if all_believed and newest.number > 1 and newest.share > specification.stop.shrink * before:
        return "no_longer_shrinks"
    return None
