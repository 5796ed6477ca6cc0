"""How each kind of question is answered: run by the laboratory, told in its commands' own words, drawn as they draw.

A kind is asked once and gives a teller, which writes its part of the page in either language.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matplotlib.figure import Figure

from sim.cli.searching import as_tree
from sim.lab.discovery.finding import Discovery, Failure, discover
from sim.lab.durable import as_json
from sim.lab.experiment import Experiment, load_experiment
from sim.lab.information.analysis import information
from sim.lab.plan import make_plan
from sim.lab.results import Results, read_results
from sim.lab.search.answer import Answer
from sim.lab.search.record import record
from sim.lab.search.searching import EVALUATIONS, FRESH, quest_of, search
from sim.lab.sensitivity.analysis import Sensitivity, sensitivity
from sim.lab.store import RESULTS
from sim.lab.sweep import sweep
from sim.outcomes import OUTCOMES
from sim.report import answer_words as say
from sim.report import failing, findings, searched
from sim.report.blocks import Picture
from sim.report.community_types import apart_words
from sim.report.decided import basis_words, largest_words, ranked, ranking_words
from sim.report.deciding import draw_information, draw_sensitivity, records
from sim.report.drawn import forest
from sim.report.figures.canvas import save
from sim.report.figures.failing import failing_figure
from sim.report.figures.front import front_figure
from sim.report.gather import gather
from sim.report.informed import decision_words, most_worth_words, perfect_words, worth_words
from sim.report.labels import policy_labels
from sim.report.material import Material
from sim.report.quantities import of_outcome
from sim.report.unknown_words import OF_CONTRAST
from sim.report.words import LIST_MARK, Language

SHOWN = 3
LETTERS, KEY_LETTERS = 16, 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where results are kept and figures are drawn, and with how many workers."""

    kept: Path
    figures: Path
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One question's part of the page: the answer in one sentence or few, what else is to be said, and one figure."""

    question: str
    why: str
    answer: str
    details: Sequence[str]
    picture: Path
    alternative: str
    again: str


Teller = Callable[[Language], Part]


def swept(name: str, place: Place) -> Results:
    """The results of a question, run where they are not there yet."""
    plan = make_plan(load_experiment(name))
    folder = place.kept / f"{plan.experiment.name}-{plan.design_sha256[:KEY_LETTERS]}"
    sweep(plan, folder, jobs=place.jobs)
    return read_results(folder)


def _first_outcomes(material: Material, folder: Path, name: str) -> Picture:
    return forest(material, material.outcomes[:SHOWN], folder, name)


def compared(name: str, place: Place, draw: Callable[[Material, Path, str], Picture] = _first_outcomes) -> Teller:
    """Every policy against the baseline, with a forest plot or another figure."""
    results = swept(name, place)
    own = results.experiment.name

    def tell(lang: Language) -> Part:
        material = gather(results, lang)
        picture = draw(material, place.figures, f"{own}.{lang}")
        picture.files.svg.unlink()
        return Part(
            *_asked(results.experiment, lang),
            answer=findings.joined(findings.overview(material), material),
            details=[*_differences(material), *apart_words(material, material.outcomes[0].name)],
            picture=picture.files.png,
            alternative=picture.alternative,
            again=_again(results, lang, f"sanshe sweep {own}"),
        )

    return tell


def cheapest(name: str, place: Place) -> Teller:
    """The cheapest policy that reaches a target, with all that were tried."""
    quest = quest_of(load_experiment(name))
    own = quest.experiment.name
    key = hashlib.sha256(as_json(quest.design())).hexdigest()[:KEY_LETTERS]
    found = search(quest, place.kept / f"{own}-{key}", jobs=place.jobs)
    record(found, as_tree(found))
    answer = replace(found, folder=Path("results") / own)
    fresh = read_results(found.folder / FRESH)

    def tell(lang: Language) -> Part:
        first, *others = searched.sentences(answer, lang)
        aims = [searched.outcome(name, lang).in_sentence for name, _ in quest.search.aims()]
        return Part(
            *_asked(quest.experiment, lang),
            answer=first,
            details=[*others, *_side_effects(answer, gather(fresh, lang))],
            picture=_drawn(front_figure(answer, lang), place, f"{own}.{lang}"),
            alternative=say.FRONT_ALT.say(lang, outcome=aims[0], cost=aims[-1]),
            again=say.AGAIN_SEARCH.say(
                lang,
                tried=answer.tried,
                worlds=answer.worlds,
                fresh=answer.fresh_worlds,
                runs=f"{answer.tried * answer.worlds + len(fresh.table):,}",
                commands=f"`sanshe search {own}`",
                file=EVALUATIONS,
                sha256=answer.sha256[:LETTERS],
            ),
        )

    return tell


def failures(*asked: Failure) -> Callable[[str, Place], Teller]:
    """Where a policy fails: the box of the first failure is drawn, those of the others are told."""

    def ask(name: str, place: Place) -> Teller:
        results = swept(name, place)
        own = results.experiment.name
        found = [discover(results, failure) for failure in asked]

        def tell(lang: Language) -> Part:
            first = found[0]
            box = failing.box_words(first.box.box, first.conditions, lang)
            commands = [f"sanshe sweep {own}", *(_command(own, failure) for failure in asked)]
            return Part(
                *_asked(results.experiment, lang),
                answer=_sentences([failing.failing_words(first.failure, lang), _box_words(first, lang)], lang),
                details=list(_found_where(found, lang)),
                picture=_drawn(failing_figure(first, lang), place, f"{own}.{lang}"),
                alternative=say.BOX_ALT.say(lang, box=box),
                again=_again(results, lang, *commands),
            )

        return tell

    return ask


def decided(contrast: str) -> Callable[[str, Place], Teller]:
    """What decides outcomes, and the difference that a policy makes in them."""

    def ask(name: str, place: Place) -> Teller:
        results = swept(name, place)
        own = results.experiment.name
        levels, changes = sensitivity(results), sensitivity(results, contrast=contrast)
        first, *others = results.experiment.outcomes

        def tell(lang: Language) -> Part:
            labels = policy_labels(results, lang)
            files = draw_sensitivity(results, levels, labels, lang)
            turned = {each["outcome"]: _turned(changes, each, labels, lang) for each in records(changes.outcomes)}
            details = [f"{largest_words(levels, name, lang)}{_gap(lang)}{turned[name]}" for name in others]
            return Part(
                *_asked(results.experiment, lang),
                answer=_sentences([largest_words(levels, first, lang), turned[first]], lang),
                details=[*details, basis_words(levels, lang)],
                picture=_copied(files.png, place, f"{own}.{lang}"),
                alternative=_bars(results.experiment.outcomes, lang),
                again=_again(
                    results, lang, f"sanshe sweep {own}", f"sanshe sensitivity results/{own}",
                    f"sanshe sensitivity results/{own} --contrast {contrast}",
                ),
            )  # fmt: skip

        return tell

    return ask


def worth(outcome: str, contrast: str) -> Callable[[str, Place], Teller]:
    """What knowing each unknown would be worth to a choice by one outcome."""

    def ask(name: str, place: Place) -> Teller:
        results = swept(name, place)
        own = results.experiment.name
        found, shares = information(results, outcome), sensitivity(results, [outcome], contrast=contrast)

        def tell(lang: Language) -> Part:
            labels = policy_labels(results, lang)
            change = {"policy": labels[contrast], "baseline": labels[shares.baseline]}
            return Part(
                *_asked(results.experiment, lang),
                answer=_sentences([decision_words(found, labels, lang), most_worth_words(found, lang)], lang),
                details=[
                    perfect_words(found, lang),
                    *(worth_words(row, found, labels, lang) for row in records(found.unknowns)),
                    _sentences([OF_CONTRAST.say(lang, **change), largest_words(shares, outcome, lang)], lang),
                ],
                picture=_copied(draw_information(results, found, lang).png, place, f"{own}.{lang}"),
                alternative=_bars([outcome], lang),
                again=_again(
                    results, lang, f"sanshe sweep {own}", f"sanshe information results/{own} --outcome {outcome}",
                    f"sanshe sensitivity results/{own} --outcome {outcome} --contrast {contrast}",
                ),
            )  # fmt: skip

        return tell

    return ask


def _asked(experiment: Experiment, lang: Language) -> tuple[str, str]:
    """The question, and why it is asked."""
    if lang == "zh":
        return experiment.question_zh, experiment.why_zh
    return experiment.question_en, experiment.why


def _again(results: Results, lang: Language, *commands: str) -> str:
    """How to make the same again, and how to see that it is the same."""
    return say.AGAIN.say(
        lang,
        worlds=len(results.table["world"].unique()),
        runs=f"{len(results.table):,}",
        commands=LIST_MARK.say(lang).join(f"`{command}`" for command in commands),
        file=RESULTS,
        sha256=results.sha256[:LETTERS],
    )


def _differences(material: Material) -> list[str]:
    """What each policy that is worth a sentence changes, in the first outcome and in the others."""
    first = material.outcomes[0]
    few = replace(material, outcomes=material.outcomes[: 2 * SHOWN])
    told = []
    for subject in findings.subjects(material):
        parts = [findings.sentence(material, subject, first), findings.side_effects(few, subject)]
        told.append(findings.joined(parts, material))
    return told


def _side_effects(answer: Answer, material: Material) -> Iterator[str]:
    """What else the best policy changes in fresh worlds; the target and its cost are told already."""
    search = answer.experiment.search
    if answer.best is None or search is None:
        return
    told = {name for name, _ in search.aims()}
    first, others = material.outcomes[:1], [each for each in material.outcomes if each.name not in told]
    subject = findings.Subject(answer.best.name, say.CHEAPEST.say(material.lang))
    yield findings.side_effects(replace(material, outcomes=(*first, *others)), subject)


def _found_where(found: Sequence[Discovery], lang: Language) -> Iterator[str]:
    """How far to trust the first box, and the boxes of the other failures."""
    first, *others = found
    yield failing.unit_words(first, lang)
    yield from failing.trust_words(first, lang)
    if first.tree is not None:
        yield failing.tree_words(first, lang)
    for each in others:
        yield _sentences([failing.failing_words(each.failure, lang), _box_words(each, lang)], lang)


def _box_words(found: Discovery, lang: Language) -> str:
    return failing.stage_words(found.box, found, lang)


def _command(name: str, failure: Failure) -> str:
    """The command that looks for the box of a failure."""
    words = [f"sanshe discover results/{name} --outcome {failure.outcome} --{failure.side} {failure.threshold:.12g}"]
    return " ".join([*words, f"--against {failure.against}"] if failure.against else words)


def _turned(found: Sensitivity, whole: dict[str, object], labels: dict[str, str], lang: Language) -> str:
    """Whether a difference of two policies keeps its sign."""
    name = str(whole["outcome"])
    told = _sentences(list(ranking_words(whole, ranked(found, name), lang)), lang)
    named = {"policy": labels[found.policy], "baseline": labels[found.baseline]}
    return say.CONTRAST.say(lang, outcome=_in_sentence(name, lang), told=told[:1].lower() + told[1:], **named)


def _in_sentence(outcome: str, lang: Language) -> str:
    return of_outcome(OUTCOMES[outcome], lang).in_sentence


def _bars(outcomes: Sequence[str], lang: Language) -> str:
    labels = [of_outcome(OUTCOMES[name], lang).label for name in outcomes]
    return say.BARS_ALT.say(lang, outcomes=LIST_MARK.say(lang).join(labels))


def _sentences(told: Sequence[str], lang: Language) -> str:
    return _gap(lang).join(told)


def _gap(lang: Language) -> str:
    """What stands between two sentences."""
    return "" if lang == "zh" else " "


def _drawn(figure: Figure, place: Place, name: str) -> Path:
    files = save(figure, place.figures, name)
    files.svg.unlink()
    return files.png


def _copied(picture: Path, place: Place, name: str) -> Path:
    """A figure that its command has drawn, where the page finds it."""
    place.figures.mkdir(parents=True, exist_ok=True)
    return shutil.copyfile(picture, place.figures / f"{name}.png")
