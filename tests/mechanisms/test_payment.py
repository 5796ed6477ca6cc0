"""What is due is paid, late; what it costs besides is paid in the month."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms import payment
from sim.model import ThreeSocietyModel, simulate
from sim.outcomes import OUTCOMES
from sim.records import DUE, FORFEITED, NOT_DUE, PAID
from tests.districts import most, new, small

ROOMY: dict[str, Value] = {
    "policy.purchase.centre_yuan": 2_000_000.0,
    "policy.purchase.projects_per_street": 6,
    "coefficients.payment.clerk_capacity": most("coefficients.payment.clerk_capacity"),
    "coefficients.payment.evaluator_backlog": 0.0,
    "policy.payment.delay_months": 0.0,
}

# Nobody closes, so that every contract runs its year.
SOLVENT: dict[str, Value] = {"coefficients.budget.patience_months": 6, "policy.payment.delay_months": 0.0}


def owing(values: dict[str, Value] | None = None, count: int = 3, month: int = 0) -> ThreeSocietyModel:
    """A street that owes tranches of 100 fen due this month to the first agency, with money for them."""
    model = new(values={**ROOMY, **(values or {})})
    world, table = model.world, model.world.tranches
    world.month = month
    table.status[:count] = NOT_DUE
    table.number[:count] = np.arange(count)
    table.organisation[:count] = 0
    table.amount_fen[:count] = 100
    table.due_month[:count] = month
    world.ledger.transfer(Flow.APPROPRIATION, world.accounts.outside, world.accounts.streets, 100 * count)
    return model


def pay(model: ThreeSocietyModel) -> list[int]:
    """Pay for a month: the status of all tranches after it."""
    how = model.scenario.coefficients
    payment.pay(model.world, model.policy, how.payment, how.purchase.wage_loading)
    status: list[int] = model.world.tranches.status.tolist()
    return status


def test_three_tranches_by_hand() -> None:
    # Without delay: one that waits for nothing, one gated that passed, one gated that did not.
    model = owing()
    world = model.world
    before = int(world.ledger.cash[world.accounts.organisations])
    world.tranches.gated[:3] = [False, True, True]
    world.tranches.organisation[:3] = [0, 0, 1]
    world.organisations.passed[1] = False
    assert pay(model)[:3] == [PAID, PAID, DUE]
    assert world.ledger.cash[world.accounts.organisations] - before == 200
    assert world.ledger.cash[world.accounts.streets] == 100


def test_who_does_not_pass_for_a_year_forfeits() -> None:
    model = owing(count=1)
    model.world.tranches.gated[0] = True
    model.world.organisations.passed[0] = False
    found = []
    for _ in range(13):
        found.append(pay(model)[0])
        model.world.month += 1
    assert found == [DUE] * 12 + [FORFEITED]


def test_who_has_closed_forfeits() -> None:
    model = owing(count=1)
    model.world.organisations.alive[0] = False
    assert pay(model)[0] == FORFEITED


def test_nothing_is_paid_before_it_is_due() -> None:
    model = owing(count=1)
    model.world.tranches.due_month[0] = 2
    found = []
    for _ in range(3):
        found.append(pay(model)[0])
        model.world.month += 1
    assert found == [NOT_DUE, NOT_DUE, PAID]


def test_the_mean_wait_is_the_delay() -> None:
    found: list[int] = []
    for call in range(10):
        model = owing({"policy.payment.delay_months": 2.0}, count=60)
        model.world.tranches.number[:60] += 60 * call
        pay(model)
        found += model.world.tranches.payable_month[:60].tolist()
    # The wait is gamma with shape 2 and mean 2, rounded to months: standard error of 600 is 1.41 / 24.5 = 0.06.
    assert np.mean(found) == pytest.approx(2.0, abs=0.25)
    assert min(found) == 0
    assert max(found) < 15


@given(number=st.integers(0, 10_000), month=st.integers(0, 11), delay=st.floats(0.0, 11.0), more=st.floats(0.0, 1.0))
def test_more_delay_never_pays_sooner(number: int, month: int, delay: float, more: float) -> None:
    found = []
    for months in (delay, delay + more):
        model = owing({"policy.payment.delay_months": months}, count=1, month=month)
        model.world.tranches.number[0] = number
        pay(model)
        found.append(int(model.world.tranches.payable_month[0]))
    assert month <= found[0] <= found[1]


# Of 60 payments 8 can begin in a month: over three months 60 / 24, within a month 60 / 8.
@pytest.mark.parametrize(("delay", "slower"), [(3.0, 2.5), (1.0, 7.5), (0.5, 7.5)])
def test_a_full_office_is_slower(delay: float, slower: float) -> None:
    slow: dict[str, Value] = {"policy.payment.delay_months": delay, "policy.purchase.projects_per_street": 20}
    found = []
    for capacity in (80.0, 8.0):
        model = owing(slow, count=60)
        model.world.streets.clerk_capacity[:] = capacity
        pay(model)
        found.append(model.world.tranches.payable_month[:60].copy())
    # Every wait is so many times as long, each rounded to months before and after.
    assert (abs(found[1] - slower * found[0]) <= 0.5 * slower + 0.5).all()
    # Rounding cancels over 60 payments: a standard error of 0.3 / 60^0.5 before, so many times that after.
    assert found[1].mean() == pytest.approx(slower * found[0].mean(), abs=0.12 * slower + 0.12)


def test_a_gated_tranche_waits_for_the_evaluator_s_report_too() -> None:
    model = owing({"coefficients.payment.evaluator_backlog": 3.0}, count=60)
    model.world.tranches.gated[:30] = True
    pay(model)
    months = model.world.tranches.payable_month[:60]
    assert months[:30].mean() > 1.5
    assert not months[30:].any()


def test_running_costs_by_hand() -> None:
    values: dict[str, Value] = {
        "coefficients.payment.programme_yuan": 12_000.0,
        "coefficients.payment.supervisor_factor": 1.5,
        "coefficients.purchase.wage_loading": 1.4,
        "policy.workforce.wage_yuan": 3_000.0,
        "policy.workforce.supervision_ratio": 20.0,
        "policy.meeting.per_month": 2.0,
        "policy.meeting.cost_yuan": 500.0,
        "policy.purchase.group_grant_yuan": 3_000.0,
        "policy.evaluation.revisit_share": 0.0,
        "setting.groups_per_street": 20,
    }
    model = owing(values, count=0)
    world = model.world
    world.programmes.running[:2] = True
    world.workers.filled[:10] = True
    pay(model)
    world.ledger.close_month(0)
    spent = -world.ledger.journal[0, :, Sector.FUNDER]
    # Two own programmes of 1,000 yuan a month; half a supervisor at 3,000 x 1.4 x 1.5 = 6,300 yuan; two
    # meetings of 500 in one community; twenty grants of 3,000 at the start of the year.
    assert spent[Flow.COMMITTEE_FUNDS] == 200_000
    assert spent[Flow.HUB_CONTRACT] == 315_000
    assert spent[Flow.MEETING] == 100_000
    assert spent[Flow.GROUP_GRANT] == 6_000_000
    assert spent[Flow.REVISIT] == 0
    # What is spent is appropriated as it falls due.
    assert spent.sum() == 0


COUNCILS: dict[str, Value] = {
    "setting.communities_per_street": 3,
    "policy.council.notice": 0.5,
    "coefficients.payment.session_yuan": 300.0,
    "coefficients.payment.notice_yuan": 400.0,
    "coefficients.payment.convening_yuan": 1_000.0,
    "coefficients.payment.proposal_yuan": 5_000.0,
}


# Two sessions at 300 and half of 400 for notice, three proposals at 5,000: 16,000 yuan; two fees of 1,000 besides.
@pytest.mark.parametrize(("convener", "fen"), [("committee", 1_600_000), ("organisation", 1_800_000)])
def test_councils_by_hand(convener: str, fen: int) -> None:
    model = owing({**COUNCILS, "policy.council.convener": convener}, count=0)
    rows = model.world.committees
    rows.session[:] = [True, False, True]
    rows.proposals_adopted[:] = [2, 0, 1]
    pay(model)
    model.world.ledger.close_month(0)
    assert model.world.ledger.journal[0, Flow.COUNCIL, Sector.FUNDER] == -fen
    assert model.world.ledger.journal[0, :, Sector.FUNDER].sum() == 0


# 6,000 yuan a year in each of three communities: 1,500 a month for all of the relief and of its enforcement.
@pytest.mark.parametrize(("strength", "enforcement", "fen"), [(1.0, 1.0, 150_000), (0.5, 0.8, 60_000), (0.0, 1.0, 0),
                                                              (1.0, 0.0, 0)])  # fmt: skip
def test_enforcement_by_hand(strength: float, enforcement: float, fen: int) -> None:
    values: dict[str, Value] = {
        "setting.communities_per_street": 3,
        "policy.relief.strength": strength,
        "policy.relief.enforcement": enforcement,
        "coefficients.payment.enforcement_yuan": 6_000.0,
    }
    model = owing(values, count=0)
    pay(model)
    model.world.ledger.close_month(0)
    assert model.world.ledger.journal[0, Flow.ENFORCEMENT, Sector.FUNDER] == -fen


def test_councils_and_enforcement_are_public_money() -> None:
    values: dict[str, Value] = {
        **COUNCILS,
        "policy.relief.strength": 1.0,
        "policy.relief.enforcement": 1.0,
        "coefficients.payment.enforcement_yuan": 6_000.0,
    }
    found = []
    for held in (False, True):
        model = owing(values if held else {**COUNCILS, "policy.relief.strength": 0.0}, count=0)
        model.world.committees.session[:] = held
        model.world.committees.proposals_adopted[0] = int(held)
        pay(model)
        model.end_month()
        found.append(OUTCOMES["public_money_yuan"].measure(model.world))
    # Three sessions at 500, a proposal of 5,000 and a month's enforcement in three communities for 1,500.
    assert found[1] - found[0] == pytest.approx(8_000)


def test_revisits_by_hand() -> None:
    model = owing({"policy.evaluation.revisit_share": 0.4, "coefficients.payment.revisit_yuan": 20.0,
                   "setting.people_per_resident": 5}, count=0)  # fmt: skip
    model.world.residents.contact[:] = [0, 1, 2, 3, 4, 5, 6, 0, 1, 2]
    pay(model)
    model.world.ledger.close_month(0)
    # Workers met four resident agents, 20 people; 0.4 of them at 20 yuan are 160 yuan.
    assert model.world.ledger.journal[0, Flow.REVISIT, Sector.FUNDER] == -16_000


@pytest.mark.parametrize(("share", "advanced"), [(0.0, 0), (0.4, 40), (1.0, 100)])
def test_task_money_goes_past_office_and_evaluation(share: float, advanced: int) -> None:
    late: dict[str, Value] = {"policy.payment.delay_months": 12.0, "policy.payment.task_money_share": share}
    model = owing(late, count=3)
    world, table = model.world, model.world.tranches
    before = int(world.ledger.cash[world.accounts.organisations])
    table.gated[1], table.due_month[2] = True, 5
    world.organisations.passed[0] = False
    pay(model)
    # Of two tranches of 100 that are due that share is paid at once, gated or not; the third is not due.
    assert int(world.ledger.moved[Flow.TASK_MONEY, world.accounts.organisations]) == 2 * advanced
    assert table.advanced_fen[:3].tolist() == [advanced, advanced, 0]
    world.organisations.passed[0] = True
    for world.month in range(1, 60):
        pay(model)
    # In the end everything that was owed has been paid once.
    assert int(world.ledger.cash[world.accounts.organisations]) - before == 300
    assert world.ledger.cash[world.accounts.streets] == 0


def test_task_money_of_a_closed_organisation_stays_where_it_is() -> None:
    model = owing({"policy.payment.task_money_share": 1.0}, count=1)
    model.world.organisations.alive[0] = False
    pay(model)
    assert not model.world.ledger.moved[Flow.TASK_MONEY].any()


def test_task_money_is_public_money_once() -> None:
    found = []
    for share in (0.0, 1.0):
        run = simulate(small("guangzhou", {"policy.payment.task_money_share": share, **SOLVENT}), 1, ())
        found.append(run.outcomes["public_money_yuan"])
    assert found[0] == pytest.approx(found[1], rel=1e-9)


def test_what_waits_for_an_evaluation_only_by_hand() -> None:
    model = owing({"policy.payment.delay_months": 2.0}, count=3)
    world, table = model.world, model.world.tranches
    table.status[:3] = DUE
    table.office_month[:3] = [0, 1, 0]
    table.amount_fen[:3] = [100, 200, 500]
    table.advanced_fen[2] = 400
    world.month = 1
    # After month 0 the office is done with 100 and with the 100 that are left of 500; it still holds 200.
    assert OUTCOMES["arrears_by_evaluation_share"].measure(world) == pytest.approx(200 / 400)
