"""`sanshe robust`: which policy does well whatever turns out to be true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli import words
from sim.cli.figuring import drawn
from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_line, show_table
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

    results = read_results(result)
    crossed = cross(results)
    names = _asked(results, outcome, threshold, better)
    found = [_judged(results, crossed, name, threshold, better) for name in names]
    figures = [_figure(results, crossed, each, lang) for each in found]
    if as_json:
        show_json([_as_tree(each, crossed) for each in found])
        return
    show_line(results.experiment.question_zh if lang == "zh" else results.experiment.question_en)
    for each, figure in zip(found, figures, strict=True):
        _show(each, crossed, lang)
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


def _labels(crossed: Crossed, lang: Language) -> dict[str, str]:
    return {decision.name: decision.label(lang) for decision in crossed.decisions}


def _figure(results: Results, crossed: Crossed, found: Robustness, lang: Language) -> str:
    from sim.outcomes import OUTCOMES
    from sim.report.figures.robust import robust_figure
    from sim.report.quantities import of_outcome

    figure = robust_figure(found, of_outcome(OUTCOMES[found.outcome], lang), _labels(crossed, lang), lang)
    return drawn(figure, results.folder, f"robust-{found.outcome}.{lang}")


def _show(found: Robustness, crossed: Crossed, lang: Language) -> None:
    from sim.outcomes import OUTCOMES
    from sim.report import decision_words as say
    from sim.report.quantities import of_outcome
    from sim.report.robustness import basis, criterion_name, scale_of, value_words

    outcome = of_outcome(OUTCOMES[found.outcome], lang)
    direction = say.HIGHER_IS_BETTER if found.direction == "higher" else say.LOWER_IS_BETTER
    show_line(f"\n{outcome.label} ({found.outcome}; {direction.say(lang)})")
    show_line(basis(found, lang) + " " + say.ROBUST_NOTE.say(lang))
    if crossed.set_aside:
        show_line(say.ROBUST_ASIDE.say(lang, policies=", ".join(crossed.set_aside)))
    if crossed.paired.left_out:
        show_line(words.LEFT_OUT.say(lang, count=len(crossed.paired.left_out)))
    names = list(dict.fromkeys(row.criterion for row in found.rows))
    scales = {name: scale_of(found, name, outcome, lang) for name in names}
    titles = {name: criterion_name(found, name, outcome, lang) for name in names}
    heads = [f"{titles[name]} ({scales[name].unit})" if scales[name].unit else titles[name] for name in names]
    rows = []
    for policy, label in _labels(crossed, lang).items():
        own = {name: found.of(name)[policy] for name in names}
        first = [f"{titles[name]}{_share(row.best_share)}" for name, row in own.items() if row.best]
        rows.append((label, *(value_words(row, scales[name]) for name, row in own.items()), "; ".join(first)))
    show_table([words.POLICY.say(lang), *heads, say.BEST_BY.say(lang)], rows, numbers=heads)


def _share(share: float) -> str:
    return f" ({share:.0%})" if share == share else ""  # noqa: PLR0124  nan has no share


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
