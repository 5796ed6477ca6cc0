"""What streets are short of and what becomes of posts, with rows written by hand."""

from __future__ import annotations

import numpy as np

from sim.kernels.offers import find_short, settle_posts
from sim.records import DUE, FORFEITED, GRANT, NOT_DUE, PAID, POST


def test_streets_are_short_of_what_they_still_owe_beyond_their_cash() -> None:
    status = np.array([DUE, NOT_DUE, PAID, FORFEITED, DUE, NOT_DUE], dtype=np.uint8)
    street = np.array([0, 0, 0, 1, 1, 2], dtype=np.int32)
    amount, advanced = np.array([500, 300, 900, 900, 200, 100]), np.array([100, 0, 0, 0, 50, 0])
    short = np.full(3, -1)
    # Still owed are 400 + 300, 150 and 100; the last street has more than that.
    assert find_short((status, street, amount, advanced), np.array([250, 0, 160]), short) == 450 + 150
    assert short.tolist() == [450, 150, 0]


def test_posts_open_and_close_with_what_contracts_pay_for() -> None:
    # Contract 0 pays for one post of two, 1 has gone from agency 0 to 1, nobody holds 2, 3 is of posts bought.
    contract = np.array([0, 0, 1, 2, 3], dtype=np.int32)
    filled, funded = np.array([True, True, True, True, True]), np.array([False, True, True, True, True])
    vacancy, owed = np.full(5, 7, dtype=np.int16), np.array([10, 20, 30, 40, 50])
    first, posts = np.array([0, 2, 3, 4], dtype=np.int32), np.array([1, 1, 1, 1], dtype=np.int32)
    holders, before = np.array([0, 1, -1, 1], dtype=np.int32), np.array([0, 0, 1, 1], dtype=np.int32)
    terms = np.array([GRANT, GRANT, GRANT, POST], dtype=np.uint8)
    to_leavers = np.zeros(2, dtype=np.int64)
    settle_posts((contract, filled, funded), vacancy, owed, (first, holders, posts, terms), before, to_leavers)
    assert funded.tolist() == [True, False, True, False, True]
    assert filled.tolist() == [True, False, True, False, True]
    # The first post opens; what is owed stays with the worker only where employer, post and payer stay.
    assert vacancy.tolist() == [0, 7, 7, 7, 7]
    assert owed.tolist() == [10, 0, 0, 0, 0]
    assert to_leavers.tolist() == [20 + 30, 40 + 50]
