"""What every policy gave under every set of values in every world: the whole of it, or nothing.

A design from which a run is missing has no indices and no best policy; what stands in its place would
be a guess, and a wrong one looks like any other. So what is missing or undefined is named instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import ResultsError, UsageError, nearest
from sim.lab.answers import planned_sets, planned_worlds
from sim.lab.pairing import not_measured
from sim.lab.sets import SET
from sim.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from sim.declare import Value
    from sim.lab.results import Results


@dataclass(frozen=True)
class Crossed:
    """A finished sweep of policies under sets, all of its runs there.

    `answers` has for each outcome asked for float64[policies, sets, worlds], none undefined. `values`
    has the values of each set by path. The first policy is the baseline.
    """

    policies: tuple[str, ...]
    sets: tuple[str, ...]
    worlds: int
    values: tuple[Mapping[str, Value], ...]
    answers: Mapping[str, NDArray[np.float64]]

    def policy(self, name: str) -> int:
        """The place of a policy. Raises UsageError with the nearest name where there is none of this name."""
        if name not in self.policies:
            hint = nearest(name, self.policies) or "the policies are " + ", ".join(self.policies[:20])
            raise UsageError(f"policies: there is no policy '{name}'; {hint}")
        return self.policies.index(name)


def crossed(results: Results, outcomes: Sequence[str]) -> Crossed:
    """Read outcomes of all policies under all sets.

    Raises UsageError for an unknown outcome or where the experiment has no sets; ResultsError with the
    first place where a run is missing or an outcome undefined.
    """
    sets = planned_sets(results)
    if not sets:
        raise UsageError(
            f"{results.folder}: its policies were tried under no unknown values; "
            "add [unknowns] or [sets] to the experiment and sweep it"
        )
    policies = [policy["name"] for policy in results.plan["policies"]]
    worlds = planned_worlds(results)
    table = _ordered(results, policies, sets, worlds)
    shape = (len(policies), len(sets), worlds)
    answers = {name: _answers(results, table, name).reshape(shape) for name in dict.fromkeys(outcomes)}
    first = table.iloc[: len(sets) * worlds : worlds]
    values = tuple(first[results.plan["uncertain"]].to_dict("records"))
    return Crossed(tuple(policies), tuple(sets), worlds, values, answers)


def _ordered(results: Results, policies: Sequence[str], sets: Sequence[str], worlds: int) -> pd.DataFrame:
    """One row a run, by policy, set and world; refused where one is missing."""
    import pandas as pd

    wanted = pd.MultiIndex.from_product([policies, sets, range(worlds)], names=["policy", SET, "world"])
    table = results.table.set_index(["policy", SET, "world"])
    missing = wanted[~wanted.isin(table.index)]
    if len(missing):
        policy, name, world = missing[0]
        raise ResultsError(
            f"{results.folder}: {len(missing)} of {len(wanted)} runs are missing (first: policy '{policy}', "
            f"set '{name}', world {world}); see `sanshe status {results.folder}`, mend what failed and "
            "sweep again with --retry-failed"
        )
    return table.loc[wanted].reset_index()


def _answers(results: Results, table: pd.DataFrame, outcome: str) -> NDArray[np.float64]:
    if outcome not in OUTCOMES or outcome not in table.columns:
        known = [name for name in OUTCOMES if name in table.columns]
        hint = nearest(outcome, known) or "see `sanshe outcomes` for the names that exist"
        if outcome in OUTCOMES:
            raise ResultsError(f"{results.folder}: {not_measured([outcome])}")
        raise UsageError(f"outcomes: there is no outcome '{outcome}' in {results.folder}; {hint}")
    numbers = table[outcome].to_numpy(dtype=np.float64, na_value=np.nan)
    undefined = np.flatnonzero(~np.isfinite(numbers))
    if len(undefined):
        row = table.iloc[int(undefined[0])]
        raise ResultsError(
            f"{results.folder}: '{outcome}' is undefined in {len(undefined)} of {len(numbers)} runs (first: policy "
            f"'{row['policy']}', set '{row[SET]}', world {row['world']}); choose an outcome that is defined in "
            "every run, or narrow the ranges"
        )
    return np.asarray(numbers)
