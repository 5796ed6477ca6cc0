"""Residents judge, trust and take part in one go through the communities, and as the three rules say."""

from __future__ import annotations

from sim.kernels.participation import join, joining_rooms
from sim.kernels.trust import move_trust
from sim.mechanisms import residents
from sim.mechanisms.residents.joining import inclination
from sim.mechanisms.residents.satisfaction import judge_all, judgement, judging_rooms
from sim.mechanisms.residents.trust import experience
from sim.model import ThreeSocietyModel
from tests.districts import lived, small, state


def respond(model: ThreeSocietyModel) -> None:
    """Live the month's part as the model does."""
    how = model.scenario.coefficients
    residents.judge_and_take_part(model.world, model.policy, how.satisfaction, how.trust, how.participation)


def one_rule_after_another(model: ThreeSocietyModel) -> None:
    """Let everybody judge first, then everybody trust, then everybody take part."""
    world, how = model.world, model.scenario.coefficients
    most, everywhere, fit = world.most_residents, (0, len(world.committees)), world.mean_fit()
    rooms = judging_rooms(most)
    judge_all(*(*judgement(world, how.satisfaction, fit), rooms, *everywhere))
    move_trust(*(*experience(world, model.policy, how.trust), rooms[1], *everywhere))
    join(*(*inclination(world, model.policy, how.participation, fit), joining_rooms(most), *everywhere))


def test_communities_one_by_one_are_the_same_as_rules_one_by_one() -> None:
    together, apart = lived(small(), months=5), lived(small(), months=5)
    assert state(together.world) == state(apart.world)
    before = state(together.world)
    respond(together)
    one_rule_after_another(apart)
    assert state(together.world) == state(apart.world)
    assert state(together.world) != before


def test_who_trusts_more_this_month_takes_part_more_this_month() -> None:
    times = []
    for trust in (0.0, 1.0):
        model = lived(small(), months=3)
        people = model.world.residents
        people.trust_committee[:] = trust
        respond(model)
        times.append(int(people.activities.sum()))
    assert times[1] > times[0]
