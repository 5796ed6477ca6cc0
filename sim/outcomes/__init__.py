"""Every governance outcome, declared once; each is a pure function of the world."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from sim.errors import UsageError, nearest
from sim.outcome import Direction, Outcome, declared_in, summarise
from sim.outcomes import (
    committees,
    commons,
    community_types,
    coordination,
    evaluation,
    groups,
    linkage,
    matching,
    money,
    organisations,
    participation,
    residents,
    service,
    workers,
)

OUTCOMES: MappingProxyType[str, Outcome] = MappingProxyType(
    {
        **declared_in(
            residents,
            participation,
            service,
            workers,
            organisations,
            groups,
            evaluation,
            matching,
            committees,
            commons,
            coordination,
            linkage,
            money,
        ),
        **community_types.BY_TYPE,
    }
)
"""All outcomes by name, in the order in which tables show them."""


def check_names(names: Iterable[str]) -> None:
    """Raise UsageError where there is no outcome of a name."""
    for name in names:
        if name not in OUTCOMES:
            hint = nearest(name, OUTCOMES) or "see `sanshe outcomes` for the names that exist"
            raise UsageError(f"outcomes: there is no outcome '{name}'; {hint}")


__all__ = ["OUTCOMES", "Direction", "Outcome", "check_names", "summarise"]
