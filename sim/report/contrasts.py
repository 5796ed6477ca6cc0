"""Which policies of a grid to set side by side: those that differ in one lever, and those that differ in two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import pandas as pd

from sim.declare import Value
from sim.report.material import Material, PolicyEntry
from sim.report.quantities import Quantity


def reference(material: Material) -> dict[str, Value]:
    """The combination that stands for the baseline: its own values, or the nearest that the grid holds."""
    return {lever.name: _nearest(material, lever.name) for lever in material.levers}


def one_lever(material: Material, lever: Quantity) -> list[PolicyEntry]:
    """Policies that differ from the reference in this lever at most, by its value; the baseline stands among them."""
    held = {path: value for path, value in reference(material).items() if path != lever.name}
    line = [policy for policy in material.policies if _has(policy, held)]
    return sorted(line, key=lambda policy: value_order(policy.values[lever.name]))


def single_changes(material: Material) -> list[tuple[Quantity, PolicyEntry]]:
    """Each lever with each policy that changes nothing else of the baseline."""
    changes = []
    for lever in material.levers:
        held = {path: value for path, value in material.baseline.values.items() if path != lever.name}
        line = [policy for policy in material.others if _has(policy, held)]
        changes += [
            (lever, policy) for policy in sorted(line, key=lambda policy: value_order(policy.values[lever.name]))
        ]
    return changes


def lever_pairs(material: Material) -> list[tuple[Quantity, Quantity]]:
    """Every two levers that vary together."""
    varying = [lever for lever in material.levers if len(_values(material, lever.name)) > 1]
    return list(combinations(varying, 2))


def cells(material: Material, outcome: Quantity, across: Quantity, down: Quantity) -> pd.DataFrame:
    """Differences to the baseline over two levers, the others at the reference.

    One row a pair: x, y, difference, low, high, is_baseline.
    """
    held = {path: value for path, value in reference(material).items() if path not in {across.name, down.name}}
    effects = material.effects(outcome)
    found = []
    for policy in material.policies:
        if not _has(policy, held):
            continue
        is_baseline = policy is material.baseline
        effect = None if is_baseline else effects[policy.name]
        numbers = (effect.difference, effect.low, effect.high) if effect else (0.0, 0.0, 0.0)
        found.append((policy.values[across.name], policy.values[down.name], *numbers, is_baseline))
    return pd.DataFrame(found, columns=["x", "y", "difference", "low", "high", "is_baseline"])


def thinned(policies: Sequence[PolicyEntry], most: int) -> list[PolicyEntry]:
    """At most this many of a row of policies, evenly spaced, the first and the last among them."""
    if len(policies) <= most:
        return list(policies)
    step = (len(policies) - 1) / (most - 1)
    return [policies[round(place * step)] for place in range(most)]


def ordered_values(material: Material, lever: Quantity) -> list[Value]:
    """Every value that a lever takes in some policy, in order."""
    return _values(material, lever.name)


def _nearest(material: Material, path: str) -> Value:
    own = material.baseline.values[path]
    known = _values(material, path, without_baseline=bool(material.others))
    if own in known or isinstance(own, bool | str):
        return own if own in known else known[0]
    return min((value for value in known if not isinstance(value, bool | str)), key=lambda value: abs(value - own))


def _values(material: Material, path: str, *, without_baseline: bool = False) -> list[Value]:
    policies = material.others if without_baseline else material.policies
    return sorted({policy.values[path] for policy in policies}, key=value_order)


def _has(policy: PolicyEntry, values: Mapping[str, Value]) -> bool:
    return all(policy.values[path] == value for path, value in values.items())


def value_order(value: Value) -> tuple[bool, float, str]:
    """By which the values of a lever are sorted: numbers and switches by size, choices by name."""
    return (True, 0.0, value) if isinstance(value, str) else (False, float(value), "")
