"""`sanshe compare` and `sanshe report`: what a finished sweep says."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli import words
from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_line, show_table, show_text
from sim.cli.selecting import Better, selected, show_selection, show_selection_json
from sim.cli.verdicts import few_worlds, in_short, p_words

if TYPE_CHECKING:
    from sim.lab.compare import Comparison
    from sim.lab.results import Results
    from sim.report.quantities import Quantity
    from sim.report.units import Scale
    from sim.report.words import Language


COLUMNS = (
    words.POLICY,
    words.BASELINE,
    words.MEAN,
    words.DIFFERENCE,
    words.LOW,
    words.HIGH,
    words.WORLDS,
    words.EQUIVALENCE,
    words.READING,
)


def compare(
    result: Result,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", help="An outcome to compare, as often as needed; the experiment's if not said."),
    ] = None,
    best: Annotated[
        str | None,
        typer.Option("--best", metavar="OUTCOME", help="Pick the policy that is best on this outcome instead."),
    ] = None,
    indifference: Annotated[
        float | None,
        typer.Option(help="With --best: differences below this do not count; the smallest that matters if not said."),
    ] = None,
    confidence: Annotated[
        float, typer.Option(help="With --best: the probability with which the best is named.")
    ] = 0.95,
    first_worlds: Annotated[
        int, typer.Option(help="With --best: worlds that are looked at before any is dropped.")
    ] = 10,
    better: Annotated[
        Better | None, typer.Option(help="With --best: which direction is better; the outcome's own if not said.")
    ] = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Compare every policy with the baseline, with 95% intervals, or pick the best one."""
    from sim.lab.answers import compare_results
    from sim.lab.results import read_results
    from sim.report.labels import policy_labels

    results = read_results(result)
    if best is not None:
        chosen = selected(
            results, best, indifference=indifference, confidence=confidence, first=first_worlds, better=better
        )
        show_selection_json(chosen) if as_json else show_selection(chosen, policy_labels(results, lang), lang)
        return
    compared = compare_results(results, outcome)
    if as_json:
        show_json(_as_json(compared))
    else:
        _show(results, compared, lang)


def report(
    result: Result,
    lang: Lang = "en",
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="What to write, with commas between: html, docx, pdf.")
    ] = "html",
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the report when it is written.")] = False,
) -> None:
    """Write the figures and the report of a finished sweep, as a page, a Word document or a PDF."""
    from sim.report.document import asked_formats, build_report

    pages = build_report(result, lang, asked_formats(formats))
    for page in pages:
        show_line(str(page))
    if open_page:
        typer.launch(pages[0].resolve().as_uri())


def _show(results: Results, compared: Comparison, lang: Language) -> None:
    from sim.outcomes import OUTCOMES
    from sim.report import decision_words as say
    from sim.report.findings import READINGS
    from sim.report.labels import policy_labels
    from sim.report.quantities import bare_difference, of_outcome
    from sim.report.words import UNIT_OF

    labels = policy_labels(results, lang)
    show_text(results.experiment.question_zh if lang == "zh" else results.experiment.question_en)
    records: list[dict[str, Any]] = compared.differences.to_dict(orient="records")  # type: ignore[assignment]
    show_text("\n".join([*in_short(records, labels, lang), "", *_basis(results, compared, labels, lang)]))
    for name in dict.fromkeys(record["outcome"] for record in records):
        outcome = of_outcome(OUTCOMES[name], lang)
        own = [record for record in records if record["outcome"] == name]
        level, difference = _units(outcome, own, lang)
        told = words.IN_UNIT if level.unit == difference.unit else words.IN_UNITS
        units = told.say(lang, level=level.unit, difference=difference.head) if level.unit else ""
        show_text("\n" + UNIT_OF.say(lang, label=outcome.label, unit=outcome.name) + units)
        show_text(_equivalence(outcome, lang))
        show_text(_gained([record["variance_ratio"] for record in own], lang))
        lines = []
        for row in own:
            means = (_at(level, row["baseline_mean"], lang), _at(level, row["mean"], lang))
            between = bare_difference(difference, (row["difference"], row["low"], row["high"]), lang)
            differences = (between.signed, between.low, between.high)
            reading = READINGS[row["verdict"]].say(lang)
            numbers = (*means, *differences, row["worlds"], p_words(row["p_equivalence"]))
            lines.append((labels[row["policy"]], *numbers, *_over_sets(row, outcome, lang), reading))
        heads = (*COLUMNS[:-1], *((say.BETWEEN_SETS, say.SAME_SIGN) if compared.sets else ()), COLUMNS[-1])
        columns = [head.say(lang) for head in heads]
        show_table(columns, lines, numbers=columns[1:-1])


def _units(outcome: Quantity, rows: Sequence[Mapping[str, Any]], lang: Language) -> tuple[Scale, Scale]:
    """One unit for all levels of a table and one for all differences, so that its cells are numbers alone."""

    def largest(*columns: str) -> float:
        found = (abs(row[column]) for row in rows for column in columns)
        return max((value for value in found if math.isfinite(value)), default=0.0)

    levels, differences = largest("baseline_mean", "mean"), largest("difference", "low", "high")
    return outcome.unit.level(levels, lang), outcome.unit.difference(differences, lang)


def _at(scale: Scale, value: float, lang: Language) -> str:
    """A mean as a number of its table's unit."""
    from sim.report.quantities import trimmed
    from sim.report.words import UNDEFINED

    return UNDEFINED.say(lang) if math.isnan(value) else trimmed(value * scale.factor)


def _equivalence(outcome: Quantity, lang: Language) -> str:
    """What the p of equivalence is held against."""
    from sim.report import decision_words as say

    if outcome.matters <= 0:
        return say.NO_EQUIVALENCE_NOTE.say(lang)
    return say.EQUIVALENCE_NOTE.say(lang, matters=outcome.smallest())


def _gained(ratios: Sequence[float], lang: Language) -> str:
    """How many times the variance of the differences fell because all policies met the same worlds."""
    known = sorted(ratio for ratio in ratios if not math.isnan(ratio))
    if not known:
        return words.GAIN_UNKNOWN.say(lang)
    told = [f"{ratio:.3g}" for ratio in (statistics.median(known), known[0], known[-1])]
    return words.GAIN.say(lang, median=told[0], low=told[1], high=told[2])


def _over_sets(row: Mapping[str, Any], outcome: Quantity, lang: Language) -> tuple[str, ...]:
    """How a difference spreads over parameter sets, where there are any."""
    from sim.report.words import RANGE

    if "set_low" not in row:
        return ()
    told = outcome.difference(row["difference"], row["set_low"], row["set_high"])
    return RANGE.say(lang, low=told.low, high=told.high), f"{row['same_sign_share']:.0%}"


def _basis(results: Results, compared: Comparison, labels: dict[str, str], lang: Language) -> Iterator[str]:
    """What the differences rest on."""
    from sim.report import decision_words as say
    from sim.report.labels import naming_levers

    baseline = labels[compared.baseline]
    yield words.BASIS.say(lang, baseline=baseline, worlds=compared.worlds, family=compared.family)
    levers = " / ".join(lever.label for lever in naming_levers(results, lang))
    if levers:
        yield words.WRITTEN_AS.say(lang, levers=levers)
    if compared.sets:
        yield say.SETS_NOTE.say(lang, sets=compared.sets)
    if results.failed:
        yield words.FAILED.say(lang, failed=f"{results.failed:,}", folder=results.folder)
    if compared.left_out:
        yield words.LEFT_OUT.say(lang, count=len(compared.left_out))
    yield from few_worlds(compared.worlds, lang)


def _as_json(compared: Comparison) -> dict[str, object]:
    return {
        "baseline": compared.baseline,
        "worlds": compared.worlds,
        "left_out": list(compared.left_out),
        "comparisons": compared.family,
        "confidence": compared.confidence,
        "sets": compared.sets,
        "differences": compared.differences.to_dict(orient="records"),
    }
