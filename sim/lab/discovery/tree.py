"""The same failures told by a tree of questions: a second opinion on a box, that covers all cases.

Classification and regression trees (Breiman, Friedman, Olshen & Stone 1984) by scikit-learn, three
questions deep. A category is asked for one at a time. How good the tree is, is said by five folds of
the cases, each judged by a tree that has not seen it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lab.discovery.boxes import Among, Between, Box, Cases, Stage, judged, places_of, with_limit
from sim.lab.extras import need
from sim.lab.keyed import generator

DEPTH = 3
LEAST_SHARE = 0.05
FOLDS = 5
_LEAST_LEAF = 5
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Tree:
    """The leaves of a tree as boxes, the densest first.

    `coverage` and `density` are of the leaves in which most cases fail, judged on folds that the tree
    had not seen; nan where there is no such leaf or too few failures for folds.
    """

    leaves: tuple[Stage, ...]
    coverage: float
    density: float


def grow(cases: Cases, key: str, depth: int = DEPTH) -> Tree:
    """Grow a tree on all cases. Raises UsageError where scikit-learn is not installed."""
    trees = need("sklearn.tree", "analysis", "discover --tree")
    selection = need("sklearn.model_selection", "analysis", "discover --tree")
    columns, meaning = _columns(cases)
    least = max(_LEAST_LEAF, int(LEAST_SHARE * cases.count))
    model = trees.DecisionTreeClassifier(max_depth=depth, min_samples_leaf=least, random_state=0)
    model.fit(columns, cases.fails)
    empty: Box = (None,) * cases.conditions.shape[1]
    leaves = [judged(box, cases) for box in _leaves(model.tree_, 0, empty, meaning, cases)]
    coverage = density = float("nan")
    if min(cases.failing, cases.count - cases.failing) >= FOLDS:
        seed = int(generator(f"{key}/folds").integers(2**32))
        folds = selection.StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
        chance = selection.cross_val_predict(model, columns, cases.fails, cv=folds, method="predict_proba")[:, 1]
        coverage, density = _judged_outside(chance >= _MOST, cases)
    return Tree(tuple(sorted(leaves, key=lambda leaf: (-leaf.density, -leaf.held))), coverage, density)


def _columns(cases: Cases) -> tuple[NDArray[np.float64], list[tuple[int, int | None]]]:
    """Numbers as they are, a category as one column of zeros and ones for each; and what each column means."""
    columns: list[NDArray[np.float64]] = []
    meaning: list[tuple[int, int | None]] = []
    for place, kind in enumerate(cases.kinds):
        column = cases.conditions[:, place]
        if kind == "number":
            columns.append(column)
            meaning.append((place, None))
            continue
        for category in sorted(places_of(column)):
            columns.append((column == category).astype(np.float64))
            meaning.append((place, category))
    return np.column_stack(columns), meaning


def _leaves(grown: Any, node: int, box: Box, meaning: list[tuple[int, int | None]], cases: Cases) -> Iterator[Box]:  # noqa: ANN401  scikit-learn's own
    if grown.children_left[node] == grown.children_right[node]:
        yield box
        return
    place, category = meaning[grown.feature[node]]
    threshold = float(grown.threshold[node])
    for child, is_left in ((grown.children_left[node], True), (grown.children_right[node], False)):
        if category is None:
            narrowed = _narrowed(box, place, threshold, below=is_left)
        else:
            narrowed = _chosen(box, place, category, cases, without=is_left)
        yield from _leaves(grown, child, narrowed, meaning, cases)


def _narrowed(box: Box, place: int, threshold: float, *, below: bool) -> Box:
    known = box[place]
    old = known if isinstance(known, Between) else Between()
    limit = Between(old.low, threshold) if below else Between(np.nextafter(threshold, np.inf), old.high)
    return with_limit(box, place, limit)


def _chosen(box: Box, place: int, category: int, cases: Cases, *, without: bool) -> Box:
    known = box[place]
    old = known.places if isinstance(known, Among) else places_of(cases.conditions[:, place])
    return with_limit(box, place, Among(old - {category} if without else old & {category}))


def _judged_outside(said: NDArray[np.bool_], cases: Cases) -> tuple[float, float]:
    right = int((said & cases.fails).sum())
    named = int(said.sum())
    return (right / cases.failing, right / named) if named else (float("nan"), float("nan"))
