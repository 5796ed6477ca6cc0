"""`sanshe export`: the results of a sweep as files for other programs, in one folder, with what explains them.

A codebook, the list of policies and notes stand beside whatever was asked for. Files are named after the experiment,
appear whole or not at all, and take the place of those of an earlier export.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import ResultsError, UsageError, nearest
from sim.lab.durable import DRAFT_MARK, make_folder, unusable
from sim.lab.extras import need
from sim.lab.results import Results, read_results
from sim.report.export import wording as say
from sim.report.export.codebook import codebook, policy_list
from sim.report.export.flat import write_csv, write_parquet
from sim.report.export.notes import Note, Request, notes
from sim.report.export.statistical import write_dta, write_sav
from sim.report.export.summary import summarise
from sim.report.export.tables import Table, month_table, run_table
from sim.report.export.workbook import write_workbook
from sim.report.words import Language

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "xlsx", "dta", "sav", "parquet")
FOLDER = "export"
_PACKAGES = {"xlsx": "openpyxl", "sav": "pyreadstat"}


@dataclass(frozen=True)
class Content:
    """All that is exported: tables, what explains them, and when the results were written."""

    results: Results
    tables: tuple[Table, ...]
    codebook: pd.DataFrame
    policies: pd.DataFrame
    notes: list[Note]
    lang: Language
    written: datetime | None

    @property
    def name(self) -> str:
        """The experiment's name, with which every file begins."""
        return self.results.experiment.name


def asked_formats(text: str) -> tuple[str, ...]:
    """Formats out of a list with commas. UsageError where one is unknown, or where none is named."""
    names = tuple(dict.fromkeys(part.strip().lower().lstrip(".") for part in text.split(",") if part.strip()))
    for name in names:
        if name not in FORMATS:
            hint = nearest(name, FORMATS) or "choose from " + ", ".join(FORMATS)
            raise UsageError(f"--format: there is no format '{name}'; {hint}")
    if not names:
        raise UsageError("--format: none was named; choose from " + ", ".join(FORMATS))
    return names


def export(where: Path, formats: Sequence[str], lang: Language, folder: Path | None = None) -> list[Path]:
    """Write the results of a finished sweep into a folder, `export` in the results folder if none is named.

    Gives the files in the order in which they are read. Raises UsageError where a package is missing (before anything
    is written), ResultsError where the results cannot be used or the folder cannot be written.
    """
    for name in formats:
        if name in _PACKAGES:
            need(_PACKAGES[name], "export", f"export --format {name}")
    content = gathered(read_results(where), formats, lang)
    place = where / FOLDER if folder is None else folder
    make_folder(place)
    files = []
    for ending, write in _jobs(content, formats):
        path = place / f"{content.name}_{ending}"
        with _appearing(path) as draft:
            write(draft)
        files.append(path)
    return files


def gathered(results: Results, formats: Sequence[str], lang: Language) -> Content:
    """Read all that is exported out of results."""
    runs, months = run_table(results, lang), month_table(results, lang)
    tables = (runs,) if months is None else (runs, months)
    told = notes(results, runs, Request(formats, lang))
    written = results.manifest.get("written")
    return Content(
        results=results,
        tables=tables,
        codebook=codebook(tables, lang),
        policies=policy_list(results),
        notes=told,
        lang=lang,
        written=None if written is None else datetime.fromisoformat(written),
    )


Job = tuple[str, Callable[[Path], None]]


def _jobs(content: Content, formats: Sequence[str]) -> Iterator[Job]:
    """The files of an export: the end of each name, and what writes it."""
    for table in content.tables:
        yield from (_of_table(content, table, kind) for kind in formats if kind != "xlsx")
    if "xlsx" in formats:
        yield "summary.xlsx", lambda path: _write_summary(content, path)
    yield "codebook.csv", lambda path: write_csv(content.codebook, path)
    yield "policies.csv", lambda path: write_csv(content.policies, path)
    yield "notes.csv", lambda path: write_csv(_as_frame(content), path)


def _of_table(content: Content, table: Table, kind: str) -> Job:
    title = f"sanshe {content.name}: {table.name}"
    lang = content.lang
    writers: dict[str, Callable[[Path], None]] = {
        "csv": lambda path: write_csv(table.frame, path),
        "parquet": lambda path: write_parquet(table, path, lang),
        "dta": lambda path: write_dta(table, path, lang, title, content.written),
        "sav": lambda path: write_sav(table, path, lang, title, content.notes),
    }
    return f"{table.name}.{kind}", writers[kind]


def _write_summary(content: Content, path: Path) -> None:
    summary = summarise(content.results, content.tables[0], content.lang)
    sheets = {**summary.sheets, say.SHEET_CODEBOOK: content.codebook}
    told = [(say.NOT_COMPARED.say(content.lang), summary.obstacle), (say.READINGS.say(content.lang), summary.reading)]
    about = [*content.notes, *(note for note in told if note[1])]
    write_workbook(sheets, about, path, content.lang, content.written)


def _as_frame(content: Content) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(content.notes, columns=["note", "value"])


@contextmanager
def _appearing(path: Path) -> Iterator[Path]:
    """A place to write to, which takes the file's name when it is whole and leaves nothing where it is not.

    A link that stands under the name is replaced, never followed.
    """
    draft = path.with_name(f"{DRAFT_MARK}{os.getpid()}-{uuid.uuid4().hex}{path.suffix}")
    with unusable(path):
        if path.is_dir():
            raise ResultsError(f"{path}: is a folder; choose another folder for the export, or move this one away")
        try:
            yield draft
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
