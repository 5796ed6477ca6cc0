"""The district's books, counted by hand on a few rows."""

from __future__ import annotations

import numpy as np

from sim.agents.organisation import FILED, REGISTERED
from sim.kernels.books import (
    activities_funded,
    cost_of_contracts,
    count_both,
    count_on_book,
    count_owed,
    count_posts,
    income,
    money_due,
    months_owed,
    received_by,
    strength_of_ties,
    worth_by_value,
)
from sim.records import DUE, NOT_DUE, PAID


def flags(*values: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array(values, dtype=np.bool_)


def rows(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(values, dtype=np.int32)


def test_only_who_holds_a_contract_counts_as_owed() -> None:
    status = np.array([DUE, DUE, PAID, DUE, DUE], dtype=np.uint8)
    # Agency 1 is owed twice, 0 nothing, 2 holds nothing any more, 9 is a community organisation.
    assert count_owed(status, rows(1, 1, 0, 2, 9), rows(1, 0, -1, 9), 3) == (1, 2)


def test_money_waits_for_evaluation_where_the_office_was_done_before() -> None:
    status = np.array([DUE, DUE, NOT_DUE], dtype=np.uint8)
    amount, advanced = np.array([500, 300, 900]), np.array([100, 0, 0])
    assert money_due(status, amount, advanced, rows(3, 5, 1), 5) == (400, 700)


def test_contracts_cost_their_instalments_and_say_if_they_run_for_a_year() -> None:
    instalments = np.array([1200, 2400, 600])
    assert cost_of_contracts((rows(0, -1, -1), rows(-1, 7, -1)), instalments, rows(-12, 0, 5)) == (3600, True)
    assert cost_of_contracts((rows(0, -1, 2), rows(-1, 7, -1)), instalments, rows(-12, 0, 5)) == (4200, False)


def test_a_sector_receives_through_the_flows_that_count() -> None:
    journal = np.array([[5, -5], [0, 7], [3, -3]])
    assert received_by(journal, np.array([0, 2]), 1) == -8


def test_a_years_income_is_that_of_its_months_flows_and_sectors() -> None:
    # Two months, three flows, three sectors; the first flow and the middle sector do not count.
    year = np.array([[[9, 9, 9], [1, 50, 2], [3, 50, -4]], [[9, 9, 9], [10, 50, 20], [30, 50, 40]]])
    assert income(year, np.array([1, 2]), np.array([0, 2])) == 1 + 2 + 3 - 4 + 10 + 20 + 30 + 40
    assert income(year[1:], np.array([2]), np.array([0])) == 30
    assert income(year[:0], np.array([1, 2]), np.array([0, 2])) == 0


def test_who_has_both_flags_is_counted_among_the_first_rows() -> None:
    assert count_both(flags(1, 1, 0, 1), flags(1, 0, 1, 1), 3) == 1
    assert count_both(flags(1, 1, 0, 1), flags(1, 0, 1, 1), 4) == 2


def test_agencies_are_on_the_book_from_the_first_and_groups_once_registered() -> None:
    stage = np.array([0, 0, FILED, REGISTERED, REGISTERED], dtype=np.uint8)
    alive, closed = flags(1, 0, 1, 1, 0), flags(0, 1, 0, 0, 1)
    entered, registered = flags(1, 0, 1, 0, 0), flags(0, 0, 0, 1, 0)
    assert count_on_book((alive, closed, entered, registered), stage, 2) == (2, 2, 2)


def test_who_came_this_month_has_not_stayed() -> None:
    tenure = np.array([0, 0, 4, 0], dtype=np.int16)
    assert count_posts(flags(1, 0, 0, 0), flags(1, 1, 1, 0), flags(1, 0, 0, 0), tenure) == (1, 2)


def test_months_of_wage_are_owed_to_who_is_in_post() -> None:
    owed, wage = np.array([3000, 500, 800, 7]), np.array([2000, 1000, 100, 0])
    assert months_owed(owed, wage, flags(1, 1, 0, 1)) == (9.0, 3)
    assert months_owed(owed, wage, flags(0, 0, 0, 0)) == (0.0, 0)


def test_activities_count_for_agencies_with_a_contract() -> None:
    assert activities_funded(np.array([0.5, 0.9, 0.25, 1.0]), rows(2, 0, -1, 3), 3) == (0.75, 2)


def test_a_tie_is_worth_what_the_caseworker_in_post_can_do() -> None:
    posts = (flags(1, 0, 1), np.array([0.5, 1.0, 0.25]), rows(0, 0, 1))
    tie = np.array([0.5, 1.0, 1.0, 0.5], dtype=np.float32)
    # Worker 0 of an agency that gives its all, worker 2 of one that gives half; post 1 is vacant, one has nobody.
    assert strength_of_ties(posts, rows(1, 0), np.array([0.5, 1.0]), rows(0, 1, 2, -1), tie) == 0.25 + 0.125


def test_work_is_worth_the_value_of_its_contracts() -> None:
    assert worth_by_value(np.array([100, 300, 900, 50]), rows(1, 0, -1, 7), np.array([0.5, 0.25])) == (175.0, 400)
