"""What an organisation can pay, in which order, and what it comes to owe."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.kernels.budget import pay_wages, plan_costs, plan_spending, spend

fen = st.integers(0, 10**10)


def test_three_agencies_by_hand() -> None:
    # Rich: credit 0.5 x (40 + 10 + 20) = 35, available 135; ahead 135 - 2 x 50 = 35 of two months' 40: 0.875.
    assert plan_spending(100_000, 0, 40_000, 0, 10_000, 20_000, 0.5) == (10_000, 40_000, 17_500, 0.875)
    # Short: 30 of cash and no credit pay 10 of administration, half of wages and no activities.
    assert plan_spending(30_000, 0, 40_000, 0, 10_000, 20_000, 0.0) == (10_000, 20_000, 0, 0.0)
    # Broke and with credit used up: nothing.
    assert plan_spending(0, 35_000, 40_000, 0, 10_000, 20_000, 0.5) == (0, 0, 0, 0.0)


def test_arrears_are_paid_before_activities() -> None:
    # 100 pay 10, then 40 of this month and 30 owed; ahead 100 - 30 - 2 x 50 is below zero: no activities.
    assert plan_spending(100_000, 0, 40_000, 30_000, 10_000, 20_000, 0.0) == (10_000, 70_000, 0, 0.0)


@given(cash=fen, loan=fen, wages=fen, owed=fen, admin=fen, activity=fen, credit=st.floats(0.0, 2.0), more=fen)
def test_nobody_spends_what_is_not_there_and_more_cash_never_cuts(
    cash: int, loan: int, wages: int, owed: int, admin: int, activity: int, credit: float, more: int
) -> None:
    spent = plan_spending(cash, loan, wages, owed, admin, activity, credit)
    available = cash + max(0, int(credit * (wages + admin + activity)) - loan)
    assert sum(spent[:3]) <= available
    assert min(spent[:3]) >= 0
    assert spent[0] <= admin
    assert spent[1] <= wages + owed
    assert spent[2] <= activity
    assert 0.0 <= spent[3] <= 1.0
    richer = plan_spending(cash + more, loan, wages, owed, admin, activity, credit)
    assert all(a <= b for a, b in zip(spent, richer, strict=True))


def test_wages_are_paid_in_the_same_part_to_everybody() -> None:
    employer = np.array([0, 0, 0, 1], dtype=np.int32)
    filled = np.array([True, True, False, True])
    wage, owed = np.array([100, 200, 100, 50]), np.array([0, 100, 0, 0])
    leavers = np.array([100, 0])
    # Due at the first: 100 + 300 + 100 for leavers = 500, of which 250 are there; all of 50 at the second.
    paid = np.full(2, 9)
    pay_wages(employer, filled, wage, owed, leavers, np.array([250, 50]), np.array([500, 50]), paid)
    assert paid.tolist() == [250, 50]
    assert owed.tolist() == [50, 150, 0, 0]
    assert leavers.tolist() == [50, 0]


people = st.lists(st.tuples(st.integers(-1, 2), st.booleans(), fen, fen), min_size=1, max_size=12)


@given(
    posts=people, leavers=st.lists(fen, min_size=3, max_size=3), part=st.lists(st.floats(0, 1), min_size=3, max_size=3)
)
def test_what_is_not_paid_is_owed(
    posts: list[tuple[int, bool, int, int]], leavers: list[int], part: list[float]
) -> None:
    employer = np.array([post[0] for post in posts], dtype=np.int32)
    filled = np.array([post[1] and post[0] >= 0 for post in posts])
    wage = np.array([post[2] for post in posts], dtype=np.int64)
    owed = np.array([post[3] if post[1] and post[0] >= 0 else 0 for post in posts], dtype=np.int64)
    left = np.array(leavers, dtype=np.int64)
    claims = [int((wage + owed)[filled & (employer == agency)].sum()) for agency in range(3)]
    due = left + np.array(claims, dtype=np.int64)
    # Claims times budgets must stay within 63 bits, as they do for any real agency.
    budget = np.array([int(share * int(all_)) for share, all_ in zip(part, due, strict=True)], dtype=np.int64) // 1_000
    before = int(wage[filled].sum() + owed.sum() + left.sum())
    paid = np.full(3, 9)
    pay_wages(employer, filled, wage, owed, left, budget, due, paid)
    assert (paid <= budget).all()
    assert (owed >= 0).all()
    assert (left >= 0).all()
    assert int(owed.sum() + left.sum()) == before - int(paid.sum())


def test_planned_costs_by_hand() -> None:
    # Two contracts of 120,000 yuan, 1,000,000 fen a month: administration 140,000, kept 30,000, one post of
    # 500,000, so 330,000 for activities; the second has two posts, more than it has money for.
    holder = np.array([1, 1, -1], dtype=np.int32)
    value, posts = np.full(3, 12_000_000), np.array([1, 2, 1], dtype=np.int32)
    planned = np.full((2, 2), 9)
    plan_costs(holder, value, posts, 500_000, 0.14, 0.03, planned)
    assert planned.tolist() == [[0, 280_000], [0, 330_000]]


def books(agencies: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What `spend` fills, and room for it, with what others left there."""
    return np.full((6, agencies), 9), np.full((4, agencies), 9)


def test_a_month_of_three_agencies_by_hand() -> None:
    # One worker each at 40,000; administration 10,000; activities 20,000; credit of half a month; interest 1%.
    workers = (np.array([0, 1, 2], dtype=np.int32), np.ones(3, dtype=bool), np.full(3, 40_000), np.zeros(3, dtype=int))
    cash, loan = np.array([200_000, 0, 300_000]), np.array([0, 0, 50_000])
    funded, short = np.zeros(3), np.array([2, 0, 2], dtype=np.int16)
    planned = np.array([[10_000] * 3, [20_000] * 3])
    flows, rooms = books(3)
    spend(workers, np.zeros(3, dtype=np.int64), cash, loan, planned, funded, short, 0.5, 0.01, flows, rooms)
    # The first has enough of everything. The second has only its credit of 35,000: administration and 25,000
    # of wages; the interest of 350 on it is lent too, so that it takes 35,350 and owes as much.
    # The third repays: 300 - 70 - another month's 70 = 160 spare, 500 fen interest, all 50,000.
    assert flows[:, 0].tolist() == [0, 10_000, 40_000, 20_000, 0, 0]
    assert flows[:, 1].tolist() == [35_350, 10_000, 25_000, 0, 350, 0]
    assert flows[:, 2].tolist() == [0, 10_000, 40_000, 20_000, 500, 50_000]
    assert loan.tolist() == [0, 35_350, 0]
    assert workers[3].tolist() == [0, 15_000, 0]
    assert funded.tolist() == [1.0, 0.0, 1.0]
    # 25,000 is more than half of 40,000, so nobody is short.
    assert short.tolist() == [0, 0, 0]


def test_interest_that_is_spare_in_part_is_lent_for_the_rest() -> None:
    # Of 80,300 the month takes 40,000 and the next is kept: 300 are spare of 500 fen interest, so 200 are lent.
    workers = (np.array([0], dtype=np.int32), np.ones(1, dtype=bool), np.array([40_000]), np.zeros(1, dtype=int))
    loan = np.array([50_000])
    flows, rooms = books(1)
    spend(workers, np.zeros(1, dtype=np.int64), np.array([80_300]), loan, np.zeros((2, 1), dtype=np.int64),
          np.zeros(1), np.zeros(1, dtype=np.int16), 0.0, 0.01, flows, rooms)  # fmt: skip
    assert flows[:, 0].tolist() == [200, 0, 40_000, 0, 500, 0]
    assert loan.tolist() == [50_200]


def test_less_than_half_of_wages_is_a_short_month() -> None:
    workers = (np.array([0], dtype=np.int32), np.ones(1, dtype=bool), np.array([40_000]), np.zeros(1, dtype=int))
    short = np.array([1], dtype=np.int16)
    planned = np.array([[10_000], [0]])
    spend(workers, np.zeros(1, dtype=np.int64), np.array([29_999]), np.zeros(1, dtype=int), planned, np.zeros(1), short,
          0.0, 0.0, *books(1))  # fmt: skip
    assert short.tolist() == [2]
    assert workers[3].tolist() == [20_001]


@given(cash=fen, loan=fen, wage=st.integers(1, 10**7), admin=fen, activity=fen, credit=st.floats(0.0, 2.0),
       interest=st.floats(0.0, 0.02))  # fmt: skip
def test_cash_never_falls_below_zero(
    cash: int, loan: int, wage: int, admin: int, activity: int, credit: float, interest: float
) -> None:
    workers = (np.zeros(1, dtype=np.int32), np.ones(1, dtype=bool), np.array([wage]), np.zeros(1, dtype=np.int64))
    loans = np.array([loan])
    planned = np.array([[admin], [activity]])
    entered, rooms = books(1)
    spend(workers, np.zeros(1, dtype=np.int64), np.array([cash]), loans, planned, np.zeros(1),
          np.zeros(1, dtype=np.int16), credit, interest, entered, rooms)  # fmt: skip
    flows = entered[:, 0]
    taken, *spent, repaid = flows.tolist()
    assert min(flows) >= 0
    assert cash + taken - sum(spent) - repaid >= 0
    assert loans[0] == loan + taken - repaid >= 0
    assert pytest.approx(flows[2] + workers[3][0]) == wage
