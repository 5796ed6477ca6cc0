"""What commands print: tables for people, tab-separated lines for pipes, JSON for programs."""

from __future__ import annotations

import json
import math
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


def show_line(sentence: str) -> None:
    """Print a sentence of the answer."""
    typer.echo(sentence)


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
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(columns):
        table.add_column(name, justify="right" if name in numbers else "left", overflow="fold", no_wrap=place == 0)
    for line in cells:
        table.add_row(*line)
    Console(markup=False, highlight=False).print(table)


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
