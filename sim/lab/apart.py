"""Whether a policy changes one thing more than another: the difference of both differences, in the same worlds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.lab.compare import paired_differences, resampling_key
from sim.lab.intervals import CONFIDENCE, holm, p_values, safe_interval
from sim.lab.pairing import Paired


def changes_apart(paired: Paired, baseline: str, against: Mapping[str, str], seed: int) -> pd.DataFrame:
    """Compare what each policy changes in some outcomes with what it changes in others of the same unit.

    `against` maps outcomes to those with which they are compared; `seed` keys the bootstrap. One row a policy and
    outcome: policy, outcome, against, apart (the one change minus the other), apart_low and apart_high (its 95%
    interval), apart_clear (whether it leaves out zero and its p-value survives Holm's correction over all rows).
    """
    others = [place for place, policy in enumerate(paired.policies) if policy != baseline]
    tables = []
    for outcome, other in against.items():
        changes = (paired_differences(paired, baseline, name)[others] for name in (outcome, other))
        apart = np.subtract(*changes)
        safe = safe_interval(apart, resampling_key(seed, f"{outcome}-{other}"))
        columns = {
            "policy": [paired.policies[place] for place in others],
            "outcome": outcome,
            "against": other,
            "apart": safe.student.mean,
            "apart_low": safe.low,
            "apart_high": safe.high,
            "p": p_values(apart),
        }
        tables.append(pd.DataFrame(columns))
    found = pd.concat(tables, ignore_index=True)
    keeps_clear = (found["apart_low"] > 0) | (found["apart_high"] < 0)
    survives = holm(found.pop("p").to_numpy(dtype=np.float64)) < 1 - CONFIDENCE
    return found.assign(apart_clear=keeps_clear & survives)
