"""What the policies of an experiment are called wherever they are shown: their labels or their levers' values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sim.report.letters import plain
from sim.report.material import PolicyEntry, value_list
from sim.report.quantities import Quantity, of_lever
from sim.report.words import LANGUAGES, Language, Text
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    from sim.lab.results import Results


def policy_entries(results: Results, lang: Language) -> tuple[PolicyEntry, ...]:
    """Every policy of a plan with its label, the baseline first.

    A combination of a grid is labelled by its values of the axes. Labels have no invisible characters, and no two
    are the same: where they would be, the policy's name stands behind.
    """
    levers = naming_levers(results, lang)
    entries = [
        PolicyEntry(policy["name"], plain(policy[f"label_{lang}"]) or policy["name"], policy["values"])
        for policy in results.plan["policies"]
    ]
    labels = [value_list(entry, levers, lang) if levers and "=" in entry.name else entry.label for entry in entries]
    twice = {label for label, count in Counter(labels).items() if count > 1}
    return tuple(
        PolicyEntry(entry.name, f"{label} [{entry.name}]" if label in twice else label, entry.values)
        for entry, label in zip(entries, labels, strict=True)
    )


def policy_labels(results: Results, lang: Language) -> dict[str, str]:
    """The label of every policy of a plan, by its name."""
    return {entry.name: entry.label for entry in policy_entries(results, lang)}


def policy_texts(results: Results) -> dict[str, Text]:
    """The labels of every policy in both languages, by its name."""
    both = [policy_entries(results, lang) for lang in LANGUAGES]
    return {told[0].name: Text(*(entry.label for entry in told)) for told in zip(*both, strict=True)}


def naming_levers(results: Results, lang: Language) -> tuple[Quantity, ...]:
    """The levers by whose values the combinations of a grid are called, in the order of their labels."""
    return tuple(of_lever(DECLARATIONS[path], lang) for path in results.experiment.axes if path in DECLARATIONS)
