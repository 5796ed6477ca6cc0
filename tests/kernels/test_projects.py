"""Whom projects reach, and how residents vote on a fund, with rows written by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import GROUP_RESOLVED, INERT, LATENT, NO_CONTACT, WORKER_FAILED
from sim.chance import key_words
from sim.kernels.projects import heed, largest_groups, serve_by_projects, take_charge, vote

KEY = key_words(11)
FIRST = np.array([0, 6, 8])


Rows = tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]


def residents(*needs: int) -> Rows:
    """Needs, escalated needs, waits and contacts of eight residents in two communities."""
    rows = np.array(needs, dtype=np.uint8)
    return rows, np.zeros(8, np.uint8), np.full(8, 3, np.uint8), np.full(8, NO_CONTACT, np.uint8)


def served(people: Rows, contacts: float, aware: NDArray[np.bool_] | None = None) -> None:
    """One project for youth (domain 4) in the first community that always helps."""
    one = np.ones(1)
    serve_by_projects(
        people, np.ones(8, np.bool_) if aware is None else aware, np.ones(8, np.float32), FIRST,
        (np.array([4]), np.zeros(1, np.int32), np.full(1, 4, np.uint8), np.ones(1, np.bool_)),
        (np.full(1, contacts), one, np.zeros(1, np.int32)), (one, one, 1),
        (one, 0.1, 0.0, 0.5), (1.0, 1.0),
        (np.full(8, 0.5), np.ones(8), 0.5), KEY, 2,
    )  # fmt: skip


def test_a_project_sees_its_own_domain_in_its_own_community() -> None:
    people = residents(16, 0, 8, 48, 16, 1, 16, 16)
    served(people, 10.0)
    assert people[3].tolist() == [GROUP_RESOLVED, 0, 0, GROUP_RESOLVED, GROUP_RESOLVED, 0, 0, 0]
    assert people[0].tolist() == [0, 0, 8, 32, 0, 1, 16, 16]
    assert people[2].tolist() == [0, 3, 3, 3, 0, 3, 3, 3]


def test_a_project_sees_no_more_than_it_can_and_nobody_whom_others_saw() -> None:
    people = residents(16, 16, 16, 16, 16, 16, 16, 16)
    people[3][0] = WORKER_FAILED
    served(people, 2.0)
    assert np.count_nonzero(people[3] == GROUP_RESOLVED) == 2
    assert people[3][0] == WORKER_FAILED


def test_who_does_not_know_where_to_ask_is_not_reached() -> None:
    people = residents(16, 16, 16, 16, 16, 16, 16, 16)
    served(people, 8.0, np.arange(8) == 2)
    assert np.flatnonzero(people[3]).tolist() == [2]


def test_votes_go_to_open_needs_of_those_who_are_not_inert_and_know() -> None:
    kind = np.array([LATENT, LATENT, INERT, LATENT, LATENT, LATENT, LATENT, INERT], dtype=np.uint8)
    needs = np.array([2, 2, 4, 0, 64, 8, 1, 1], dtype=np.uint8)
    aware = np.array([1, 1, 1, 1, 0, 1, 1, 1], dtype=np.bool_)
    votes, choice = vote((kind, needs, aware), FIRST, 1.0, KEY, 0)
    assert choice.tolist() == [1, 1, -1, -1, -1, 3, 0, -1]
    assert votes[0].tolist() == [0, 2, 0, 1, 0, 0, 0, 0]
    assert votes[1].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]


def test_nobody_votes_without_turnout() -> None:
    all_latent = np.full(8, LATENT, dtype=np.uint8), np.full(8, 255, dtype=np.uint8), np.ones(8, dtype=np.bool_)
    votes, choice = vote(all_latent, FIRST, 0.0, KEY, 0)
    assert not votes.any()
    assert (choice == -1).all()


def test_voters_learn_whether_they_were_heeded() -> None:
    efficacy, attended = np.full(8, 0.5, dtype=np.float32), np.zeros(8, dtype=np.bool_)
    choice = np.array([1, 3, -1, -1, -1, -1, 3, -1], dtype=np.int8)
    chosen = np.zeros((2, 8), dtype=np.bool_)
    chosen[0, 1] = chosen[1, 3] = True
    heed(efficacy, attended, choice, chosen, FIRST, 0.2)
    np.testing.assert_allclose(efficacy, [0.6, 0.4, 0.5, 0.5, 0.5, 0.5, 0.6, 0.5], rtol=1e-6)
    assert np.flatnonzero(attended).tolist() == [0, 1, 6]


def test_who_runs_a_micro_project_believes_more_in_being_heard() -> None:
    kind = np.array([LATENT, INERT, LATENT, LATENT], dtype=np.uint8)
    needs, aware = np.array([4, 4, 4, 1], dtype=np.uint8), np.array([1, 1, 0, 1], dtype=np.bool_)
    efficacy = np.full(4, 0.2, dtype=np.float32)
    take_charge((kind, needs, aware), efficacy, 0, 4, 2, 0.5)
    np.testing.assert_allclose(efficacy, [0.6, 0.2, 0.2, 0.2], rtol=1e-6)


def test_the_largest_organisation_on_file_does_a_community_s_own_projects() -> None:
    home = np.array([-1, 0, 0, 0, 1, 1, -1], dtype=np.int32)
    alive, stage = (
        np.array([True, True, True, True, True, False, False]),
        np.array([0, 1, 1, 0, 0, 1, 0], dtype=np.uint8),
    )
    members = np.array([9, 3, 3, 8, 7, 9, 0], dtype=np.int32)
    # Of the first community's two on file, equally large, the first; a circle of neighbours is not on file.
    assert largest_groups((alive, home, members, stage), 1, 3).tolist() == [1, -1, -1]
    stage[4] = 1
    assert largest_groups((alive, home, members, stage), 1, 3).tolist() == [1, 4, -1]
