"""The list of commands, in the order in which a question is usually answered."""

from __future__ import annotations

import sys
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


app.command()(demonstration.demo)
app.command()(lists.scenarios)
app.command()(planning.experiments)
app.command()(lists.levers)
app.command()(lists.outcomes)
app.command()(lists.facts)
app.command()(trying.run)
app.command()(planning.plan)
app.command()(sweeping.sweep)
app.command()(sweeping.status)
app.command()(answering.compare)
app.command()(deciding.sensitivity)
app.command()(informing.information)
app.command()(discovering.discover)
app.command()(weighing.robust)
app.command()(pricing.economics)
app.command()(searching.search)
app.command()(answering.report)
app.command()(exporting.export)
app.command()(exploring.explore)
app.command()(serving.serve)
app.command()(sweeping.replay)
app.command()(sweeping.verify)
app.command()(validating.validate)
app.command()(calibrating.calibrate)
app.command()(steadiness.stability)
app.command()(benching.bench)
