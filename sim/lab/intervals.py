"""How sure a mean over worlds is: intervals, p-values, and p-values of a family of questions.

Every function takes rows: one row a question, one column a world. A world that is nan in a row does
not count in that row.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from sim.lab.keyed import generator

Rows = NDArray[np.float64]

CONFIDENCE = 0.95
SKEWED_FROM = 0.5
RESAMPLES = 1_999  # (1,999 + 1) x 0.025 is a whole number


class Interval(NamedTuple):
    """The mean of each row, the ends of its 95% interval, and how many worlds they rest on."""

    mean: Rows
    low: Rows
    high: Rows
    worlds: NDArray[np.int64]


class Safe(NamedTuple):
    """The wider of Student's and, where a row is skewed, the bootstrap's interval, and what it is made of."""

    low: Rows
    high: Rows
    student: Interval
    boot_low: Rows
    boot_high: Rows
    skewed: NDArray[np.bool_]


def safe_interval(rows: Rows, key: str) -> Safe:
    """The 95% interval of each row's mean that a claim may rest on; docs/statistics.md shows how often it covers."""
    student = t_interval(rows)
    skewed = np.abs(skewness(rows)) > SKEWED_FROM
    boot_low, boot_high = np.full((2, len(rows)), np.nan)
    boot = bootstrap_interval(rows[skewed], key)
    boot_low[skewed], boot_high[skewed] = boot.low, boot.high
    low, high = np.fmin(student.low, boot_low), np.fmax(student.high, boot_high)
    return Safe(low, high, student, boot_low, boot_high, skewed)


def t_interval(rows: Rows) -> Interval:
    """Student's interval of each row's mean; nan where fewer than two worlds are defined."""
    mean, error, count = _mean_and_error(rows)
    reach = critical(np.maximum(count - 1, 1)) * error
    return Interval(mean, mean - reach, mean + reach, count)


def critical(spare: NDArray[np.int64]) -> Rows:
    """How many standard errors the 95% interval reaches to each side, by the degrees of freedom."""
    return np.asarray(stdtrit(spare, 0.5 + CONFIDENCE / 2))


def bootstrap_interval(rows: Rows, key: str) -> Interval:
    """The studentised bootstrap interval of each row's mean, the same for the same `key`.

    At 20 worlds of exponential differences it covers 93%, where Student's covers 90% and the
    bias-corrected percentile interval 90%. All rows resample the same worlds. It is nan where a row
    has an undefined world, or so few distinct values that resamples without any spread decide it.
    """
    mean, error, count = _mean_and_error(rows)
    worlds = generator(key).integers(0, rows.shape[1], (RESAMPLES, rows.shape[1]))
    low, high = np.full_like(mean, np.nan), np.full_like(mean, np.nan)
    for row in np.flatnonzero((error > 0) & (count == rows.shape[1])):
        again, spread, _ = _mean_and_error(rows[row][worlds])
        away = again - mean[row]
        ratio = np.divide(away, spread, out=np.copysign(np.inf, away), where=spread > 0)
        below, above = np.quantile(ratio, [0.5 - CONFIDENCE / 2, 0.5 + CONFIDENCE / 2], method="nearest")
        if np.isfinite([below, above]).all():
            low[row], high[row] = mean[row] - above * error[row], mean[row] - below * error[row]
    return Interval(mean, low, high, count)


def skewness(rows: Rows) -> Rows:
    """The bias-corrected skewness of each row; 0 where all worlds agree or fewer than 3 are defined."""
    from scipy.stats import skew

    found = np.zeros(len(rows))
    for place, row in enumerate(rows):
        defined = row[np.isfinite(row)]
        if len(defined) > 2 and np.ptp(defined) > 1e-12 * np.abs(defined).max():  # noqa: PLR2004
            found[place] = skew(defined, bias=False)
    return found


def p_values(rows: Rows) -> Rows:
    """Two-sided p of each row's mean being zero: 1 where every world is exactly zero."""
    mean, error, count = _mean_and_error(rows)
    certain = np.where(mean == 0, 0.0, np.copysign(np.inf, mean))
    ratio = np.divide(mean, error, out=np.where(np.isnan(error), np.nan, certain), where=error > 0)
    return np.asarray(2 * stdtr(np.maximum(count - 1, 1), -np.abs(ratio)))


def p_equivalence(rows: Rows, margin: float) -> Rows:
    """The p of each row's mean lying beyond +-`margin`, by two one-sided t tests: small where it lies within.

    Schuirmann (1987), *J. Pharmacokinetics and Biopharmaceutics* 15:657. It is below (1 - CONFIDENCE) / 2
    exactly where Student's interval lies within the margin. Where every world agrees it is 0 or 1.
    """
    mean, error, count = _mean_and_error(rows)
    inside = margin - np.abs(mean)
    certain = np.where(inside > 0, np.inf, -np.inf)
    ratio = np.divide(inside, error, out=np.where(np.isnan(error), np.nan, certain), where=error > 0)
    return np.asarray(stdtr(np.maximum(count - 1, 1), -ratio))


def holm(p: Rows) -> Rows:
    """Holm's step-down p-values over a family; nan is no member of it."""
    adjusted = np.full_like(p, np.nan)
    members = np.flatnonzero(~np.isnan(p))
    order = members[np.argsort(p[members], kind="stable")]
    factors = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * factors), 1.0)
    return adjusted


def variance(rows: Rows) -> Rows:
    """The sample variance of each row; nan where fewer than two worlds are defined."""
    _, error, count = _mean_and_error(rows)
    return np.square(error) * count


def _mean_and_error(rows: Rows) -> tuple[Rows, Rows, NDArray[np.int64]]:
    """Mean and standard error of each row over its defined worlds; nan where there are too few."""
    defined = np.isfinite(rows)
    count = defined.sum(axis=-1)
    total = np.where(defined, rows, 0.0).sum(axis=-1)
    mean = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    away = np.where(defined, rows - mean[..., None], 0.0)
    spare = np.maximum(count - 1, 0) * count
    squares = np.square(away).sum(axis=-1)
    error = np.divide(squares, spare, out=np.full(count.shape, np.nan), where=spare > 0)
    return mean, np.sqrt(error), count
