"""The list of commands, in the order in which a question is usually answered."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from sim import __version__
from sim.cli import (
    answering,
    benching,
    calibrating,
    deciding,
    demonstration,
    discovering,
    exploring,
    exporting,
    informing,
    lists,
    planning,
    pricing,
    searching,
    serving,
    steadiness,
    sweeping,
    trying,
    validating,
    weighing,
)
from sim.cli.guard import GuardedCommands

app = typer.Typer(
    cls=GuardedCommands,
    name="sanshe",
    help="A laboratory for policy on China's three-society linkage (三社联动).",
    epilog="Start with: sanshe demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sanshe {__version__}")
        raise typer.Exit


@app.callback()
def laboratory(
    traceback: Annotated[bool, typer.Option("--traceback", help="Show where in the program a fault arose.")] = False,  # noqa: ARG001  read by the guard
    version: Annotated[  # noqa: ARG001  answered by its callback
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Compare policies on neighbourhood governance in simulated worlds."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


EXAMPLES: dict[Callable[..., None], str] = {
    demonstration.demo: "demo --lang zh",
    lists.scenarios: "scenarios",
    planning.experiments: "experiments",
    lists.levers: "levers payment",
    lists.outcomes: "outcomes satisfied",
    lists.facts: "facts Guangzhou",
    trying.run: "run guangzhou --set policy.payment.delay_months=6",
    planning.plan: "plan my_question.toml",
    sweeping.sweep: "sweep my_question.toml --worlds 40",
    sweeping.status: "status my_question",
    answering.compare: "compare my_question --best satisfied_share",
    deciding.sensitivity: "sensitivity sensitivity --contrast two_rounds",
    informing.information: "information what_to_measure --outcome needs_resolved",
    discovering.discover: "discover where_it_fails --outcome closures --above 9",
    weighing.robust: "robust my_question --outcome satisfied_share",
    pricing.economics: "economics my_question --effect satisfied_share",
    searching.search: "search cheapest_75",
    answering.report: "report my_question --format html,docx",
    exporting.export: "export my_question --format csv,dta",
    exploring.explore: "explore my_question --open",
    serving.serve: "serve --open",
    sweeping.replay: "replay my_question 3",
    sweeping.verify: "verify my_question --sample 5",
    validating.validate: "validate G38 P1 --worlds 5",
    calibrating.calibrate: "calibrate --jobs 4",
    steadiness.stability: "stability in_sets",
    benching.bench: "bench --quick",
}

for _command, _words in EXAMPLES.items():
    app.command(epilog=f"Example: sanshe {_words}")(_command)
