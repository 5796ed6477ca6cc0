"""`sanshe demo`: the main question from runs to report, and what to ask next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.options import Jobs, Lang, Quiet
from sim.cli.screen import show_line, show_table, tell
from sim.cli.sweeping import RESULTS, swept
from sim.cli.times import duration
from sim.errors import RunsFailedError

if TYPE_CHECKING:
    from sim.report.material import Material

DEMO = "demo"
COLUMNS = 3
NEXT = (
    ("one policy by itself", "sanshe run guangzhou --set policy.payment.delay_months=6 --worlds 10"),
    ("every difference with its interval", "sanshe compare results/demo"),
    ("another question", "sanshe sweep turnover"),
    ("what can be changed", "sanshe levers"),
)


def demo(jobs: Jobs = None, lang: Lang = "en", quiet: Quiet = False) -> None:
    """Answer the main question, from runs to report."""
    from sim.lab.experiment import load_experiment
    from sim.lab.plan import make_plan
    from sim.lab.results import read_results
    from sim.report.document import build_report
    from sim.report.gather import gather

    plan = make_plan(load_experiment(DEMO))
    folder = RESULTS / DEMO
    question = plan.experiment.question_zh if lang == "zh" else plan.experiment.question_en
    if not quiet:
        tell(f"{question}\n{len(plan.policies)} policies in {plan.worlds} worlds: {plan.run_count:,} runs.")
    done = swept(plan, folder, jobs=jobs, quiet=quiet)
    if not quiet:
        tell(f"{done.ok:,} runs in {duration(done.seconds)}. Drawing the figures and writing the report ...")
    pages = [build_report(folder, "en"), build_report(folder, "zh")]
    _show_findings(gather(read_results(folder), lang))
    _show_places(folder, pages)
    if done.failed:
        raise RunsFailedError(f"{folder}: {done.failed:,} of {done.runs:,} runs failed; see `sanshe status {folder}`")


def _show_findings(material: Material) -> None:
    """The answer in words, and the policies that change one lever at a time in a short table."""
    from sim.report.findings import overview, subjects

    show_line("")
    for sentence in overview(material):
        show_line(sentence)
    shown = material.outcomes[:COLUMNS]
    differences = [material.rows(outcome).to_dict(orient="index") for outcome in shown]
    labels = {policy.name: policy.label for policy in material.policies}
    rows = []
    for subject in subjects(material):
        cells = []
        for outcome, row in zip(shown, (each[subject.policy] for each in differences), strict=True):
            told = outcome.difference(row["difference"], row["low"], row["high"])
            cells.append(f"{told.signed} [{told.low}, {told.high}]")
        rows.append((labels[subject.policy], *cells))
    show_line("")
    columns = ("policy", *(outcome.label for outcome in shown))
    show_line("Difference to the baseline [95% interval]; policies are written as " + _order(material))
    show_table(columns, rows, numbers=columns[1:])


def _order(material: Material) -> str:
    return " · ".join(lever.in_sentence for lever in material.levers)


def _show_places(folder: Path, pages: list[Path]) -> None:
    show_line("")
    show_line("The report, to open in a browser: " + ", ".join(str(page) for page in pages))
    show_line(f"The figures: {folder / 'figures'}   Every run: {folder / 'results.parquet'}")
    show_line("")
    show_line("What to try next:")
    for purpose, command in NEXT:
        show_line(f"  {command}   # {purpose}")
