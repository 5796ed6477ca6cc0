"""`sanshe scenarios`, `levers`, `outcomes`, `facts`: what there is to choose from, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import words
from sim.cli.options import Json, Lang, Word
from sim.cli.screen import show_json, show_table
from sim.errors import UsageError, nearest

if TYPE_CHECKING:
    from sim.declare import Declaration
    from sim.outcomes import Outcome
    from sim.report.words import Language, Text


def scenarios(lang: Lang = "en", as_json: Json = False) -> None:
    """List the scenarios that come with the laboratory."""
    from sim.scenario import bundled_scenarios, load_scenario

    known = [load_scenario(name) for name in bundled_scenarios()]
    if as_json:
        show_json([{"name": each.name, "title_en": each.title_en, "title_zh": each.title_zh} for each in known])
        return
    show_table(
        _heads(lang, words.NAME, words.TITLE, words.MONTHS),
        [(each.name, each.title(lang), each.months) for each in known],
    )


def levers(
    word: Word = "",
    everything: Annotated[bool, typer.Option("--all", help="Coefficients and settings as well.")] = False,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """List what a government can change, and within which bounds.

    With a word, also what each lever means and where its numbers come from.
    """
    from sim.report.allowed import allowed
    from sim.report.meanings import meaning
    from sim.scenario import DECLARATIONS

    chosen = {path: each for path, each in DECLARATIONS.items() if everything or each.role == "lever"}
    meanings = {path: f"{each.meaning} {meaning(each, 'zh')}" for path, each in chosen.items()}
    found = _matching(word, {path: f"{each.en} {each.zh}" for path, each in chosen.items()}, "lever", meanings)
    if as_json:
        show_json([_declaration(chosen[path]) for path in found])
        return
    heads = [words.LEVER, words.LABEL, words.DEFAULT, words.ALLOWED]
    rows: list[tuple[object, ...]] = [
        (path, chosen[path].label(lang), chosen[path].default, allowed(chosen[path], lang)) for path in found
    ]
    if word:
        heads += [words.MEANING, words.SOURCE]
        told = [(meaning(chosen[path], lang), chosen[path].source) for path in found]
        rows = [(*row, *more) for row, more in zip(rows, told, strict=True)]
    show_table(_heads(lang, *heads), rows, stacked=bool(word))


def outcomes(word: Word = "", lang: Lang = "en", as_json: Json = False) -> None:
    """List what is measured, and which way is better.

    With a word, also what each outcome means and where it comes from.
    """
    from sim.outcomes import OUTCOMES
    from sim.report.meanings import meaning
    from sim.report.method_words import DIRECTIONS, SUMMARIES
    from sim.report.units import stored_unit

    meanings = {name: f"{each.meaning} {meaning(each, 'zh')}" for name, each in OUTCOMES.items()}
    found = _matching(word, {name: f"{each.en} {each.zh}" for name, each in OUTCOMES.items()}, "outcome", meanings)
    if as_json:
        show_json([_outcome(OUTCOMES[name]) for name in found])
        return
    heads = [words.OUTCOME, words.LABEL, words.UNIT, words.BETTER, words.MATTERS]
    rows: list[tuple[object, ...]] = [
        (
            each.name,
            each.label(lang),
            stored_unit(each.unit).say(lang),
            DIRECTIONS[each.direction].say(lang),
            each.matters,
        )
        for each in (OUTCOMES[name] for name in found)
    ]
    if word:
        heads += [words.ONE_NUMBER, words.MEANING, words.SOURCE]
        asked = [OUTCOMES[name] for name in found]
        told = [(SUMMARIES[each.summary].say(lang), meaning(each, lang), each.source) for each in asked]
        rows = [(*row, *more) for row, more in zip(rows, told, strict=True)]
    show_table(_heads(lang, *heads), rows, stacked=bool(word))


def facts(word: Word = "", lang: Lang = "en", as_json: Json = False) -> None:
    """List the numbers that are taken from the sources."""
    from sim.facts import facts as known_facts
    from sim.report import fact_words

    known = known_facts()
    labels = {
        code: f"{each.quantity_en} {each.quantity_zh} {each.place} {fact_words.place(each.place, 'zh')}"
        for code, each in known.items()
    }
    found = _matching(word, labels, "fact")
    chosen = [known[code] for code in found]
    if as_json:
        show_json(
            [
                {
                    "code": each.code,
                    "place": each.place,
                    "period": each.period,
                    "quantity_en": each.quantity_en,
                    "quantity_zh": each.quantity_zh,
                    "values": each.values,
                    "unit": each.unit,
                    "role": each.role,
                    "maps_to": each.maps_to,
                    "source": each.source.citation(lang),
                }
                for each in chosen
            ]
        )
        return
    show_table(
        _heads(
            lang,
            words.CODE,
            words.PLACE,
            words.PERIOD,
            words.QUANTITY,
            words.VALUE,
            words.UNIT,
            words.ROLE,
            words.DOCUMENT,
        ),
        [
            (
                each.code,
                fact_words.place(each.place, lang),
                fact_words.period(each.period, lang),
                each.quantity(lang),
                "; ".join(f"{value:,g}" if value < 1_000 else f"{value:,.0f}" for value in each.values),  # noqa: PLR2004
                fact_words.unit(each.unit, lang),
                fact_words.role(each.role, lang),
                each.source.code,
            )
            for each in chosen
        ],
    )


def _heads(lang: Language, *heads: Text) -> list[str]:
    return [head.say(lang) for head in heads]


def _matching(word: str, labels: Mapping[str, str], kind: str, meanings: Mapping[str, str] | None = None) -> list[str]:
    """Names that contain the word, in themselves or in their labels; where none does, those whose meaning does.

    Raises UsageError where there is none.
    """
    asked = word.casefold()
    found = [name for name, label in labels.items() if asked in name.casefold() or asked in label.casefold()]
    found = found or [name for name, meaning in (meanings or {}).items() if asked in meaning.casefold()]
    if not found:
        hint = nearest(word, labels) or f"see `sanshe {kind}s`"
        where = "name, label or meaning" if meanings else "name or label"
        raise UsageError(f"{word}: no {kind} has this word in its {where}; {hint}")
    return found


def _outcome(each: Outcome) -> dict[str, object]:
    from sim.report.meanings import meaning

    told = ("name", "unit", "direction", "summary", "matters", "en", "zh", "meaning")
    return {**{fact: getattr(each, fact) for fact in told}, "meaning_zh": meaning(each, "zh"), "source": each.source}


def _declaration(each: Declaration) -> dict[str, object]:
    from sim.report.meanings import meaning

    return {
        "path": each.path,
        "role": each.role,
        "default": each.default,
        "unit": each.unit,
        "low": each.low,
        "high": each.high,
        "choices": each.choices,
        "kind": each.kind,
        "meaning": each.meaning,
        "meaning_zh": meaning(each, "zh"),
        "source": each.source,
        "en": each.en,
        "zh": each.zh,
    }
