"""Who looks at whom, what is offered, and who works where: matching by hand and its stability."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.chance import key_words
from sim.kernels.matching import agree, free_capacity, look_around, offer
from sim.records import CENTRE, PROJECT

KEY = key_words(7)
NOBODY = -1


def needs(*places: tuple[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]]:
    """Needs by community and domain, numbered in order."""
    community = np.array([place[0] for place in places], dtype=np.int32)
    domain = np.array([place[1] for place in places], dtype=np.uint8)
    return np.arange(len(places)), community, domain


def test_free_capacity_by_hand() -> None:
    # Three agencies, the hub, a community organisation: one holds a centre, one two projects, one is closed.
    kind = np.array([CENTRE, PROJECT, PROJECT, PROJECT], dtype=np.uint8)
    holder = np.array([0, 1, 1, NOBODY], dtype=np.int32)
    supplier, running = np.array([1, 4, 4], dtype=np.int32), np.array([True, True, False])
    able = np.array([True, True, False, False, True])
    room = free_capacity((kind, holder), (supplier, running), able, 3, (4, 2))
    assert room.tolist() == [0, 1, 0, 0, 1]


def test_everybody_is_looked_at_where_there_are_few() -> None:
    home, field = np.array([-1, -1, -1, -1, 0, 1], dtype=np.int32), np.array([0, 0, 0, 0, 3, 3], dtype=np.uint8)
    room = np.array([2, 0, 1, 0, 1, 1])
    listed = look_around(needs((0, 3), (0, 5), (1, 3)), (home, field), room, 3, 9, KEY, 0)
    assert [[who for who in row if who != NOBODY] for row in listed.tolist()] == [[0, 2, 4], [0, 2], [0, 2, 5]]


def test_a_narrow_search_sees_so_many_at_most_and_only_those_with_room() -> None:
    room = np.ones(40, dtype=np.int64)
    room[::2] = 0
    nowhere = np.full(40, -1, dtype=np.int32), np.zeros(40, dtype=np.uint8)
    listed = look_around(needs(*[(0, 1)] * 500), nowhere, room, 40, 3, KEY, 5)
    seen = [[who for who in row if who != NOBODY] for row in listed.tolist()]
    assert all(1 <= len(row) <= 3 and len(set(row)) == len(row) for row in seen)
    counts = np.bincount(np.concatenate(seen), minlength=40)
    assert not counts[::2].any()
    # 1,500 looks at 20 agencies, 75 at each but for the few that would be repeated; four standard deviations.
    assert abs(counts[1::2] - 71).max() < 34


def test_an_offer_that_fits_too_little_is_never_accepted() -> None:
    listed = np.array([[0, 1, NOBODY]])
    same = np.full(2, 0.5)
    known, trust, weights = np.full((1, 8), 0.5), np.full(1, 0.25), (1.0, 0.0, 0.0, 0.0)
    suppliers, rules = (same, same, same, same), (0.1, 0.8, 0.0)
    fits, scores, appeal = offer(
        needs((0, 2)), listed, np.arange(2), suppliers, (known, trust), weights, (*rules, 0.0, 1.0), KEY, 0
    )
    assert np.array_equal(scores[0, :2], fits[0, :2])
    assert scores[0, 2] == -np.inf
    np.testing.assert_allclose(appeal[0, :2], 0.25 + fits[0, :2])
    least = float(fits[0, :2].max())
    _, fewer, _ = offer(
        needs((0, 2)), listed, np.arange(2), suppliers, (known, trust), weights, (*rules, least, 1.0), KEY, 0
    )
    assert np.isfinite(fewer).sum() == 1


def test_agreement_by_hand() -> None:
    # Both needs like the first supplier best; it has room for one and likes the second need better.
    listed = np.array([[0, 1], [0, 1]])
    scores, appeal = np.array([[0.9, 0.2], [0.8, 0.1]]), np.array([[0.3, 0.5], [0.6, 0.5]])
    assert agree(listed, scores, appeal, np.array([1, 1])).tolist() == [1, 0]
    assert agree(listed, scores, appeal, np.array([2, 1])).tolist() == [0, 0]


def test_nobody_unacceptable_is_agreed_with() -> None:
    listed = np.array([[0, NOBODY]])
    assert agree(listed, np.full((1, 2), -np.inf), np.zeros((1, 2)), np.array([3])).tolist() == [NOBODY]


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 6), st.integers(1, 3))
def test_no_need_and_supplier_would_rather_have_each_other(seed: int, count: int, suppliers: int, room: int) -> None:
    rng = np.random.default_rng(seed)
    listed = np.tile(np.arange(suppliers), (count, 1))
    scores, appeal = rng.random((count, suppliers)), rng.random((count, suppliers))
    scores[rng.random(scores.shape) < 0.3] = -np.inf
    partner = agree(listed, scores, appeal, np.full(suppliers, room))
    taken = np.bincount(partner[partner >= 0], minlength=suppliers)
    assert taken.max() <= room
    for need in range(count):
        mine = scores[need, partner[need]] if partner[need] >= 0 else -np.inf
        for who in range(suppliers):
            if scores[need, who] > mine:
                kept = appeal[partner == who, who]
                assert len(kept) == room
                assert kept.min() > appeal[need, who]


def test_agreement_does_not_depend_on_the_order_of_needs() -> None:
    rng = np.random.default_rng(3)
    listed = np.tile(np.arange(4), (9, 1))
    scores, appeal, room = rng.random((9, 4)), rng.random((9, 4)), np.array([2, 1, 3, 1])
    order = rng.permutation(9)
    straight = agree(listed, scores, appeal, room)
    assert np.array_equal(agree(listed, scores[order], appeal[order], room), straight[order])
