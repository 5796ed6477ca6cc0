"""What the policies of an experiment are called wherever they are shown: their labels or their levers' values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.report.letters import plain
from sim.report.material import PolicyEntry, value_list
from sim.report.quantities import Quantity, of_lever
from sim.report.words import CLAUSE_MARK, LANGUAGES, Language, Text
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    from sim.lab.results import Results
    from sim.lab.states import Crossed, Decision


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
    apart = _told_apart({entry.name: label for entry, label in zip(entries, labels, strict=True)})
    return tuple(PolicyEntry(entry.name, apart[entry.name], entry.values) for entry in entries)


def policy_labels(results: Results, lang: Language) -> dict[str, str]:
    """The label of every policy of a plan, by its name."""
    return {entry.name: entry.label for entry in policy_entries(results, lang)}


def decision_labels(results: Results, crossed: Crossed, lang: Language) -> dict[str, str]:
    """The labels of what is decided where states of the world are crossed with policies, by its name.

    What is a policy of the plan has its label; what many are, one in each state, is called by its levers' values.
    """
    own = policy_labels(results, lang)
    labels = {each.name: own.get(each.name) or _by_levers(each, lang) for each in crossed.decisions}
    return _told_apart(labels)


def policy_texts(results: Results) -> dict[str, Text]:
    """The labels of every policy in both languages, by its name."""
    both = [policy_entries(results, lang) for lang in LANGUAGES]
    return {told[0].name: Text(*(entry.label for entry in told)) for told in zip(*both, strict=True)}


def naming_levers(results: Results, lang: Language) -> tuple[Quantity, ...]:
    """The levers by whose values the combinations of a grid are called, in the order of their labels."""
    return tuple(of_lever(DECLARATIONS[path], lang) for path in results.experiment.axes if path in DECLARATIONS)


def _by_levers(decision: Decision, lang: Language) -> str:
    told = [of_lever(DECLARATIONS[path], lang).named_level(value) for path, value in decision.levers.items()]
    return CLAUSE_MARK.say(lang).join(told) or plain(decision.label(lang)) or decision.name


def _told_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """The same labels, with the name behind those that are not the only one of their kind."""
    twice = {label for label, count in Counter(labels.values()).items() if count > 1}
    return {name: f"{label} [{name}]" if label in twice else label for name, label in labels.items()}
