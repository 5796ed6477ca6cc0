"""What knowing an unknown would be worth to a decision, said in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.outcomes import OUTCOMES
from sim.report import answer_words as say
from sim.report import unknown_words as words
from sim.report.decided import percent
from sim.report.deciding import records, worth_quantity, worth_reading
from sim.report.quantities import Quantity, of_lever, of_outcome
from sim.report.units import unit_named
from sim.report.words import CLAUSE_MARK, Language
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    from sim.declare import Value
    from sim.lab.information.analysis import InformationWorth, Stretch


def decision_words(found: InformationWorth, labels: Mapping[str, str], lang: Language) -> str:
    """The policy that would be chosen now, and at how many points it is the best."""
    best = next(each for each in records(found.policies) if each["policy"] == found.best)
    mean = worth_quantity(found, lang).level(best["mean"])
    told = {"best": labels[found.best], "outcome": _chosen_by(found, lang), "mean": mean}
    return words.DECISION.say(lang, **told, share=percent(best["most_often"]))


def perfect_words(found: InformationWorth, lang: Language) -> str:
    """What knowing everything would be worth."""
    worth = worth_quantity(found, lang).difference(*found.perfect)
    return words.PERFECT.say(lang, worth=worth.size, low=worth.low.lstrip("+"), high=worth.high.lstrip("+"))


def worth_words(row: Mapping[str, Any], found: InformationWorth, labels: Mapping[str, str], lang: Language) -> str:
    """What knowing one unknown would be worth, how often it changes the choice, and what would be chosen."""
    worth = worth_quantity(found, lang).difference(row["worth"], row["low"], row["high"])
    changed = len({each.policy for each in row["chosen"]}) > 1
    told = words.CHOICE_CHANGES if changed else words.CHOICE_STAYS
    chosen = chosen_words(row["unknown"], row["chosen"], labels, lang)
    return words.ONE_WORTH.say(
        lang,
        unknown=of_lever(DECLARATIONS[row["unknown"]], lang).label,
        worth=worth.size,
        low=worth.low.lstrip("+"),
        high=worth.high.lstrip("+"),
        reading=worth_reading(row, found).say(lang),
        told=told.say(lang, changes=percent(row["changes"]), chosen=chosen),
    )


def most_worth_words(found: InformationWorth, lang: Language) -> str:
    """The unknown that is most worth measuring, if one is."""
    quantity = worth_quantity(found, lang)
    if found.willingness is None and found.perfect.high < quantity.matters:
        return say.NONE_MATTERS.say(lang, matters=quantity.smallest(), **_size(quantity, *found.perfect))
    best = next((row for row in records(found.unknowns) if worth_reading(row, found) is words.CLEAR), None)
    if best is None:
        return say.NONE_WORTH.say(lang)
    unknown = of_lever(DECLARATIONS[best["unknown"]], lang).in_sentence
    return say.MOST_WORTH.say(lang, unknown=unknown, **_size(quantity, best["worth"], best["low"], best["high"]))


def chosen_words(path: str, stretches: list[Stretch], labels: Mapping[str, str], lang: Language) -> str:
    """Which policy would be chosen at which values of an unknown."""
    if len({each.policy for each in stretches}) == 1:
        return words.ALWAYS.say(lang, policy=labels[stretches[0].policy])
    unknown = of_lever(DECLARATIONS[path], lang)
    parts = []
    for each in stretches:
        ends = {"low": unknown.short(_rounded(each.low)), "high": unknown.short(_rounded(each.high))}
        told = words.AT_VALUE if ends["low"] == ends["high"] else words.STRETCH
        parts.append(told.say(lang, policy=labels[each.policy], value=ends["low"], **ends))
    return CLAUSE_MARK.say(lang).join(parts)


def _rounded(value: Value) -> Value:
    """A number to two digits: where the choice turns is known no better."""
    return float(f"{value:.2g}") if isinstance(value, float) else value


def _chosen_by(found: InformationWorth, lang: Language) -> str:
    outcome = of_outcome(OUTCOMES[found.outcome], lang)
    if found.willingness is None:
        return outcome.in_sentence
    unit = OUTCOMES[found.outcome].unit if lang == "en" else outcome.unit.level(1.0, lang).unit
    scale = unit_named("yuan").level(found.willingness, lang)
    yuan = f"{found.willingness * scale.factor:,g} {scale.unit}"
    return words.NET_BENEFIT.say(lang, outcome=outcome.in_sentence, unit=unit, yuan=yuan)


def _size(quantity: Quantity, value: float, low: float, high: float) -> dict[str, str]:
    """A worth with its interval, which has no sign."""
    told = quantity.difference(value, low, high)
    return {"worth": told.size, "low": told.low.lstrip("+"), "high": told.high.lstrip("+")}
