"""What money buys: costs against effects, who is dominated, and which policy is best at which price.

Costs and effects are means over states and worlds. A step along the frontier is within noise where the
95% interval of the difference in effect holds zero: then its ratio says nothing. Net benefit is effect
times willingness to pay less cost; the acceptability curve is the share of resamples in which a policy
has the largest (Fenwick, Claxton & Sculpher 2001, *Health Economics* 10:779).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.errors import ResultsError, UsageError
from sim.lab.frontier import Place, frontier
from sim.lab.intervals import CONFIDENCE, Rows, safe_interval
from sim.lab.resampling import resampled_means

GRID = 41
_BELOW, _ABOVE = 0.5 - CONFIDENCE / 2, 0.5 + CONFIDENCE / 2
_BEYOND = 2.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and its 95% interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Priced:
    """One policy: cost and effect, its place, the differences to the policy it is compared with, and to the baseline.

    `against` is empty and the differences nan for the cheapest efficient policy; `ratio` is nan for all but
    the other efficient ones. `within_noise` says that the difference in effect may be none.
    """

    policy: str
    cost: Estimate
    effect: Estimate
    status: str
    against: str
    cost_difference: Estimate
    effect_difference: Estimate
    ratio: float
    within_noise: bool
    cost_to_baseline: Estimate
    effect_to_baseline: Estimate


@dataclass(frozen=True, slots=True)
class Offer:
    """What is best at one willingness to pay: net benefit to the baseline, and each policy's share of resamples."""

    willingness: float
    best: str
    benefit: Estimate
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Economics:
    """Every policy priced, and what is best at each willingness to pay (yuan per unit of effect)."""

    rows: tuple[Priced, ...]
    offers: tuple[Offer, ...]
    states: int
    worlds: int


def price(
    costs: Rows,
    effects: Rows,
    policies: tuple[str, ...],
    *,
    direction: str,
    most: float | None = None,
    key: str = "",
) -> Economics:
    """Price policies; `costs` and `effects` are policies x states x worlds, the first policy is the baseline.

    `most` is the largest willingness to pay that is looked at (twice the largest ratio, if not said).
    Where lower is better the effect is what is averted. Raises UsageError for a neutral effect or a `most`
    that is none, ResultsError for fewer than two policies or two worlds.
    """
    _check(costs, direction, most)
    gained = effects if direction == "higher" else -effects
    count = len(policies)
    both = np.concatenate([costs, gained])
    drawn = resampled_means(both, f"economics/{key}")
    seen = _Seen(both, both.mean(axis=(1, 2)), drawn, count, key)
    places = frontier(seen.means[:count].tolist(), seen.means[count:].tolist())
    rows = tuple(_priced(policies, places, seen, at, direction) for at in range(count))
    largest = max((place.ratio for place in places if place.ratio is not None), default=0.0)
    top = most or _BEYOND * max(largest, 0.0) or _spread(seen)
    offers = tuple(_offer(policies, seen, float(value)) for value in np.linspace(0.0, top, GRID))
    return Economics(
        rows,
        offers,
        costs.shape[1] if costs.shape[1] > 1 else 0,
        costs.shape[2],
    )


def mean_and_difference(values: Rows, key: str) -> list[tuple[Estimate, Estimate]]:
    """Every policy's mean of policies x states x worlds, and its difference to the first, both with intervals."""
    seen = _Seen(values, values.mean(axis=(1, 2)), resampled_means(values, key), len(values), key)
    nothing = Estimate(0.0, 0.0, 0.0)
    return [
        (seen.estimate({at: 1.0}), seen.estimate({at: 1.0, 0: -1.0}) if at else nothing) for at in range(len(values))
    ]


@dataclass(frozen=True)
class _Seen:
    """Costs and then effects: all values, their means, and the means of every resample."""

    values: Rows
    means: Rows
    drawn: Rows
    count: int
    key: str

    def estimate(self, weights: dict[int, float]) -> Estimate:
        """A weighted sum of rows with its interval: over worlds, and over states where there are several."""
        rows, by = list(weights), np.array(list(weights.values()))
        mean = float(self.means[rows] @ by)
        if self.values.shape[1] > 1:
            low, high = np.quantile(self.drawn[:, rows] @ by, [_BELOW, _ABOVE])
        else:
            worlds = np.tensordot(by, self.values[rows, 0, :], axes=1)[None, :]
            safe = safe_interval(worlds, f"economics/{self.key}/{sorted(weights.items())}")
            low, high = safe.low[0], safe.high[0]
        return Estimate(mean, float(low), float(high))


_NONE = Estimate(math.nan, math.nan, math.nan)


def _priced(policies: tuple[str, ...], places: tuple[Place, ...], seen: _Seen, at: int, direction: str) -> Priced:
    place, n = places[at], seen.count
    own = 1.0 if direction == "higher" else -1.0
    other = place.against
    cost = _NONE if other is None else seen.estimate({at: 1.0, other: -1.0})
    effect = _NONE if other is None else seen.estimate({n + at: 1.0, n + other: -1.0})
    to_baseline = [_NONE, _NONE] if at == 0 else [seen.estimate({at + by: 1.0, by: -1.0}) for by in (0, n)]
    return Priced(
        policy=policies[at],
        cost=seen.estimate({at: 1.0}),
        effect=seen.estimate({n + at: own}),
        status=place.status,
        against="" if other is None else policies[other],
        cost_difference=cost,
        effect_difference=effect,
        ratio=math.nan if place.ratio is None else place.ratio,
        within_noise=bool(effect.low <= 0 <= effect.high),
        cost_to_baseline=to_baseline[0],
        effect_to_baseline=to_baseline[1],
    )


def _offer(policies: tuple[str, ...], seen: _Seen, willingness: float) -> Offer:
    n = seen.count
    benefit = willingness * seen.means[n:] - seen.means[:n]
    drawn = willingness * seen.drawn[:, n:] - seen.drawn[:, :n]
    first = drawn == drawn.max(axis=1, keepdims=True)
    shares = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    best = int(benefit.argmax())
    weights = {best: -1.0, 0: 1.0, n + best: willingness, n: -willingness}
    gain = Estimate(0.0, 0.0, 0.0) if best == 0 else seen.estimate(weights)
    return Offer(willingness, policies[best], gain, tuple(map(float, shares)))


def _spread(seen: _Seen) -> float:
    """A willingness to look up to where nobody but one is efficient: all cost for all effect that lie apart."""
    costs, effects = seen.means[: seen.count], seen.means[seen.count :]
    return float(np.ptp(costs) / np.ptp(effects)) if np.ptp(effects) > 0 and np.ptp(costs) > 0 else 1.0


def _check(costs: Rows, direction: str, most: float | None) -> None:
    if direction not in ("higher", "lower"):
        raise UsageError(
            "--effect: is neither better when higher nor when lower; say which with --better higher or --better lower"
        )
    if most is not None and not (math.isfinite(most) and most > 0):
        raise UsageError(f"--willingness: {most:g} is no willingness to pay; give yuan per unit of effect, above 0")
    if len(costs) < 2:  # noqa: PLR2004  one policy has nobody beside it
        raise ResultsError("results: one policy only was decided on; compare two or more, with different levers")
    if costs.shape[2] < 2:  # noqa: PLR2004  one world has no spread
        raise ResultsError("results: one world only; run more worlds to tell a difference from luck")
