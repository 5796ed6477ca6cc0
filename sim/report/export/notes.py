"""What somebody must know who gets the files without the laboratory: question, basis, gaps, how to make them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.lab.answers import planned_sets, planned_worlds
from sim.lab.failures import Failures
from sim.report import words
from sim.report.export import wording as say
from sim.report.export.codebook import found_in
from sim.report.export.tables import Table
from sim.report.labels import naming_levers, policy_labels
from sim.report.letters import plain
from sim.report.origin import arithmetic, commit, place
from sim.report.words import Language

if TYPE_CHECKING:
    from sim.lab.results import Results

MOST_NAMED = 20
Note = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked of an export: formats and language, and the results folder as a command names it."""

    formats: Sequence[str]
    lang: Language


def notes(results: Results, runs: Table, asked: Request) -> list[Note]:
    """Named facts in one language, in the order in which they are read."""
    lang = asked.lang
    pairs = (
        *_question(results, lang),
        (words.RUNS, words.RUNS_COUNTED.say(lang, done=f"{len(results.table):,}", failed=f"{results.failed:,}")),
        (say.FAILED, _failed(results, lang)),
        (say.LEFT_OUT, _left_out(results, lang)),
        (say.MISSING, say.MISSING_TOLD.say(lang, count=f"{found_in([runs]):,}")),
        (say.UNITS, say.UNITS_TOLD.say(lang)),
        (say.INTERVALS, words.CHANCE_ONLY.say(lang)),
        (say.LIMITS, words.LIMIT_FORECAST.say(lang)),
        (say.GUARD, say.GUARD_TOLD.say(lang)),
        *_origin(results, lang),
        (words.COMMAND, f"sanshe sweep {place(results)}/experiment.toml"),
        (say.EXPORT_COMMAND, f"sanshe export {place(results)} --format {','.join(asked.formats)} --lang {lang}"),
    )
    return [(name.say(lang), plain(value)) for name, value in pairs if value]


def _question(results: Results, lang: Language) -> Sequence[tuple[words.Text, str]]:
    experiment, under = results.experiment, planned_sets(results)
    return (
        (words.EXPERIMENT, experiment.name),
        (words.QUESTION, experiment.question_zh if lang == "zh" else experiment.question_en),
        (say.WHY, experiment.why_zh if lang == "zh" else experiment.why),
        (words.SCENARIO, Path(experiment.scenario).stem),
        (words.SEED, str(experiment.seed)),
        (words.BASELINE, policy_labels(results, lang)[results.plan["policies"][0]["name"]]),
        (say.POLICIES_COUNT, f"{len(results.plan['policies']):,}"),
        (say.WRITTEN_AS, _written_as(results, lang)),
        (words.WORLDS, f"{planned_worlds(results):,}"),
        (say.SETS_COUNT, f"{len(under):,}" if under else ""),
    )


def _written_as(results: Results, lang: Language) -> str:
    """Which levers the labels of a grid's policies give, in order; empty where policies have words of their own."""
    levers = [lever.label for lever in naming_levers(results, lang)]
    told = words.PARTS_MARK.say(lang).join(levers)
    return say.WRITTEN_AS_TOLD.say(lang, levers=told) if levers else ""


def _origin(results: Results, lang: Language) -> Sequence[tuple[words.Text, str]]:
    plan = results.plan
    return (
        (words.VERSION, f"sanshe {plan['versions']['sanshe']}"),
        (words.MODEL_VERSION, plan["model_version"]),
        (words.COMMIT, commit(results, lang)),
        (words.PLAN, plan["design_sha256"]),
        (words.FINGERPRINT, plan["policies"][0]["fingerprint"]),
        (words.NUMERIC, arithmetic(results)),
        (words.RESULTS_HASH, results.sha256),
    )


def _failed(results: Results, lang: Language) -> str:
    """How many runs failed, and which, as far as their records are still there."""
    if not results.failed:
        return say.NO_FAILURE.say(lang)
    done = set(results.table["run"])
    known = Failures(results.folder, results.plan["design_sha256"]).known().last
    records = [record for run, record in sorted(known.items()) if run not in done]
    told = [_one_failed(record, lang) for record in records[:MOST_NAMED]]
    more = results.failed - len(told)
    if more > 0:
        told.append(say.MORE_FAILED.say(lang, count=more))
    which = words.CLAUSE_MARK.say(lang).join(told)
    runs = len(results.table) + results.failed
    return say.FAILED_TOLD.say(lang, count=results.failed, runs=runs, which=which)


def _one_failed(record: dict[str, object], lang: Language) -> str:
    status = str(record["status"])
    told = say.STATUSES[status].say(lang) if status in say.STATUSES else status
    given = {"run": record["run"], "policy": record["policy"], "world": record["world"], "status": told}
    return (say.ONE_FAILED_UNDER.say(lang, **given, under=record["set"]) if "set" in record
            else say.ONE_FAILED.say(lang, **given))  # fmt: skip


def _left_out(results: Results, lang: Language) -> str:
    """Worlds that some policy lacks, which no comparison counts."""
    worlds = planned_worlds(results)
    cases = len(results.plan["policies"]) * max(len(planned_sets(results)), 1)
    seen = results.table.groupby("world").size()
    left = [world for world in range(worlds) if seen.get(world, 0) != cases]
    if not left:
        return say.NO_LEFT_OUT.say(lang)
    which = words.LIST_MARK.say(lang).join(str(world) for world in left[:MOST_NAMED])
    more = " …" if len(left) > MOST_NAMED else ""
    return say.LEFT_OUT_TOLD.say(lang, count=len(left), worlds=worlds, which=which + more)
