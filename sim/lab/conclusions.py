"""Which conclusions hold whatever the uncertain coefficients are: the sign of each contrast, set by set.

A contrast is one policy against the baseline on one outcome. In each parameter set it is the mean
difference over the same worlds; it is stable where its sign is the same in at least 95% of the sets. Luck
that differs between sets can hide a stable sign; luck of a world that is the same in all of them can make
one, so a sign counts as a finding only where `compare` over enough worlds finds it too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import ResultsError
from sim.lab.compare import BETTER, HIGHER, LOWER, NO_DIFFERENCE, UNDEFINED, WORSE
from sim.lab.intervals import CONFIDENCE
from sim.lab.pairing import Paired, pair
from sim.lab.stability import STABLE_FROM, differences_by_set
from sim.outcomes import OUTCOMES, Outcome, check_names

if TYPE_CHECKING:
    from sim.lab.results import Results

Numbers = NDArray[np.float64]

LEAST_SETS = 20
NOT_STABLE = "not stable"
_MIDDLE = (0.05, 0.95)


def conclusions(results: Results, outcomes: Iterable[str] | None = None) -> pd.DataFrame:
    """Every policy's contrast with the baseline over the parameter sets of a results folder.

    One row an outcome and policy: outcome, policy, difference (mean over sets), low, high (middle 90%
    of the sets), same_sign (share of the sets with the commoner sign), same_low, same_high (its exact
    95% interval), small (share of the sets in which the difference does not matter), sets (in which the
    difference is defined), undefined (the other sets), reading. Raises ResultsError where there are fewer
    than 20 sets, UsageError for an outcome that is not declared.
    """
    from sim.lab.answers import planned_sets, planned_worlds

    sets = planned_sets(results)
    if len(sets) < LEAST_SETS:
        raise ResultsError(
            f"{results.folder}: has {len(sets)} parameter sets, and with fewer than {LEAST_SETS} nothing can be said "
            "of 95% of them; name more under [sets] in the experiment, and sweep it again"
        )
    policies = [policy["name"] for policy in results.plan["policies"]]
    paired = pair(
        results.table, policies=policies, worlds=planned_worlds(results), sets=sets, least=1
    )  # fmt: skip
    asked = results.experiment.outcomes if outcomes is None else tuple(dict.fromkeys(outcomes))
    check_names(asked)
    return pd.concat([contrasts(paired, OUTCOMES[name]) for name in asked], ignore_index=True)


def contrasts(paired: Paired, outcome: Outcome) -> pd.DataFrame:
    """The rows of one outcome; the first policy is the baseline."""
    differences = differences_by_set(paired, paired.policies[0], outcome.name)[1:]
    rows = [
        {"outcome": outcome.name, "policy": name, **_over_sets(each, outcome)}
        for name, each in zip(paired.policies[1:], differences, strict=True)
    ]
    return pd.DataFrame(rows)


def _over_sets(differences: Numbers, outcome: Outcome) -> dict[str, object]:
    from scipy.stats import binomtest

    known = differences[np.isfinite(differences)]
    if not len(known):
        nothing = dict.fromkeys(("difference", "low", "high", "same_sign", "same_low", "same_high", "small"), np.nan)
        return {**nothing, "sets": 0, "undefined": len(differences), "reading": UNDEFINED}
    rises, falls = int((known > 0).sum()), int((known < 0).sum())
    low, high = np.quantile(known, _MIDDLE)
    exact = binomtest(max(rises, falls), len(known)).proportion_ci(CONFIDENCE)
    small = float((np.abs(known) <= outcome.matters).mean())
    return {
        "difference": float(known.mean()),
        "low": float(low),
        "high": float(high),
        "same_sign": max(rises, falls) / len(known),
        "same_low": float(exact.low),
        "same_high": float(exact.high),
        "small": small,
        "sets": len(known),
        "undefined": len(differences) - len(known),
        "reading": reading(rises / len(known), falls / len(known), small, outcome),
    }


def reading(rises: float, falls: float, small: float, outcome: Outcome) -> str:
    """Say in words what the shares of sets with a rise, a fall and a difference too small to matter come to."""
    if small >= STABLE_FROM:
        return NO_DIFFERENCE
    if max(rises, falls) < STABLE_FROM:
        return NOT_STABLE
    if outcome.direction == "neutral":
        return HIGHER if rises > falls else LOWER
    return BETTER if (rises > falls) == (outcome.direction == "higher") else WORSE
