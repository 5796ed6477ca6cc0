"""What a finished results folder says: every policy against the baseline of its plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.lab.compare import Comparison, compare
from sim.lab.pairing import Paired, pair

if TYPE_CHECKING:
    from sim.lab.results import Results


def compare_results(results: Results, outcomes: Iterable[str] | None = None) -> Comparison:
    """Compare all policies of a results folder, on some outcomes or on those its experiment asks for.

    A world that failed under one policy is left out for all. Raises UsageError for an unknown outcome.
    """
    names = [policy["name"] for policy in results.plan["policies"]]
    return compare(
        results.table,
        baseline=names[0],
        outcomes=results.experiment.outcomes if outcomes is None else outcomes,
        policies=names,
        worlds=planned_worlds(results),
        sets=planned_sets(results),
        seed=results.experiment.seed,
    )


def paired_results(results: Results) -> Paired:
    """The runs of a results folder in the worlds that all policies have, under all parameter sets."""
    return pair(
        results.table,
        policies=[policy["name"] for policy in results.plan["policies"]],
        worlds=planned_worlds(results),
        sets=planned_sets(results),
    )


def planned_sets(results: Results) -> list[str]:
    """The names of the parameter sets, none where the experiment has none."""
    return list(results.plan.get("sets", ()))


def planned_worlds(results: Results) -> int:
    """How many worlds were asked for last, also those that failed."""
    seen = 0 if results.table.empty else int(results.table["world"].max()) + 1
    return max(seen, int(results.manifest.get("worlds", seen)))
