"""Which policies are worth their money: the efficient ones, what the next unit costs, and who is dominated.

Policies are ordered by cost. One is dominated where another costs no more and does no less, and better
in one of both (strong dominance), or where a mixture of two others does (extended dominance: its
incremental ratio is above that of the next). What is left is the frontier; each ratio is against the
next cheaper policy on it (Drummond et al. 2015, *Methods for the Economic Evaluation of Health Care
Programmes*, 4th ed., ch. 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EFFICIENT, DOMINATED, EXTENDED = "efficient", "dominated", "extended dominated"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a policy stands: `against` is the place of the policy it is compared with, none for the cheapest efficient.

    An efficient policy is compared with the next cheaper one on the frontier and has a ratio; a dominated
    one with the policy that dominates it; one dominated by a mixture with the cheaper of the two.
    """

    status: str
    against: int | None
    ratio: float | None


def frontier(costs: Sequence[float], effects: Sequence[float]) -> tuple[Place, ...]:
    """Place every policy, given its cost and its effect (more is better)."""
    order = sorted(range(len(costs)), key=lambda place: (costs[place], -effects[place]))
    found: dict[int, Place] = {}
    kept: list[int] = []
    for place in order:
        if kept and effects[place] <= effects[kept[-1]]:
            found[place] = Place(DOMINATED, kept[-1], None)
        else:
            kept.append(place)
    line: list[int] = []
    for place in kept:
        while len(line) > 1 and _ratio(line[-2], line[-1], costs, effects) >= _ratio(line[-1], place, costs, effects):
            line.pop()
        line.append(place)
    for cheaper, place in zip([None, *line], line, strict=False):
        ratio = None if cheaper is None else _ratio(cheaper, place, costs, effects)
        found[place] = Place(EFFICIENT, cheaper, ratio)
    for place in kept:
        if place not in found:
            below = max((each for each in line if effects[each] < effects[place]), key=lambda each: effects[each])
            found[place] = Place(EXTENDED, below, None)
    return tuple(found[place] for place in range(len(costs)))


def _ratio(cheaper: int, dearer: int, costs: Sequence[float], effects: Sequence[float]) -> float:
    return (costs[dearer] - costs[cheaper]) / (effects[dearer] - effects[cheaper])
