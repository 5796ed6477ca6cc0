"""An outcome or a lever as a reader meets it: its label, its unit, and its numbers written out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report import words
from sim.report.units import Scale, Unit, unit_named
from sim.report.words import Language

if TYPE_CHECKING:
    from sim.declare import Declaration, Value
    from sim.outcomes import Outcome

NO_NUMBER = "–"
LEVEL_DIGITS = 3
SET_DIGITS = 4
DIFFERENCE_DIGITS = 2
MOST_DECIMALS = 4
LEAST_POSITIVE = 1e-12
SINGULAR = {
    "activities": "activity",
    "agencies": "agency",
    "attendances": "attendance",
    "cases": "case",
    "communities": "community",
    "contacts": "contact",
    "days": "day",
    "evaluations": "evaluation",
    "fairs": "fair",
    "hours": "hour",
    "inspections": "inspection",
    "intents": "intent",
    "meetings": "meeting",
    "months": "month",
    "months of cost": "month of cost",
    "months of wage": "month of wage",
    "needs": "need",
    "organisations": "organisation",
    "payments": "payment",
    "people": "person",
    "percentage points": "percentage point",
    "person-times": "person-time",
    "points": "point",
    "programmes": "programme",
    "projects": "project",
    "residents": "resident",
    "rounds": "round",
    "salons": "salon",
    "sessions": "session",
    "sites": "site",
    "sources": "source",
    "spaces": "space",
    "stars": "star",
    "streets": "street",
    "tied residents": "tied resident",
    "tiers": "tier",
    "visits": "visit",
    "windows": "window",
    "workers": "worker",
    "years": "year",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference and its interval in words, all with the same decimals; `size` has no sign."""

    size: str
    signed: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """What stands on an axis or in a table. `matters` is the smallest difference that matters, in the unit."""

    name: str
    label: str
    unit: Unit
    lang: Language
    direction: str = "neutral"
    matters: float = 0.0

    @property
    def in_sentence(self) -> str:
        """The label as it stands inside a sentence: without a capital, unless it starts with an abbreviation."""
        starts_word = self.label[:1].isupper() and self.label[1:2].islower()
        return self.label[:1].lower() + self.label[1:] if starts_word else self.label

    def axis(self, scale: Scale) -> str:
        """The label with the unit of a scale, as an axis carries it."""
        if not scale.unit:
            return self.label
        return words.UNIT_OF.say(self.lang, label=self.label, unit=scale.head)

    def level(self, value: Value | None) -> str:
        """A value with its unit; a value that does not exist is said to be undefined."""
        if isinstance(value, bool):
            return (words.ON if value else words.OFF).say(self.lang)
        if isinstance(value, str):
            return words.CHOICES[value].say(self.lang) if value in words.CHOICES else value
        if value is None or math.isnan(value):
            return words.UNDEFINED.say(self.lang)
        scale = self.unit.level(abs(value), self.lang)
        return self._with_unit(trimmed(value * scale.factor), scale.unit)

    def named_level(self, value: Value) -> str:
        """A value with its unit and the name of what it is a value of, inside a sentence."""
        told = words.NAMED_SWITCH if isinstance(value, bool) else words.NAMED_VALUE
        return told.say(self.lang, name=self.in_sentence, value=self.level(value))

    def alone(self, value: Value) -> str:
        """A value that stands by itself, as the label of a line does: a switch says what is switched."""
        return self.named_level(value) if isinstance(value, bool) else self.level(value)

    def short(self, value: Value) -> str:
        """A value beside others: money and shares keep what they are counted in, switches say what is switched."""
        if isinstance(value, bool | str):
            return self.alone(value)
        scale = self.unit.alone().level(abs(value), self.lang)
        counted = scale.unit if self.unit.kind != "plain" else ""
        return self._with_unit(trimmed(value * scale.factor), counted)

    def difference(self, mean: float, low: float, high: float) -> Difference:
        """A difference and its interval with their unit, written with as many decimals as they need."""
        scale = self.difference_scale(mean, low, high)
        told = bare_difference(scale, (mean, low, high), self.lang)
        if not all(map(math.isfinite, (mean, low, high))):
            return told
        size, signed = (self._with_unit(text, scale.unit) for text in (told.size, told.signed))
        return Difference(size, signed, told.low, told.high)

    def difference_scale(self, *sizes: float) -> Scale:
        """The unit in which differences of these sizes are written side by side."""
        largest = max((abs(size) for size in sizes if math.isfinite(size)), default=0.0)
        return self.unit.difference(largest, self.lang)

    def smallest(self) -> str:
        """The smallest difference that matters, with its unit."""
        scale = self.unit.difference(self.matters, self.lang)
        return self._with_unit(trimmed(self.matters * scale.factor), scale.unit)

    def _with_unit(self, written: str, unit: str) -> str:
        if self.lang == "en" and written.lstrip("+−") == "1":
            unit = singular(unit)
        glued = self.lang == "zh" or unit.startswith("%") or not unit
        return f"{written}{unit}" if glued else f"{written} {unit}"


def of_outcome(outcome: Outcome, lang: Language) -> Quantity:
    """An outcome as a quantity in one language."""
    label = outcome.zh if lang == "zh" else outcome.en
    return Quantity(outcome.name, label, unit_named(outcome.unit), lang, outcome.direction, outcome.matters)


def of_lever(declaration: Declaration, lang: Language) -> Quantity:
    """A lever, coefficient or setting as a quantity in one language."""
    return Quantity(declaration.path, declaration.label(lang), unit_named(declaration.unit), lang)


def bare_difference(scale: Scale, ends: tuple[float, float, float], lang: Language) -> Difference:
    """A difference and its interval as numbers alone, where the unit stands at the head of their column."""
    if not all(map(math.isfinite, ends)):
        undefined = words.UNDEFINED.say(lang)
        return Difference(undefined, undefined, NO_NUMBER, NO_NUMBER)
    mean, low, high = (end * scale.factor for end in ends)
    decimals = interval_decimals(mean, low, high)
    signed, lowest, highest = (number(end, decimals, sign=True) for end in (mean, low, high))
    return Difference(number(abs(mean), decimals), signed, lowest, highest)


def singular(unit: str) -> str:
    """An English unit as it stands after the number one: `1 round per year`."""
    counted, per, rest = unit.partition(" per ")
    return f"{SINGULAR.get(counted, counted)}{per}{rest}"


def decimals_for(magnitude: float, significant: int) -> int:
    """How many decimals show this many significant digits of a number."""
    if magnitude < LEAST_POSITIVE:
        return 0
    return min(max(significant - 1 - math.floor(math.log10(magnitude)), 0), MOST_DECIMALS)


def interval_decimals(mean: float, low: float, high: float) -> int:
    """Two significant digits of the largest end; more where a clear interval would seem to touch zero."""
    decimals = decimals_for(max(abs(mean), abs(low), abs(high)), DIFFERENCE_DIGITS)
    nearest = min(abs(low), abs(high))
    seems_to_touch = (low > 0 or high < 0) and round(nearest, decimals) == 0
    return max(decimals, decimals_for(nearest, 1)) if seems_to_touch else decimals


def number(value: float, decimals: int, *, sign: bool = False) -> str:
    """A number with separated thousands and a true minus; what rounds to zero has no sign."""
    if math.isnan(value):
        return NO_NUMBER
    rounded = round(value, decimals) + 0.0
    text = f"{abs(rounded):,.{decimals}f}"
    if rounded < 0:
        return f"−{text}"
    return f"+{text}" if sign and rounded > 0 else text


def trimmed(value: float) -> str:
    """A number as somebody set it: four significant digits, whole numbers in full, no trailing zeros."""
    if value == round(value):
        return number(value, 0)
    text = number(value, decimals_for(abs(value), SET_DIGITS))
    return text.rstrip("0").rstrip(".") if "." in text else text
