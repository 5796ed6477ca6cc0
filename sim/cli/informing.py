"""`sanshe information`: what it would be worth to know an unknown before a policy is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.deciding import Figure
from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_line, show_table, show_text

if TYPE_CHECKING:
    from sim.lab.information.analysis import InformationWorth
    from sim.lab.results import Results
    from sim.report.words import Language


def information(
    result: Result,
    outcome: Annotated[str, typer.Option("--outcome", help="The outcome by which a policy is chosen.")],
    willingness: Annotated[
        float | None,
        typer.Option(
            "--willingness", metavar="YUAN", help="What one unit of the outcome is worth: choose by net benefit."
        ),
    ] = None,
    figure: Figure = True,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Say which unknown would most change the choice of policy if it were measured."""
    from sim.lab.information.analysis import information as analysed
    from sim.lab.results import read_results

    results = read_results(result)
    found = analysed(results, outcome, willingness=willingness)
    if as_json:
        show_json(_information_json(found))
        return
    _show_information(results, found, lang)
    if figure:
        from sim.report import unknown_words as words
        from sim.report.deciding import draw_information

        files = draw_information(results, found, lang)
        show_line("\n" + words.FIGURE_WRITTEN.say(lang, svg=files.svg, png=files.png))


def _show_information(results: Results, found: InformationWorth, lang: Language) -> None:
    from sim.report import unknown_words as words
    from sim.report.decided import percent
    from sim.report.deciding import records, unknown_label, worth_quantity, worth_reading
    from sim.report.informed import chosen_words, decision_words, most_worth_words, perfect_words
    from sim.report.labels import policy_labels
    from sim.report.quantities import bare_difference
    from sim.report.words import UNIT_OF

    labels = policy_labels(results, lang)
    quantity = worth_quantity(found, lang)
    show_text(results.experiment.question_zh if lang == "zh" else results.experiment.question_en)
    show_text(decision_words(found, labels, lang))
    show_text(most_worth_words(found, lang))
    if found.willingness is not None or found.perfect.high >= quantity.matters:
        show_text(perfect_words(found, lang))
    show_text(words.INFORMATION_BASIS.say(lang, points=found.points, worlds=found.worlds))
    lines = []
    known = records(found.unknowns)
    scale = quantity.difference_scale(*(row[size] for row in known for size in ("worth", "high", "chance")))
    for row in known:
        told = bare_difference(scale, (row["worth"], row["low"], row["high"]), lang)
        chance = bare_difference(scale, (row["chance"], 0.0, row["chance"]), lang).size
        reading = worth_reading(row, found).say(lang)
        ends = (told.low.lstrip("+"), told.high.lstrip("+"))
        chosen = chosen_words(row["unknown"], row["chosen"], labels, lang)
        label = unknown_label(row["unknown"], lang)
        lines.append((label, told.size, *ends, chance, f"{percent(row['changes'])}%", reading, chosen))
    heads = (
        words.UNKNOWN, words.WORTH, words.LOW, words.HIGH, words.CHANCE, words.CHANGES, words.READING, words.CHOSEN
    )  # fmt: skip
    columns = [head.say(lang) for head in heads]
    columns[1] = UNIT_OF.say(lang, label=columns[1], unit=scale.head) if scale.unit else columns[1]
    show_table(columns, lines, numbers=columns[1:6])


def _information_json(found: InformationWorth) -> dict[str, object]:
    from dataclasses import asdict

    unknowns = found.unknowns.to_dict("records")
    return {
        "outcome": found.outcome,
        "unit": found.unit,
        "willingness": found.willingness,
        "best": found.best,
        "perfect": {**found.perfect._asdict(), "at_most": found.at_most},
        "points": found.points,
        "worlds": found.worlds,
        "policies": found.policies.to_dict("records"),
        "unknowns": [{**row, "chosen": [asdict(each) for each in row["chosen"]]} for row in unknowns],
    }
