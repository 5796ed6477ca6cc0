"""The answer in words: what each policy changes, how sure that is, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sim.lab.compare import BETTER, HIGHER, LOWER, NO_DIFFERENCE, UNCLEAR, UNDEFINED, WORSE
from sim.report import words
from sim.report.contrasts import single_changes
from sim.report.material import Material, PolicyEntry
from sim.report.quantities import Quantity

MOST_SENTENCES = 8
MANY_POLICIES = 4
CLEAR = frozenset({BETTER, WORSE, HIGHER, LOWER})
READINGS = {
    BETTER: words.BETTER,
    WORSE: words.WORSE,
    HIGHER: words.HIGHER,
    LOWER: words.LOWER,
    UNCLEAR: words.UNCLEAR,
    NO_DIFFERENCE: words.NEGLIGIBLE,
    UNDEFINED: words.UNDEFINED,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A policy as the beginning of a sentence."""

    policy: str
    words: str


def overview(material: Material) -> list[str]:
    """The answer on the first outcome: how many policies do better or worse, and the largest change of all."""
    if not material.others:
        return [words.NO_COMPARISON.say(material.lang)]
    outcome = material.outcomes[0]
    effects = material.effects(outcome)
    told = [_count(material, outcome, Counter(effect.verdict for effect in effects.values()))]
    wanted = {HIGHER, LOWER} if outcome.direction == "neutral" else {BETTER}
    clear = {name: abs(effect.difference) for name, effect in effects.items() if effect.verdict in wanted}
    if len(effects) > MANY_POLICIES and clear:
        largest = max(clear, key=lambda name: clear[name])
        entry = next(policy for policy in material.others if policy.name == largest)
        finding = sentence(material, subject_of(material, entry), outcome)
        opening = words.LARGEST_NEUTRAL if outcome.direction == "neutral" else words.LARGEST
        told.append(opening.say(material.lang, count=len(effects), finding=finding))
        told.append(words.PICKED.say(material.lang))
    return told


def subjects(material: Material) -> list[Subject]:
    """The policies worth a sentence each: those that change one lever of a grid, or those that have a name."""
    if material.is_grid:
        return [subject_of(material, policy) for _, policy in single_changes(material)][:MOST_SENTENCES]
    return [subject_of(material, policy) for policy in material.others[:MOST_SENTENCES]]


def subject_of(material: Material, policy: PolicyEntry) -> Subject:
    """Name a policy by the one lever it changes in a grid, or by its label."""
    lang, base = material.lang, material.baseline.values
    changed = [lever for lever in material.levers if policy.values[lever.name] != base[lever.name]]
    if material.is_grid and len(changed) == 1:
        lever = changed[0]
        value, before = policy.values[lever.name], base[lever.name]
        is_switch = isinstance(value, bool)
        told = words.AS_SWITCH if is_switch else words.AS_CHANGE
        was = lever.level(before) if is_switch else lever.short(before)
        return Subject(policy.name, told.say(lang, lever=lever.in_sentence, value=lever.level(value), base=was))
    if material.is_grid:
        values = words.LIST_MARK.say(lang).join(lever.named_level(policy.values[lever.name]) for lever in changed)
        return Subject(policy.name, words.AS_VALUES.say(lang, values=values))
    return Subject(policy.name, words.AS_POLICY.say(lang, policy=policy.label))


def sentence(material: Material, subject: Subject, outcome: Quantity) -> str:
    """One policy's effect on one outcome, with its interval and what may be read from it."""
    effect = material.effects(outcome)[subject.policy]
    given = {"subject": subject.words, "outcome": outcome.in_sentence}
    if effect.verdict == UNDEFINED:
        return words.FOUND_UNDEFINED.say(material.lang, **given)
    told = outcome.difference(effect.difference, effect.low, effect.high)
    given |= {"size": told.size, "signed": told.signed, "low": told.low, "high": told.high}
    if effect.verdict == NO_DIFFERENCE:
        return words.FOUND_NEGLIGIBLE.say(material.lang, **given, matters=outcome.smallest())
    if effect.verdict == UNCLEAR:
        holds_zero = effect.low <= 0 <= effect.high
        text = words.FOUND_UNCLEAR if holds_zero else words.FOUND_UNCLEAR_AMONG_MANY
        return text.say(material.lang, **given, family=material.family)
    return (words.FOUND_HIGHER if effect.difference > 0 else words.FOUND_LOWER).say(material.lang, **given)


def side_effects(material: Material, subject: Subject) -> str:
    """Which other outcomes the same policy clearly changes."""
    lang = material.lang
    changes = []
    for outcome in material.outcomes[1:]:
        effect = material.effects(outcome)[subject.policy]
        if effect.verdict in CLEAR:
            told = outcome.difference(effect.difference, effect.low, effect.high)
            reading = READINGS[effect.verdict].say(lang)
            given = {"signed": told.signed, "low": told.low, "high": told.high, "reading": reading}
            changes.append(words.ALSO_CHANGE.say(lang, outcome=outcome.in_sentence, **given))
    if not changes:
        return words.ALSO_NOTHING.say(lang, subject=subject.words)
    return words.ALSO.say(lang, subject=subject.words, changes=words.CLAUSE_MARK.say(lang).join(changes))


def anything_unclear(material: Material) -> bool:
    """Whether more worlds might tell more."""
    return bool((material.comparison["verdict"] == UNCLEAR).any()) if material.others else False


def _count(material: Material, outcome: Quantity, verdicts: Counter[str]) -> str:
    lang = material.lang
    neutral = outcome.direction == "neutral"
    up, down = (HIGHER, LOWER) if neutral else (BETTER, WORSE)
    told = (words.COUNT_NEUTRAL if neutral else words.COUNT_DIRECTED).say(
        lang,
        count=verdicts.total(),
        outcome=outcome.in_sentence,
        up=verdicts[up],
        down=verdicts[down],
        negligible=verdicts[NO_DIFFERENCE],
        unclear=verdicts[UNCLEAR],
    )
    undefined = verdicts[UNDEFINED]
    return (
        words.JOINED.say(lang, first=told, second=words.COUNT_UNDEFINED.say(lang, count=undefined))
        if undefined
        else told
    )


def joined(sentences: Sequence[str], material: Material) -> str:
    """Sentences one after another: with a space between them in English, without in Chinese."""
    return ("" if material.lang == "zh" else " ").join(sentences)
