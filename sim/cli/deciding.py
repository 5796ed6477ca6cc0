"""`sanshe sensitivity`: which unknowns decide outcomes, or turn the ranking of policies over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_line, show_table, show_text

if TYPE_CHECKING:
    from sim.lab.results import Results
    from sim.lab.sensitivity.analysis import Sensitivity
    from sim.report.quantities import Quantity
    from sim.report.units import Scale
    from sim.report.words import Language

SIZES = ("effect", "size", "size_high")

Figure = Annotated[bool, typer.Option("--figure/--no-figure", help="Draw it into the folder's figures.")]


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
    from sim.report.decided import basis_words, ranked, whole_words
    from sim.report.deciding import records
    from sim.report.labels import policy_labels
    from sim.report.quantities import of_outcome
    from sim.report.words import UNIT_OF

    labels = policy_labels(results, lang)
    show_text(results.experiment.question_zh if lang == "zh" else results.experiment.question_en)
    told = words.OF_CONTRAST if found.baseline else words.UNDER_POLICY
    show_text(told.say(lang, policy=labels[found.policy], baseline=labels.get(found.baseline, "")))
    show_text(basis_words(found, lang))
    for whole in records(found.outcomes):
        name = whole["outcome"]
        rows = ranked(found, name)
        outcome = of_outcome(OUTCOMES[name], lang)
        scale = outcome.difference_scale(*(row[size] for row in rows for size in SIZES if size in row))
        is_morris = found.method == "morris"
        unit = words.EFFECTS_IN.say(lang, unit=scale.head) if is_morris and scale.unit else ""
        show_text("\n" + UNIT_OF.say(lang, label=outcome.label, unit=name) + unit)
        show_text("\n".join(whole_words(whole, rows, lang, is_contrast=bool(found.baseline))))
        lines = [_cells(row, outcome, scale, found) for row in rows]
        columns = list(lines[0])
        texts = {words.READING.say(lang)}
        numbers = [column for column in columns[1:] if column not in texts]
        show_table(columns, [list(line.values()) for line in lines], numbers=numbers)


def _cells(row: Mapping[str, Any], outcome: Quantity, scale: Scale, found: Sensitivity) -> dict[str, object]:
    """What stands in the line of one unknown, by column; effects are numbers of `scale`."""
    from sim.report import unknown_words as words
    from sim.report.decided import percent
    from sim.report.deciding import part, unknown_label
    from sim.report.quantities import bare_difference

    lang = outcome.lang
    cells: dict[str, object] = {words.UNKNOWN.say(lang): unknown_label(row["unknown"], lang)}
    if found.method == "morris":
        size = bare_difference(scale, (row["size"], row["size_low"], row["size_high"]), lang)
        effect = bare_difference(scale, (row["effect"], row["effect_low"], row["effect_high"]), lang)
        cells[words.EFFECT.say(lang)] = effect.signed
        cells[words.SIZE.say(lang)] = size.size
        cells[words.LOW.say(lang)] = size.low.lstrip("+")
        cells[words.HIGH.say(lang)] = size.high.lstrip("+")
        cells[words.SPREAD.say(lang)] = bare_difference(scale, (row["spread"], 0.0, row["spread_high"]), lang).size
        cells[words.BY_LUCK.say(lang)] = bare_difference(scale, (row["luck"], 0.0, row["luck"]), lang).size
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
