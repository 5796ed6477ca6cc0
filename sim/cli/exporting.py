"""`sanshe export`: results as files that Stata, SPSS, R and Excel read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Lang, Result
from sim.cli.screen import show_line


def export(
    result: Result,
    formats: Annotated[
        str,
        typer.Option("--format", metavar="LIST", help="Formats with commas between: csv, xlsx, dta, sav, parquet."),
    ] = "csv",
    lang: Lang = "en",
    folder: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Where the files go; the folder export in RESULT if not said.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write results as files for Stata, SPSS, R and Excel, with a codebook and notes."""
    from sim.report.export.exporting import asked_formats
    from sim.report.export.exporting import export as write

    for path in write(result, asked_formats(formats), lang, folder):
        show_line(str(path))
