"""How robust policies are, in words: the name of a criterion, its values and their intervals."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.lab.robust import MEAN, REGRET, SATISFIED, TENTH, WORST
from sim.report import decision_words as say
from sim.report.quantities import LEVEL_DIGITS, decimals_for, number
from sim.report.units import Scale

if TYPE_CHECKING:
    from sim.lab.robust import Judged, Robustness
    from sim.report.quantities import Quantity
    from sim.report.words import Language

NAMES = {MEAN: say.MEAN_OVER, TENTH: say.TENTH, WORST: say.WORST, REGRET: say.REGRET}


def criterion_name(found: Robustness, criterion: str, outcome: Quantity, lang: Language) -> str:
    """The name of a criterion as it heads a column or a panel."""
    if criterion != SATISFIED:
        return NAMES[criterion].say(lang)
    told = say.SATISFIED if found.direction == "higher" else say.SATISFIED_LOW
    return told.say(lang, threshold=outcome.level(found.threshold))


def scale_of(found: Robustness, criterion: str, outcome: Quantity, lang: Language) -> Scale:
    """In what unit the values of a criterion are written."""
    if criterion == SATISFIED:
        return Scale(100.0, "%")
    size = max(abs(row.value) for row in found.of(criterion).values())
    return outcome.unit.difference(size, lang) if criterion == REGRET else outcome.unit.level(size, lang)


def value_words(row: Judged, scale: Scale) -> str:
    """A value with its interval, as many decimals as the value needs."""
    decimals = decimals_for(abs(row.value * scale.factor), LEVEL_DIGITS)
    value = number(row.value * scale.factor, decimals)
    if not math.isfinite(row.low):
        return value
    low, high = (number(end * scale.factor, decimals) for end in (row.low, row.high))
    return f"{value} [{low}, {high}]"


def basis(found: Robustness, lang: Language) -> str:
    """What the judgement rests on."""
    if found.states:
        return say.ROBUST_BASIS.say(lang, states=found.states, worlds=found.worlds)
    return say.ROBUST_LUCK.say(lang, worlds=found.worlds)
