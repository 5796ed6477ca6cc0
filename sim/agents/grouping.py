"""Agents that have something in common, such as the residents of one community."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

try:
    from mesa.agentset import GroupBy
except ImportError:  # until Mesa 3.4
    from mesa.agent import GroupBy


class ColumnGroups(GroupBy):
    """Mesa's groups, whose aggregates are taken over columns."""

    def agg(self, attr_name: str, func: Callable[[list[Any]], Any]) -> dict[Hashable, Any]:
        """One number for each group out of the values of its agents."""
        return {key: func(_values(group, attr_name)) for key, group in self.groups.items()}


def _values(group: Any, name: str) -> list[Any]:  # noqa: ANN401 - a set of rows or a list of agents
    """The values of an attribute in a group."""
    return [getattr(agent, name) for agent in group] if isinstance(group, list) else group.get(name)


def same_values(keys: list[Any]) -> Iterator[tuple[Hashable, NDArray[np.int64]]]:
    """Each different key with the places where it stands, in the order of first appearance."""
    places: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    for key, where in places.items():
        yield key, np.array(where, np.int64)
