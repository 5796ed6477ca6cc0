"""What bars, credit grades and one procedure mean when contracts are put out to call."""

from __future__ import annotations

import numpy as np

from sim.agents.organisation import SMALL
from sim.declare import Value
from sim.model import ThreeSocietyModel
from tests.districts import new

CALL: dict[str, Value] = {
    "policy.purchase.projects_per_street": 1,
    "coefficients.purchase.choice_noise": 0.02,
    "coefficients.fit.spread": 0.2,
}


def called(model: ThreeSocietyModel) -> list[int]:
    """Who holds each contract after the first month of a year."""
    model.step()
    holders: list[int] = model.world.contracts.organisation.tolist()
    return holders


def favourite(model: ThreeSocietyModel, row: int) -> None:
    """Give one agency a better standing than all others have."""
    model.world.organisations.relationship[:] = 0.0
    model.world.organisations.relationship[row] = 1.0


def test_whoever_is_barred_wins_nothing() -> None:
    model = new(values=CALL)
    favourite(model, 1)
    assert called(model)[1] == 1
    model = new(values=CALL)
    favourite(model, 1)
    model.world.organisations.barred[1] = True
    assert called(model)[1] not in (-1, 1)


def test_a_public_grade_outweighs_a_little_of_an_old_standing() -> None:
    model = new(values=CALL)
    model.world.organisations.relationship[:] = 0.0
    model.world.organisations.capability[:] = 0.5
    model.world.organisations.credit[2] = 0.3
    assert called(model)[1] == 2


def winners(misjudgement: float) -> int:
    """How often, of eight worlds of noise, the agency with a somewhat better standing wins a project."""
    won = 0
    for seed in range(8):
        values: dict[str, Value] = {**CALL, "coefficients.purchase.choice_noise": 0.5}
        tiny = new(values=values)
        model = ThreeSocietyModel(tiny.scenario, rng=seed, collect=())
        model.world.organisations.capability[:] = 0.5
        favourite(model, 1)
        model.world.funders.misjudgement[0] = misjudgement
        won += called(model)[1] == 1
    return won


def test_grades_clear_the_view() -> None:
    assert winners(0.02) == 8
    assert winners(1.0) < 8


def held_by_small(values: dict[str, Value]) -> int:
    """Most projects that one small agency holds, of many."""
    model = new(values={"policy.purchase.projects_per_street": 20, "coefficients.purchase.small_capacity": 2,
                        "coefficients.purchase.proposal_cost": 0.6, **values})  # fmt: skip
    held = np.bincount([who for who in called(model) if who >= 0], minlength=model.world.agencies)
    return int(held[model.world.organisations.size[: model.world.agencies] == SMALL].max())


def test_one_procedure_lets_small_agencies_run_more_projects() -> None:
    # Two projects, and what two over 0.6 leaves in whole ones.
    assert held_by_small({}) == 2
    assert held_by_small({"policy.evaluation.unified": True}) == 3
