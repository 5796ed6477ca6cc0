"""`sanshe experiments` and `sanshe plan`: which questions there are, and what one costs before it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import words
from sim.cli.compiling import compiling_announced
from sim.cli.options import ExperimentName, Jobs, Json, Lang, Worlds
from sim.cli.screen import show_json, show_line, show_table, show_text
from sim.cli.times import duration

if TYPE_CHECKING:
    from sim.lab.experiment import Experiment
    from sim.lab.plan import Plan, Preview
    from sim.report.words import Language

MEGABYTE = 1_000_000
MOST_SHOWN, SHOWN_OF_MANY = 100, 10


def experiments(lang: Lang = "en", as_json: Json = False) -> None:
    """List the questions that come with the laboratory."""
    from sim.lab.experiment import bundled_experiments, load_experiment

    known = [load_experiment(name) for name in bundled_experiments()]
    if as_json:
        show_json(
            [{"name": each.name, "question_en": each.question_en, "question_zh": each.question_zh} for each in known]
        )
        return
    show_table(
        [head.say(lang) for head in (words.NAME, words.QUESTION, words.POLICIES, words.WORLDS)],
        [
            (
                each.name,
                each.question_zh if lang == "zh" else each.question_en,
                _policy_count(each),
                each.worlds,
            )
            for each in known
        ],
    )


def _policy_count(experiment: Experiment) -> int:
    """How many policies a question compares, or how many a search may try."""
    from sim.lab.plan import make_plan
    from sim.lab.search.space import space_of

    return len(make_plan(experiment).policies) if experiment.search is None else space_of(experiment.search).size


def plan(
    experiment: ExperimentName,
    worlds: Worlds = None,
    jobs: Jobs = None,
    measure: Annotated[bool, typer.Option(help="Time a few runs to estimate how long all of them take.")] = True,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Show what a question costs before it is asked."""
    from sim.lab.experiment import load_experiment
    from sim.lab.plan import make_plan, preview

    made = make_plan(load_experiment(experiment), worlds)
    with compiling_announced(quiet=not measure):
        cost = preview(made, measure=measure, workers=jobs)
    if as_json:
        show_json(_as_json(made, cost))
        return
    show_text(made.experiment.question_zh if lang == "zh" else made.experiment.question_en)
    show_line("")
    shown = made.policies if len(made.policies) <= MOST_SHOWN else made.policies[:SHOWN_OF_MANY]
    show_table(
        (words.POLICY.say(lang), words.LABEL.say(lang), *made.varying),
        [(each.name, each.label(lang), *(each.values[path] for path in made.varying)) for each in shown],
        numbers=made.varying,
    )
    if len(shown) < len(made.policies):
        show_text(words.MORE_POLICIES.say(lang, count=f"{len(made.policies) - len(shown):,}"))
    show_line("")
    show_text(_cost(cost, lang))
    if made.experiment.measured is not None:
        show_text(words.MEASURED.say(lang, outcomes=", ".join(made.experiment.measured)))


def _cost(cost: Preview, lang: Language) -> str:
    told = words.COST_UNDER_SETS if cost.sets else words.COST
    parts = [told.say(lang, policies=cost.policies, sets=cost.sets, worlds=cost.worlds, runs=f"{cost.runs:,}")]
    if cost.seconds is not None:
        time = duration(cost.seconds, lang)
        parts.append(words.TIME.say(lang, time=time, workers=cost.workers, sample=cost.measured_runs))
    parts.append(words.DISK.say(lang, megabytes=f"{cost.disk_bytes / MEGABYTE:,.1f}"))
    parts.append(words.MEMORY.say(lang, megabytes=f"{cost.memory_bytes / MEGABYTE:,.0f}"))
    return "\n".join(parts)


def _as_json(made: Plan, cost: Preview) -> dict[str, object]:
    return {
        "experiment": made.experiment.name,
        "question_en": made.experiment.question_en,
        "question_zh": made.experiment.question_zh,
        "scenario": made.experiment.scenario,
        "seed": made.experiment.seed,
        "worlds": cost.worlds,
        "runs": cost.runs,
        "baseline": made.baseline.name,
        "policies": [
            {"name": each.name, "label_en": each.label_en, "label_zh": each.label_zh, "values": dict(each.values)}
            for each in made.policies
        ],
        "sets": [each.name for each in made.sets],
        "outcomes": list(made.experiment.outcomes),
        "measured": made.experiment.measured,
        "workers": cost.workers,
        "seconds_per_run": cost.seconds_per_run,
        "seconds": cost.seconds,
        "disk_bytes": cost.disk_bytes,
        "memory_bytes": cost.memory_bytes,
    }
