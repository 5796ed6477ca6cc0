"""`sanshe sweep`, `status`, `replay`: a question is run, watched, and one of its runs looked at again."""

from __future__ import annotations

import math
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sim.cli import words
from sim.cli.compiling import compiling_announced
from sim.cli.invocation import own_name
from sim.cli.options import RESULTS, ExperimentName, Jobs, Json, Lang, Quiet, Result, Worlds
from sim.cli.progress import ShownProgress
from sim.cli.screen import show_json, show_line, show_table, show_text, tell
from sim.cli.times import duration
from sim.errors import ResultsError, RunsFailedError

if TYPE_CHECKING:
    from sim.lab.address import Cluster
    from sim.lab.plan import Plan
    from sim.lab.sweep import SweepReport


def sweep(
    experiment: ExperimentName,
    worlds: Worlds = None,
    jobs: Jobs = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The results folder; results/NAME if not said.")
    ] = None,
    on_error: Annotated[
        Literal["continue", "stop"], typer.Option(help="What to do when a run fails: go on, or stop at once.")
    ] = "continue",
    extend: Annotated[
        bool, typer.Option("--extend", help="Keep the runs that the question had before it was changed.")
    ] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed twice.")] = False,
    allow_mixed: Annotated[
        bool, typer.Option("--allow-mixed", help="Go on where another processor or other versions began.")
    ] = False,
    scheduler: Annotated[
        str | None, typer.Option(help="A Dask cluster's scheduler, such as tls://host:8786, instead of --jobs.")
    ] = None,
    tls_ca: Annotated[str, typer.Option("--tls-ca", help="File with the certificate that signs the others.")] = "",
    tls_cert: Annotated[str, typer.Option("--tls-cert", help="File with the certificate of this side.")] = "",
    tls_key: Annotated[str, typer.Option("--tls-key", help="File with the key of this side.")] = "",
    insecure_cluster: Annotated[
        bool, typer.Option("--insecure-cluster", help="Allow plain TCP off this machine.")
    ] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Run a question into a results folder, or go on with it."""
    from sim.lab.address import Cluster
    from sim.lab.experiment import load_experiment
    from sim.lab.plan import make_plan
    from sim.lab.planfile import ChangedDesignError

    made = make_plan(load_experiment(experiment), worlds)
    folder = out or RESULTS / made.experiment.name
    cluster = Cluster(scheduler, tls_ca, tls_cert, tls_key, insecure_cluster) if scheduler else None
    try:
        report = swept(
            made, folder, jobs=jobs, on_error=on_error, retry_failed=retry_failed, extend=extend, quiet=quiet,
            allow_mixed=allow_mixed, cluster=cluster,
        )  # fmt: skip
    except ChangedDesignError as changed:
        given = [*(["--out", str(out)] if out else []), *(["--worlds", str(worlds)] if worlds else [])]
        command = shlex.join(["sweep", experiment, *given, "--extend"])
        raise ResultsError(f"{changed.what}; {changed.remedy}: {own_name()} {command}") from None
    if as_json:
        show_json({**asdict(report), "folder": str(report.folder)})
    else:
        show_text(_ended(report))
    if report.failed:
        raise RunsFailedError(_failures(report))
    if not as_json:
        show_line(f"Next: {own_name()} compare {folder}   or   {own_name()} report {folder}")


def swept(
    plan: Plan,
    folder: Path,
    *,
    jobs: int | None,
    quiet: bool,
    on_error: Literal["continue", "stop"] = "continue",
    retry_failed: bool = False,
    extend: bool = False,
    allow_mixed: bool = False,
    cluster: Cluster | None = None,
) -> SweepReport:
    """Run what is missing of a plan, with progress on stderr."""
    from sim.lab.sweep import sweep as run_sweep

    with ShownProgress(plan.experiment.name, quiet=quiet) as shown:
        return run_sweep(
            plan, folder, jobs=jobs, progress=shown, on_error=on_error, retry_failed=retry_failed,
            extend=extend, allow_mixed=allow_mixed, cluster=cluster, tell=tell,
        )  # fmt: skip


def status(result: Result, as_json: Json = False) -> None:
    """Show how far a sweep has come."""
    from sim.lab.results import status as status_of

    seen = status_of(result)
    if as_json:
        show_json({**asdict(seen), "folder": str(seen.folder)})
        return
    state = "running" if seen.running else "finished" if seen.finished else "not finished"
    show_line(f"{seen.folder}: {seen.name}, {state}")
    show_line(f"{seen.done:,} of {seen.runs:,} runs done in {seen.worlds} worlds, {seen.failed:,} failed")
    for kind, count in seen.by_status.items():
        show_line(f"  {count:,} {kind}")
    if seen.damaged or seen.quarantined:
        show_text(f"{seen.damaged + seen.quarantined} damaged parts; their runs are done again by the next sweep")
    if not seen.finished and not seen.running:
        show_line(f"Go on with: {own_name()} sweep {seen.folder}/experiment.toml --out {seen.folder}")


def replay(
    result: Result,
    run: Annotated[
        str,
        typer.Argument(metavar="RUN", help="The run's number in the plan, or how its key begins.", show_default=False),
    ],
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Do one run of a sweep again and print its outcomes."""
    from sim.lab.replay import find_run
    from sim.outcomes import OUTCOMES
    from sim.outcomes.community_types import BY_TYPE
    from sim.report.quantities import of_outcome

    found = find_run(result, run)
    with compiling_announced():
        outcomes = found.again().outcomes
    if as_json:
        case = {"run": found.spec.index, "policy": found.policy.name, "world": found.spec.world}
        show_json({**case, **({"set": found.set} if found.set else {}), "outcomes": outcomes})
        return
    under = f", set {found.set}" if found.set else ""
    show_line(f"run {found.spec.index}: policy {found.policy.name}{under}, world {found.spec.world}")
    columns = [head.say(lang) for head in (words.LABEL, words.VALUE, words.NAME)]
    shown = [name for name, value in outcomes.items() if not (name in BY_TYPE and math.isnan(value))]
    quantities = [of_outcome(OUTCOMES[name], lang) for name in shown]
    rows = [(each.label, each.level(outcomes[each.name]), each.name) for each in quantities]
    show_table(columns, rows, numbers=columns[1:2])


def verify(
    result: Result,
    sample: Annotated[int, typer.Option(min=0, max=100_000, help="Runs to simulate again.")] = 20,
    quiet: Quiet = False,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Check every file, every count and a sample of the numbers of a finished sweep."""
    from sim.lab.verify import verify as check

    def heard(done: int, every: int) -> None:
        if not quiet and done == every:
            tell(words.SIMULATED_AGAIN.say(lang, every=every))

    with compiling_announced(quiet=quiet):
        checks = check(result, sample, heard)
    if as_json:
        show_json([asdict(each) for each in checks])
    else:
        heads = [head.say(lang) for head in (words.CHECKED, words.READING, words.SEEN)]
        verdicts = {True: words.GOOD.say(lang), False: words.NOT_GOOD.say(lang)}
        show_table(heads, [(each.what, verdicts[each.good], each.seen) for each in checks])
    wrong = [each.what for each in checks if not each.good]
    if wrong:
        raise ResultsError(f"{result}: not as its sweep wrote it: {', '.join(wrong)}; run the same sweep again")


def _ended(report: SweepReport) -> str:
    kept = f", {report.kept:,} of them from before" if report.kept else ""
    return (
        f"{report.folder}: {report.ok:,} of {report.runs:,} runs in {report.worlds} worlds{kept}, "
        f"in {duration(report.seconds)}; stopped by {report.stopped}\n"
        f"results.parquet has SHA-256 {report.sha256}"
    )


def _failures(report: SweepReport) -> str:
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in report.by_status.items())
    return (
        f"{report.folder}: {report.failed:,} of {report.runs:,} runs failed ({kinds}); "
        f"each is told in {report.folder}/failed, with the command that replays it"
    )
