"""The words of an explorer page in both languages: its own, those of policies and levers, and those of outcomes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.lab.compare import resampling_key
from sim.lab.keyed import philox_key
from sim.outcomes import OUTCOMES
from sim.report.explorer import wording
from sim.report.findings import READINGS
from sim.report.labels import naming_levers, policy_entries
from sim.report.meanings import meaning_text
from sim.report.quantities import of_lever, of_outcome, singular
from sim.report.units import MONEY, Scale, Unit, unit_named
from sim.report.words import LANGUAGES, PARTS_MARK, Language, Text
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    from sim.declare import Value
    from sim.lab.results import Results
    from sim.report.explorer.grid import Grid

_HALF = 32


def page_words(lang: Language) -> dict[str, Any]:
    """What the page says of its own, and the language in which it opens."""
    return {
        "lang": lang,
        "words": {name: asdict(text) for name, text in vars(wording).items() if isinstance(text, Text)},
        "how": [asdict(text) for text in wording.HOW],
        "readings": {name: asdict(text) for name, text in READINGS.items()},
    }


def policy_words(results: Results, grid: Grid) -> dict[str, Any]:
    """Every policy with its label and where it stands, and every lever with the values that it takes."""
    labels = {lang: [entry.label for entry in policy_entries(results, lang)] for lang in LANGUAGES}
    naming = {
        lang: PARTS_MARK.say(lang).join(lever.label for lever in naming_levers(results, lang)) for lang in LANGUAGES
    }
    return {
        "labels": labels,
        "naming": naming,
        "at": grid.at,
        "levers": [
            {
                "path": lever.path,
                "label": {lang: _lever_label(lever.path, lang) for lang in LANGUAGES},
                "stops": {lang: [_told(lever.path, stop, lang) for stop in lever.stops] for lang in LANGUAGES},
                "slides": not isinstance(lever.stops[0], bool | str),
            }
            for lever in grid.levers
        ],
    }


def _lever_label(path: str, lang: Language) -> str:
    return DECLARATIONS[path].label(lang) if path in DECLARATIONS else path


def _told(path: str, value: Value, lang: Language) -> str:
    return of_lever(DECLARATIONS[path], lang).level(value) if path in DECLARATIONS else str(value)


def outcome_words(name: str, results: Results) -> dict[str, Any]:
    """An outcome: labels, units and their powers of ten, what matters, and the key of its bootstrap.

    The key is four numbers of 32 bits, the upper half of each 64-bit word first.
    """
    outcome = OUTCOMES[name]
    unit = unit_named(outcome.unit)
    key = philox_key(resampling_key(results.experiment.seed, name))
    return {
        "name": name,
        "asked": name in results.experiment.outcomes,
        "label": {"en": outcome.en, "zh": outcome.zh},
        "within": {lang: of_outcome(outcome, lang).in_sentence for lang in LANGUAGES},
        "meaning": asdict(meaning_text(outcome)),
        "direction": outcome.direction,
        "matters": outcome.matters,
        "smallest": {lang: of_outcome(outcome, lang).smallest() for lang in LANGUAGES} if outcome.matters > 0 else None,
        "whole": unit.is_part_of_whole,
        "level": {lang: _scales(unit, lang, apart=False) for lang in LANGUAGES},
        "apart": {lang: _scales(unit, lang, apart=True) for lang in LANGUAGES},
        "key": [part for word in key for part in (word >> _HALF, word & (2**_HALF - 1))],
    }


def _scales(unit: Unit, lang: Language, *, apart: bool) -> list[list[Any]]:
    """From which size on values are written times what, in which unit, and how the unit reads after the number one."""
    sizes = [size for size, _, _ in MONEY[lang]] if unit.kind == "money" else [0.0]
    found: list[tuple[float, Scale]] = [
        (size, unit.difference(size, lang) if apart else unit.level(size, lang)) for size in sizes
    ]
    return [
        [size, scale.factor, scale.unit, singular(scale.unit) if lang == "en" else scale.unit] for size, scale in found
    ]
