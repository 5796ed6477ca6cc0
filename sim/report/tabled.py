"""The tables of a report: levers, policies, and paired differences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sim.report import words
from sim.report.blocks import Table
from sim.report.contrasts import ordered_values
from sim.report.findings import READINGS
from sim.report.material import Material
from sim.report.quantities import LEVEL_DIGITS, NO_NUMBER, Quantity, decimals_for, interval_decimals, number
from sim.report.units import Scale
from sim.report.words import Language, Text

MOST_VALUES = 12


def comparison_table(material: Material, outcome: Quantity) -> Table:
    """One outcome under every policy: means, difference, interval, and what may be read from it."""
    lang = material.lang
    effects = material.effects(outcome)
    typical = _largest([mean for effect in effects.values() for mean in (effect.baseline_mean, effect.mean)])
    widest = _largest([end for effect in effects.values() for end in (effect.low, effect.high)])
    level, change = outcome.unit.level(typical, lang), outcome.unit.difference(widest, lang)
    header = [
        words.POLICY.say(lang),
        _with_unit(words.BASELINE_MEAN, level, lang),
        _with_unit(words.POLICY_MEAN, level, lang),
        _with_unit(words.DIFFERENCE, change, lang),
        words.INTERVAL.say(lang),
        words.WORLDS.say(lang),
        words.READING.say(lang),
    ]
    decimals = decimals_for(typical * level.factor, LEVEL_DIGITS)
    body = []
    for policy in material.others:
        effect = effects[policy.name]
        means = [number(mean * level.factor, decimals) for mean in (effect.baseline_mean, effect.mean)]
        ends = [end * change.factor for end in (effect.difference, effect.low, effect.high)]
        reading = READINGS[effect.verdict].say(lang)
        body.append([policy.label, *means, *_written(ends, lang), str(effect.worlds), reading])
    return Table(outcome.label, header, body, frozenset(range(1, len(header) - 1)), material.gaps)


def kind_table(material: Material, outcome: Quantity, kinds: Mapping[str, str], heads: tuple[str, str]) -> Table:
    """One outcome of the district in each kind of community, under every policy.

    `kinds` maps the kinds' outcomes to the kinds' labels; `heads` are the title and what the kinds' column is called.
    """
    lang = material.lang
    effects = {name: material.effects_by_type(name) for name in kinds}
    everything = [effect for of_kind in effects.values() for effect in of_kind.values()]
    typical = _largest([mean for effect in everything for mean in (effect.baseline_mean, effect.mean)])
    level = outcome.unit.level(typical, lang)
    change = outcome.unit.difference(
        _largest([end for effect in everything for end in (effect.low, effect.high)]), lang
    )
    header = [
        words.POLICY.say(lang),
        heads[1],
        _with_unit(words.BASELINE_MEAN, level, lang),
        _with_unit(words.POLICY_MEAN, level, lang),
        _with_unit(words.DIFFERENCE, change, lang),
        words.INTERVAL.say(lang),
    ]
    decimals = decimals_for(typical * level.factor, LEVEL_DIGITS)
    body = []
    for policy in material.others:
        for name, kind in kinds.items():
            effect = effects[name][policy.name]
            means = [number(mean * level.factor, decimals) for mean in (effect.baseline_mean, effect.mean)]
            ends = [end * change.factor for end in (effect.difference, effect.low, effect.high)]
            body.append([policy.label, kind, *means, *_written(ends, lang)])
    return Table(heads[0], header, body, frozenset(range(2, len(header))), material.gaps)


def lever_table(material: Material) -> Table:
    """Every lever that differs between policies, with its unit, its values and its name in files."""
    lang = material.lang
    header = (words.LEVER, words.BASELINE_VALUE, words.VALUES, words.LEVER_PATH)
    body = []
    for lever in material.levers:
        values = ordered_values(material, lever)
        listed = values if len(values) <= MOST_VALUES else [values[0], values[-1]]
        mark = words.LIST_MARK.say(lang) if listed is values else " … "
        told = mark.join(lever.level(value) for value in listed)
        body.append([lever.label, lever.level(material.baseline.values[lever.name]), told, lever.name])
    return Table(words.LEVERS.say(lang), [name.say(lang) for name in header], body)


def policy_table(material: Material) -> Table:
    """Every policy with its value of every lever that differs; levers name the rows where they are the more."""
    lang = material.lang
    rows = [
        [words.POLICY.say(lang), *(lever.label for lever in material.levers)],
        *(
            [policy.label, *(lever.level(policy.values[lever.name]) for lever in material.levers)]
            for policy in material.policies
        ),
    ]
    if len(material.levers) > len(material.policies):
        rows = [list(column) for column in zip(*rows, strict=True)]
        rows[0][0] = words.LEVER.say(lang)
    return Table(words.POLICIES.say(lang), rows[0], rows[1:])


def _written(ends: Sequence[float], lang: Language) -> tuple[str, str]:
    """A difference and its interval; a dash for each where they do not exist."""
    if not all(map(math.isfinite, ends)):
        return NO_NUMBER, NO_NUMBER
    decimals = interval_decimals(*ends)
    difference, low, high = (number(end, decimals, sign=True) for end in ends)
    return difference, words.RANGE.say(lang, low=low, high=high)


def _with_unit(name: Text, scale: Scale, lang: Language) -> str:
    return words.UNIT_BELOW.say(lang, label=name.say(lang), unit=scale.head) if scale.unit else name.say(lang)


def _largest(sizes: Sequence[float]) -> float:
    """The largest size among the numbers that exist."""
    return max((abs(size) for size in sizes if math.isfinite(size)), default=0.0)
