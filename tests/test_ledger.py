"""No fen is lost or made: by flow, by account, month after month, in every scenario."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declare import Value
from sim.errors import LedgerError
from sim.ledger import Flow, Ledger, Sector, to_fen
from sim.mechanisms import budget
from sim.model import ThreeSocietyModel
from sim.policy import Policy
from sim.records import DUE, NOT_DUE, PAID, POST
from sim.scenario import bundled_scenarios
from sim.world import World
from tests.districts import least, most, small

OUTSIDE, FUNDER, AGENCY, WORKER, LENDER = range(5)


def five_accounts() -> Ledger:
    """One account each of the outside world, the funder, an agency, a worker and a lender."""
    sectors = [Sector.OUTSIDE, Sector.FUNDER, Sector.AGENCY, Sector.WORKER, Sector.LENDER]
    return Ledger(np.array(sectors, dtype=np.int64), 3)


def test_there_are_not_more_flows_than_a_number_has_bits() -> None:
    assert len(Flow) < 64


def test_a_month_by_hand() -> None:
    ledger = five_accounts()
    ledger.transfer(Flow.APPROPRIATION, OUTSIDE, FUNDER, 1_000)
    ledger.transfer(Flow.CONTRACT_TRANCHE, FUNDER, AGENCY, 700)
    ledger.transfer(Flow.WAGE, AGENCY, WORKER, 450)
    ledger.close_month(0)
    assert ledger.cash.tolist() == [-1_000, 300, 250, 450, 0]
    assert ledger.opening.tolist() == ledger.cash.tolist()
    assert not ledger.moved.any()
    assert ledger.journal[0, Flow.APPROPRIATION, Sector.OUTSIDE] == -1_000
    assert ledger.journal[0, Flow.APPROPRIATION, Sector.FUNDER] == 1_000
    assert ledger.journal[0, Flow.WAGE, Sector.AGENCY] == -450
    assert ledger.journal[0, Flow.WAGE, Sector.WORKER] == 450
    assert not ledger.journal[1].any()


def test_the_next_month_begins_where_the_last_ended() -> None:
    ledger = five_accounts()
    ledger.transfer(Flow.LOAN, LENDER, AGENCY, 90)
    ledger.close_month(0)
    ledger.transfer(Flow.REPAYMENT, AGENCY, LENDER, 60)
    ledger.close_month(1)
    assert ledger.cash.tolist() == [0, 0, 30, 0, -30]
    assert ledger.journal[1].sum() == 0
    assert ledger.journal[1, Flow.LOAN].tolist() == [0] * len(Sector)


def test_many_pay_one_and_one_pays_many() -> None:
    ledger = five_accounts()
    both = np.array([AGENCY, WORKER])
    ledger.distribute(Flow.OPENING_RESERVE, OUTSIDE, both, np.array([30, 12]))
    ledger.collect(Flow.CONSUMPTION, both, LENDER, np.array([5, 2]))
    ledger.close_month(0)
    assert ledger.cash.tolist() == [-42, 0, 25, 10, 7]


def test_who_spends_all_has_nothing_left() -> None:
    ledger = five_accounts()
    ledger.distribute(Flow.OPENING_RESERVE, OUTSIDE, np.array([AGENCY, WORKER]), np.array([30, 12]))
    ledger.clear(Flow.CONSUMPTION, (WORKER, FUNDER), OUTSIDE)
    ledger.close_month(0)
    assert ledger.cash.tolist() == [-30, 0, 30, 0, 0]
    assert ledger.journal[0, Flow.CONSUMPTION, Sector.WORKER] == -12


moves = st.lists(
    st.tuples(st.sampled_from(Flow), st.integers(0, 4), st.integers(0, 4), st.integers(0, 10**14)), max_size=30
)


@given(months=st.lists(moves, min_size=1, max_size=3))
def test_whatever_moves_the_world_s_money_stays_the_same(months: list[list[tuple[Flow, int, int, int]]]) -> None:
    # Here every sector may owe, so that any flow is allowed.
    ledger = Ledger(np.array([Sector.OUTSIDE, Sector.LENDER] * 2 + [Sector.OUTSIDE], dtype=np.int64), 3)
    for number, month in enumerate(months):
        for flow, payer, payee, fen in month:
            ledger.transfer(flow, payer, payee, fen)
        ledger.close_month(number)
    assert ledger.cash.sum() == 0
    assert not ledger.journal.sum(axis=2).any()
    held = [int(ledger.cash[ledger.sectors == sector].sum()) for sector in Sector]
    assert ledger.journal.sum(axis=(0, 1)).tolist() == held


def test_a_flow_that_does_not_balance_is_named() -> None:
    ledger = five_accounts()
    ledger.cash[WORKER] += 7
    ledger.moved[Flow.WAGE, WORKER] += 7
    with pytest.raises(LedgerError, match=r"ledger, month 2: flow wage does not sum to zero .*; pay by `transfer`"):
        ledger.close_month(2)


def test_cash_that_no_flow_explains_is_named() -> None:
    ledger = five_accounts()
    ledger.cash[AGENCY] += 1
    with pytest.raises(LedgerError, match=r"month 0: account 2 \(agency\) holds cash that no flow explains; change"):
        ledger.close_month(0)


def test_an_account_below_zero_is_named_with_its_flow() -> None:
    ledger = five_accounts()
    ledger.transfer(Flow.OPENING_RESERVE, OUTSIDE, AGENCY, 100)
    ledger.transfer(Flow.ADMINISTRATION, AGENCY, WORKER, 60)
    ledger.transfer(Flow.WAGE, AGENCY, WORKER, 90)
    what = r"month 1: account 2 \(agency\) is 50 fen below zero, most of it through wage; pay no more than there is"
    with pytest.raises(LedgerError, match=what):
        ledger.close_month(1)


def test_the_outside_world_and_lenders_may_owe() -> None:
    ledger = five_accounts()
    ledger.transfer(Flow.APPROPRIATION, OUTSIDE, FUNDER, 5)
    ledger.transfer(Flow.LOAN, LENDER, AGENCY, 5)
    ledger.close_month(0)
    assert ledger.cash[[OUTSIDE, LENDER]].tolist() == [-5, -5]


def test_claims_written_off_are_kept_apart_from_cash() -> None:
    ledger = five_accounts()
    ledger.write_off(1, Sector.WORKER, 40)
    ledger.write_off(1, Sector.WORKER, 2)
    ledger.write_off(1, Sector.LENDER, 9)
    ledger.close_month(1)
    assert ledger.written_off[1, [Sector.WORKER, Sector.LENDER]].tolist() == [42, 9]
    assert ledger.written_off.sum() == 51
    assert not ledger.cash.any()


def test_yuan_become_whole_fen() -> None:
    # 0.125 and 0.375 yuan are exact: 12.5 and 37.5 fen, halves upwards.
    assert [to_fen(yuan) for yuan in (0.0, 1.0, 0.125, 0.375, 140_500.0)] == [0, 100, 13, 38, 14_050_000]


STRESSES: list[tuple[str, dict[str, Value]]] = [
    *((name, {}) for name in bundled_scenarios()),
    ("guangzhou", {"policy.payment.delay_months": 9.0, "policy.evaluation.payer": "organisation"}),
    ("guangzhou", {"policy.payment.delay_months": 9.0, "coefficients.budget.credit_months": 2.0}),
    ("guangzhou", {"policy.evaluation.rounds_per_year": 12, "policy.evaluation.payer": "organisation",
                   "policy.evaluation.fee_yuan": 40_000.0}),
    ("guangzhou", {"policy.purchase.centre_yuan": 100.0, "policy.purchase.projects_per_street": 20}),
    ("late_pay", {"coefficients.budget.patience_months": 1, "coefficients.budget.entry_chance": 0.3}),
]  # fmt: skip


class PayDay:
    """Watches the month's settling: who is in post and what they earn, what is owed before and after."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand beside the mechanism and let it do its work."""
        self.earned = self.before = 0
        settle = budget.settle

        def watched(world: World, policy: Policy, *how: Any) -> None:
            self.before = owed_wages(world)
            in_post = world.workers.filled.copy()
            settle(world, policy, *how)
            by_funder = world.contracts.terms[world.workers.contract] == POST
            self.earned = int(world.workers.wage_fen[in_post & ~by_funder].sum())
            month = int(-world.ledger.moved[Flow.WAGE, first_agency(world)].sum())
            lost = int(world.ledger.written_off[world.elapsed, Sector.WORKER])
            assert owed_wages(world) == self.before + self.earned - month - lost

        monkeypatch.setattr(budget, "settle", watched)


def first_agency(world: World) -> slice:
    """Accounts of the professional agencies, without the hub."""
    return slice(world.accounts.organisations, world.accounts.organisations + world.agencies)


def owed_wages(world: World) -> int:
    """Wages owed to those in post and to those who left: fen."""
    return int(world.workers.owed_fen.sum()) + int(world.organisations.owed_to_leavers_fen.sum())


@pytest.mark.parametrize(("name", "values"), STRESSES, ids=str)
def test_the_books_balance_every_month(name: str, values: dict[str, Value], monkeypatch: pytest.MonkeyPatch) -> None:
    PayDay(monkeypatch)
    scenario = small(name, {**values, "setting.months": 36})
    for seed in range(2):
        model = ThreeSocietyModel(scenario, rng=seed, collect=())
        world, ledger = model.world, model.world.ledger
        loans = 0
        while model.running:
            model.step()
            month = world.elapsed - 1
            journal = ledger.journal[month]
            assert int(ledger.cash.sum()) == 0
            may_owe = np.isin(ledger.sectors, (Sector.OUTSIDE, Sector.LENDER))
            assert (ledger.cash[~may_owe] >= 0).all()
            # Every loan is a lender's claim: lent, repaid or written off.
            loans += int(journal[Flow.LOAN, Sector.AGENCY] + journal[Flow.REPAYMENT, Sector.AGENCY])
            loans -= int(ledger.written_off[month, Sector.LENDER])
            assert int(world.organisations.loan_fen.sum()) == loans
            # What agencies are to receive is what streets owe, and the money for it is in the streets' accounts.
            paid = journal[Flow.CONTRACT_TRANCHE]
            assert paid[Sector.FUNDER] == -paid[[Sector.AGENCY, Sector.COMMUNITY_ORGANISATION]].sum()
            open_ = np.isin(world.tranches.status, (DUE, NOT_DUE))
            for street in range(len(world.streets)):
                here = open_ & (world.tranches.street == street)
                owes = int((world.tranches.amount_fen - world.tranches.advanced_fen)[here].sum())
                assert int(ledger.cash[world.accounts.streets + street]) >= owes


def test_twenty_worlds_of_late_pay_balance(monkeypatch: pytest.MonkeyPatch) -> None:
    PayDay(monkeypatch)
    late: dict[str, Value] = {"policy.payment.delay_months": 9.0, "policy.evaluation.payer": "organisation"}
    scenario = small("guangzhou", late)
    closures = 0
    for seed in range(20):
        model = ThreeSocietyModel(scenario, rng=seed, collect=())
        world = model.world
        while model.running:
            model.step()
            # Who closes leaves nothing behind: no money, no debts, no contract and nothing that is still to be paid.
            closed = np.flatnonzero(world.organisations.closed)
            closures += int((closed < world.agencies).sum())
            assert not world.ledger.cash[world.accounts.organisations + closed].any()
            assert not world.organisations.loan_fen[closed].any()
            assert not world.organisations.owed_to_leavers_fen[closed].any()
            assert not np.isin(world.contracts.organisation, closed).any()
            open_ = np.isin(world.tranches.status, (DUE, NOT_DUE))
            assert not np.isin(world.tranches.organisation[open_], closed).any()
        assert not world.ledger.journal.sum(axis=2).any()
    # Late pay closes agencies, so the worlds include the books of many a closure.
    assert closures > 20


def test_no_tranche_is_paid_to_an_agency_that_entered_after_the_contract() -> None:
    hasty: dict[str, Value] = {
        "policy.payment.delay_months": 9.0,
        "policy.evaluation.payer": "organisation",
        "coefficients.budget.entry_chance": most("coefficients.budget.entry_chance"),
        "coefficients.budget.patience_months": 1,
        "setting.months": 48,
    }
    entries = paid_to_newcomers = 0
    for seed in range(10):
        model = ThreeSocietyModel(small("guangzhou", hasty), rng=seed, collect=())
        world, tranches = model.world, model.world.tranches
        entered = np.full(len(world.organisations), world.month - 1)
        while model.running:
            month, status, signed = world.month, tranches.status.copy(), tranches.signed_month.copy()
            model.step()
            # Paid this month: what was not before, and what was written over a settled one and paid at once.
            paid = (tranches.status == PAID) & ((status != PAID) | (tranches.signed_month != signed))
            assert (tranches.signed_month[paid] >= entered[tranches.organisation[paid]]).all()
            open_ = np.isin(tranches.status, (DUE, NOT_DUE))
            assert (tranches.signed_month[open_] >= entered[tranches.organisation[open_]]).all()
            entered[world.organisations.entered] = month + 1
            entries += int(world.organisations.entered[: world.agencies].sum())
            paid_to_newcomers += int((entered[tranches.organisation[paid]] > 0).sum())
    # Agencies did enter, and were paid under contracts of their own.
    assert entries > 0
    assert paid_to_newcomers > 0


def test_what_is_awarded_is_owed_to_the_fen() -> None:
    # The slowest office and the most patient organisations: the most that is ever owed at once.
    slow: dict[str, Value] = {
        "policy.payment.delay_months": most("policy.payment.delay_months"),
        "coefficients.payment.clerk_capacity": least("coefficients.payment.clerk_capacity"),
        "coefficients.payment.evaluator_backlog": most("coefficients.payment.evaluator_backlog"),
        "coefficients.budget.patience_months": 6,
        "coefficients.budget.credit_months": most("coefficients.budget.credit_months"),
        "setting.months": 180,
    }
    model = ThreeSocietyModel(small("guangzhou", slow), rng=3, collect=())
    world, tranches = model.world, model.world.tranches
    while model.running:
        month = world.month
        model.step()
        if month >= 0 and month % 12 == 0:
            contract, part = tranches.number // 4, tranches.number % 4
            written = tranches.due_month == month + 6 * part
            owed = np.bincount(contract[written], tranches.amount_fen[written], minlength=len(world.contracts))
            held = world.contracts.organisation >= 0
            assert owed[held].tolist() == world.contracts.value_fen[held].tolist()
