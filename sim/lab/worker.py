"""A few runs at a time: a policy meets a world, and its outcomes or its failure come back as data.

This module is loaded in every worker process, so it imports neither pandas nor pyarrow.
"""

from __future__ import annotations

import importlib
import math
import pickle
import time
import traceback
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.abreast import MOST_ABREAST, live_abreast
from sim.errors import SansheError
from sim.lab.fingerprint import numeric_fingerprint

if TYPE_CHECKING:
    from sim.declare import Value
    from sim.lab.sets import ParameterSet
    from sim.scenario import Scenario

SIMULATE = "sim.model:Simulator"
_MOST_WORDS = 2_000
_MOST_TRACE = 20_000
_MOST_KEPT = 256


class Item(NamedTuple):
    """A run to do: its place in the plan, its case (policy and parameter set) and the seed of its world."""

    run: int
    case: int
    world_seed: int


class Done(NamedTuple):
    """A run that went well; outcomes and series are float64 in bytes."""

    run: int
    seconds: float
    outcomes: bytes
    series: tuple[bytes, ...]


class Failed(NamedTuple):
    """A run that did not: `status` is error, timeout, memory or crash, `stage` where it happened."""

    run: int
    status: str
    stage: str
    message: str
    traceback: str


class Reply(NamedTuple):
    """What a worker sends back for a batch; `fault` is why it could do nothing at all."""

    fingerprint: str
    fault: str
    names: tuple[str, ...]
    done: tuple[Done, ...]
    failed: tuple[Failed, ...]


class Start(NamedTuple):
    """A policy as it travels: the scenario from which it starts, and what it sets in it."""

    scenario: Scenario
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Setup:
    """What a worker needs once: the function of a run by name, the policies, the series kept, the sets.

    `measured` are the outcomes that a run measures, None for all there are.

    Scenarios are made case by case, since all of them at once may be a hundred thousand. The
    function is named `module:name`. A class is made once, with the series and `measured`, and called for every
    run; if it has `live`, that is called instead, and a few runs whose scenarios it calls `small` are lived
    abreast. Only tests and measurements put in another one than the model's.
    """

    function: str
    policies: Sequence[Start]
    series: tuple[str, ...]
    sets: tuple[ParameterSet, ...] = ()
    measured: tuple[str, ...] | None = None

    def packed(self) -> bytes:
        """The set-up as it travels to a worker."""
        return pickle.dumps(self, protocol=pickle.HIGHEST_PROTOCOL)


class _UnfitError(Exception):
    """A run ended, but not with outcomes that can be put into a table."""


@dataclass
class Station:
    """Where runs are done. `before` is called with the indices of the few runs that start together.

    A run never raises here: whatever it throws becomes a Failed, because an exception that cannot
    travel would take the whole pool of workers down. One that runs out of memory beside others is tried again alone.
    """

    setup: Setup
    before: Callable[[tuple[int, ...]], None] = lambda _indices: None
    names: tuple[str, ...] = ()
    _live: Callable[[Scenario, int], Generator[None, None, Any]] | None = field(default=None, init=False)
    _small: Callable[[Scenario], bool] | None = field(default=None, init=False)
    _scenarios: dict[int, Scenario] = field(default_factory=dict, init=False)
    _at_hand: dict[int, Scenario] = field(default_factory=dict, init=False)

    def work(self, items: Sequence[Item]) -> Reply:
        """Do a batch of runs."""
        answers: list[Done | Failed] = []
        while len(answers) < len(items):
            few = self._few(items[len(answers) :])
            for item, answer in zip(few, self._do(few), strict=True):
                crowded = len(few) > 1 and isinstance(answer, Failed) and answer.status == "memory"
                answers += self._do((item,)) if crowded else [answer]
        done = tuple(answer for answer in answers if isinstance(answer, Done))
        failed = tuple(answer for answer in answers if isinstance(answer, Failed))
        return Reply(numeric_fingerprint(), "", self.names, done, failed)

    def load(self) -> None:
        """Import the function of a run, so that the first run does not pay for it."""
        module, _, name = self.setup.function.partition(":")
        found = getattr(importlib.import_module(module), name)
        simulate = found(self.setup.series, self.setup.measured) if isinstance(found, type) else found
        self._small = getattr(simulate, "small", None)
        self._live = simulate.live if hasattr(simulate, "live") else _at_once(simulate)

    def _few(self, items: Sequence[Item]) -> Sequence[Item]:
        """The runs of a batch that start next: one, or several if all are small, shared out evenly."""
        self._at_hand.clear()
        most = math.ceil(len(items) / math.ceil(len(items) / MOST_ABREAST))
        few = tuple(takewhile(self._is_small, items[:most]))
        return few or items[:1]

    def _is_small(self, item: Item) -> bool:
        try:
            return self._small is not None and self._small(self._scenario(item.case))
        except SansheError:  # told by the run's own attempt
            return False

    def _do(self, few: Sequence[Item]) -> list[Done | Failed]:
        self.before(tuple(item.run for item in few))
        return live_abreast(self._attempt(item) for item in few)

    def _attempt(self, item: Item) -> Generator[None, None, Done | Failed]:
        stage = "simulate"
        try:
            run, seconds = yield from _timed(self._life(item))
            stage = "outcomes"
            outcomes, series = self._measured(run.outcomes, run.series)
            return Done(item.run, seconds, outcomes, series)
        except BaseException as error:  # noqa: BLE001  whatever a run throws is a record, not the end
            return failure(item.run, stage, error)

    def _life(self, item: Item) -> Generator[None, None, Any]:
        if self._live is None:
            self.load()
        return (yield from self._live(self._scenario(item.case), item.world_seed))  # type: ignore[misc]

    def _scenario(self, case: int) -> Scenario:
        """What is simulated in a case; the first few hundred are made once, since they return with every world."""
        known = self._scenarios.get(case) or self._at_hand.get(case)
        if known is None:
            known = scenario_of(self.setup.policies, self.setup.sets, case)
            kept = self._scenarios if len(self._scenarios) < _MOST_KEPT else self._at_hand
            kept[case] = known
        return known

    def _measured(self, outcomes: Mapping[str, float], series: Mapping[str, Any]) -> tuple[bytes, tuple[bytes, ...]]:
        """The numbers of a run in bytes; undefined (nan) is allowed, infinite is not."""
        self.names = self.names or tuple(outcomes)
        if tuple(outcomes) != self.names:
            raise _UnfitError(f"other outcomes than the runs before: {', '.join(outcomes)}")
        missing = [name for name in self.setup.series if name not in series]
        if missing:
            raise _UnfitError(f"no monthly series of {', '.join(missing)}")
        columns = [("outcomes", np.array(list(outcomes.values()), dtype=np.float64))]
        columns += [(name, np.ascontiguousarray(series[name], dtype=np.float64)) for name in self.setup.series]
        for name, numbers in columns:
            if numbers.ndim != 1:
                raise _UnfitError(f"{name} has {numbers.ndim} dimensions; one number a month is needed")
            if np.isinf(numbers).any():
                raise _UnfitError(f"an infinite number in {self._infinite(name, numbers)}")
        return columns[0][1].tobytes(), tuple(numbers.tobytes() for _, numbers in columns[1:])

    def _infinite(self, name: str, numbers: np.ndarray) -> str:
        place = int(np.flatnonzero(np.isinf(numbers))[0])
        return self.names[place] if name == "outcomes" else f"{name}, month {place}"


def _timed(life: Generator[None, None, Any]) -> Generator[None, None, tuple[Any, float]]:
    """Live a life; what it returns and the seconds that it took, without those in which others lived."""
    seconds = 0.0
    while True:
        started = time.perf_counter()
        try:
            next(life)
        except StopIteration as end:
            return end.value, seconds + time.perf_counter() - started
        seconds += time.perf_counter() - started
        yield


def _at_once(simulate: Callable[[Scenario, int], Any]) -> Callable[[Scenario, int], Generator[None, None, Any]]:
    """A function of a run as a life of one part."""

    def live(scenario: Scenario, world_seed: int) -> Generator[None, None, Any]:
        yield from ()
        return simulate(scenario, world_seed)

    return live


def scenario_of(policies: Sequence[Start], sets: Sequence[ParameterSet], case: int) -> Scenario:
    """What is simulated in a case: a policy's scenario, with the values of a parameter set where there are sets."""
    number, policy = divmod(case, len(policies))
    start, values = policies[policy]
    changed = start.with_values(values, "policy") if values else start
    return changed.with_values(sets[number].values, f"set {sets[number].name}") if sets else changed


def failure(index: int, stage: str, error: BaseException) -> Failed:
    """What a run threw, as plain text that can always travel."""
    status = "memory" if isinstance(error, MemoryError) else "error"
    kind = "outcomes" if isinstance(error, _UnfitError) else type(error).__name__
    try:
        message = f"{kind}: {error}" if str(error) else kind
        trace = "".join(traceback.format_exception(error))
    except BaseException:  # noqa: BLE001  an exception may fail at telling what it is
        message, trace = kind, ""
    return Failed(index, status, stage, message[:_MOST_WORDS], trace[-_MOST_TRACE:])
