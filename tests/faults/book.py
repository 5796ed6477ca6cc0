"""What was done to the laboratory and what came of it, counted over all tests of faults."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

PROPERTY = "fault"
PLAIN = 100  # from here on decimals say nothing
FAULTS = {
    "coordinator killed": (1, "`kill -9` of the coordinator, at a random moment, again and again"),
    "workers killed": (2, "`kill -9` of workers while a sweep goes on"),
    "anyone killed": (2, "`kill -9` of any process of a sweep"),
    "calls refused": (3, "The N-th change of the disk fails, is cut short or is a lie, every N"),
    "calls killed": (3, "`kill -9` at the N-th system call that concerns the folder, every N"),
    "power": (4, "The power goes at any step; what was not flushed is there, gone, half there or zero"),
    "damage": (5, "Bits flipped in parts, and parts cut short"),
    "other damage": (5, "Any other file of the folder damaged"),
    "full": (6, "The disk is full, or files may not grow"),
    "poison": (7, "Runs that raise, hang in compiled code, eat memory or kill their process"),
    "stall": (8, "Workers that stop answering"),
    "starts": (9, "Six sweeps of one folder started at once"),
    "unlocked": (9, "Three sweeps of one folder at once where locks do not hold"),
    "sameness": (10, "Workers, runs sent at once, order of runs, hash seeds and threads varied"),
    "processors": (11, "Other processors and mathematical libraries emulated"),
    "last bit": (12, "A second copy of a run with its last bit changed"),
    "files": (13, "Scenario and experiment files: right, nearly right and hostile"),
    "cluster": (17, "Dask workers killed, added, stopped and cut off"),
    "cluster poison": (17, "Runs that raise, hang or kill their process, on Dask"),
    "strangers": (17, "Dask without certificates, with a stranger's, and workers that differ"),
    "many": (18, "A million runs that do nothing, and going on where parts of them are gone"),
    "interrupts": (19, "Ctrl-C at a random moment"),
    "memory": (20, "Districts of many sizes: memory reckoned before, and held at most"),
}


@dataclass
class Book:
    """The notes of one test; pytest carries them to the table."""

    notes: list[tuple[str, object]]

    def note(self, fault: str, **counts: int) -> None:
        """Say how often something was done."""
        self._write(fault, "done", counts)

    def none(self, fault: str, **counts: int) -> None:
        """Say how often something was seen that must never be, and fail if it was."""
        self._write(fault, "wrong", counts)
        assert not any(counts.values()), counts

    def most(self, fault: str, **numbers: float) -> None:
        """Say the largest of what was measured; the name ends in the unit."""
        self._write(fault, "most", numbers)

    def _write(self, fault: str, kind: str, numbers: dict[str, int] | dict[str, float]) -> None:
        assert fault in FAULTS, fault
        self.notes.append((PROPERTY, (fault, kind, {name: float(number) for name, number in numbers.items()})))


@dataclass
class Entry:
    """All that was counted of one kind of fault."""

    done: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    most: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    def take(self, kind: str, numbers: dict[str, float]) -> None:
        """Add one note."""
        for name, number in numbers.items():
            if kind == "most":
                self.most[name] = max(number, self.most.get(name, 0.0))
            else:
                (self.done if kind == "done" else self.wrong)[name] += int(number)


def gathered(tests: Iterable[tuple[Sequence[tuple[str, object]], float]]) -> dict[str, Entry]:
    """Add up the notes of tests, each with its seconds, which count for the first fault that it notes."""
    entries: dict[str, Entry] = {}
    for notes, seconds in tests:
        first = ""
        for name, note in notes:
            if name == PROPERTY:
                fault, kind, numbers = cast("tuple[str, str, dict[str, float]]", note)
                entries.setdefault(fault, Entry()).take(kind, numbers)
                first = first or fault
        if first:
            entries[first].seconds += seconds
    return entries


def faults_of(notes: Iterable[tuple[str, object]]) -> set[str]:
    """The kinds of fault that a test noted."""
    return {cast("tuple[str, str, object]", note)[0] for name, note in notes if name == PROPERTY}


def rows(entries: dict[str, Entry]) -> list[tuple[str, str, str, str, str]]:
    """The table's rows: number, fault, what was done, what was seen, seconds."""
    return [
        (str(number), what, _listed(entry.done), _seen(entry), f"{entry.seconds:,.0f}")
        for fault, (number, what) in FAULTS.items()
        if (entry := entries.get(fault)) is not None
    ]


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())


def _seen(entry: Entry) -> str:
    most = [
        f"{' '.join(name.split('_')[:-1])} {number:,.{int(number < PLAIN)}f} {name.split('_')[-1]}"
        for name, number in entry.most.items()
    ]
    return ", ".join(filter(None, [_listed(entry.wrong), *most]))


def surroundings() -> str:
    """The versions that were put to the test."""
    packages = ("numpy", "numba", "pyarrow", "pydantic", "mesa", "distributed")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return f"Python {platform.python_version()}, {versions}; {platform.system()}, {os.cpu_count()} cores"


HEADS = ("#", "What happens", "How often", "What was seen", "Seconds")
BEGIN, END = "<!-- counted -->\n", "<!-- /counted -->"


def page(text: str, entries: dict[str, Entry], skipped: Sequence[str]) -> str:
    """The document with its table written anew between its marks; what was not done this time stays as it was."""
    before, _, rest = text.partition(BEGIN)
    inside, _, after = rest.partition(END)
    stood = [tuple(line.strip("| ").split(" | ")) for line in inside.splitlines() if line.startswith("| ")]
    kept = {row[1]: row for row in stood if len(row) == len(HEADS)}
    new = {row[1]: row for row in rows(entries)}
    if kept.keys() - new.keys() - {HEADS[1]}:  # a part of the tests: what the others could not do is still so
        skipped = sorted({*skipped, *(line[2:] for line in inside.splitlines() if line.startswith("- "))})
    kept |= new
    lines = [f"| {' | '.join(HEADS)} |", f"|{'---|' * len(HEADS)}"]
    lines += [f"| {' | '.join(kept[what])} |" for _, what in FAULTS.values() if what in kept]
    lines += ["", f"With {surroundings()}."]
    lines += ["", "Not possible there:", "", *(f"- {reason}" for reason in skipped)] if skipped else []
    return f"{before}{BEGIN}{chr(10).join(lines)}\n{END}{after}"


def write_page(path: Path, entries: dict[str, Entry], skipped: Sequence[str]) -> None:
    """Write the last full run's table into the document."""
    path.write_text(page(path.read_text(encoding="utf-8"), entries, skipped), encoding="utf-8")
