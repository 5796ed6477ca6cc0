"""`sanshe search`: which levers to pull to reach a target cheaply, or to have the most of several outcomes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import RESULTS, ExperimentName, Jobs, Json, Lang, Quiet
from sim.cli.progress import ShownProgress
from sim.cli.screen import show_json, show_line, show_table, show_text
from sim.errors import RunsFailedError

if TYPE_CHECKING:
    from sim.lab.search.answer import Answer, Found
    from sim.report.words import Language


def search(
    experiment: ExperimentName,
    jobs: Jobs = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The results folder; results/NAME if not said.")
    ] = None,
    quiet: Quiet = False,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Search for the cheapest policy that reaches a target, or for a front of several objectives."""
    from sim.lab.experiment import load_experiment
    from sim.lab.search.record import record
    from sim.lab.search.searching import quest_of
    from sim.lab.search.searching import search as find

    quest = quest_of(load_experiment(experiment))
    folder = out or RESULTS / quest.experiment.name
    with ShownProgress(quest.experiment.name, quiet=quiet) as shown:
        answer = find(quest, folder, jobs=jobs, progress=shown)
    record(answer, as_tree(answer))
    figure = _drawn(answer, folder, lang)
    if as_json:
        show_json(as_tree(answer))
    else:
        _show(answer, figure, lang)
    if answer.failed:
        raise RunsFailedError(
            f"{folder}: {answer.failed:,} runs failed, and their policies count as not allowed; "
            f"each is told in {folder}/failed.jsonl"
        )


def as_tree(answer: Answer) -> dict[str, Any]:
    """Everything that was found, for other programs."""
    return {
        "search": answer.experiment.name,
        "seed": answer.experiment.seed,
        "policies": answer.size,
        "tried": answer.tried,
        "nothing_better_around": answer.settled,
        "worlds": answer.worlds,
        "fresh_worlds": answer.fresh_worlds,
        "baseline": _found(answer.baseline),
        "found": [_found(each) for each in answer.found],
        "best": None if answer.best is None else answer.best.name,
        "optimism": dict(answer.optimism),
        "failed": answer.failed,
        "sha256": answer.sha256,
    }


def _found(found: Found) -> dict[str, Any]:
    told = asdict(found)
    told["readings"] = {name: reading._asdict() for name, reading in found.readings.items()}
    return told


def _drawn(answer: Answer, folder: Path, lang: Language) -> Path:
    from sim.lab.durable import unusable
    from sim.lab.manifest import record_outputs
    from sim.report.figures.canvas import save
    from sim.report.figures.front import front_figure

    with unusable(folder):
        files = save(front_figure(answer, lang), folder / "figures", f"search.{lang}")
    record_outputs(folder, [files.svg, files.png])
    return files.png


def _show(answer: Answer, figure: Path, lang: Language) -> None:
    from sim.report import searched as say

    show_text(answer.experiment.question_zh if lang == "zh" else answer.experiment.question_en)
    for sentence in say.sentences(answer, lang):
        show_text(sentence)
    show_line("")
    columns = say.header(answer, lang)
    show_table(columns, say.rows(answer, lang), numbers=columns[1:-1])
    show_line("")
    show_line(f"{figure}   {answer.folder / 'fresh'}   {answer.folder / 'evaluations.parquet'}")
