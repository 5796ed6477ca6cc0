"""Which policy does well whatever turns out to be true: policies judged over states of the world.

A policy's value in a state is its mean over worlds. Over states: the mean; the level that nine states
in ten reach (the 10th percentile where higher is better); the worst state (maximin, Wald); the largest
regret, what is lost against the policy that would have been best in a state (minimax regret, Savage);
and the share of states that reach a threshold (satisficing). Where only luck varied every world is a
state.

Intervals come from a bootstrap that draws worlds and states anew (the pigeonhole bootstrap, Owen 2007,
*Annals of Applied Statistics* 1:386, which errs on the wide side). The worst and the largest regret are
of the states that were tried: only worlds are drawn for them, and the interval is turned over (the basic
bootstrap), since the worst of noisy values is biased; where the worlds are the states they have none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.errors import ResultsError, UsageError
from sim.lab.intervals import CONFIDENCE, Rows
from sim.lab.keyed import generator
from sim.lab.thresholds import check_threshold

MEAN, TENTH, WORST, REGRET, SATISFIED = "mean", "tenth", "worst", "regret", "satisfied"
CRITERIA = (MEAN, TENTH, WORST, REGRET, SATISFIED)
TRIED_ONLY = (WORST, REGRET)
_TENTH = 10.0
_RESAMPLES = 1_999
_MOST_NUMBERS = 5_000_000
_BELOW, _ABOVE = 0.5 - CONFIDENCE / 2, 0.5 + CONFIDENCE / 2


@dataclass(frozen=True, slots=True)
class Judged:
    """One policy by one criterion; `low` and `high` are nan where there is no interval.

    `best` says that it is the best by this criterion, `best_share` in which share of resamples it is.
    """

    policy: str
    criterion: str
    value: float
    low: float
    high: float
    best: bool
    best_share: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """Every policy by every criterion on one outcome. `states` is 0 where worlds are the states."""

    outcome: str
    direction: str
    threshold: float | None
    states: int
    worlds: int
    rows: tuple[Judged, ...]

    def of(self, criterion: str) -> dict[str, Judged]:
        """The policies by one criterion, by name, in their order."""
        return {row.policy: row for row in self.rows if row.criterion == criterion}


def judge(
    values: Rows,
    policies: tuple[str, ...],
    outcome: str,
    *,
    direction: str,
    threshold: float | None = None,
    key: str = "",
) -> Robustness:
    """Judge policies over states; `values` is policies x states x worlds, `key` what the bootstrap is for.

    One state means that only luck varied. Raises UsageError for an outcome without a direction or a
    threshold that is no number, ResultsError for fewer than two policies.
    """
    _check(outcome, direction, threshold, policies)
    luck_only = values.shape[1] == 1
    if luck_only:
        values = values.transpose(0, 2, 1)
    sign = 1.0 if direction == "higher" else -1.0
    signed = sign * values
    goal = None if threshold is None else sign * threshold
    names = [name for name in CRITERIA if name != SATISFIED or goal is not None]
    seen = criteria(signed.mean(axis=2)[None], goal)
    drawn = _resampled(signed, goal, key, luck_only=luck_only)
    rows = []
    for name in names:
        low, high = _ends(seen[name][0], drawn.get(name), turned=name in TRIED_ONLY)
        rows += _rows(name, policies, seen[name][0], low, high, drawn.get(name), sign)
    states = 0 if luck_only else values.shape[1]
    worlds = values.shape[1] if luck_only else values.shape[2]
    return Robustness(outcome, direction, threshold, states, worlds, tuple(rows))


def criteria(values: Rows, goal: float | None) -> dict[str, Rows]:
    """Every criterion of resamples x policies x states, where more is better: resamples x policies each."""
    found = {
        MEAN: values.mean(axis=2),
        TENTH: np.percentile(values, _TENTH, axis=2),
        WORST: values.min(axis=2),
        REGRET: (values.max(axis=1, keepdims=True) - values).max(axis=2),
    }
    if goal is not None:
        found[SATISFIED] = (values >= goal).mean(axis=2)
    return found


def _resampled(signed: Rows, goal: float | None, key: str, *, luck_only: bool) -> dict[str, Rows]:
    """The criteria in every resample; without those of the worst where worlds are the states."""
    policies, states, worlds = signed.shape
    drawn = generator(f"robust/{key}")
    at_once = max(1, min(_RESAMPLES, _MOST_NUMBERS // (policies * states)))
    pieces: list[dict[str, Rows]] = []
    for start in range(0, _RESAMPLES, at_once):
        count = min(at_once, _RESAMPLES - start)
        weights = drawn.multinomial(worlds, np.full(worlds, 1 / worlds), count) / worlds
        means = (signed.reshape(-1, worlds) @ weights.T).reshape(policies, states, count).transpose(2, 0, 1)
        picked = drawn.integers(0, states, (count, states))
        both = np.take_along_axis(means, picked[:, None, :], axis=2)
        found = criteria(both, goal)
        tried = {} if luck_only else criteria(means, None)
        pieces.append(
            {name: (tried if name in TRIED_ONLY else found)[name] for name in _with(found, luck_only=luck_only)}
        )
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}


def _with(found: dict[str, Rows], *, luck_only: bool) -> list[str]:
    return [name for name in found if not (luck_only and name in TRIED_ONLY)]


def _ends(seen: Rows, drawn: Rows | None, *, turned: bool) -> tuple[Rows, Rows]:
    if drawn is None:
        return np.full_like(seen, np.nan), np.full_like(seen, np.nan)
    low, high = np.quantile(drawn, [_BELOW, _ABOVE], axis=0)
    return (2 * seen - high, 2 * seen - low) if turned else (low, high)


def _rows(
    name: str,
    policies: tuple[str, ...],
    seen: Rows,
    low: Rows,
    high: Rows,
    drawn: Rows | None,
    sign: float,
) -> list[Judged]:
    """One criterion of every policy, turned back into the outcome's own direction."""
    less_is_better = name == REGRET
    rank = -seen if less_is_better else seen
    best = rank == rank.max()
    if drawn is None:
        shares = np.full_like(seen, np.nan)
    else:
        ranks = -drawn if less_is_better else drawn
        first = ranks == ranks.max(axis=1, keepdims=True)
        shares = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    own = 1.0 if name in (REGRET, SATISFIED) else sign
    ends = np.sort(np.stack([own * low, own * high]), axis=0)
    if name == REGRET:
        ends = np.maximum(ends, 0.0)
    told = own * seen
    return [
        Judged(policy, name, float(told[at]), float(ends[0, at]), float(ends[1, at]), bool(best[at]), float(shares[at]))
        for at, policy in enumerate(policies)
    ]


def _check(outcome: str, direction: str, threshold: float | None, policies: tuple[str, ...]) -> None:
    if direction not in ("higher", "lower"):
        raise UsageError(
            f"{outcome}: is neither better when higher nor when lower; say which with --better higher or --better lower"
        )
    if threshold is not None:
        check_threshold("--threshold", threshold, outcome)
    if len(policies) < 2:  # noqa: PLR2004  one policy has nobody beside it
        raise ResultsError("results: one policy only was decided on; compare two or more, with different levers")
