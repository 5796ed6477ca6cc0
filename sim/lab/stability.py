"""Whether a difference holds under every set of values that the facts leave open, or only under some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.lab.intervals import t_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.lab.pairing import Paired

STABLE_FROM = 0.95
_PERCENTILES = (2.5, 97.5)


def over_sets(paired: Paired, baseline: str, outcome: str) -> pd.DataFrame:
    """How each policy's difference to the baseline spreads over the parameter sets.

    One row a policy but the baseline: policy, outcome, set_low and set_high (between them lie 95% of
    the sets' mean differences; they also hold what luck is left in so many worlds), same_sign_share
    (the share of sets in which the difference has the sign that most have), stable (whether that is at
    least 95%). It is nan where the difference is undefined under some set.
    """
    base = paired.policies.index(baseline)
    others = [place for place in range(len(paired.policies)) if place != base]
    by_set = differences_by_set(paired, baseline, outcome)[others]
    unknown = np.asarray(np.isnan(by_set).any(axis=1))
    known = np.where(unknown[:, None], 0.0, by_set)
    low, high = np.percentile(known, _PERCENTILES, axis=1)
    share = np.maximum((known > 0).mean(axis=1), (known < 0).mean(axis=1))
    return pd.DataFrame(
        {
            "policy": [paired.policies[place] for place in others],
            "outcome": outcome,
            "set_low": np.where(unknown, np.nan, low),
            "set_high": np.where(unknown, np.nan, high),
            "same_sign_share": np.where(unknown, np.nan, share),
            "stable": ~unknown & (share >= STABLE_FROM),
        }
    )


def differences_by_set(paired: Paired, baseline: str, outcome: str) -> NDArray[np.float64]:
    """Every policy minus the baseline under the same set, the mean over worlds: policies x sets."""
    values = paired.values_by_set(outcome)
    differences = values - values[paired.policies.index(baseline)]
    return t_interval(differences.reshape(-1, differences.shape[2])).mean.reshape(differences.shape[:2])
