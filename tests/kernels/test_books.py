"""The district's books, counted by hand on a few rows."""

from __future__ import annotations

import math

import numpy as np

from sim.agents.organisation import CIRCLE, FILED, LARGE, REGISTERED, SMALL
from sim.agents.resident import (
    COMMITTEE_RESOLVED,
    GROUP_RESOLVED,
    NO_CONTACT,
    WORKER_FAILED,
    WORKER_RESOLVED,
)
from sim.domains import DISABILITY, ELDERLY, SPECIAL
from sim.kernels.books import (
    activities_funded,
    contacts_that_helped,
    cost_of_contracts,
    count_both,
    count_closed,
    count_groups,
    count_partners,
    count_responsive,
    count_vacant,
    growth_on_book,
    income,
    left_share,
    mean_maturity,
    mean_months_owed,
    owed_share,
    public_cost,
    received_by,
    share_covered,
    strength_of_ties,
    waiting_share,
)
from sim.records import DUE, NOT_DUE, PAID


def flags(*values: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array(values, dtype=np.bool_)


def rows(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(values, dtype=np.int32)


def test_only_who_holds_a_contract_counts_as_owed() -> None:
    status = np.array([DUE, DUE, PAID, DUE, DUE], dtype=np.uint8)
    # Agency 1 is owed twice, 0 nothing, 2 holds nothing any more, 9 is a community organisation.
    assert owed_share(status, rows(1, 1, 0, 2, 9), rows(1, 0, -1, 9), 3) == 1 / 2
    assert math.isnan(owed_share(status, rows(1, 1, 0, 2, 9), rows(-1, 9), 3))


def test_money_waits_for_evaluation_where_the_office_was_done_before() -> None:
    status = np.array([DUE, DUE, NOT_DUE], dtype=np.uint8)
    amount, advanced = np.array([500, 300, 900]), np.array([100, 0, 0])
    assert waiting_share(status, amount, advanced, rows(3, 5, 1), 5) == 400 / 700
    assert math.isnan(waiting_share(status[2:], amount[2:], advanced[2:], rows(1), 5))


def test_contracts_cost_their_instalments_over_the_months_that_they_run() -> None:
    instalments = np.array([1200, 2400, 630])
    # For twelve months both; nobody holds the third, which is signed in the sixth month of a year and runs for seven.
    assert cost_of_contracts(rows(0, -1, -1), rows(-1, 7, -1), instalments, rows(-12, 0, 5)) == 300.0
    assert cost_of_contracts(rows(0, -1, 2), rows(-1, 7, -1), instalments, rows(-12, 0, 5)) == 100.0 + 200.0 + 90.0


def test_a_sector_receives_through_the_flows_that_count() -> None:
    journal = np.array([[[9, 9], [9, 9], [9, 9]], [[5, -5], [0, 7], [3, -3]]])
    assert received_by(journal, 1, np.array([0, 2]), 1) == -8


def test_a_month_costs_its_contracts_and_what_the_funder_paid_less_what_came_back() -> None:
    journal = np.array([[[9, 9], [9, 9], [9, 9]], [[5, -50], [0, 7], [3, -3]]])
    held, instalments, signed = rows(0), np.array([1200]), rows(0)
    assert public_cost(held, held, instalments, signed, journal, 1, np.array([0, 1]), 1) == 100.0 + 50 - 7


def test_a_years_income_is_that_of_its_months_flows_and_sectors() -> None:
    # Two months, three flows, three sectors; the first flow and the middle sector do not count.
    year = np.array([[[9, 9, 9], [1, 50, 2], [3, 50, -4]], [[9, 9, 9], [10, 50, 20], [30, 50, 40]]])
    assert income(year, 0, 2, np.array([1, 2]), np.array([0, 2])) == 1 + 2 + 3 - 4 + 10 + 20 + 30 + 40
    assert income(year, 1, 2, np.array([2]), np.array([0])) == 30
    assert income(year, 0, 0, np.array([1, 2]), np.array([0, 2])) == 0


def test_who_has_both_flags_is_counted_among_the_first_rows() -> None:
    assert count_both(flags(1, 1, 0, 1), flags(1, 0, 1, 1), 3) == 1
    assert count_both(flags(1, 1, 0, 1), flags(1, 0, 1, 1), 4) == 2


def test_agencies_that_close_are_counted_unless_they_are_barred() -> None:
    # Row 0 was barred, row 1 is small, row 2 large, row 3 lives on and row 4 is no agency.
    size = np.array([SMALL, SMALL, LARGE, SMALL, SMALL], dtype=np.uint8)
    assert count_closed(flags(1, 1, 1, 0, 1), flags(1, 0, 0, 0, 0), size, 4) == (2, 1)


def test_agencies_are_on_the_book_from_the_first_and_groups_once_registered() -> None:
    stage = np.array([0, 0, FILED, REGISTERED, REGISTERED], dtype=np.uint8)
    alive, closed = flags(1, 0, 1, 1, 0), flags(0, 1, 0, 0, 1)
    entered, registered = flags(1, 0, 1, 0, 0), flags(0, 0, 0, 1, 0)
    assert growth_on_book(alive, closed, entered, registered, stage, 2) == (2 - 2) / 2
    # Without the group that was registered, and with an agency that came.
    assert growth_on_book(alive, closed, entered, flags(0, 0, 0, 0, 0), stage, 2) == (1 - 2) / 3


def test_groups_count_from_their_stage_on_and_agencies_never() -> None:
    stage = np.array([REGISTERED, CIRCLE, FILED, FILED, REGISTERED, REGISTERED], dtype=np.uint8)
    alive = flags(1, 1, 1, 0, 1, 0)
    assert count_groups(alive, stage, 1, FILED) == 2
    assert count_groups(alive, stage, 1, REGISTERED) == 1
    assert mean_maturity(np.array([9.0, 9.0, 0.25, 9.0, 0.75, 9.0]), alive, stage, 1) == 0.5
    assert math.isnan(mean_maturity(np.ones(6), alive, stage, 5))


def test_a_post_is_vacant_where_it_is_funded_and_nobody_holds_it() -> None:
    assert count_vacant(flags(1, 1, 0, 1), flags(1, 0, 0, 0)) == (2, 3)


def test_who_came_this_month_has_not_stayed() -> None:
    tenure = np.array([0, 0, 4, 0], dtype=np.int16)
    assert left_share(flags(1, 0, 0, 0), flags(1, 1, 1, 0), flags(1, 0, 0, 0), tenure) == 1 / 3


def test_months_of_wage_are_owed_to_who_is_in_post() -> None:
    owed, wage = np.array([3000, 500, 800, 7]), np.array([2000, 1000, 100, 0])
    assert mean_months_owed(owed, wage, flags(1, 1, 0, 1)) == 3.0
    assert math.isnan(mean_months_owed(owed, wage, flags(0, 0, 0, 0)))


def test_activities_count_for_agencies_with_a_contract() -> None:
    assert activities_funded(np.array([0.5, 0.9, 0.25, 1.0]), rows(2, 0, -1, 3), 3) == 0.375


def test_a_tie_is_worth_what_the_caseworker_in_post_can_do() -> None:
    filled, skill, contract = flags(1, 0, 1), np.array([0.5, 1.0, 0.25]), rows(0, 0, 1)
    tie = np.array([0.5, 1.0, 1.0, 0.5], dtype=np.float32)
    # Worker 0 of an agency that gives its all, worker 2 of one that gives half; post 1 is vacant, one has nobody.
    effort, caseworker = np.array([0.5, 1.0]), rows(0, 1, 2, -1)
    assert strength_of_ties(filled, skill, contract, rows(1, 0), effort, caseworker, tie) == 0.25 + 0.125


def test_partners_count_among_agencies_with_a_contract() -> None:
    # Agencies 0 and 2 hold contracts, 1 takes part without one; 5 is no agency.
    assert count_partners(flags(1, 1, 0, 1, 1, 1), rows(2, 0, 0, -1, 5), 3) == (1, 2)


def test_contacts_that_failed_have_not_helped() -> None:
    kinds = [NO_CONTACT, WORKER_FAILED, WORKER_RESOLVED, COMMITTEE_RESOLVED, GROUP_RESOLVED, GROUP_RESOLVED]
    assert contacts_that_helped(np.array(kinds, dtype=np.uint8)) == 4


def test_a_community_is_answered_by_one_programme_that_fits() -> None:
    # In community 0 two fit, in 1 none well enough, in 2 only what does not run.
    community, fit = rows(0, 0, 1, 2, 0), np.array([0.7, 0.8, 0.6, 0.9, 0.1])
    assert count_responsive(community, flags(1, 1, 1, 0, 1), fit, 0.6, 4) == 1


def test_rare_needs_are_covered_by_what_was_bought_or_agreed() -> None:
    domain = np.array([DISABILITY, DISABILITY, ELDERLY, SPECIAL], dtype=np.uint8)
    bought = (rows(0, 0, 1, 1), domain, flags(1, 1, 1, 0))
    place, kind, running = rows(2), np.array([SPECIAL], dtype=np.uint8), flags(1)
    # Of four communities the first has help for disability, the third for special groups.
    assert share_covered(*bought, place, kind, running, 4) == 2 / 8
    assert share_covered(*bought, place[:0], kind[:0], running[:0], 4) == 1 / 8
