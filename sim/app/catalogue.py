"""What a page can choose from, out of the declarations: scenarios, levers by section, outcomes, words, limits."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from sim.app import words
from sim.app.limits import FEWEST_MONTHS, Limits
from sim.declare import Declaration
from sim.outcomes import OUTCOMES, Outcome
from sim.report import words as report_words
from sim.report.findings import READINGS
from sim.report.meanings import meaning_text
from sim.report.units import MONEY, Scale, unit_named
from sim.report.words import LANGUAGES, Text
from sim.scenario import LEVERS, Scenario, bundled_scenarios, load_scenario

SHOWN_FIRST = (
    "satisfied_share",
    "participation_rate",
    "service_person_times",
    "unmet_need_share",
    "workers",
    "arrears_months",
    "agencies_alive",
    "public_money_yuan",
)
_STEPS = 100


def catalogue(limits: Limits) -> dict[str, Any]:
    """Everything that the page is built from."""
    scenarios = [load_scenario(name) for name in bundled_scenarios()]
    return {
        "words": {name: asdict(text) for name, text in vars(words).items() if isinstance(text, Text)},
        "choices": {name: asdict(text) for name, text in report_words.CHOICES.items()},
        "readings": {name: asdict(text) for name, text in READINGS.items()},
        "kinds": {name: asdict(text) for name, text in words.KINDS.items()},
        "left": {name: asdict(text) for name, text in words.LEFT.items()},
        "sections": [
            {"name": name, **asdict(text), "levers": [_lever(each) for each in levers]}
            for name, text, levers in _sections()
        ],
        "scenarios": [_scenario(each) for each in scenarios],
        "outcomes": [_outcome(each) for each in OUTCOMES.values()],
        "first": _first(),
        "limits": {
            "worlds": limits.worlds,
            "months": [FEWEST_MONTHS, limits.months],
            "outcomes": limits.outcomes,
            "file_bytes": limits.file_bytes,
        },
    }


def _first() -> dict[str, Any]:
    """What a page shows that is opened for the first time: Guangzhou as it is, and paid six months late."""
    return {
        "place": "guangzhou",
        "a": {"scenario": "guangzhou", "set": {}},
        "b": {"scenario": "guangzhou", "set": {"policy.payment.delay_months": 6}},
        "worlds": 20,
        "months": 60,
        "seed": 2012,
        "outcomes": list(SHOWN_FIRST),
    }


def _sections() -> list[tuple[str, Text, list[Declaration]]]:
    """Levers by the section of the policy in which they stand, in the order of declaration."""
    found: dict[str, list[Declaration]] = {}
    for path, each in LEVERS.items():
        found.setdefault(path.split(".")[1], []).append(each)
    return [(name, words.SECTIONS[name], levers) for name, levers in found.items()]


def _lever(each: Declaration) -> dict[str, Any]:
    told: dict[str, Any] = {
        "path": each.path,
        "kind": each.kind,
        "en": each.en,
        "zh": each.zh,
        "meaning": asdict(meaning_text(each)),
        "default": each.default,
    }
    if each.kind == "choice":
        return {**told, "choices": list(each.choices)}
    if each.low is None or each.high is None:
        return told
    unit = unit_named(each.unit)
    scales = {lang: asdict(unit.level(each.high, lang)) for lang in LANGUAGES}
    step = 1 if each.kind == "integer" else step_for(each.high - each.low)
    return {**told, "low": each.low, "high": each.high, "step": step, "scale": scales}


def step_for(reach: float) -> float:
    """The round step that goes through a range in about a hundred steps: 1, 2 or 5 times a power of ten."""
    least = reach / _STEPS
    power = 10.0 ** math.floor(math.log10(least))
    digit = min((digit for digit in (1, 2, 5, 10) if digit * power >= least * (1 - 1e-9)), default=10)
    return float(f"{digit * power:.6g}")


def _scenario(each: Scenario) -> dict[str, Any]:
    """A scenario's levers where they differ from the default, and what it says of itself."""
    values = each.values()
    return {
        "name": each.name,
        "en": each.title_en,
        "zh": each.title_zh,
        "about_en": each.description_en,
        "about_zh": each.description_zh,
        "months": each.months,
        "changes": len(each.changes),
        "set": {path: values[path] for path, lever in LEVERS.items() if values[path] != lever.default},
    }


def _outcome(each: Outcome) -> dict[str, Any]:
    """An outcome's words, and in which unit its months are drawn: from which size on, times what, called what."""
    unit = unit_named(each.unit)

    def scales(lang: report_words.Language) -> list[list[Any]]:
        sizes = [size for size, _, _ in MONEY[lang]] if unit.kind == "money" else [0.0]
        found: list[tuple[float, Scale]] = [(size, unit.level(size, lang)) for size in sizes]
        return [[size, scale.factor, scale.unit] for size, scale in found]

    return {
        "name": each.name,
        "en": each.en,
        "zh": each.zh,
        "meaning": asdict(meaning_text(each)),
        "whole": unit.is_part_of_whole,
        "scales": {lang: scales(lang) for lang in LANGUAGES},
    }
