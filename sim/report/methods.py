"""The methods of a report: the model by ODD, the study by STRESS-ABS, costs by CHEERS, out of what is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from sim.facts import facts
from sim.lab.patterns import PATTERNS
from sim.outcomes import OUTCOMES
from sim.report import checklist_words, words
from sim.report import method_words as say
from sim.report.blocks import Block, Facts, Heading, Table
from sim.report.material import Material
from sim.report.meanings import meaning
from sim.report.quantities import number, of_lever
from sim.report.words import Text
from sim.scenario import COEFFICIENTS, DECLARATIONS, LEVERS, SETTINGS

ODD = (
    (say.ODD_PURPOSE, say.ODD_PURPOSE_SAID),
    (say.ODD_ENTITIES, say.ODD_ENTITIES_SAID),
    (say.ODD_PROCESSES, say.ODD_PROCESSES_SAID),
    (say.ODD_CONCEPTS, say.ODD_CONCEPTS_SAID),
    (say.ODD_BEGINNING, say.ODD_BEGINNING_SAID),
    (say.ODD_INPUT, say.ODD_INPUT_SAID),
    (say.ODD_SUBMODELS, say.ODD_SUBMODELS_SAID),
)
ASSUMED = "assumed"


def methods(material: Material) -> Iterator[Block]:
    """The methods section, with its tables; costs are told only where an outcome is money."""
    lang = material.lang
    filled = _filled(material)
    yield Heading(say.METHODS.say(lang))
    yield Heading(say.ODD.say(lang), 3)
    yield Facts([(item.say(lang), said.say(lang, **filled)) for item, said in ODD])
    yield _place(material)
    yield _meanings(material)
    yield _measures(material)
    yield Heading(say.STRESS.say(lang), 3)
    yield _checklist(say.STRESS_ITEMS, checklist_words.STRESS, material, filled)
    if any(outcome.unit.kind == "money" for outcome in material.outcomes):
        yield Heading(say.CHEERS.say(lang), 3)
        yield _checklist(say.CHEERS_ITEMS, checklist_words.CHEERS, material, filled)


def _checklist(
    title: Text, items: tuple[tuple[Text, Text], ...], material: Material, filled: Mapping[str, object]
) -> Table:
    """Every item of a reporting guideline with what this study says to it."""
    lang = material.lang
    rows = [[item.say(lang), said.say(lang, **filled)] for item, said in items]
    return Table(title.say(lang), [say.ITEM.say(lang), say.SAID.say(lang)], rows)


def _place(material: Material) -> Table:
    """What the baseline sets about the place; what is set to nothing is left out."""
    lang = material.lang
    rows = []
    for path, declared in SETTINGS.items():
        value = material.study.place[path]
        if value:
            quantity = of_lever(declared, lang)
            rows.append([quantity.label, quantity.level(value), path])
    header = [say.QUANTITY.say(lang), say.VALUE.say(lang), say.NAME.say(lang)]
    return Table(say.PLACE.say(lang), header, rows, frozenset({1}))


def _meanings(material: Material) -> Table:
    """What each lever that differs and each outcome is, in a sentence."""
    lang = material.lang
    differing = [
        [lever.label, meaning(DECLARATIONS[lever.name], lang)]
        for lever in material.levers
        if lever.name in DECLARATIONS
    ]
    measured = [[outcome.label, meaning(OUTCOMES[outcome.name], lang)] for outcome in material.outcomes]
    header = [say.QUANTITY.say(lang), say.MEANING.say(lang)]
    rows = [*differing, *measured]
    return Table(say.MEANINGS.say(lang), header, rows)


def _measures(material: Material) -> Table:
    """How each outcome of the experiment becomes one number, which way is better, and what is too small to matter."""
    lang = material.lang
    rows = []
    for quantity in material.outcomes:
        outcome = OUTCOMES[quantity.name]
        matters = quantity.smallest() if quantity.matters > 0 else say.NOT_SET.say(lang)
        told = (say.SUMMARIES[outcome.summary].say(lang), say.DIRECTIONS[quantity.direction].say(lang))
        rows.append([quantity.label, *told, matters, quantity.name])
    header = (words.OUTCOME, say.SUMMARY, say.BETTER, say.MATTERS, say.NAME)
    return Table(say.MEASURES.say(lang), [name.say(lang) for name in header], rows)


def _filled(material: Material) -> dict[str, object]:
    """Every value that a sentence of the methods can ask for."""
    lang, study = material.lang, material.study
    place = {path.removeprefix("setting."): value for path, value in study.place.items()}
    communities = int(place["streets"]) * int(place["communities_per_street"])
    residents = communities * int(place["residents_per_community"])
    return _declared() | {
        "months": place["months"],
        "burn_in": place["burn_in_months"],
        "streets": place["streets"],
        "communities": communities,
        "residents": f"{residents:,}",
        "people": f"{residents * int(place['people_per_resident']):,}",
        "each": place["people_per_resident"],
        "place": say.PLACE.say(lang),
        "processes": words.CLAUSE_MARK.say(lang).join(process.say(lang) for process in say.MONTH.values()),
        "submodels": len(say.MONTH),
        "outcomes": len(material.outcomes),
        "policies": len(material.others),
        "baseline": material.baseline.label,
        "scenario": study.scenario,
        "levers": len(material.levers),
        "worlds": material.worlds,
        "stopped": say.STOPPED[study.stopped].say(lang) if study.stopped in say.STOPPED else words.UNDEFINED.say(lang),
        "sets": study.sets,
        "versions": words.LIST_MARK.say(lang).join(f"{name} {each}" for name, each in study.versions.items()),
        "seed": study.seed,
        "runs": f"{study.runs:,}",
        "failed": f"{material.failed:,}",
        "seconds": number(study.seconds, 0),
        "jobs": study.jobs,
        "system": study.system,
        "cores": study.cores,
        "again": words.REPRODUCE.say(lang),
        "limits": words.ABOUT_MODEL.say(lang),
    }


@cache
def _declared() -> dict[str, object]:
    """How much the program declares, and how much of it rests on nobody's measurement."""
    roles = [fact.role for fact in facts().values()]
    return {
        "patterns": len(PATTERNS),
        "inputs": roles.count("input"),
        "calibrated": roles.count("calibrate"),
        "coefficients": len(COEFFICIENTS),
        "assumed": sum(ASSUMED in each.source for each in COEFFICIENTS.values()),
        "settings": len(SETTINGS),
        "levers_all": len(LEVERS),
    }
