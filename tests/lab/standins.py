"""Plans whose runs are quick, or misbehave in every way a run can."""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

if TYPE_CHECKING:
    from sim.lab.plan import Plan

QUICK = "tests.lab.standins:quick"
MISBEHAVE = "tests.lab.standins:misbehave"
ABREAST = "tests.lab.standins:Abreast"
AS_ASKED = "tests.lab.standins:AsAsked"
DRIFT = "tests.lab.standins:drift"
SURROUNDINGS = "tests.lab.standins:surroundings"
NOTHING = "tests.lab.standins:nothing"
LEVER = "policy.payment.delay_months"
OUTCOMES = ("satisfied_share", "turnover_rate", "arrears_months")
MONTHS = 12


@dataclass(frozen=True)
class StandInScenario:
    """Enough of a scenario for a sweep: `kind` says how its runs behave."""

    number: int
    kind: str = "good"
    seconds: float = 0.0

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.number} {self.kind}".encode()).hexdigest()

    def values(self) -> dict[str, int]:
        return {LEVER: self.number}


def stand_in_plan(
    kinds: tuple[str, ...] = ("good",) * 4,
    worlds: int = 5,
    *,
    seconds: float = 0.0,
    seed: int = 2012,
    name: str = "standin",
    stopping: dict[str, Any] | None = None,
    outcomes: tuple[str, ...] = OUTCOMES[:2],
    measure: str = "all",
) -> Plan:
    """A plan with one policy for each kind of behaviour; the first is the baseline."""
    from sim.lab.experiment import Experiment
    from sim.lab.plan import Plan, Policy

    class StandInPlan(Plan):
        """A plan whose runs owe nothing to the model's sources."""

        _model_version = "stand-in"

    table = {
        "name": name,
        "question_en": "Does it last?",
        "question_zh": "能持久吗？",
        "scenario": "guangzhou",
        "seed": seed,
        "worlds": worlds,
        "outcomes": list(outcomes),
        "measure": measure,
        "policy": [{"name": f"p{number}", "set": {LEVER: number}} for number in range(1, len(kinds))],
    }
    if stopping is not None:
        table["stopping"] = stopping
    names = ["baseline", *(f"p{number}" for number in range(1, len(kinds)))]
    policies = tuple(
        Policy(name, name, name, StandInScenario(number, kind, seconds), {LEVER: number})  # type: ignore[arg-type]
        for number, (name, kind) in enumerate(zip(names, kinds, strict=True))
    )
    return StandInPlan(Experiment.model_validate(table), policies, worlds)


def quick(scenario: StandInScenario, world_seed: int) -> SimpleNamespace:
    """A run that is a pure function of policy and world; turnover is undefined under the first policy."""
    _sign_in()
    time.sleep(scenario.seconds)
    draw = np.random.Generator(np.random.PCG64DXSM([world_seed, scenario.number]))
    satisfied = draw.random(MONTHS)
    turnover = draw.random(MONTHS) if scenario.number else np.full(MONTHS, np.nan)
    return SimpleNamespace(
        outcomes={
            "satisfied_share": float(satisfied[-1]),
            "turnover_rate": float(turnover[-1]),
            "arrears_months": float(scenario.number),
        },
        series={"satisfied_share": satisfied, "turnover_rate": turnover, "arrears_months": satisfied},
    )


def nothing(_scenario: StandInScenario, world_seed: int) -> SimpleNamespace:
    """The cheapest run there is, for measuring what a sweep itself costs."""
    months = np.array([float(world_seed & 1023)])
    outcomes = {"satisfied_share": float(world_seed & 1023), "turnover_rate": 0.0, "arrears_months": 0.0}
    return SimpleNamespace(outcomes=outcomes, series={"satisfied_share": months, "turnover_rate": months})


def surroundings(scenario: StandInScenario, world_seed: int) -> SimpleNamespace:
    """A run that tells in what surroundings it is done."""
    run = quick(scenario, world_seed)
    run.outcomes["satisfied_share"] = float(os.environ.get("OMP_NUM_THREADS", "nan"))
    run.outcomes["turnover_rate"] = float(sum(name in sys.modules for name in ("pandas", "pyarrow", "mesa")))
    run.outcomes["arrears_months"] = float(os.getpid())
    return run


def drift(scenario: StandInScenario, world_seed: int) -> SimpleNamespace:
    """A run that is not deterministic: it gives other numbers in every process."""
    run = quick(scenario, world_seed)
    run.outcomes["arrears_months"] = float(os.getpid())
    return run


def misbehave(scenario: StandInScenario, world_seed: int) -> SimpleNamespace:
    """A run that does what its scenario's kind says; the good ones are as in `quick`."""
    _MISDEEDS.get(scenario.kind, lambda: None)()
    if scenario.kind == "unlucky" and world_seed % 3 == 0:
        _raise()
    run = quick(scenario, world_seed)
    if scenario.kind == "infinite":
        run.outcomes["arrears_months"] = float("inf")
    if scenario.kind == "other outcomes":
        run.outcomes["surprise"] = 1.0
    if scenario.kind == "no series":
        del run.series["satisfied_share"]
    return run


class Abreast:
    """Runs as in `misbehave`, a few of them at a time."""

    def __init__(self, _series: tuple[str, ...], _measured: tuple[str, ...] | None) -> None:
        """Keep nothing."""

    def small(self, _scenario: StandInScenario) -> bool:
        """All are."""
        return True

    def live(self, scenario: StandInScenario, world_seed: int) -> Generator[None, None, SimpleNamespace]:
        """Let others begin before it misbehaves, and end after it has."""
        yield
        run = misbehave(scenario, world_seed)
        yield
        return run


class AsAsked:
    """Runs that measure what they are asked for, or everything."""

    def __init__(self, series: tuple[str, ...], measured: tuple[str, ...] | None) -> None:
        """Hear what is asked for."""
        self._series, self._measured = series, OUTCOMES if measured is None else measured

    def __call__(self, _scenario: object, _world_seed: int) -> SimpleNamespace:
        """Measure it: 0.5 each."""
        return SimpleNamespace(
            outcomes=dict.fromkeys(self._measured, 0.5), series={name: np.full(MONTHS, 0.5) for name in self._series}
        )


class UnpicklableError(Exception):
    """An exception that cannot be made again from what it carries."""

    def __init__(self, one: int, two: int) -> None:
        self.lock = open(os.devnull)  # noqa: PTH123, SIM115
        super().__init__(f"{one} and {two} do not travel")


class MuteError(Exception):
    """An exception that fails at telling what it is."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


def _raise() -> NoReturn:
    raise ValueError("a resident has no community")


def _unpicklable() -> NoReturn:
    raise UnpicklableError(1, 2)


def _mute() -> NoReturn:
    raise MuteError


def _system_exit() -> NoReturn:
    raise SystemExit(3)


def _hang() -> NoReturn:
    while True:
        time.sleep(0.05)


def _hold_the_gil() -> None:
    ctypes.PyDLL(None).sleep(3600)


def _hog() -> None:
    kept = []
    while True:
        kept.append(np.ones(1 << 23))


def _segfault() -> None:
    ctypes.string_at(0)


def _kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _exit_at_once() -> None:
    os._exit(0)


def _stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


_MISDEEDS = {
    "raise": _raise,
    "unpicklable": _unpicklable,
    "mute": _mute,
    "exit": _system_exit,
    "hang": _hang,
    "hold": _hold_the_gil,
    "memory": _hog,
    "segfault": _segfault,
    "kill": _kill_itself,
    "os exit": _exit_at_once,
    "stop": _stop,
}


def _sign_in() -> None:
    """Leave this process's number where a test asks for it."""
    book = os.environ.get("SANSHE_TEST_WORKERS")
    if book:
        (Path(book) / str(os.getpid())).touch()
