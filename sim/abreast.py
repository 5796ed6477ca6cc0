"""Small districts live abreast: each a part of a month, then each the next.

A month takes much more of a processor's cache than there is, mostly for the compiled code and the Python of all the
mechanisms, so that a part of it takes twice as long after all the others have been lived. Several districts in turns
find there what the first of them has brought.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")

MOST_ABREAST = 12
"""More save little in small districts and take longer in larger ones (docs/decisions.md)."""


def live_abreast(lives: Iterable[Generator[None, None, T]]) -> list[T]:
    """Let all live to their end, a part of each in turns: what each returns, in their order.

    A part ends where a life yields; what one of them raises ends all.
    """
    going = dict(enumerate(lives))
    ends: dict[int, T] = {}
    while going:
        for place, life in list(going.items()):
            try:
                next(life)
            except StopIteration as end:
                ends[place] = end.value
                del going[place]
    return [ends[place] for place in sorted(ends)]
