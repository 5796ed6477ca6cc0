"""`sanshe discover`: on which conditions a policy fails."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_line, show_table, show_text, tell
from sim.errors import UsageError

if TYPE_CHECKING:
    from sim.lab.discovery.boxes import Stage
    from sim.lab.discovery.finding import Discovery
    from sim.report.words import Language

MOST_STAGES = 16


def discover(
    result: Result,
    outcome: Annotated[str, typer.Option("--outcome", help="The outcome by which a policy fails.", show_default=False)],
    below: Annotated[
        float | None, typer.Option("--below", help="It fails below this, in the outcome's unit (0.6 is 60%).")
    ] = None,
    above: Annotated[float | None, typer.Option("--above", help="It fails above this, in the outcome's unit.")] = None,
    against: Annotated[
        str | None, typer.Option("--against", help="It fails where it does worse than this policy in the same worlds.")
    ] = None,
    policy: Annotated[
        str | None, typer.Option("--policy", help="The policy in question, where several met the same conditions.")
    ] = None,
    box: Annotated[
        int | None, typer.Option("--box", min=0, help="Take this box of the trajectory instead of the best balanced.")
    ] = None,
    tree: Annotated[
        bool | None, typer.Option("--tree/--no-tree", help="A decision tree beside the box; where it is installed.")
    ] = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Find the conditions on which a policy fails, and say how far to trust them."""
    from sim.lab.discovery.finding import discover as find
    from sim.lab.discovery.finding import failure_of
    from sim.lab.results import read_results

    failure = failure_of(outcome, below, above, against)
    found = find(read_results(result), failure, policy=policy, box=box, tree=_wants_tree(tree))
    figure = _drawn(found, result, lang)
    if as_json:
        show_json(as_tree(found))
        return
    _show(found, lang)
    show_line(str(figure))


def as_tree(found: Discovery) -> dict[str, Any]:
    """Everything that was found, for other programs."""
    halves = found.halvings
    return {
        "failure": asdict(found.failure),
        "policy": found.policy,
        "points": found.cases.count,
        "failing": found.cases.failing,
        "near": found.near,
        "worlds": found.worlds,
        "left_out": found.left_out,
        "trajectory": [_stage(stage, found) for stage in found.stages],
        "picked": found.picked,
        "left_out_of_box": [found.conditions[place].path for place in found.dropped],
        "box": _stage(found.box, found),
        "quasi_p": {found.conditions[place].path: value for place, value in found.p_values.items()},
        "halvings": None
        if halves is None
        else {
            "count": halves.count,
            "found_again": {each.path: share for each, share in zip(found.conditions, halves.found, strict=True)},
            "coverage": halves.coverage.tolist(),
            "density": halves.density.tolist(),
        },
        "tree": None
        if found.tree is None
        else {
            "leaves": [_stage(leaf, found) for leaf in found.tree.leaves],
            "coverage": found.tree.coverage,
            "density": found.tree.density,
        },
    }


def _stage(stage: Stage, found: Discovery) -> dict[str, Any]:
    from sim.report.failing import box_words, wilson

    low, high = wilson(stage.failing, stage.held)
    return {
        "conditions": {found.conditions[place].path: _limit(stage, place, found) for place in stage.restricted},
        "words_en": box_words(stage.box, found.conditions, "en"),
        "words_zh": box_words(stage.box, found.conditions, "zh"),
        "points": stage.held,
        "failing": stage.failing,
        "coverage": stage.coverage,
        "density": stage.density,
        "density_low": low,
        "density_high": high,
        "mass": stage.mass,
    }


def _limit(stage: Stage, place: int, found: Discovery) -> dict[str, Any]:
    from sim.lab.discovery.boxes import Among

    limit = stage.box[place]
    if isinstance(limit, Among):
        return {"among": [found.conditions[place].categories[each] for each in sorted(limit.places)]}
    if limit is None:
        return {}
    return {"low": limit.low, "high": limit.high}


def _wants_tree(asked: bool | None) -> bool:
    """Whether a tree is to be grown: if it is asked for, or if nothing is said and it can be."""
    from sim.lab.extras import need

    if asked is None:
        try:
            need("sklearn.tree", "analysis", "a decision tree beside the box")
        except UsageError as missing:
            tell(str(missing))
            return False
    return asked is not False


def _drawn(found: Discovery, folder: Path, lang: Language) -> Path:
    from sim.lab.durable import unusable
    from sim.lab.manifest import record_outputs
    from sim.report.figures.canvas import save
    from sim.report.figures.failing import failing_figure

    with unusable(folder):
        files = save(failing_figure(found, lang), folder / "figures", f"discover-{found.failure.outcome}.{lang}")
    record_outputs(folder, [files.svg, files.png])
    return files.png


def _show(found: Discovery, lang: Language) -> None:
    from sim.report import failing as say

    if found.policy is not None:
        show_text(say.POLICY.say(lang, policy=found.policy))
    show_text(say.failing_words(found.failure, lang))
    show_text(say.stage_words(found.box, found, lang))
    show_line("")
    show_text(say.unit_words(found, lang))
    _show_trajectory(found, lang)
    show_line("")
    for sentence in say.trust_words(found, lang):
        show_text(sentence)
    show_line("")
    _show_conditions(found, lang)
    if found.tree is not None:
        show_line("")
        show_text(say.tree_words(found, lang))
        _show_leaves(found.tree.leaves, found, lang)


def _show_trajectory(found: Discovery, lang: Language) -> None:
    from sim.report import failing as say

    columns = [head.say(lang) for head in (say.NUMBER, say.POINTS, say.COVERAGE, say.DENSITY, say.MASS, say.LIMITED)]
    rows = []
    for place in say.simplest(found.stages, found.picked, MOST_STAGES):
        stage = found.stages[place]
        mark = "*" if place == found.picked else ""
        shares = [say.percent(share) for share in (stage.coverage, stage.density, stage.mass)]
        rows.append((f"{place}{mark}", stage.held, *shares, say.listed_conditions(stage, found.conditions, lang)))
    show_table(columns, rows, numbers=columns[:-1])
    show_text(say.STAGES.say(lang, shown=len(rows), count=len(found.stages), picked=found.picked))


def _show_conditions(found: Discovery, lang: Language) -> None:
    from sim.report import failing as say

    columns = [head.say(lang) for head in (say.CONDITION, say.QUASI_P, say.FOUND_AGAIN, say.PATH)]
    rows = []
    for place in found.box.restricted:
        limit, condition = found.box.box[place], found.conditions[place]
        again = math.nan if found.halvings is None else found.halvings.found[place]
        told = "" if limit is None else say.limit_words(limit, condition, lang)
        rows.append((told, f"{found.p_values[place]:.2g}", say.percent(again), condition.path))
    show_table(columns, rows, numbers=columns[1:3])


def _show_leaves(leaves: tuple[Stage, ...], found: Discovery, lang: Language) -> None:
    from sim.report import failing as say

    columns = [head.say(lang) for head in (say.LEAF, say.POINTS, say.COVERAGE, say.DENSITY)]
    rows = [
        (
            say.box_words(leaf.box, found.conditions, lang),
            leaf.held,
            say.percent(leaf.coverage),
            say.percent(leaf.density),
        )
        for leaf in leaves
        if leaf.failing
    ]
    show_table(columns, rows, numbers=columns[1:])
