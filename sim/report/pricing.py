"""Costs and effects in words: their units, their intervals, and what a policy's place on the frontier is called."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.lab.frontier import DOMINATED, EFFICIENT, EXTENDED
from sim.report import decision_words as say
from sim.report.quantities import NO_NUMBER, decimals_for, number, singular
from sim.report.units import PERCENTAGE_POINTS, Scale, unit_named
from sim.report.words import CLAUSE_MARK

if TYPE_CHECKING:
    from sim.lab.economics import Economics, Estimate, Priced
    from sim.report.quantities import Quantity
    from sim.report.words import Language

STATUS = {EFFICIENT: say.EFFICIENT, DOMINATED: say.DOMINATED, EXTENDED: say.EXTENDED}
_DIGITS = 3
_SIGNIFICANT = 4


@dataclass(frozen=True, slots=True)
class EffectUnit:
    """In what an effect is counted: numbers are multiplied by `factor` and carry `unit`."""

    factor: float
    unit: str
    one: str


def effect_unit(effect: Quantity, *, per_horizon: bool) -> EffectUnit:
    """The unit of an effect: shares in percentage points; what is added up over the horizon loses its `per month`."""
    if effect.unit.kind == "share":
        points = PERCENTAGE_POINTS.say(effect.lang)
        return EffectUnit(100.0, Scale(100.0, points).head, singular(points) if effect.lang == "en" else points)
    text = effect.unit.words.say(effect.lang, money="yuan" if effect.lang == "en" else "元")
    text = text.removesuffix(" per month").removesuffix("/月") if per_horizon else text
    return EffectUnit(1.0, text, singular(text) if effect.lang == "en" else text)


def money_scale(estimates: Iterable[Estimate], lang: Language) -> Scale:
    """In which power of ten of yuan amounts are written that stand in one table."""
    sizes = (abs(estimate.mean) for estimate in estimates if math.isfinite(estimate.mean))
    return unit_named("yuan").level(max(sizes, default=0.0), lang)


def rounded(value: float) -> str:
    """A number with four significant digits; the rest of a large one is noise, and is written as zeros."""
    if not math.isfinite(value):
        return NO_NUMBER
    return number(float(f"{value:.{_SIGNIFICANT}g}"), decimals_for(abs(value), _SIGNIFICANT))


def estimate_words(estimate: Estimate, factor: float = 1.0) -> str:
    """A mean with its interval in brackets, a dash where there is none."""
    if not math.isfinite(estimate.mean):
        return NO_NUMBER
    ends = [end * factor for end in (estimate.mean, estimate.low, estimate.high)]
    decimals = decimals_for(max(abs(end) for end in ends), _DIGITS)
    mean, low, high = (number(end, decimals) for end in ends)
    return f"{mean} [{low}, {high}]"


def efficient_words(found: Economics, labels: Mapping[str, str], effect: str, lang: Language) -> str:
    """The answer: the policies on the frontier, the cheapest first, and what may be said of all others."""
    efficient = sorted((row for row in found.rows if row.status == EFFICIENT), key=lambda row: row.cost.mean)
    policies = CLAUSE_MARK.say(lang).join(labels[row.policy] for row in efficient)
    return say.EFFICIENT_ARE.say(lang, policies=policies, effect=effect)


def reading(row: Priced, lang: Language) -> str:
    """A policy's place, and whether it may be luck."""
    status = STATUS[row.status].say(lang)
    return say.WITHIN_NOISE.say(lang, status=status) if row.within_noise else status
