"""What decides a finished sweep, said in words: the largest unknowns of an outcome, and whether they turn a ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sim.outcomes import OUTCOMES
from sim.report import unknown_words as words
from sim.report.deciding import PERCENT, part, records, unknown_label
from sim.report.quantities import NO_NUMBER, Quantity, number, of_lever, of_outcome
from sim.report.words import CLAUSE_MARK, Language
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    from sim.lab.sensitivity.analysis import Sensitivity

LARGEST = 3


def ranked(found: Sensitivity, name: str) -> list[dict[str, Any]]:
    """What is known of every unknown of an outcome, the one that decides most first."""
    of_all = found.unknowns[found.unknowns["outcome"] == name]
    return records(of_all.sort_values(_order(found), ascending=False, kind="stable"))


def basis_words(found: Sensitivity, lang: Language) -> str:
    """The design in a sentence, and what its numbers mean."""
    basis = words.MORRIS_BASIS if found.method == "morris" else words.SALTELLI_BASIS
    return basis.say(lang, blocks=found.blocks, points=found.points, worlds=found.worlds)


def largest_words(found: Sensitivity, name: str, lang: Language) -> str:
    """The unknowns that decide an outcome most, each with its interval, and how many decide it at all."""
    outcome, rows = of_outcome(OUTCOMES[name], lang), ranked(found, name)
    tell = _effect if found.method == "morris" else _share
    named = CLAUSE_MARK.say(lang).join(tell(row, outcome, lang) for row in rows[:LARGEST] if row[_order(found)] > 0)
    if not named:
        return words.NONE_DECIDES.say(lang, outcome=outcome.label)
    if found.method != "morris":
        return words.LARGEST_SHARES.say(lang, outcome=outcome.label, unknowns=named)
    deciding = sum(part(row, outcome.matters) is words.DECIDES for row in rows)
    told = words.LARGEST_EFFECTS
    return told.say(lang, outcome=outcome.label, deciding=deciding, every=len(rows), unknowns=named)


def whole_words(
    whole: Mapping[str, Any], rows: list[dict[str, Any]], lang: Language, *, is_contrast: bool
) -> list[str]:
    """What is said of an outcome, or of a difference in it, before its unknowns (`rows`)."""
    outcome = of_outcome(OUTCOMES[whole["outcome"]], lang)
    told = [] if is_contrast else [_level_words(whole, outcome, lang)]
    if "luck" in whole:
        told.append(words.LUCK_SHARE.say(lang, share=percent(whole["luck"])))
    return [*told, *ranking_words(whole, rows, lang)] if is_contrast else told


def ranking_words(whole: Mapping[str, Any], rows: list[dict[str, Any]], lang: Language) -> Iterator[str]:
    """Whether the better of two policies stays the better one, and which unknown turns that over."""
    outcome = of_outcome(OUTCOMES[whole["outcome"]], lang)
    shares = {"opposite": "opposite", "low": "opposite_low", "high": "opposite_high"}
    shares |= {"matters": "opposite_and_matters", "clear": "opposite_and_clear"}
    written = {place: percent(whole[column]) for place, column in shares.items()}
    yield words.RANKING.say(lang, mean=outcome.difference(whole["mean"], 0.0, 0.0).signed, **written)
    most = max(rows, key=lambda row: row["turns"])
    if most["turns"] > 0:
        label = unknown_label(most["unknown"], lang)
        yield words.TURNED_BY.say(lang, unknown=label, share=percent(most["turns"]))
    else:
        yield words.NO_TURN.say(lang)


def percent(share: float) -> str:
    """A share as whole percent, without the sign."""
    return NO_NUMBER if share != share else f"{share * PERCENT:.0f}"  # noqa: PLR0124  nan alone differs from itself


def _level_words(whole: Mapping[str, Any], outcome: Quantity, lang: Language) -> str:
    spread = outcome.difference(whole["deviation"], 0.0, 0.0).size
    return words.LEVELS.say(lang, mean=outcome.level(whole["mean"]), deviation=spread)


def _order(found: Sensitivity) -> str:
    return "size" if found.method == "morris" else "total"


def _effect(row: Mapping[str, Any], outcome: Quantity, lang: Language) -> str:
    name = of_lever(DECLARATIONS[row["unknown"]], lang).in_sentence
    told = outcome.difference(row["effect"], row["effect_low"], row["effect_high"])
    return words.ONE_EFFECT.say(lang, unknown=name, effect=told.signed, low=told.low, high=told.high)


def _share(row: Mapping[str, Any], _outcome: Quantity, lang: Language) -> str:
    name = of_lever(DECLARATIONS[row["unknown"]], lang).in_sentence
    total, low, high = (number(row[column] * PERCENT, 0) for column in ("total", "total_low", "total_high"))
    return words.ONE_SHARE.say(lang, unknown=name, total=total, low=low, high=high)
