"""Is the model like what is known? Every fact it was fitted to, and every pattern it must show.

Facts are measured in worlds that the fitting never saw, patterns in worlds of their own; each pattern
is looked for again without its cause. What fails stays in the answer as failing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Literal

from sim.errors import UsageError, nearest
from sim.facts import facts
from sim.lab.patterns import PATTERNS, Finding, Pattern, Reading
from sim.lab.patterns.finding import reading
from sim.lab.targets import TARGETS, Target, measure_targets
from sim.scenario import load_scenario, model_version

Verdict = Literal["met", "unclear", "missed"]
FRESH_SEED = 20_161
"""Root of the worlds in which facts are measured; the fitting had others."""


@dataclass(frozen=True, slots=True)
class FactCheck:
    """One fact with role `calibrate`, what the model says to it, and whether that lies in the band."""

    target: Target
    reading: Reading

    @property
    def verdict(self) -> Verdict:
        """`met` if the model's mean lies in the band, `unclear` if only its interval reaches it, else `missed`."""
        if self.target.met(self.reading.value):
            return "met"
        reaches = self.reading.low <= self.target.high and self.reading.high >= self.target.low
        return "unclear" if reaches else "missed"


@dataclass(frozen=True, slots=True)
class PatternCheck:
    """One pattern: what was found in the model as it is, and without its cause."""

    pattern: Pattern
    found: Finding
    without: Finding

    @property
    def holds(self) -> bool:
        """Whether the pattern shows, and goes with its cause."""
        return self.found.shown and not self.without.shown


@dataclass(frozen=True, slots=True)
class Validation:
    """What was checked, in how many worlds, of which version of the model."""

    facts: tuple[FactCheck, ...]
    patterns: tuple[PatternCheck, ...]
    worlds: int
    model: str


def codes_to_check(asked: Sequence[str]) -> tuple[list[str], list[str]]:
    """Names of targets and codes of patterns that are asked for; all of them if nothing is.

    UsageError for a code that is neither a fact with role `calibrate` nor a pattern.
    """
    by_fact = {target.fact: name for name, target in TARGETS.items()}
    known = [*by_fact, *PATTERNS]
    for code in asked:
        if code not in known:
            hint = nearest(code, known) or "leave it out to check everything"
            raise UsageError(f"{code}: neither a fact the model is fitted to nor a pattern; {hint}")
    if not asked:
        return list(TARGETS), list(PATTERNS)
    names = [name for name, target in TARGETS.items() if target.fact in asked]
    return names, [code for code in PATTERNS if code in asked]


def calibration_facts() -> list[str]:
    """Codes of all facts with role `calibrate`."""
    return [code for code, fact in facts().items() if fact.role == "calibrate"]


def validate(
    worlds: int, asked: Sequence[str] = (), jobs: int = 1, tell: Callable[[int, int], object] = lambda _done, _all: None
) -> Validation:
    """Check facts and patterns in `worlds` worlds; `tell` hears how many of all checks are done."""
    names, codes = codes_to_check(asked)
    places = sorted({TARGETS[name].scenario for name in names})
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        looks = {code: pool.submit(_look, code, worlds) for code in codes}
        ablations = {code: pool.submit(_ablate, code, worlds) for code in codes}
        measured = {place: pool.submit(_measure, place, names, worlds) for place in places}
        futures: list[Future[object]] = [*looks.values(), *ablations.values(), *measured.values()]  # type: ignore[list-item]
        for done, future in enumerate(as_completed(futures), 1):
            future.result()
            tell(done, len(futures))
        readings = {name: each for future in measured.values() for name, each in future.result().items()}
        patterns = tuple(PatternCheck(PATTERNS[code], looks[code].result(), ablations[code].result()) for code in codes)
    checks = tuple(FactCheck(TARGETS[name], readings[name]) for name in names)
    return Validation(checks, patterns, worlds, model_version())


def _look(code: str, worlds: int) -> Finding:
    return PATTERNS[code].look(worlds)


def _ablate(code: str, worlds: int) -> Finding:
    return PATTERNS[code].ablate(worlds)


def _measure(place: str, names: Sequence[str], worlds: int) -> dict[str, Reading]:
    here = [name for name in names if TARGETS[name].scenario == place]
    found = measure_targets({place: load_scenario(place)}, here, FRESH_SEED, worlds)
    return {name: reading(TARGETS[name].meaning, values) for name, values in found.items()}
