"""What a user is told when something cannot be done: where, what is wrong, what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import islice, pairwise

MOST_FAULTS = 20
_MOST_MEASURED = 8
_LONGEST_NAME = 200


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
    known = sorted(set(candidates)) if len(name) <= _LONGEST_NAME else []
    close = _closest(name, known, 0.6)
    if close is None:
        by_last = {candidate.rsplit(".", 1)[-1]: candidate for candidate in known}
        last = _closest(name.rsplit(".", 1)[-1], sorted(by_last), 0.7)
        close = None if last is None else by_last[last]
    return "" if close is None else f"did you mean '{close}'?"


def _closest(name: str, known: Sequence[str], least: float) -> str | None:
    """The known name most like one, by difflib's measure from 0 to 1, which is too slow for hundreds of names.

    Only those are measured that share most pairs of neighbouring letters with it.
    """
    pairs = _pairs(name)
    likely = nlargest(_MOST_MEASURED, known, key=lambda each: _likeness(pairs, _pairs(each)))
    close = difflib.get_close_matches(name, likely, n=1, cutoff=least)
    return close[0] if close else None


def _likeness(some: frozenset[str], others: frozenset[str]) -> float:
    return len(some & others) / (len(some) + len(others))


@lru_cache(maxsize=4096)
def _pairs(name: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a name, its beginning and end among them."""
    return frozenset(map("".join, pairwise(f" {name} ")))
