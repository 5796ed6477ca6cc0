"""What a user is told when something cannot be done: where, what is wrong, what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in what the user gave.

    `where` is a file and key, `what` says what is wrong, `remedy` what would be right.
    """

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Say the fault in one line that cannot command a terminal, whatever the user's file holds."""
        line = " ".join(f"{self.where}: {self.what}; {self.remedy}".splitlines())
        return "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in line)


class SansheError(Exception):
    """A fault that the user is told in words; `exit_code` is what the command ends with."""

    exit_code = 1


class UsageError(SansheError):
    """A command was called with words it cannot use."""

    exit_code = 2


class ScenarioError(SansheError):
    """A scenario or experiment cannot be used; every fault of the file is listed at once."""

    exit_code = 3

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults, in the order in which they were found."""
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class RunsFailedError(SansheError):
    """Some runs of a sweep failed; the others are kept."""

    exit_code = 4


class ResultsError(SansheError):
    """A results folder cannot be used: locked, not ours, another experiment's, unwritable, full."""

    exit_code = 5


class LedgerError(SansheError):
    """Money was lost or made in a month: the run stops and the flow is named."""


def first(found: Iterable[Fault | None]) -> list[Fault]:
    """Take the first twenty faults that are found: more help nobody, and looking for the nearest names takes time."""
    return list(islice((fault for fault in found if fault is not None), MOST_FAULTS))


def nearest(name: str, candidates: Iterable[str]) -> str:
    """Say which known name was probably meant, or nothing when none is near.

    Names with dots are compared whole first, then by their last part.
    """
    known = sorted(set(candidates))
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if not close:
        last = name.rsplit(".", 1)[-1]
        by_last = {candidate.rsplit(".", 1)[-1]: candidate for candidate in known}
        close = [by_last[hit] for hit in difflib.get_close_matches(last, sorted(by_last), n=1, cutoff=0.7)]
    return f"did you mean '{close[0]}'?" if close else ""
