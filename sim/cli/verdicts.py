"""The answer of a comparison before its tables: which policies do better or worse, outcome by outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.cli import words
from sim.cli.screen import written

if TYPE_CHECKING:
    from sim.report.words import Language

MOST_NAMED = 3
FEW_WORLDS = 10


def in_short(records: Sequence[Mapping[str, Any]], labels: Mapping[str, str], lang: Language) -> Iterator[str]:
    """A line an outcome: its readings, how many policies have each, and the policies of a clear one where they are few.

    `records` are rows of a comparison's differences, with `outcome`, `policy` and `verdict`.
    """
    from sim.lab.compare import VERDICTS
    from sim.outcomes import OUTCOMES
    from sim.report.findings import CLEAR, READINGS
    from sim.report.words import CLAUSE_MARK

    for name in dict.fromkeys(record["outcome"] for record in records):
        told = []
        for verdict in VERDICTS:
            same = [labels[each["policy"]] for each in records if (each["outcome"], each["verdict"]) == (name, verdict)]
            named = words.NAMED if verdict in CLEAR and len(same) <= MOST_NAMED else words.COUNTED
            if same:
                given = {"count": len(same), "policies": CLAUSE_MARK.say(lang).join(same)}
                told.append(named.say(lang, reading=READINGS[verdict].say(lang), **given))
        label = OUTCOMES[name].zh if lang == "zh" else OUTCOMES[name].en
        yield words.IN_SHORT.say(lang, outcome=label, told=words.READINGS_MARK.say(lang).join(told))


def few_worlds(worlds: int, lang: Language) -> Iterator[str]:
    """A warning where a single world can decide how wide an interval is."""
    if worlds < FEW_WORLDS:
        yield words.FEW_WORLDS.say(lang, worlds=worlds)


def p_words(p: float) -> str:
    """A p value as it is read, to three digits: none below a thousandth is told from another."""
    return "<0.001" if p < 0.001 else written(float(f"{p:.3g}"))  # noqa: PLR2004  the bound is the text's
