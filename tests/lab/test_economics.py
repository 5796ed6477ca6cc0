from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.errors import ResultsError, UsageError
from sim.lab.amounts import amounts, communities, horizon_years, known
from sim.lab.economics import Economics, mean_and_difference, price
from sim.lab.frontier import DOMINATED, EFFICIENT
from sim.lab.keyed import generator
from sim.lab.results import read_results
from sim.lab.states import cross
from tests.lab.stored import store

NAMES = ("now", "more", "most")
WORLDS = 8
PATTERN = np.array([-3.0, -1.0, 1.0, 3.0, 3.0, 1.0, -1.0, -3.0])


def priced(costs: list[float], effects: list[float], noise: float = 0.0, **changes: object) -> Economics:
    """Policies whose costs are certain and whose effects vary over worlds, each by a pattern of its own."""
    paid = np.repeat(np.array(costs)[:, None, None], WORLDS, axis=2)
    gained = np.repeat(np.array(effects)[:, None, None], WORLDS, axis=2)
    gained = gained + noise * np.stack([np.roll(PATTERN, turn) for turn in range(len(costs))])[:, None, :]
    asked = {"direction": "higher"} | changes
    return price(paid, gained, NAMES[: len(costs)], **asked)  # type: ignore[arg-type]


def test_two_steps_worked_by_hand() -> None:
    found = priced([0.0, 100.0, 300.0], [0.0, 10.0, 20.0])
    assert [row.ratio for row in found.rows[1:]] == [10.0, 20.0]
    assert [row.against for row in found.rows] == ["", "now", "more"]
    assert [row.cost_difference.mean for row in found.rows[1:]] == [100.0, 200.0]
    assert not any(row.within_noise for row in found.rows)
    # Looked at up to twice the largest ratio: 40. At 15 the second is best: 15 x 10 - 100 = 50; at 40 the last, 500.
    assert (found.offers[0].best, found.offers[0].willingness) == ("now", 0.0)
    at = next(offer for offer in found.offers if offer.willingness == 15.0)
    assert (at.best, at.benefit.mean, at.shares) == ("more", 50.0, (0.0, 1.0, 0.0))
    assert (found.offers[-1].willingness, found.offers[-1].best) == (40.0, "most")
    assert found.offers[-1].benefit.mean == pytest.approx(500.0)


def test_a_step_whose_effect_may_be_none_is_within_noise() -> None:
    # Noise of two policies a step apart: differences of the pattern and itself turned by one place have a standard
    # deviation above 2; an effect of 0.5 is far within their interval over 8 worlds, one of 50 is not.
    found = priced([0.0, 100.0, 300.0], [0.0, 0.5, 50.5], noise=1.0)
    assert found.rows[0].within_noise is False
    by = {row.policy: row for row in found.rows}
    assert by["most"].status == EFFICIENT
    assert not by["most"].within_noise
    assert priced([0.0, 100.0], [0.0, 0.5], noise=1.0).rows[1].within_noise
    assert priced([0.0, 100.0], [0.0, -0.5], noise=1.0).rows[1].status == DOMINATED
    assert priced([0.0, 100.0], [0.0, -0.5], noise=1.0).rows[1].within_noise


def test_what_is_averted_is_an_effect() -> None:
    up, down = priced([0.0, 100.0], [0.0, 10.0]), priced([0.0, 100.0], [30.0, 20.0], direction="lower")
    assert up.rows[1].ratio == down.rows[1].ratio == 10.0
    assert (down.rows[1].effect.mean, down.rows[1].effect_difference.mean) == (20.0, 10.0)


def test_the_acceptability_curve_follows_its_closed_form() -> None:
    # Cost 1 more, effect normal: the share with a positive net benefit at price k is that of a mean effect above 1/k.
    drawn = generator("economics/curve").normal(0.5, 1.0, 60)
    effects = np.stack([np.zeros(60), drawn])[:, None, :]
    costs = np.stack([np.zeros(60), np.ones(60)])[:, None, :]
    found = price(costs, effects, NAMES[:2], direction="higher", most=8.0)
    error = drawn.std() / math.sqrt(60)
    for offer in found.offers[4::6]:
        expected = stats.norm.sf((1 / offer.willingness - drawn.mean()) / error)
        assert offer.shares[1] == pytest.approx(expected, abs=0.04)


def test_states_widen_what_is_known() -> None:
    worlds = np.zeros((2, 1, WORLDS))
    worlds[1] = 1.0 + PATTERN / 100
    states = np.repeat(worlds, 5, axis=1) + np.array([0.0, 1.0])[:, None, None] * np.arange(-2, 3)[None, :, None]
    sure, unsure = (mean_and_difference(values, "k")[1][1] for values in (worlds, states))
    assert (sure.mean, unsure.mean) == pytest.approx((1.0, 1.0))
    assert unsure.high - unsure.low > 10 * (sure.high - sure.low)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"direction": "neutral"}, UsageError, r"--effect: is neither better when higher nor when lower"),
        ({"most": 0.0}, UsageError, r"--willingness: 0 is no willingness to pay"),
        ({"costs": [1.0], "effects": [1.0]}, ResultsError, r"one policy only was decided on"),
    ],
)
def test_what_cannot_be_priced_is_refused(changes: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        priced(**({"costs": [0.0, 1.0], "effects": [0.0, 1.0]} | changes))


def months(value: float, count: int = 60) -> NDArray[np.float64]:
    return np.full(count, value)


def numbers(policy: str, _under: str, world: int) -> dict[str, Any]:
    monthly = len(policy) + world
    return {
        "public_money_yuan": 60.0 * monthly,
        "needs_resolved": monthly,
        "satisfied_share": 0.5,
        "series.public_money_yuan": months(monthly).tolist(),
        "series.satisfied_share": months(0.5).tolist(),
    }


def test_months_are_added_up_or_averaged_and_discounted_as_a_geometric_series(tmp_path: Path) -> None:
    crossed = cross(read_results(store(tmp_path / "r", numbers)))
    q = 1.05 ** (-1 / 12)
    paid = amounts(crossed, "public_money_yuan", 0.05)
    assert paid.shape == (3, 1, 4)
    # 8 yuan a month under the baseline in world 0, over 60 months: 8 (1 - q^60) / (1 - q).
    assert paid[0, 0, 0] == pytest.approx(8 * (1 - q**60) / (1 - q))
    assert amounts(crossed, "public_money_yuan", 0.0)[0, 0, 0] == 8 * 60
    np.testing.assert_allclose(amounts(crossed, "satisfied_share", 0.05), 0.5)


def test_months_that_were_not_kept_are_asked_for(tmp_path: Path) -> None:
    crossed = cross(read_results(store(tmp_path / "r", numbers)))
    with pytest.raises(
        ResultsError, match=r"months of 'needs_resolved' were not kept.*--extend, or give --as-summaris"
    ):
        amounts(crossed, "needs_resolved", 0.05)
    assert amounts(crossed, "needs_resolved", 0.0, as_summarised=True)[0, 0, 0] == 8


def test_the_size_of_the_place_and_the_horizon_are_the_scenarios(tmp_path: Path) -> None:
    results = read_results(store(tmp_path / "r", numbers))
    assert (horizon_years(results), communities(results)) == (5.0, 24)
    varied = read_results(store(tmp_path / "v", numbers, axes={"setting.streets": [2, 3]}, policy=[]))
    with pytest.raises(ResultsError, match=r"the number of communities differs between runs"):
        communities(varied)


def test_an_unknown_outcome_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"there is no outcome 'needs_resolve'; did you mean 'needs_resolved'"):
        known("needs_resolve")
