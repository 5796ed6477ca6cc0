"""`sanshe sensitivity`: which unknowns decide outcomes, or turn the ranking of policies over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_line, show_table

if TYPE_CHECKING:
    from sim.lab.results import Results
    from sim.lab.sensitivity.analysis import Sensitivity
    from sim.report.words import Language

Figure = Annotated[bool, typer.Option("--figure/--no-figure", help="Draw it into the folder's figures.")]
PERCENT = 100


def sensitivity(
    result: Result,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", help="An outcome, as often as needed; the experiment's if not said."),
    ] = None,
    contrast: Annotated[
        str | None,
        typer.Option("--contrast", metavar="POLICY", help="What decides this policy's difference to the baseline."),
    ] = None,
    policy: Annotated[
        str | None, typer.Option("--policy", help="The policy under which outcomes are looked at; the baseline.")
    ] = None,
    figure: Figure = True,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Say which unknowns decide outcomes, or turn the ranking of policies over."""
    from sim.lab.results import read_results
    from sim.lab.sensitivity.analysis import sensitivity as analysed

    results = read_results(result)
    found = analysed(results, outcome, contrast=contrast, policy=policy)
    if as_json:
        show_json(_sensitivity_json(found))
        return
    _show_sensitivity(results, found, lang)
    if figure:
        from sim.report import unknown_words as words
        from sim.report.deciding import draw_sensitivity
        from sim.report.labels import policy_labels

        files = draw_sensitivity(results, found, policy_labels(results, lang), lang)
        show_line("\n" + words.FIGURE_WRITTEN.say(lang, svg=files.svg, png=files.png))


def _show_sensitivity(results: Results, found: Sensitivity, lang: Language) -> None:
    from sim.outcomes import OUTCOMES
    from sim.report import unknown_words as words
    from sim.report.deciding import records
    from sim.report.labels import policy_labels
    from sim.report.quantities import of_outcome

    labels = policy_labels(results, lang)
    show_line(results.experiment.question_zh if lang == "zh" else results.experiment.question_en)
    told = words.OF_CONTRAST if found.baseline else words.UNDER_POLICY
    show_line(told.say(lang, policy=labels[found.policy], baseline=labels.get(found.baseline, "")))
    basis = words.MORRIS_BASIS if found.method == "morris" else words.SALTELLI_BASIS
    show_line(basis.say(lang, blocks=found.blocks, points=found.points, worlds=found.worlds))
    largest = "size" if found.method == "morris" else "total"
    for whole in records(found.outcomes):
        name = whole["outcome"]
        its_own = found.unknowns[found.unknowns["outcome"] == name]
        rows = records(its_own.sort_values(largest, ascending=False, kind="stable"))
        show_line(f"\n{of_outcome(OUTCOMES[name], lang).label} ({name})")
        show_line("\n".join(_whole(whole, rows, lang, is_contrast=bool(found.baseline))))
        lines = [_cells(row, name, found, lang) for row in rows]
        columns = list(lines[0])
        show_table(columns, [list(line.values()) for line in lines], numbers=columns[1:])


def _whole(whole: Mapping[str, Any], rows: list[dict[str, Any]], lang: Language, *, is_contrast: bool) -> Iterator[str]:
    """What is said of an outcome before its unknowns."""
    from sim.outcomes import OUTCOMES
    from sim.report import unknown_words as words
    from sim.report.deciding import unknown_label
    from sim.report.quantities import of_outcome

    outcome = of_outcome(OUTCOMES[whole["outcome"]], lang)
    spread = outcome.difference(whole["deviation"], 0.0, 0.0).size
    if not is_contrast:
        yield words.LEVELS.say(lang, mean=outcome.level(whole["mean"]), deviation=spread)
    if "luck" in whole:
        yield words.LUCK_SHARE.say(lang, share=percent(whole["luck"]))
    if not is_contrast:
        return
    shares = {"opposite": "opposite", "low": "opposite_low", "high": "opposite_high"}
    shares |= {"matters": "opposite_and_matters", "clear": "opposite_and_clear"}
    written = {place: percent(whole[column]) for place, column in shares.items()}
    yield words.RANKING.say(lang, mean=outcome.difference(whole["mean"], 0.0, 0.0).signed, **written)
    most = max(rows, key=lambda row: row["turns"])
    if most["turns"] > 0:
        label = unknown_label(most["unknown"], lang)
        yield words.TURNED_BY.say(lang, unknown=label, share=percent(most["turns"]))
    else:
        yield words.NO_TURN.say(lang)


def _cells(row: Mapping[str, Any], name: str, found: Sensitivity, lang: Language) -> dict[str, object]:
    """What stands in the line of one unknown, by column."""
    from sim.outcomes import OUTCOMES
    from sim.report import unknown_words as words
    from sim.report.deciding import part, unknown_label
    from sim.report.quantities import of_outcome

    cells: dict[str, object] = {words.UNKNOWN.say(lang): unknown_label(row["unknown"], lang)}
    if found.method == "morris":
        outcome = of_outcome(OUTCOMES[name], lang)
        size = outcome.difference(row["size"], row["size_low"], row["size_high"])
        cells[words.EFFECT.say(lang)] = outcome.difference(row["effect"], row["effect_low"], row["effect_high"]).signed
        cells[words.SIZE.say(lang)] = size.size
        cells[words.LOW.say(lang)] = size.low.lstrip("+")
        cells[words.HIGH.say(lang)] = size.high.lstrip("+")
        cells[words.SPREAD.say(lang)] = outcome.difference(row["spread"], 0.0, row["spread_high"]).size
        cells[words.BY_LUCK.say(lang)] = outcome.difference(row["luck"], 0.0, row["luck"]).size
        cells[words.READING.say(lang)] = part(row, outcome.matters).say(lang)
    else:
        cells[words.FIRST.say(lang)] = _share(row["first"])
        cells[words.FIRST_INTERVAL.say(lang)] = f"{_share(row['first_low'])} – {_share(row['first_high'])}"
        cells[words.TOTAL.say(lang)] = _share(row["total"])
        cells[words.FIRST_INTERVAL.say(lang) + " "] = f"{_share(row['total_low'])} – {_share(row['total_high'])}"
        cells[words.BETWEEN_WORLDS.say(lang)] = _share(row["total_spread"])
    if found.baseline:
        cells[words.TURNS.say(lang)] = f"{percent(row['turns'])}%"
    return cells


def percent(share: float) -> str:
    """A share as whole percent, without the sign."""
    from sim.report.quantities import NO_NUMBER

    return NO_NUMBER if share != share else f"{share * PERCENT:.0f}"  # noqa: PLR0124  nan alone differs from itself


def _share(share: float) -> str:
    from sim.report.quantities import number

    return number(share, 2)


def _sensitivity_json(found: Sensitivity) -> dict[str, object]:
    return {
        "method": found.method,
        "policy": found.policy,
        "baseline": found.baseline or None,
        "blocks": found.blocks,
        "points": found.points,
        "worlds": found.worlds,
        "outcomes": found.outcomes.to_dict("records"),
        "unknowns": found.unknowns.to_dict("records"),
    }
