"""In how many worlds a question is asked: until its answer is as sharp as was asked for.

The rule looks at the width of the interval of the paired difference, never at whether the difference
is significant: stopping when p falls below 0.05 finds effects that are not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.lab.compare import paired_differences
from sim.lab.intervals import t_interval
from sim.lab.pairing import pair
from sim.lab.sets import SET

if TYPE_CHECKING:
    import pandas as pd

    from sim.lab.experiment import Experiment

_FEWEST_WORLDS = 2


@dataclass(frozen=True, slots=True)
class Precision:
    """How sharp the answer is: the widest half of a 95% interval, and the policy that has it.

    `half_width` is nan where some difference is undefined or fewer than two worlds can be compared.
    """

    outcome: str
    policy: str
    half_width: float
    asked: float
    worlds: int

    @property
    def reached(self) -> bool:
        """Whether the answer is as sharp as was asked for."""
        return self.half_width <= self.asked


def next_worlds(experiment: Experiment, table: pd.DataFrame, tried: int | None = None) -> int | None:
    """In how many worlds to have run next, or None where there are enough.

    `table` holds the runs that succeeded so far; `tried` is the number of worlds attempted, which
    is more where the last ones failed under every policy.
    """
    done = _tried(table) if tried is None else tried
    if done < experiment.worlds:
        return experiment.worlds
    rule = experiment.stopping
    if rule is None or done >= rule.cap:
        return None
    sharp = precision(experiment, table)
    return None if sharp is not None and sharp.reached else min(rule.cap, done + rule.batch)


def precision(experiment: Experiment, table: pd.DataFrame) -> Precision | None:
    """How sharp the differences of the stopping rule's outcome are; None without such a rule."""
    rule = experiment.stopping
    if rule is None:
        return None
    policies = list(dict.fromkeys(table["policy"]))
    cases = len(policies) * (table[SET].nunique() if SET in table.columns else 1)
    complete = int((table.groupby("world").size() == cases).sum())
    if complete < _FEWEST_WORLDS or experiment.baseline.name not in policies:
        return Precision(rule.outcome, "", np.nan, rule.half_width, complete)
    paired = pair(table)
    differences = paired_differences(paired, experiment.baseline.name, rule.outcome)
    interval = t_interval(differences)
    halves = (interval.high - interval.low) / 2
    widest = int(np.argmax(halves))  # an undefined half counts as the widest
    return Precision(rule.outcome, paired.policies[widest], float(halves[widest]), rule.half_width, complete)


def _tried(table: pd.DataFrame) -> int:
    return 0 if table.empty else int(table["world"].max()) + 1
