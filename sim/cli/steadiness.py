"""`sanshe stability`: which conclusions of a sweep hold under every parameter set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import words
from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_table, show_text

if TYPE_CHECKING:
    import pandas as pd

    from sim.lab.results import Results
    from sim.report.words import Language


def stability(
    result: Result,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", help="An outcome to look at, as often as needed; the experiment's if not said."),
    ] = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Say which differences to the baseline keep their sign in at least 95% of the parameter sets."""
    from sim.lab.conclusions import conclusions
    from sim.lab.results import read_results

    results = read_results(result)
    found = conclusions(results, outcome)
    if as_json:
        show_json({"baseline": results.plan["policies"][0]["name"], "contrasts": found.to_dict(orient="records")})
        return
    _show(results, found, lang)


def _show(results: Results, found: pd.DataFrame, lang: Language) -> None:
    from sim.lab.answers import planned_sets, planned_worlds
    from sim.outcomes import OUTCOMES
    from sim.report import stability_words as say
    from sim.report.labels import policy_labels
    from sim.report.quantities import of_outcome

    labels = policy_labels(results, lang)
    first, *others = (policy["name"] for policy in results.plan["policies"])
    basis = {"policies": len(others), "sets": len(planned_sets(results)), "worlds": planned_worlds(results)}
    show_text(results.experiment.question_zh if lang == "zh" else results.experiment.question_en)
    show_text(say.BASIS.say(lang, baseline=labels[first], **basis))
    heads = (words.POLICY, words.DIFFERENCE, say.OVER_SETS, say.SAME_SIGN, say.EXACT, words.READING)
    columns = [head.say(lang) for head in heads]
    for name, rows in found.groupby("outcome", sort=False):
        quantity = of_outcome(OUTCOMES[str(name)], lang)
        lines = []
        for row in rows.to_dict(orient="records"):
            told = quantity.difference(row["difference"], row["low"], row["high"])
            shares = [f"{100 * row[key]:.0f}" for key in ("same_sign", "same_low", "same_high")] if row["sets"] else []
            lines.append(
                (
                    labels[row["policy"]],
                    told.signed,
                    f"{told.low} – {told.high}",
                    *((shares[0], f"{shares[1]} – {shares[2]}") if shares else ("", "")),
                    say.SET_READINGS[row["reading"]].say(lang),
                )
            )
        show_text(f"\n{say.counted(rows, quantity.label, lang)}")
        show_table(columns, lines, numbers=columns[1:-1])
