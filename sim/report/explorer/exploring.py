"""`sanshe explore`: a finished sweep written as one page, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import ResultsError, UsageError
from sim.lab.answers import planned_sets, planned_worlds
from sim.lab.durable import unusable, write_whole
from sim.lab.manifest import record_outputs
from sim.lab.parts import SERIES
from sim.lab.results import read_results
from sim.report.explorer.content import PERCENTILES, Asked, asked_outcomes, check_policies, gathered
from sim.report.explorer.page import MARK, render

if TYPE_CHECKING:
    from sim.lab.results import Results

FILE = "explorer.html"
MOST_BYTES = 10_000_000
_PAGE, _VALUE, _MONTH = 90_000, 6.0, 1.5
"""Bytes of a page without results, and of one number in it, as they usually come out."""
_HEAD = 4_000


def explore(folder: Path, asked: Asked, output: Path | None = None, most_bytes: int = MOST_BYTES) -> Path:
    """Write the explorer of a results folder, `explorer.html` in it if no other place is named, and give its path.

    Raises ResultsError where the results cannot be used or the place cannot be written, UsageError for an unknown
    outcome, for a place where another file stands, and where the page would be too large to be mailed.
    """
    path = folder / FILE if output is None else output
    results = read_results(folder)
    _check_place(path)
    check_policies(results)
    _check_size(results, asked, most_bytes)
    page = render(gathered(results, asked), asked.lang)
    write_whole(path, page.encode())
    if path.resolve().is_relative_to(folder.resolve()):
        record_outputs(folder.resolve(), [path.resolve()])
    return path


def _check_place(path: Path) -> None:
    """A folder is not written over, nor a file that is no explorer."""
    with unusable(path):
        if path.is_dir():
            raise ResultsError(f"{path}: is a folder; name a file, such as {path / FILE}")
        if not path.exists():
            return
        with path.open("rb") as standing:
            head = standing.read(_HEAD)
    if MARK.encode() not in head:
        raise UsageError(f"{path}: holds something else than an explorer and is left as it is; name another file")


def _check_size(results: Results, asked: Asked, most_bytes: int) -> None:
    """Refuse what would be too large to be mailed, before it is made."""
    names = asked_outcomes(results, asked)
    policies = len(results.plan["policies"])
    kept = [name for name in names if f"{SERIES}{name}" in results.table.columns]
    months = max((len(results.table[f"{SERIES}{name}"].iloc[0]) for name in kept), default=0)
    values = len(names) * policies * (planned_worlds(results) + len(planned_sets(results)))
    bands = len(kept) * policies * len(PERCENTILES) * -(-months // asked.every_months)
    size = _PAGE + values * _VALUE + bands * _MONTH
    if size <= most_bytes:
        return
    fewer = f"name fewer outcomes than {len(names)} (--outcomes {names[0]})" if len(names) > 1 else ""
    rarer = f"keep fewer months (--every-months {asked.every_months * 6})" if bands * _MONTH > values * _VALUE else ""
    remedy = " or ".join(part for part in (fewer, rarer) if part) or "explore a sweep with fewer policies or worlds"
    raise UsageError(
        f"{results.folder}: a page of {policies:,} policies in {planned_worlds(results):,} worlds would have about "
        f"{size / 1e6:,.1f} MB, more than the {most_bytes / 1e6:,.0f} MB that can be mailed; {remedy}"
    )
