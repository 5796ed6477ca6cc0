"""Needs arise, fade and escalate as often as they are declared to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.declare import Value
from sim.domains import DOMAINS, MEDIATION, SPECIAL
from sim.mechanisms import needs
from sim.model import ThreeSocietyModel
from tests.districts import most, new

NEVER: dict[str, Value] = {f"coefficients.needs.arrival_rate.{domain.name}": 0.0 for domain in DOMAINS}


def faded(before: int, chance: float, luck: NDArray[np.float64]) -> int:
    """What is left of one resident's open needs."""
    words = np.floor(luck * 2.0**32).astype(np.uint32)
    stay = np.empty(1, dtype=np.uint8)
    needs.stay_open(words, chance, stay)
    return before & int(stay[0])


def arise(model: ThreeSocietyModel) -> None:
    """Let needs have their month."""
    how = model.scenario.coefficients
    needs.arise(model.world, model.policy, how.needs, how.neighbourhoods)


def test_the_numbers_that_fade_needs_by_hand() -> None:
    # Each of four numbers serves a domain by itself and the one four further on by the rest of 65,536 times it.
    # 0.010 x 65536 = 655.36: 0.010 < 0.05 fades domain 0, 0.36 leaves domain 4.
    # 0.500 x 65536 = 32768: 0.500 leaves domain 1, 0.00 fades domain 5.
    # 0.300 x 65536 = 19660.8: both 0.3 and 0.8 leave domains 2 and 6.
    # 0.020 x 65536 = 1310.72: fades domain 3, 0.72 leaves domain 7.
    luck = np.array([[0.010], [0.500], [0.300], [0.020]])
    assert faded(0b11111111, 0.05, luck) == 0b11010110
    assert faded(0b00000011, 0.05, luck) == 0b00000010
    assert faded(0, 0.05, luck) == 0


@given(
    before=st.integers(0, 255),
    chance=st.floats(0.0, 1.0),
    more=st.floats(0.0, 1.0),
    luck=st.lists(st.floats(0.0, 1.0, exclude_max=True), min_size=4, max_size=4),
)
def test_needs_only_fade_and_the_more_the_likelier(before: int, chance: float, more: float, luck: list[float]) -> None:
    numbers = np.array(luck).reshape(4, 1)
    left = faded(before, chance, numbers)
    fewer = faded(before, chance + more, numbers)
    assert left | before == before
    assert fewer | left == left


def test_new_needs_come_as_often_as_declared() -> None:
    # Eight rates of 0.005 make 0.04 a month: 1 - e^-0.04 = 3.921% of residents; of the vulnerable, at 2.5
    # times the rate, 1 - e^-0.1 = 9.516%. Standard error with 10,000 each: at most 0.3 points.
    rates: dict[str, Value] = dict.fromkeys(NEVER, 0.005)
    model = new(values={**rates, "setting.residents_per_community": 20_000,
                        "coefficients.needs.vulnerable_factor": 2.5})  # fmt: skip
    people = model.world.residents
    people.needs[:] = 0
    people.vulnerable[:] = np.arange(20_000) % 2 == 0
    arise(model)
    asked = people.needs != 0
    assert asked[~people.vulnerable].mean() == pytest.approx(0.03921, abs=0.008)
    assert asked[people.vulnerable].mean() == pytest.approx(0.09516, abs=0.012)
    # At most one new need a month: every mask is a power of two; each domain gets an eighth.
    assert set(people.needs[asked].tolist()) <= {1 << domain for domain in range(8)}
    shares = np.bincount(np.log2(people.needs[asked]).astype(int), minlength=8) / np.count_nonzero(asked)
    assert shares == pytest.approx(np.full(8, 0.125), abs=0.04)


def test_without_arrivals_needs_fade_geometrically() -> None:
    # A need that fades with chance 0.05 is open after 12 months with chance 0.95^12 = 0.5404.
    model = new(values={**NEVER, "setting.residents_per_community": 5_000, "coefficients.needs.fade_chance": 0.05})
    people = model.world.residents
    people.needs[:] = 1
    people.wait_months[:] = 0
    for _ in range(12):
        arise(model)
        model.world.month += 1
    assert people.needs.mean() == pytest.approx(0.5404, abs=0.03)
    assert people.wait_months[people.needs != 0].tolist() == [12] * int(people.needs.sum())
    assert not people.wait_months[people.needs == 0].any()


def test_only_grievances_escalate() -> None:
    # Escalation at 0.2 a month for 30 months: 1 - 0.8^30 > 99.8% of open needs of mediation and special groups.
    escalation = "coefficients.needs.escalation_chance"
    model = new(values={**NEVER, "setting.residents_per_community": 1_000, "coefficients.needs.fade_chance": 0.01,
                        escalation: most(escalation)})  # fmt: skip
    people = model.world.residents
    people.needs[:] = 255
    people.escalated[:] = 0
    for _ in range(30):
        arise(model)
        model.world.month += 1
    grievances = np.uint8((1 << MEDIATION) | (1 << SPECIAL))
    assert not (people.escalated & ~grievances).any()
    assert not (people.escalated & ~people.needs).any()
    open_ = people.needs & grievances
    assert (people.escalated == open_).mean() > 0.98


def test_waiting_is_counted_to_the_longest_wait() -> None:
    model = new(values={**NEVER, "coefficients.needs.fade_chance": 0.01})
    model.world.residents.needs[:] = 255
    for _ in range(40):
        arise(model)
        model.world.month += 1
    assert model.world.residents.wait_months.tolist() == [31] * 10
