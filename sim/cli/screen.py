"""What commands print: tables for people, tab-separated lines for pipes, JSON for programs."""

from __future__ import annotations

import json
import math
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import typer

LONGEST_PLAIN_NUMBER = 1e9


def show_json(answer: object) -> None:
    """Print an answer as JSON; what is undefined becomes null."""
    typer.echo(json.dumps(_defined(answer), ensure_ascii=False, indent=2, allow_nan=False))


def show_table(
    columns: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: Sequence[str] = (), stacked: bool = False
) -> None:
    """Print a table: drawn on a terminal, tab-separated with a heading elsewhere.

    Columns named in `numbers` are set flush right. A `stacked` table has long texts: on a terminal its
    rows stand below one another, a line for each cell.
    """
    cells = [[written(value) for value in row] for row in rows]
    if sys.stdout.isatty():
        _stack(columns, cells) if stacked else _draw(columns, cells, set(numbers))
        return
    for line in (columns, *cells):
        typer.echo("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line))


def show_line(line: str) -> None:
    """Print a line of the answer as it is, such as a path or a command."""
    typer.echo(line)


def show_text(text: str) -> None:
    """Print sentences of the answer; on a terminal they break between words."""
    if sys.stdout.isatty():
        from sim.report.lines import wrapped

        text = "\n".join(wrapped(line, shutil.get_terminal_size().columns) for line in text.split("\n"))
    typer.echo(text)


def tell(message: str) -> None:
    """Tell the person at the terminal something that is not part of the answer."""
    typer.echo(message, err=True)


def written(value: object) -> str:
    """Write a value as people read it: no binary dust, thousands apart, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    if math.isnan(value):
        return "undefined"
    if value == round(value) and abs(value) < LONGEST_PLAIN_NUMBER:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 1_000 else f"{value:.4g}"  # noqa: PLR2004  thousands need no decimals


def _draw(columns: Sequence[str], cells: Sequence[Sequence[str]], numbers: set[str]) -> None:
    from rich.console import Console

    from sim.cli.tables import laid_out

    console = Console(markup=False, highlight=False)
    laid = laid_out(columns, cells, numbers, console.width)
    if laid is None:
        console.print()
        _stack(columns, cells)
        return
    for line in ("", *laid.heads):
        console.print(line, style="bold" if line.strip(" ─") else None, soft_wrap=True)
    for line in (*laid.rows, ""):
        console.print(line, soft_wrap=True)


def _stack(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    for first, *others in cells:
        block = Table.grid("name", "value", padding=(0, 2))
        for name, cell in zip(columns[1:], others, strict=True):
            block.add_row(f"  {name}", cell)
        console = Console(markup=False, highlight=False)
        console.print(first, style="bold")
        console.print(block)
        console.print()


def _defined(answer: Any) -> Any:  # noqa: ANN401  any tree that JSON can hold
    if isinstance(answer, Mapping):
        return {str(key): _defined(value) for key, value in answer.items()}
    if isinstance(answer, list | tuple):
        return [_defined(value) for value in answer]
    if isinstance(answer, float) and not math.isfinite(answer):
        return None
    return answer
