"""What is offered, on which terms, for how long, and out of which account it will be paid.

A contract is paid in instalments, the later ones after a passed evaluation; a grant is paid at once and
waits for nothing. Where posts are bought the government pays wages itself and the organisation the rest.
A subsidy is paid for each contact. Venture money waits for no evaluation, a part of it buying coaching. A
community fund holds a project's money in the community. A contract may run for years; where its end and the
next beginning lie apart, posts end with it. Sources: M40, M46, M48; E6. Left out: contracts that are ended early
for poor work; grants that pay a part only, the organisation the rest.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.errors import LedgerError
from sim.kernels.offers import begin_years, end_years, find_open, find_short, set_offers, settle_posts, write_tranches
from sim.ledger import Flow, to_fen
from sim.mechanisms.purchase.local import end_local
from sim.policy import Policy
from sim.records import FUND, TERMS, VENTURE
from sim.world import MONTHS_PER_YEAR, World


def end_contracts(world: World) -> None:
    """End the contracts whose years are over: their programmes stop, and what funds still hold goes back."""
    contracts, slots = world.contracts, world.programmes
    over = np.empty(len(contracts), dtype=np.bool_)
    local = (contracts.local_holder, contracts.in_house, contracts.terms)
    if end_years(contracts.years_left, contracts.organisation, local, (slots.contract, slots.running), over):
        end_local(world, over)
        _release(world, contracts.terms == FUND)


def _release(world: World, rows: NDArray[np.bool_]) -> None:
    """Give back what communities' funds still hold for some contracts."""
    contracts = world.contracts
    for row in np.flatnonzero(rows & (contracts.reserved_fen > 0)).tolist():
        held = min(int(contracts.reserved_fen[row]), int(world.ledger.cash[_fund_of(world, row)]))
        world.ledger.transfer(Flow.UNSPENT_RETURN, _fund_of(world, row), world.accounts.funder, held)
    contracts.reserved_fen[rows] = 0


def find_unheld(world: World) -> NDArray[np.bool_]:
    """Say which contracts nobody holds: bool[contracts]."""
    contracts = world.contracts
    open_ = np.empty(len(contracts), dtype=np.bool_)
    find_open(contracts.organisation, contracts.local_holder, contracts.in_house, open_)
    return open_


def offer(
    world: World, policy: Policy, open_: NDArray[np.bool_], shares: tuple[float, float], yearly_cost: int
) -> None:
    """Set on which terms and for how much everything that is `open_` is offered, and the posts that this pays for.

    `shares` are those of wages in the value and of coaching in venture money; `yearly_cost` is a post's, in fen.
    """
    contracts, purchase = world.contracts, policy.purchase
    if world.month_of_year > 0:  # who ran a project may have closed since the year began
        _release(world, open_ & (contracts.terms == FUND))
    centre, project = to_fen(purchase.centre_yuan), to_fen(purchase.project_yuan)
    wages, coaching = shares
    project -= int(project * coaching) if purchase.project_contract == TERMS[VENTURE] else 0
    terms = (TERMS.index(purchase.centre_contract), TERMS.index(purchase.project_contract))
    world.funders.budget_fen[0] = set_offers(
        open_, (contracts.kind, contracts.room), contracts.value_fen, contracts.posts, contracts.terms,
        contracts.reserved_fen, (centre, project), terms, (wages, yearly_cost),
        (len(world.streets), purchase.projects_per_street),
    )  # fmt: skip


def begin_year(world: World, policy: Policy, begun: NDArray[np.bool_], shares: tuple[float, float, int]) -> None:
    """Say how this year of the contracts that have `begun` it is paid: write instalments, set apart the rest.

    `shares` are those of the final tranche and of coaching in venture money, and a post's yearly cost in fen.
    """
    contracts, tranches, months = world.contracts, world.tranches, MONTHS_PER_YEAR - world.month_of_year
    final, coaching, yearly_cost = shares
    to_funds = begin_years(
        begun, (contracts.terms, contracts.value_fen, contracts.posts, contracts.in_house), contracts.signed_month,
        contracts.instalments_fen, contracts.reserved_fen, (coaching, yearly_cost), world.month, months,
    )  # fmt: skip
    written = write_tranches(
        begun, (contracts.identity, contracts.organisation, contracts.local_holder, contracts.street,
                contracts.instalments_fen), contracts.terms,
        (tranches.number, tranches.organisation, tranches.street, tranches.amount_fen, tranches.advanced_fen,
         tranches.signed_month, tranches.due_month),
        tranches.gated, tranches.status, (policy.payment.first_tranche_share, final),
        policy.evaluation.rounds_per_year > 0, world.month, months,
    )  # fmt: skip
    if not written:
        what = f"more than {len(tranches)} tranches are open at once"
        raise LedgerError(f"contracts, month {world.month}: {what}; pay sooner or call for fewer projects")
    if to_funds:
        _endow_funds(world, begun & (contracts.terms == FUND))


def _fund_of(world: World, row: int) -> int:
    """Account of the fund of the community in which a project is."""
    return world.accounts.committees + max(int(world.contracts.community[row]), 0)


def _endow_funds(world: World, begun: NDArray[np.bool_]) -> None:
    """Give communities' funds the year's money of the projects that they pay for."""
    for row in np.flatnonzero(begun).tolist():
        fen, accounts = int(world.contracts.reserved_fen[row]), world.accounts
        world.ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, fen)
        world.ledger.transfer(Flow.COMMUNITY_FUND, accounts.funder, _fund_of(world, row), fen)


def appropriate(world: World) -> None:
    """Top every street's account up to what it owes in instalments, of this year and from before."""
    tranches, ledger, accounts = world.tranches, world.ledger, world.accounts
    own = accounts.streets + np.arange(len(world.streets))
    short = np.empty(len(own), dtype=np.int64)
    lacking = find_short(
        (tranches.status, tranches.street, tranches.amount_fen, tranches.advanced_fen),
        ledger.cash[accounts.streets : accounts.streets + len(own)], short,
    )  # fmt: skip
    if lacking:
        ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, lacking)
        ledger.distribute(Flow.STREET_ALLOCATION, accounts.funder, own, short)


def settle(world: World, held_before: NDArray[np.int32]) -> None:
    """Open and close posts as this year's contracts pay for them.

    Who holds a post stays when the contract changes hands; what the old employer owes stays its debt.
    A post that opens is vacant for a month; a post that closes ends its holder's employment.
    """
    workers, contracts = world.workers, world.contracts
    settle_posts(
        (workers.contract, workers.filled, workers.funded), workers.vacancy_months, workers.owed_fen,
        (contracts.first_post, contracts.organisation, contracts.posts, contracts.terms), held_before,
        world.organisations.owed_to_leavers_fen,
    )  # fmt: skip
