"""Values of information against closed forms: a normal linear decision, and one over a uniform range."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import norm, qmc

from sim.lab.information.value import value_of_information
from sim.lab.keyed import generator


def normal_loss(mean: float, spread: float) -> float:
    """What knowing a normal gain is worth where it is chosen if positive (Raiffa & Schlaifer 1961, §5)."""
    return float(spread * norm.pdf(mean / spread) - abs(mean) * norm.cdf(-abs(mean) / spread))


WEIGHTS, MEAN = np.array([1.0, 0.5, 0.0]), -0.3
PERFECT = normal_loss(MEAN, float(np.sqrt((WEIGHTS**2).sum())))
PARTIAL = [normal_loss(MEAN, 1.0), normal_loss(MEAN, 0.5), 0.0]


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_a_normal_linear_decision_is_worth_what_the_closed_form_says(noise: float) -> None:
    unknowns = ndtri(qmc.Sobol(3, rng=generator("points")).random(512))
    gain = MEAN + unknowns @ WEIGHTS
    benefit = np.zeros((2, 512, 4))
    benefit[1] = gain[:, None] + noise * generator("noise").normal(size=(512, 4))
    found = value_of_information(benefit, unknowns, [False] * 3, "2012")
    assert found.best == 0
    assert found.perfect.value == pytest.approx(PERFECT, abs=0.02)
    assert found.at_most >= found.perfect.value
    assert [each.worth.value for each in found.partial] == pytest.approx(PARTIAL, abs=0.02)
    assert all(each.worth.low <= known <= each.worth.high for each, known in zip(found.partial, PARTIAL, strict=True))
    assert found.perfect.low <= PERFECT <= found.perfect.high
    assert [each.is_clear for each in found.partial] == [True, True, False]
    # The other policy is chosen where the gain is expected to be positive: above 0.3 of the first unknown.
    assert found.partial[0].changes == pytest.approx(norm.cdf(-0.3), abs=0.03)
    assert found.partial[2].changes == 0


def test_three_policies_over_a_uniform_range() -> None:
    """Gains 0, x - 1/2 and 1/4 - x over 0 to 1: the best is worth 1/32 below 1/4 and 1/8 above 1/2, together 5/32."""
    unknown = (np.arange(400)[:, None] + 0.5) / 400
    x = unknown[:, 0]
    benefit = np.stack([np.zeros(400), x - 0.5, 0.25 - x])[:, :, None]
    found = value_of_information(benefit, unknown, [False], "u")
    assert found.perfect.value == pytest.approx(5 / 32, abs=1e-4)
    assert found.partial[0].worth.value == pytest.approx(5 / 32, abs=1e-4)
    assert found.most_often == pytest.approx([0.25, 0.5, 0.25], abs=0.003)


def test_a_choice_has_a_mean_for_each_of_its_values() -> None:
    """A gain of 1, −2 or 0 as one of three kinds holds: chosen for the first, worth a third."""
    kind = np.tile([0.0, 1.0, 2.0], 40)[:, None]
    benefit = np.stack([np.zeros(120), np.array([1.0, -2.0, 0.0])[kind[:, 0].astype(int)]])[:, :, None]
    found = value_of_information(benefit, kind, [True], "c")
    assert found.partial[0].worth.value == pytest.approx(1 / 3)
    assert found.partial[0].changes == pytest.approx(1 / 3)


def test_luck_is_not_taken_for_knowledge() -> None:
    """Two policies that differ by luck alone: perfect information is worth nothing, though maxima of luck are not."""
    benefit = generator("luck").normal(size=(2, 200, 10))
    found = value_of_information(benefit, generator("x").random((200, 2)), [False, False], "l")
    assert found.perfect.low == 0
    assert found.perfect.value < 0.1
    assert found.at_most > 0.15
    assert not any(each.is_clear for each in found.partial)


def test_one_policy_that_is_always_best_leaves_nothing_to_know() -> None:
    unknown = generator("x").random((50, 1))
    benefit = np.stack([unknown[:, 0], unknown[:, 0] + 1])[:, :, None]
    found = value_of_information(benefit, unknown, [False], "s")
    assert (found.best, found.perfect.value, found.at_most) == (1, 0, 0)
    assert found.partial[0].worth.value == pytest.approx(0, abs=1e-12)
