from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.errors import ResultsError, UsageError
from sim.lab.keyed import generator
from sim.lab.robust import MEAN, REGRET, SATISFIED, TENTH, WORST, Robustness, judge

# The investor's table of the textbooks: three choices in three states of the economy.
NAMES = ("bonds", "stocks", "mutual")
PAYOFFS = np.array([[40.0, 45.0, 5.0], [70.0, 30.0, -13.0], [53.0, 45.0, -5.0]])


def judged(payoffs: NDArray[np.float64] = PAYOFFS, **changes: object) -> Robustness:
    """The table in four worlds that agree."""
    values = np.repeat(payoffs[:, :, None], 4, axis=2) if payoffs.ndim == 2 else payoffs
    asked = {"direction": "higher", "threshold": 0.0} | changes
    return judge(values, NAMES[: len(values)], "payoff", **asked)  # type: ignore[arg-type]


def values(found: Robustness, criterion: str) -> list[float]:
    return [row.value for row in found.of(criterion).values()]


def best(found: Robustness, criterion: str) -> list[str]:
    return [name for name, row in found.of(criterion).items() if row.best]


def test_the_investors_table() -> None:
    found = judged()
    # The worst state: 5, -13, -5 (Wald takes bonds). Regrets against 70, 45, 5: (30, 0, 0), (0, 15, 18),
    # (17, 0, 10): the largest are 30, 18, 17 (Savage takes mutual funds). Means 30, 29, 31 (Laplace: mutual funds).
    assert values(found, WORST) == [5.0, -13.0, -5.0]
    assert best(found, WORST) == ["bonds"]
    assert values(found, REGRET) == [30.0, 18.0, 17.0]
    assert best(found, REGRET) == ["mutual"]
    assert values(found, MEAN) == pytest.approx([30.0, 29.0, 31.0])
    assert best(found, MEAN) == ["mutual"]
    assert values(found, SATISFIED) == pytest.approx([1.0, 2 / 3, 2 / 3])
    # A tenth of the way along three ordered values lies 0.2 between the lowest two: 5 + 0.2 x 35.
    assert values(found, TENTH)[0] == pytest.approx(12.0)


def test_the_same_losses_are_judged_the_same_where_lower_is_better() -> None:
    up, down = judged(), judged(-PAYOFFS, direction="lower")
    for criterion in (MEAN, TENTH, WORST):
        assert values(down, criterion) == pytest.approx([-value for value in values(up, criterion)])
        for name in NAMES:
            assert down.of(criterion)[name].low <= down.of(criterion)[name].high
    assert values(down, REGRET) == pytest.approx(values(up, REGRET))
    assert values(down, SATISFIED) == pytest.approx(values(up, SATISFIED))


def test_where_worlds_agree_the_worst_has_no_luck_and_the_mean_varies_over_states() -> None:
    found = judged()
    assert (found.of(WORST)["bonds"].low, found.of(WORST)["bonds"].high) == (5.0, 5.0)
    mean = found.of(MEAN)["bonds"]
    assert mean.low < mean.value < mean.high
    assert (mean.low, mean.high) == pytest.approx((5.0, 45.0), abs=7.0)


def test_the_interval_of_a_mean_is_that_of_its_closed_form() -> None:
    # A grid of states and worlds: the variance of the mean is s2/S + w2/W + e2/SW; here 1/50 + 1/40 + 0.04/2000.
    drawn = generator("robust/closed form")
    grid = drawn.normal(size=(2, 50, 1)) + drawn.normal(size=(2, 1, 40)) + drawn.normal(size=(2, 50, 40)) * 0.2
    row = judge(grid, ("a", "b"), "payoff", direction="higher", key="grid").of(MEAN)["a"]
    expected = 2 * 1.96 * math.sqrt(grid[0].mean(axis=1).var() / 50 + grid[0].mean(axis=0).var() / 40)
    assert row.high - row.low == pytest.approx(expected, rel=0.08)


def test_worlds_are_the_states_where_only_luck_varied() -> None:
    found = judge(PAYOFFS[:, None, :], NAMES, "payoff", direction="higher")
    assert (found.states, found.worlds) == (0, 3)
    assert values(found, WORST) == [5.0, -13.0, -5.0]
    assert math.isnan(found.of(WORST)["bonds"].low)
    assert math.isnan(found.of(REGRET)["bonds"].best_share)
    assert math.isfinite(found.of(MEAN)["bonds"].low)
    assert not found.of(SATISFIED)


def test_the_same_key_gives_the_same_intervals() -> None:
    assert judged(key="one").rows == judged(key="one").rows
    assert judged(key="one").rows != judged(key="two").rows


def test_shares_of_resamples_in_which_a_policy_is_best_add_up_to_one() -> None:
    found = judged()
    for criterion in (MEAN, TENTH, WORST, REGRET, SATISFIED):
        assert sum(row.best_share for row in found.of(criterion).values()) == pytest.approx(1.0)


def test_a_large_table_is_resampled_in_pieces() -> None:
    wide = np.repeat(PAYOFFS[:, :, None], 2, axis=2)
    many = np.tile(wide, (1, 300, 1))
    found = judge(many, NAMES, "payoff", direction="higher", threshold=0.0)
    assert values(found, REGRET) == [30.0, 18.0, 17.0]
    assert found.of(MEAN)["bonds"].high - found.of(MEAN)["bonds"].low < 4.5


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"direction": "neutral"}, UsageError, r"payoff: is neither better when higher nor when lower"),
        ({"threshold": math.nan}, UsageError, r"--threshold: nan is no threshold"),
        ({"payoffs": PAYOFFS[:1]}, ResultsError, r"one policy only was decided on"),
    ],
)
def test_what_cannot_be_judged_is_refused(changes: dict[str, object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        judged(**changes)  # type: ignore[arg-type]
