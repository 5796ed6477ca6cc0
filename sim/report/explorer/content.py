"""What an explorer page holds: policies, outcomes, the numbers of every world, and the spread of every month."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import ResultsError, UsageError, nearest
from sim.lab.answers import paired_results
from sim.lab.bands import spread_by_month
from sim.lab.intervals import CONFIDENCE, RESAMPLES, SKEWED_FROM, critical
from sim.lab.pairing import Paired, not_measured
from sim.lab.parts import SERIES
from sim.outcomes import OUTCOMES
from sim.outcomes.community_types import BY_TYPE
from sim.report.explorer.catalogue import outcome_words, page_words, policy_words
from sim.report.explorer.grid import grid_of
from sim.report.origin import details, facts, place
from sim.report.words import LANGUAGES, Language

if TYPE_CHECKING:
    from sim.lab.results import Results

Codes = NDArray[np.int16]
PERCENTILES = (5, 25, 50, 75, 95)
LEAST_STEPS = 250
FEWEST_POLICIES = 2
ALL = "all"
MOST_SPELLED = 5
_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is to hold: outcomes (those of the question, if none is named), and every how many months."""

    outcomes: tuple[str, ...] = ()
    every_months: int = 1
    lang: Language = "en"


@dataclass(frozen=True)
class Content:
    """All that is in a page.

    `told` are words and facts; `values` the outcomes of every run, float64[outcomes, policies, worlds], and `by_set`
    the same under each parameter set, the mean over worlds, float64[outcomes, policies, sets]; `spreads` for each
    outcome whose months were kept int16[percentiles, policies, months], in steps from a lowest value, -1 where the
    month is undefined.
    """

    told: dict[str, Any]
    values: NDArray[np.float64]
    by_set: NDArray[np.float64]
    spreads: tuple[Codes, ...]


def gathered(results: Results, asked: Asked) -> Content:
    """Read what a page holds out of results.

    Raises ResultsError where there are no two policies or no worlds to pair, UsageError for an unknown outcome.
    """
    names = asked_outcomes(results, asked)
    paired = paired_results(results)
    grid = grid_of(results)
    uneven = len({length for name in names for length in _lengths(paired, name)}) > 1
    kept = [name for name in names if _lengths(paired, name) and not uneven]
    scaled = {name: _in_steps(spread_by_month(paired, name, PERCENTILES)[:, :, :: asked.every_months]) for name in kept}
    told = {
        **page_words(asked.lang),
        **_question(results),
        **policy_words(results, grid),
        "grid": {"axes": grid.axes, "cells": grid.cells, "first": grid.first_contrast()},
        "outcomes": [{**outcome_words(name, results), "months": _scale(scaled, name)} for name in names],
        "uneven": uneven,
        "others": len(known_outcomes(results)) - len(names),
        "percentiles": PERCENTILES,
        "every": asked.every_months,
        "months": _months(paired, kept)[:: asked.every_months],
        **_statistics(paired),
        "failed": results.failed,
        "commands": _commands(results, asked, names),
    }
    values = np.stack([paired.values(name) for name in names])
    return Content(told, values, _by_set(paired, names), tuple(codes for codes, _, _ in scaled.values()))


def asked_outcomes(results: Results, asked: Asked) -> tuple[str, ...]:
    """The outcomes of a page, each once. Raises UsageError for one that the results lack."""
    known = known_outcomes(results)
    if asked.outcomes == (ALL,):
        first = [name for name in results.experiment.outcomes if name in known]
        return tuple(dict.fromkeys([*first, *known]))
    names = tuple(dict.fromkeys(asked.outcomes or [name for name in results.experiment.outcomes if name in known]))
    for name in names:
        if name in OUTCOMES and name not in results.table.columns:
            raise ResultsError(f"{results.folder}: {not_measured([name])}")
        if name not in known:
            hint = nearest(name, known) or "see `sanshe outcomes` for the names that exist, or say all"
            raise UsageError(f"--outcomes: the results have no outcome '{name}'; {hint}")
    if not names:
        raise UsageError("--outcomes: the results hold none that this version knows; run the sweep again")
    return names


def known_outcomes(results: Results) -> list[str]:
    """Every outcome that the results hold and this version declares; by kind of community where there are kinds."""
    table = results.table
    return [
        name for name in OUTCOMES if name in table.columns and not (name in BY_TYPE and bool(table[name].isna().all()))
    ]


def check_policies(results: Results) -> None:
    """Raise ResultsError where there are no two policies to set side by side."""
    if len(results.plan["policies"]) < FEWEST_POLICIES:
        raise ResultsError(
            f"{results.folder}: there is only one policy, and nothing to set beside it; "
            "add policies or axes to the experiment and sweep it again"
        )


def _question(results: Results) -> dict[str, Any]:
    experiment = results.experiment
    return {
        "name": experiment.name,
        "question": {"en": experiment.question_en, "zh": experiment.question_zh},
        "why": {"en": experiment.why, "zh": experiment.why_zh},
        "facts": {lang: facts(results, lang) for lang in LANGUAGES},
        "details": {lang: details(results, lang) for lang in LANGUAGES},
    }


def _statistics(paired: Paired) -> dict[str, Any]:
    """What intervals are made with: the worlds, and the constants of the laboratory's own."""
    worlds = len(paired.worlds)
    return {
        "worlds": list(paired.worlds),
        "left_out": len(paired.left_out),
        "sets": len(paired.sets),
        "critical": critical(np.arange(1, worlds)).tolist(),
        "confidence": CONFIDENCE,
        "skewed_from": SKEWED_FROM,
        "resamples": RESAMPLES,
    }


def _commands(results: Results, asked: Asked, names: Sequence[str]) -> dict[str, str]:
    """How the sweep and this page are made again, and which command has the same numbers."""
    where = place(results)
    options = [
        *(["--outcomes", ",".join(asked.outcomes)] if asked.outcomes else []),
        *(["--every-months", str(asked.every_months)] if asked.every_months > 1 else []),
        *(["--lang", asked.lang] if asked.lang != "en" else []),
    ]
    spelled = (
        [part for name in names for part in ("--outcome", name)] if len(names) <= MOST_SPELLED else ["--outcome NAME"]
    )
    chosen = spelled if asked.outcomes else []
    return {
        "sweep": f"sanshe sweep {where}/experiment.toml",
        "extend": f"sanshe sweep {where}/experiment.toml --out {where} --extend",
        "file": " ".join(["sanshe explore", where, "-o explorer.html", *map(shlex.quote, options)]),
        "compare": " ".join(["sanshe compare", where, *chosen]),
    }


def _lengths(paired: Paired, name: str) -> set[int]:
    """How many months of an outcome were kept in the runs; none where some run lacks them."""
    column = paired.table.get(f"{SERIES}{name}")
    return set() if column is None or column.isna().any() else {len(months) for months in column}


def _months(paired: Paired, kept: Sequence[str]) -> list[int]:
    """The numbers of the months that were kept, from 1."""
    return list(range(1, max((length for name in kept for length in _lengths(paired, name)), default=0) + 1))


def _by_set(paired: Paired, names: Sequence[str]) -> NDArray[np.float64]:
    """Outcomes under each parameter set, the mean over worlds: outcomes x policies x sets, no column where none are."""
    return np.stack([paired.values_by_set(name).mean(axis=2)[:, : len(paired.sets)] for name in names])


def _in_steps(spread: NDArray[np.float64]) -> tuple[Codes, float, float]:
    """Months in whole steps from their lowest value: codes, lowest value, step.

    The step is the power of ten that leaves at least 250 steps between the lowest and the highest value, finer than a
    chart can show. Numbers that are read off are right to the step.
    """
    defined = spread[np.isfinite(spread)]
    low, high = (float(defined.min()), float(defined.max())) if defined.size else (0.0, 0.0)
    reach = max(high - low, (abs(low) + abs(high)) * _DUST)
    step = 10.0 ** np.floor(np.log10(reach / LEAST_STEPS)) if reach > 0 else 1.0
    lowest = np.floor(low / step) * step
    codes = np.where(np.isfinite(spread), np.round((spread - lowest) / step), -1)
    return codes.astype(np.int16), float(lowest), float(step)


def _scale(scaled: dict[str, tuple[Codes, float, float]], name: str) -> dict[str, float] | None:
    if name not in scaled:
        return None
    _, low, step = scaled[name]
    return {"low": low, "step": step}
