"""`sanshe compare` and `sanshe report`: what a finished sweep says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import words
from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_line, show_table

if TYPE_CHECKING:
    from sim.lab.compare import Comparison
    from sim.lab.results import Results
    from sim.report.words import Language


COLUMNS = (
    words.POLICY,
    words.BASELINE,
    words.MEAN,
    words.DIFFERENCE,
    words.LOW,
    words.HIGH,
    words.WORLDS,
    words.READING,
)


def compare(
    result: Result,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", help="An outcome to compare, as often as needed; the experiment's if not said."),
    ] = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Compare every policy with the baseline, with 95% intervals."""
    from sim.lab.answers import compare_results
    from sim.lab.results import read_results

    results = read_results(result)
    compared = compare_results(results, outcome)
    if as_json:
        show_json(_as_json(compared))
    else:
        _show(results, compared, lang)


def report(
    result: Result,
    lang: Lang = "en",
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the report in the browser.")] = False,
) -> None:
    """Write the figures and the report of a finished sweep."""
    from sim.report.document import build_report

    page = build_report(result, lang)
    show_line(str(page))
    if open_page:
        typer.launch(page.resolve().as_uri())


def _show(results: Results, compared: Comparison, lang: Language) -> None:
    from sim.outcomes import OUTCOMES
    from sim.report.findings import READINGS
    from sim.report.quantities import of_outcome

    labels = policy_labels(results, lang)
    show_line(results.experiment.question_zh if lang == "zh" else results.experiment.question_en)
    show_line("\n".join(_basis(results, compared, labels, lang)))
    records = compared.differences.to_dict(orient="records")
    for name in dict.fromkeys(record["outcome"] for record in records):
        outcome = of_outcome(OUTCOMES[name], lang)
        show_line(f"\n{outcome.label} ({outcome.name})")
        lines = []
        for row in (record for record in records if record["outcome"] == name):
            told = outcome.difference(row["difference"], row["low"], row["high"])
            means = (outcome.level(row["baseline_mean"]), outcome.level(row["mean"]))
            reading = READINGS[row["verdict"]].say(lang)
            lines.append((labels[row["policy"]], *means, told.signed, told.low, told.high, row["worlds"], reading))
        columns = [head.say(lang) for head in COLUMNS]
        show_table(columns, lines, numbers=columns[1:-1])


def policy_labels(results: Results, lang: Language) -> dict[str, str]:
    """The label of every policy of a plan, by its name; a combination of levers is labelled by its values."""
    from sim.report.material import PolicyEntry, value_list
    from sim.report.quantities import of_lever
    from sim.scenario import DECLARATIONS

    levers = tuple(of_lever(DECLARATIONS[path], lang) for path in results.experiment.axes)
    labels = {}
    for policy in results.plan["policies"]:
        entry = PolicyEntry(policy["name"], policy[f"label_{lang}"] or policy["name"], policy["values"])
        labels[entry.name] = value_list(entry, levers, lang) if levers and "=" in entry.name else entry.label
    return labels


def _basis(results: Results, compared: Comparison, labels: dict[str, str], lang: Language) -> Iterator[str]:
    """What the differences rest on."""
    from sim.scenario import DECLARATIONS

    baseline = labels[compared.baseline]
    yield words.BASIS.say(lang, baseline=baseline, worlds=compared.worlds, family=compared.family)
    if results.experiment.axes:
        levers = " / ".join(DECLARATIONS[path].label(lang) for path in results.experiment.axes)
        yield words.WRITTEN_AS.say(lang, levers=levers)
    if compared.left_out:
        yield words.LEFT_OUT.say(lang, count=len(compared.left_out))


def _as_json(compared: Comparison) -> dict[str, object]:
    return {
        "baseline": compared.baseline,
        "worlds": compared.worlds,
        "left_out": list(compared.left_out),
        "comparisons": compared.family,
        "confidence": compared.confidence,
        "differences": compared.differences.to_dict(orient="records"),
    }
