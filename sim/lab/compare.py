"""What difference a policy makes: each policy against the baseline, world by world.

Every policy meets the same worlds, so the differences are taken within worlds and the luck that both
share drops out. A claim needs an interval that keeps clear of zero and a p-value that survives Holm's
correction over everything that was asked; an effect too small to matter is called that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.errors import ResultsError, UsageError, nearest
from sim.lab.intervals import (
    CONFIDENCE,
    Rows,
    holm,
    p_equivalence,
    p_values,
    safe_interval,
    t_interval,
    variance,
)
from sim.lab.pairing import Paired, not_measured, pair
from sim.lab.stability import over_sets
from sim.outcomes import OUTCOMES, Direction, Outcome

if TYPE_CHECKING:
    from sim.lab.plan import Plan

BETTER, WORSE, HIGHER, LOWER = "better", "worse", "higher", "lower"
NO_DIFFERENCE = "no difference larger than the smallest that matters"
UNCLEAR, UNDEFINED = "unclear", "undefined"
VERDICTS = (BETTER, WORSE, HIGHER, LOWER, NO_DIFFERENCE, UNCLEAR, UNDEFINED)


@dataclass(frozen=True)
class Comparison:
    """Every policy against the baseline in the worlds that all policies have.

    `differences` has one row a policy and outcome: policy, outcome, mean, baseline_mean, difference
    (policy minus baseline), low and high (its 95% interval, on which the verdict rests), t_low,
    t_high, boot_low, boot_high (what it is made of; the bootstrap only where `skewed`), p, p_holm
    (over the `family` of all rows), variance_ratio (what common worlds gained: the variance of an
    unpaired difference over that of the paired one; infinite where luck drops out altogether),
    p_equivalence (two one-sided t tests against the smallest difference that matters), equivalent
    (whether the whole interval is smaller than that, which is the test at 2.5% on each side),
    worlds (on which the row rests), undefined (worlds in which policy or baseline has no value),
    verdict. Where policies were tried under parameter sets, the difference is the mean over `sets` of
    them, its interval holds luck alone, and the columns of `over_sets` say how it spreads over the
    sets. `left_out` are the worlds that a failed run took from all policies.
    """

    baseline: str
    differences: pd.DataFrame
    worlds: int
    left_out: tuple[int, ...]
    family: int
    confidence: float = CONFIDENCE
    sets: int = 0


def compare(
    results: pd.DataFrame,
    *,
    baseline: str,
    outcomes: Iterable[str] | None = None,
    policies: Sequence[str] | None = None,
    worlds: int | None = None,
    sets: Sequence[str] | None = None,
    seed: int = 0,
    declared: Mapping[str, Outcome] = OUTCOMES,
) -> Comparison:
    """Compare every policy with the baseline on every outcome asked for (all, if none is named).

    `results` has one row a run: policy, world and a column an outcome. `policies`, `worlds` and
    `sets` are what was planned. `seed` keys the bootstrap. Raises ResultsError where the results cannot be
    compared (see `pair`), UsageError for an outcome that is not declared.
    """
    paired = pair(results, policies=policies, worlds=worlds, sets=sets)
    if baseline not in paired.policies:
        hint = nearest(baseline, paired.policies) or "name a policy that the results hold"
        raise ResultsError(f"results: the baseline '{baseline}' has no run in them; {hint}")
    asked = _asked(paired, outcomes, declared)
    tables = [_differences(paired, baseline, declared[name], seed) for name in asked]
    table = pd.concat(tables, ignore_index=True)
    if paired.sets:
        spread = pd.concat([over_sets(paired, baseline, name) for name in asked], ignore_index=True)
        table = table.merge(spread, on=["policy", "outcome"], how="left", validate="one_to_one")
    table["p_holm"] = holm(table["p"].to_numpy(dtype=np.float64))
    ends = zip(table["low"], table["high"], table["p_holm"], table["outcome"], strict=True)
    table["verdict"] = [verdict(low, high, p, declared[name]) for low, high, p, name in ends]
    family = int(table["p"].notna().sum())
    return Comparison(baseline, table, len(paired.worlds), paired.left_out, family, sets=len(paired.sets))


def compare_plan(plan: Plan, results: pd.DataFrame, outcomes: Iterable[str] | None = None) -> Comparison:
    """Compare what a plan's runs gave, on the outcomes that its experiment asks for."""
    return compare(
        results,
        baseline=plan.baseline.name,
        outcomes=plan.experiment.outcomes if outcomes is None else outcomes,
        policies=[policy.name for policy in plan.policies],
        worlds=plan.worlds,
        sets=[each.name for each in plan.sets],
        seed=plan.experiment.seed,
    )


def paired_differences(paired: Paired, baseline: str, outcome: str) -> Rows:
    """Every policy minus the baseline in the same world: policies x worlds; nan where undefined."""
    values = paired.values(outcome)
    return np.asarray(values - values[paired.policies.index(baseline)])


def resampling_key(seed: int, outcome: str) -> str:
    """What keys the bootstrap of an outcome's differences."""
    return f"{seed}/{outcome}"


def verdict(low: float, high: float, p_holm: float, outcome: Outcome) -> str:
    """Say in words what an interval of a difference means for an outcome."""
    if not np.isfinite([low, high]).all():
        return UNDEFINED
    if -outcome.matters <= low and high <= outcome.matters:
        return NO_DIFFERENCE
    if p_holm >= 1 - CONFIDENCE or low <= 0 <= high:
        return UNCLEAR
    return _word(rises=low > 0, direction=outcome.direction)


def _word(*, rises: bool, direction: Direction) -> str:
    if direction == "neutral":
        return HIGHER if rises else LOWER
    return BETTER if rises == (direction == "higher") else WORSE


def _asked(paired: Paired, outcomes: Iterable[str] | None, declared: Mapping[str, Outcome]) -> list[str]:
    known = [name for name in declared if name in paired.table.columns]
    asked = known if outcomes is None else list(dict.fromkeys(outcomes))
    for name in asked:
        if name not in declared:
            hint = nearest(name, declared) or "see `sanshe outcomes` for the names that exist"
            raise UsageError(f"outcomes: there is no outcome '{name}'; {hint}")
    missing = [name for name in asked if name not in known]
    if missing:
        raise ResultsError(f"results: {not_measured(missing)}")
    if not asked:
        raise UsageError("outcomes: none was named, or the results hold none; see `sanshe outcomes`")
    return asked


def _differences(paired: Paired, baseline: str, declared: Outcome, seed: int) -> pd.DataFrame:
    """The rows of one outcome: every policy but the baseline, in the order of the plan."""
    outcome, matters = declared.name, declared.matters
    base = paired.policies.index(baseline)
    others = [place for place in range(len(paired.policies)) if place != base]
    values = paired.values(outcome)
    both = np.isfinite(values[others]) & np.isfinite(values[base])
    theirs = np.where(both, values[others], np.nan)
    ours = np.where(both, values[base], np.nan)
    differences = theirs - ours
    safe = safe_interval(differences, resampling_key(seed, outcome))
    return pd.DataFrame(
        {
            "policy": [paired.policies[place] for place in others],
            "outcome": outcome,
            "mean": t_interval(theirs).mean,
            "baseline_mean": t_interval(ours).mean,
            "difference": safe.student.mean,
            "low": safe.low,
            "high": safe.high,
            "t_low": safe.student.low,
            "t_high": safe.student.high,
            "boot_low": safe.boot_low,
            "boot_high": safe.boot_high,
            "skewed": safe.skewed,
            "p": p_values(differences),
            "p_equivalence": p_equivalence(differences, matters),
            "equivalent": (safe.low >= -matters) & (safe.high <= matters),
            "variance_ratio": _gain(theirs, ours, differences),
            "worlds": safe.student.worlds,
            "undefined": len(paired.worlds) - safe.student.worlds,
        }
    )


def _gain(theirs: Rows, ours: Rows, differences: Rows) -> Rows:
    """How many times the variance of a difference fell because both policies met the same worlds."""
    apart, together = variance(theirs) + variance(ours), variance(differences)
    certain = np.where(apart > 0, np.inf, np.nan)
    return np.divide(apart, together, out=certain, where=together > 0)
