"""Which values a lever, setting or coefficient takes, in the words of the reader."""

from __future__ import annotations

from sim.declare import Declaration
from sim.report import words
from sim.report.quantities import trimmed
from sim.report.units import stored_unit
from sim.report.words import Language, Text

WHOLE = "{low}至{high}的整数"
ONE_OF = "{name}（{label}）"
FLAGS = (("true", words.ON), ("false", words.OFF))


def allowed(of: Declaration, lang: Language) -> str:
    """Say which values may be given; names that have to be typed stay as they are, what they mean beside them."""
    if lang == "en":
        return of.allowed
    if of.low is None or of.high is None:
        named = FLAGS if of.kind == "flag" else tuple((name, _named(name)) for name in of.choices)
        return words.LIST_MARK.zh.join(ONE_OF.format(name=name, label=label.zh) for name, label in named)
    between = WHOLE if of.kind == "integer" else words.RANGE.zh
    told = between.format(low=trimmed(of.low), high=trimmed(of.high))
    unit = stored_unit(of.unit).zh
    return words.UNIT_OF.say(lang, label=told, unit=unit) if unit else told


def _named(choice: str) -> Text:
    return words.CHOICES.get(choice, Text(choice, choice))
