"""Ties to workers grow, fade and are handed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.resident import COMMITTEE_RESOLVED, NO_CONTACT, WORKER_FAILED
from sim.declare import Value
from sim.mechanisms.workforce import ties
from sim.model import ThreeSocietyModel
from tests.districts import new

RATES: dict[str, Value] = {
    "coefficients.ties.growth": 0.12,
    "coefficients.ties.decay": 0.03,
    "coefficients.ties.inherited": 0.2,
    "policy.purchase.projects_per_street": 3,
}


def tied(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """Residents half tied to the first post, which is filled, in mid-year."""
    model = new(values={**RATES, **(values or {})})
    people, workers = model.world.residents, model.world.workers
    model.world.month = 3
    people.caseworker[:] = 0
    people.tie[:] = 0.5
    people.contact[:] = NO_CONTACT
    workers.funded[0] = workers.filled[0] = True
    return model


def bind(model: ThreeSocietyModel) -> None:
    """Let ties have their month."""
    ties.bind(model.world, model.scenario.coefficients.ties)


def test_four_residents_by_hand() -> None:
    model = tied()
    people = model.world.residents
    people.contact[:4] = [WORKER_FAILED, NO_CONTACT, NO_CONTACT, COMMITTEE_RESOLVED]
    people.activities[:4] = [0, 0, 2, 0]
    bind(model)
    # Met the worker or joined: 0.5 + 0.12 x 0.5. Others, helped by the committee or not: 0.5 x 0.97.
    assert people.tie[:4] == pytest.approx([0.56, 0.485, 0.56, 0.485])


def test_a_successor_inherits_a_part() -> None:
    model = tied()
    people = model.world.residents
    model.world.workers.arrived[0] = True
    people.contact[0] = WORKER_FAILED
    bind(model)
    # 0.5 x 0.2 = 0.1, then met: 0.1 + 0.12 x 0.9; not met: 0.1 x 0.97.
    assert people.tie[:2] == pytest.approx([0.208, 0.097])


def test_a_vacancy_keeps_nobody_s_tie() -> None:
    model = tied()
    model.world.workers.filled[0] = False
    model.world.residents.contact[:] = WORKER_FAILED
    bind(model)
    assert model.world.residents.tie == pytest.approx([0.485] * 10)


def test_months_of_contact_and_of_none_in_closed_form() -> None:
    model = tied()
    people = model.world.residents
    people.tie[:] = 0.0
    people.contact[:5] = WORKER_FAILED
    people.tie[5:] = 1.0
    for _ in range(12):
        bind(model)
        model.world.month = 3
    # 1 - 0.88^12 and 0.97^12.
    assert people.tie[0] == pytest.approx(1 - 0.88**12, rel=1e-5)
    assert people.tie[9] == pytest.approx(0.97**12, rel=1e-5)


def test_residents_are_shared_among_posts_once_a_year() -> None:
    model = tied()
    people, workers = model.world.residents, model.world.workers
    workers.funded[:] = False
    posts = [row for row in range(len(workers)) if workers.community[row] == 0][:3]
    workers.funded[posts] = workers.filled[posts] = True
    # The last of the posts is vacant.
    workers.filled[posts[2]] = False
    model.world.month = 12
    bind(model)
    # A fair share is ceil(10 / 3) = 4. All were the first post's: four stay, four go to the next, two to the last.
    assert people.caseworker.tolist() == [posts[0]] * 4 + [posts[1]] * 4 + [posts[2]] * 2
    # Who keeps the post fades as ever, as does who waits for a newcomer; who gets a holder of another keeps a fifth.
    assert people.tie == pytest.approx([0.97 * tie for tie in [0.5] * 4 + [0.1] * 4 + [0.5] * 2])
    # When the newcomer arrives a fifth of 0.485 is left, and fades like the others.
    workers.filled[posts[2]] = workers.arrived[posts[2]] = True
    model.world.month = 13
    bind(model)
    assert people.tie[[0, 4, 8]] == pytest.approx([0.485 * 0.97, 0.097 * 0.97, 0.097 * 0.97])


def test_a_caseworker_is_kept_from_year_to_year() -> None:
    model = tied()
    people, workers = model.world.residents, model.world.workers
    workers.funded[:] = False
    posts = [row for row in range(len(workers)) if workers.community[row] == 0][:3]
    workers.funded[posts] = workers.filled[posts] = True
    # Three, four and three: nobody has more than a fair share of four, so nobody moves.
    before = [posts[place] for place in (2, 1, 0, 1, 2, 0, 1, 0, 1, 2)]
    people.caseworker[:] = before
    model.world.month = 12
    bind(model)
    assert people.caseworker.tolist() == before
    assert people.tie == pytest.approx([0.485] * 10)


def test_who_loses_a_post_goes_to_those_with_room() -> None:
    model = tied()
    people, workers = model.world.residents, model.world.workers
    workers.funded[:] = False
    posts = [row for row in range(len(workers)) if workers.community[row] == 0][:3]
    workers.funded[posts[:2]] = workers.filled[posts[:2]] = True
    # The third post closes; the first has three, the second four, of five as a fair share of two posts.
    people.caseworker[:] = [posts[place] for place in (0, 0, 0, 1, 1, 1, 1, 2, 2, 2)]
    model.world.month = 12
    bind(model)
    assert people.caseworker.tolist() == [posts[place] for place in (0, 0, 0, 1, 1, 1, 1, 0, 0, 1)]
    assert people.tie == pytest.approx([0.485] * 7 + [0.097] * 3)


def test_where_nothing_is_purchased_nobody_has_a_caseworker() -> None:
    model = tied()
    model.world.workers.funded[:] = False
    model.world.month = 12
    bind(model)
    assert (model.world.residents.caseworker == -1).all()


@given(
    tie=st.floats(0, 1),
    contact=st.integers(0, 6),
    active=st.integers(0, 5),
    post=st.integers(0, 3),
    more=st.floats(0, 1),
)
def test_a_tie_is_a_share_and_a_stronger_one_stays_stronger(
    tie: float, contact: int, active: int, post: int, more: float
) -> None:
    model = tied()
    people, workers = model.world.residents, model.world.workers
    people.contact[:], people.activities[:] = contact, active
    workers.arrived[0], workers.filled[0] = post & 1, post & 2
    people.tie[0], people.tie[1] = tie, min(1.0, tie + more)
    bind(model)
    assert 0.0 <= people.tie[0] <= people.tie[1] <= 1.0
