"""Word gets round and is forgotten; open groups win migrants; rewards crowd out."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.resident import INERT, LATENT
from sim.declare import Value
from sim.mechanisms.publicity import inform
from sim.model import ThreeSocietyModel
from sim.outcomes import OUTCOMES
from tests.districts import lived, new, small, state

TOLD: dict[str, Value] = {
    "setting.residents_per_community": 10_000,
    "coefficients.beginnings.aware_share": 0.5,
    "coefficients.beginnings.member_share": 0.0,
    "coefficients.publicity.ceiling": 0.9,
    "coefficients.publicity.scale_yuan": 10_000.0,
    "policy.entry.publicity_yuan": 50_000.0,
}


def informed(values: dict[str, Value], months: int) -> ThreeSocietyModel:
    """A community after so many months of publicity."""
    model = new(values=values)
    for _ in range(months):
        spread(model)
    return model


def spread(model: ThreeSocietyModel, quiet: bool = False) -> None:  # noqa: FBT001, FBT002  a month's choice
    """Let word get round for a month, or nobody spread it."""
    how = model.scenario.coefficients
    inform(model.world, new().policy if quiet else model.policy, how.publicity, how.beginnings.aware_share)


def test_nobody_is_told_for_nothing() -> None:
    model = new()
    before = state(model.world)
    spread(model)
    assert state(model.world) == before


def test_publicity_reaches_the_ceiling_and_no_further() -> None:
    model = informed({**TOLD, "coefficients.publicity.forgetting": 0.0}, 1)
    # A twelfth of five times the scale reaches 1 - e^(-5/12) = 34% of the four tenths that can be told.
    assert model.world.residents.aware.mean() == pytest.approx(0.5 + 0.4 * (1 - np.exp(-5 / 12)), abs=0.015)
    for _ in range(60):
        spread(model)
    assert model.world.residents.aware.mean() == pytest.approx(0.9, abs=0.01)


def test_word_is_forgotten_to_what_it_was() -> None:
    model = informed({**TOLD, "coefficients.publicity.forgetting": 0.2}, 24)
    assert model.world.residents.aware.mean() > 0.6
    for _ in range(80):
        spread(model, quiet=True)
    untold = new(values=TOLD).world.residents.aware
    assert model.world.residents.aware.mean() == pytest.approx(untold.mean(), abs=0.001)


def test_groups_that_seek_migrants_win_those_who_are_not_inert() -> None:
    model = new(values={"setting.residents_per_community": 1_000, "policy.entry.open_groups": True,
                        "setting.migrant_share": 1.0, "coefficients.publicity.joining_chance": 0.2})  # fmt: skip
    people = model.world.residents
    people.group[:], people.aware[:] = -1, False
    people.kind[:] = LATENT
    people.kind[:300] = INERT
    people.migrant[900:] = False
    spread(model)
    joined = people.group >= 0
    assert joined[300:900].mean() == pytest.approx(0.2, abs=0.06)
    assert not joined[:300].any()
    assert not joined[900:].any()
    assert (people.aware == joined).all()
    assert model.world.organisations.alive[people.group[joined]].all()


def test_migrants_take_part_less_and_open_groups_narrow_the_gap() -> None:
    gaps = []
    for open_ in (False, True):
        values: dict[str, Value] = {"setting.migrant_share": 0.4, "setting.months": 60,
                                    "setting.residents_per_community": 400,
                                    "coefficients.publicity.joining_chance": 0.1,
                                    "policy.entry.open_groups": open_}  # fmt: skip
        gaps.append(OUTCOMES["migrant_gap"].measure(lived(small("guangzhou", values), 5).world))
    assert gaps[1] < gaps[0]


def test_rewards_crowd_out_and_motives_come_back_slowly() -> None:
    model = informed({"policy.volunteers.incentive_yuan": 50.0, "coefficients.publicity.crowding_speed": 0.1}, 2)
    assert model.world.committees.crowded[0] == pytest.approx(0.19)
    spread(model, quiet=True)
    assert model.world.committees.crowded[0] == pytest.approx(0.19 * 0.98)


def test_crowding_out_is_felt_in_participation_only_where_it_is_assumed() -> None:
    def joined(effect: float) -> int:
        values: dict[str, Value] = {"policy.volunteers.incentive_yuan": 100.0, "setting.residents_per_community": 400,
                                    "coefficients.participation.crowding_out": effect}  # fmt: skip
        return int(lived(small("guangzhou", values), 4).world.residents.last_year.sum())

    assert joined(0.3) < joined(0.0)


def test_nobody_joins_where_gatherings_are_forbidden() -> None:
    world = lived(small("guangzhou", {"policy.shock.gatherings": False}), months=3).world
    assert not world.residents.activities.any()
    assert not world.committees.session.any()
