"""Peel away what does not fail, a little at a time, until what is left fails nearly always.

Patient rule induction (Friedman & Fisher 1999, Statistics and Computing 9:123). From the box of all
cases, each step takes a twentieth of the cases off one end of one condition, or one category: the
step that raises the share of failures most for each case taken away, so that conditions with few
values are not preferred for being coarse (their section 14; Kwakkel & Jaxa-Rozen 2016). Pasting then
widens each limit as long as no less of the box fails.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.lab.discovery.boxes import Among, Between, Box, Cases, Limit, Stage, inside, judged, places_of, with_limit

PEELED_SHARE = 0.05
LEAST_MASS = 0.05
LEAST_CASES = 5
_SAME = 1e-12


def peel(cases: Cases, share: float = PEELED_SHARE, least_mass: float = LEAST_MASS) -> list[Stage]:
    """The boxes on the way from all cases to the densest box of at least `least_mass` of them."""
    least = max(LEAST_CASES, math.ceil(least_mass * cases.count))
    stages = [judged((None,) * cases.conditions.shape[1], cases)]
    while True:
        box = _next_box(stages[-1].box, cases, share, least)
        if box is None:
            return stages
        stages.append(judged(box, cases))


def paste(box: Box, cases: Cases, share: float = PEELED_SHARE) -> Box:
    """The box widened, each time where it gains most, as long as the share of its cases that fail does not fall."""
    while True:
        now = judged(box, cases)
        wider = [judged(each, cases) for each in _wider(box, cases, share)]
        kept = [stage for stage in wider if stage.held > now.held and stage.density >= now.density - _SAME]
        if not kept:
            return box
        box = max(kept, key=lambda stage: (stage.density, stage.held)).box


def balanced(stages: list[Stage]) -> int:
    """The place of the box with the highest harmonic mean of coverage and density; the simplest of equal ones."""
    scores = [_harmonic(stage.coverage, stage.density) for stage in stages]
    best = max(scores)
    near = [place for place, score in enumerate(scores) if score >= best - _SAME]
    return min(near, key=lambda place: (len(stages[place].restricted), place))


def _next_box(box: Box, cases: Cases, share: float, least: int) -> Box | None:
    """The best peel: most gain in density a case removed, then fewest conditions limited, then the first."""
    held = inside(box, cases.conditions)
    conditions, fails = cases.conditions[held], cases.fails[held]
    density = float(fails.mean())
    best: tuple[float, int] | None = None
    chosen: Box | None = None
    for place, limit, keep in _peels(box, conditions, cases.kinds, share):
        left = int(keep.sum())
        if not least <= left < len(keep):
            continue
        gain = (float(fails[keep].mean()) - density) / (len(keep) - left)
        smaller = with_limit(box, place, limit)
        rank = (gain, sum(each is None for each in smaller))
        if gain > _SAME and (best is None or rank[0] > best[0] + _SAME or (rank[0] > best[0] - _SAME and rank > best)):
            best, chosen = rank, smaller
    return chosen


def _peels(
    box: Box, conditions: NDArray[np.float64], kinds: tuple[str, ...], share: float
) -> Iterator[tuple[int, Limit, NDArray[np.bool_]]]:
    for place, kind in enumerate(kinds):
        column = conditions[:, place]
        if kind == "category":
            here = places_of(column)
            for category in sorted(here) if len(here) > 1 else ():
                yield place, Among(here - {category}), column != category
            continue
        known = box[place]
        old = known if isinstance(known, Between) else Between()
        ordered = np.sort(column)
        low, high = _lower_cut(ordered, share), _upper_cut(ordered, share)
        yield place, Between(low, old.high), column >= low
        yield place, Between(old.low, high), column <= high


def _lower_cut(ordered: NDArray[np.float64], share: float) -> float:
    """Halfway between two neighbours, with the given share of the numbers below; equal numbers stay together."""
    below = math.floor((len(ordered) - 1) * share)
    above = min(int(np.searchsorted(ordered, ordered[below], side="right")), len(ordered) - 1)
    return float((ordered[below] + ordered[above]) / 2)


def _upper_cut(ordered: NDArray[np.float64], share: float) -> float:
    """The same from above."""
    above = math.ceil((len(ordered) - 1) * (1 - share))
    below = max(int(np.searchsorted(ordered, ordered[above], side="left")) - 1, 0)
    return float((ordered[below] + ordered[above]) / 2)


def _wider(box: Box, cases: Cases, share: float) -> Iterator[Box]:
    """Boxes that take in the nearest cases beyond one limit."""
    for place, limit in enumerate(box):
        if limit is None:
            continue
        free = cases.conditions[inside(with_limit(box, place, None), cases.conditions), place]
        held = limit.holds(free)
        if isinstance(limit, Among):
            everywhere = places_of(cases.conditions[:, place])
            for category in sorted(everywhere - limit.places):
                more = limit.places | {category}
                yield with_limit(box, place, None if more == everywhere else Among(more))
            continue
        step = max(1, math.floor(share * int(held.sum())))
        below = np.sort(free[free < limit.low])[::-1]
        above = np.sort(free[free > limit.high])
        if not math.isinf(limit.low):
            yield with_limit(box, place, Between(_beyond(below, step), limit.high))
        if not math.isinf(limit.high):
            yield with_limit(box, place, Between(limit.low, _beyond(above, step, towards=math.inf)))


def _beyond(outward: NDArray[np.float64], step: int, towards: float = -math.inf) -> float:
    """The end that takes in the next numbers outward, equal ones together; none where all are taken in."""
    if not len(outward):
        return towards
    last = outward[min(step, len(outward)) - 1]
    farther = outward[np.abs(outward - outward[0]) > np.abs(last - outward[0])]
    return float((last + farther[0]) / 2) if len(farther) else towards


def _harmonic(coverage: float, density: float) -> float:
    total = coverage + density
    return 2 * coverage * density / total if total > 0 else 0.0
