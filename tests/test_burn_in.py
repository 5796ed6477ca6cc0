"""Months before month 0 that are remembered change nothing."""

from __future__ import annotations

import pytest

from sim.burn_in import BurnIns
from sim.declare import Value
from sim.model import Simulator, ThreeSocietyModel, simulate
from sim.scenario import Scenario, bundled_scenarios
from sim.world import World
from tests.districts import bits, small

SHORT: dict[str, Value] = {"setting.months": 6}
POLICIES: tuple[dict[str, Value], ...] = (
    {},
    {"policy.payment.delay_months": 6.0},
    {"policy.purchase.projects_per_street": 3},
    {"policy.purchase.centre_yuan": 3_000_000.0},
    {"policy.fund.yuan_per_community": 50_000.0, "policy.matching.online": True},
    {"policy.coordination.information": False, "policy.coordination.feedback": False},
)


class CountingBurnIns(BurnIns):
    """How often the months before month 0 had to be lived."""

    def __init__(self) -> None:
        """Count from zero."""
        super().__init__()
        self.lived = 0

    def remember(self, scenario: Scenario, seed: int, world: World) -> None:
        self.lived += 1
        super().remember(scenario, seed, world)


def test_policies_tried_one_after_another_fare_as_each_does_alone() -> None:
    together = Simulator(("satisfied_share", "turnover_rate"))
    for world in (3, 4, 3):
        for values in POLICIES:
            scenario = small(values={**SHORT, **values})
            alone = simulate(scenario, world, ("satisfied_share", "turnover_rate"))
            assert bits(together(scenario, world)) == bits(alone)


@pytest.mark.parametrize("name", bundled_scenarios())
def test_every_scenario_may_follow_another_policy_in_the_same_world(name: str) -> None:
    together = Simulator(())
    together(small(name, {**SHORT, "policy.evaluation.rounds_per_year": 7}), 2)
    scenario = small(name, SHORT)
    assert bits(together(scenario, 2)) == bits(simulate(scenario, 2, ()))


def test_the_same_world_is_lived_once() -> None:
    remembered = CountingBurnIns()
    for delay in (0.0, 2.0, 6.0):
        simulate(small(values={**SHORT, "policy.payment.delay_months": delay}), 1, (), remembered)
    assert remembered.lived == 1


@pytest.mark.parametrize(
    ("values", "seed"),
    [
        ({}, 2),
        ({"coefficients.needs.fade_chance": 0.2}, 1),
        ({"setting.committee_staff": 9}, 1),
        ({"policy.purchase.projects_per_street": 1}, 1),
    ],
)
def test_another_world_coefficient_place_or_layout_is_lived_anew(values: dict[str, Value], seed: int) -> None:
    remembered = CountingBurnIns()
    simulate(small(values=SHORT), 1, (), remembered)
    simulate(small(values={**SHORT, **values}), seed, (), remembered)
    assert remembered.lived == 2


def test_worlds_too_large_to_remember_are_lived_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.burn_in._ROOM_BYTES", 1_000)
    monkeypatch.setattr("sim.burn_in._copy", lambda _world: pytest.fail("a world for which there is no room is copied"))
    remembered = CountingBurnIns()
    for _ in range(2):
        simulate(small(values=SHORT), 1, (), remembered)
    assert remembered.lived == 2


class OwnModel(ThreeSocietyModel):
    """A district in which no month changes anything before month 0."""

    def _grow_up(self) -> None:
        self.world.month = 0


def test_a_model_of_ones_own_lives_its_own_past() -> None:
    remembered = BurnIns()
    usual = ThreeSocietyModel(small(), rng=1, collect=(), burn_ins=remembered)
    own = OwnModel(small(), rng=1, collect=(), burn_ins=remembered)
    assert (own.world.residents.contact == 0).all()
    assert not (usual.world.residents.contact == 0).all()


def test_a_model_that_remembers_stands_at_month_0_under_its_own_policy() -> None:
    remembered = BurnIns()
    ThreeSocietyModel(small(), rng=1, collect=(), burn_ins=remembered)
    model = ThreeSocietyModel(
        small(values={"policy.payment.delay_months": 9.0}), rng=1, collect=(), burn_ins=remembered
    )
    assert (model.world.month, model.policy.payment.delay_months) == (0, 9.0)
