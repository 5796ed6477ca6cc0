"""`sanshe robust`: which policy does well whatever turns out to be true."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli import words
from sim.cli.figuring import drawn
from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_line, show_table, show_text
from sim.cli.selecting import Better
from sim.errors import UsageError, nearest

if TYPE_CHECKING:
    from sim.lab.results import Results
    from sim.lab.robust import Robustness
    from sim.lab.states import Crossed
    from sim.report.words import Language

DIRECTED = ("higher", "lower")


def robust(
    result: Result,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", help="An outcome to judge by, as often as needed; the experiment's if not said."),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            help="What is good enough, in the outcome's unit (0.6 is 60%): the share of states that reach it."
        ),
    ] = None,
    better: Annotated[
        Better | None, typer.Option(help="Which direction is better; the outcome's own if not said.")
    ] = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Judge policies over what is not known: mean, bad tail, worst state, largest regret, share that is good enough."""
    from sim.lab.results import read_results
    from sim.lab.states import cross
    from sim.report.labels import decision_labels, naming_levers

    results = read_results(result)
    crossed = cross(results)
    names = _asked(results, outcome, threshold, better)
    found = [_judged(results, crossed, name, threshold, better) for name in names]
    labels = decision_labels(results, crossed, lang)
    figures = [_figure(results, labels, each, lang) for each in found]
    if as_json:
        show_json([_as_tree(each, crossed) for each in found])
        return
    show_text(results.experiment.question_zh if lang == "zh" else results.experiment.question_en)
    if levers := naming_levers(results, lang):
        show_text(words.WRITTEN_AS.say(lang, levers=" / ".join(lever.in_sentence for lever in levers)))
    if neutral := [name for name in results.experiment.outcomes if not outcome and name not in names]:
        show_text(_neutral(neutral, lang))
    for each, figure in zip(found, figures, strict=True):
        _show(each, crossed, labels, lang)
        show_line(figure)


def _asked(
    results: Results, asked: Sequence[str] | None, threshold: float | None, better: Better | None
) -> tuple[str, ...]:
    """The outcomes to judge by; without a word those of the experiment that have a better direction."""
    from sim.outcomes import OUTCOMES

    for name in asked or ():
        if name not in OUTCOMES:
            hint = nearest(name, OUTCOMES) or "see `sanshe outcomes` for the names that exist"
            raise UsageError(f"--outcome: there is no outcome '{name}'; {hint}")
    directed = [name for name in results.experiment.outcomes if OUTCOMES[name].direction in DIRECTED]
    names = tuple(dict.fromkeys(asked or directed))
    if not names:
        raise UsageError("--outcome: the experiment has no outcome with a better direction; name one and its --better")
    if len(names) > 1 and (threshold is not None or better is not None):
        raise UsageError("--threshold and --better hold for one outcome; name it with --outcome")
    return names


def _neutral(names: Sequence[str], lang: Language) -> str:
    """Which of the experiment's outcomes nothing is judged by."""
    from sim.outcomes import OUTCOMES
    from sim.report import decision_words as say
    from sim.report.words import LIST_MARK

    return say.ROBUST_NEUTRAL.say(lang, outcomes=LIST_MARK.say(lang).join(OUTCOMES[name].label(lang) for name in names))


def _judged(
    results: Results, crossed: Crossed, name: str, threshold: float | None, better: Better | None
) -> Robustness:
    from sim.lab.robust import judge
    from sim.outcomes import OUTCOMES

    return judge(
        crossed.values(name),
        tuple(decision.name for decision in crossed.decisions),
        name,
        direction=better or OUTCOMES[name].direction,
        threshold=threshold,
        key=f"{results.experiment.seed}/{name}",
    )


def _figure(results: Results, labels: Mapping[str, str], found: Robustness, lang: Language) -> str:
    from sim.outcomes import OUTCOMES
    from sim.report.figures.robust import robust_figure
    from sim.report.quantities import of_outcome

    figure = robust_figure(found, of_outcome(OUTCOMES[found.outcome], lang), labels, lang)
    return drawn(figure, results.folder, f"robust-{found.outcome}.{lang}")


def _show(found: Robustness, crossed: Crossed, labels: Mapping[str, str], lang: Language) -> None:
    from sim.outcomes import OUTCOMES
    from sim.report import decision_words as say
    from sim.report.quantities import of_outcome
    from sim.report.robustness import basis, criterion_name, scale_of, value_words
    from sim.report.words import CLAUSE_MARK, JOINED, LIST_MARK, UNIT_OF

    outcome = of_outcome(OUTCOMES[found.outcome], lang)
    direction = say.HIGHER_IS_BETTER if found.direction == "higher" else say.LOWER_IS_BETTER
    title = f"{found.outcome}{CLAUSE_MARK.say(lang)}{direction.say(lang)}"
    show_text("\n" + UNIT_OF.say(lang, label=outcome.label, unit=title))
    show_text(JOINED.say(lang, first=basis(found, lang), second=say.ROBUST_NOTE.say(lang)))
    if crossed.set_aside:
        show_text(say.ROBUST_ASIDE.say(lang, policies=LIST_MARK.say(lang).join(crossed.set_aside)))
    if crossed.paired.left_out:
        show_text(words.LEFT_OUT.say(lang, count=len(crossed.paired.left_out)))
    names = list(dict.fromkeys(row.criterion for row in found.rows))
    scales = {name: scale_of(found, name, outcome, lang) for name in names}
    titles = {name: criterion_name(found, name, outcome, lang) for name in names}
    heads = [
        UNIT_OF.say(lang, label=titles[name], unit=scales[name].head) if scales[name].unit else titles[name]
        for name in names
    ]
    rows = []
    for policy, label in labels.items():
        own = {name: found.of(name)[policy] for name in names}
        first = [_first(titles[name], row.best_share, lang) for name, row in own.items() if row.best]
        rows.append(
            (label, *(value_words(row, scales[name]) for name, row in own.items()), CLAUSE_MARK.say(lang).join(first))
        )
    show_table([words.POLICY.say(lang), *heads, say.BEST_BY.say(lang)], rows, numbers=heads)


def _first(title: str, share: float, lang: Language) -> str:
    """A criterion by which a policy is first, and in what share of the resamples it is."""
    from sim.report.words import UNIT_OF

    return title if math.isnan(share) else UNIT_OF.say(lang, label=title, unit=f"{share:.0%}")


def _as_tree(found: Robustness, crossed: Crossed) -> Mapping[str, Any]:
    return {
        **{name: value for name, value in asdict(found).items() if name != "rows"},
        "set_aside": list(crossed.set_aside),
        "left_out": list(crossed.paired.left_out),
        "policies": [
            {"policy": decision.name, "label_en": decision.label_en, "label_zh": decision.label_zh,
             "levers": dict(decision.levers)}
            for decision in crossed.decisions
        ],
        "criteria": [asdict(row) for row in found.rows],
    }  # fmt: skip
