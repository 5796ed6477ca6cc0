"""`sanshe explore`: a finished sweep as one page that opens from a disk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Lang, Result
from sim.cli.screen import show_line


def explore(
    result: Result,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The page; explorer.html in RESULT if not said.", show_default=False
        ),
    ] = None,
    outcomes: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help="Outcomes with commas between, or all; those of the question if not said.",
            show_default=False,
        ),
    ] = "",
    every_months: Annotated[int, typer.Option(min=1, help="Keep every so many months, for a smaller file.")] = 1,
    lang: Lang = "en",
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the page when it is written.")] = False,
) -> None:
    """Write one page with all policies of a finished sweep, to compare any two of them offline."""
    from sim.report.explorer.content import Asked
    from sim.report.explorer.exploring import explore as write

    names = tuple(name.strip() for name in outcomes.split(",") if name.strip())
    page = write(result, Asked(names, every_months, lang), output)
    show_line(str(page))
    if open_page:
        typer.launch(page.resolve().as_uri())
