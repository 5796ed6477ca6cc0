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
from sim.kernels.purchase import write_tranches
from sim.ledger import Flow, to_fen
from sim.mechanisms.purchase.local import end_local
from sim.policy import Policy
from sim.records import CENTRE, DUE, FUND, GRANT, NOT_DUE, OWN_PROGRAMMES, PER_UNIT, POST, TERMS, VENTURE
from sim.world import MONTHS_PER_YEAR, World


def end_contracts(world: World) -> None:
    """End the contracts whose years are over: their programmes stop, and what funds still hold goes back."""
    contracts, slots = world.contracts, world.programmes
    contracts.years_left[:] = np.maximum(contracts.years_left, 1) - 1
    over = contracts.years_left == 0
    end_local(world, over)
    contracts.organisation[over] = -1
    stops = over[slots.contract]
    stops[: OWN_PROGRAMMES * len(world.committees)] = False
    slots.running[stops] = False
    _release(world, contracts.terms == FUND)


def _release(world: World, rows: NDArray[np.bool_]) -> None:
    """Set nothing apart any more for some contracts: what communities' funds still hold for them goes back."""
    contracts = world.contracts
    for row in np.flatnonzero(rows & (contracts.terms == FUND) & (contracts.reserved_fen > 0)).tolist():
        held = min(int(contracts.reserved_fen[row]), int(world.ledger.cash[_fund_of(world, row)]))
        world.ledger.transfer(Flow.UNSPENT_RETURN, _fund_of(world, row), world.accounts.funder, held)
    contracts.reserved_fen[rows] = 0


def offer(
    world: World, policy: Policy, open_: NDArray[np.bool_], shares: tuple[float, float], yearly_cost: int
) -> None:
    """Set on which terms and for how much everything that is `open_` is offered, and the posts that this pays for.

    `shares` are those of wages in the value and of coaching in venture money; `yearly_cost` is a post's, in fen.
    """
    contracts, streets = world.contracts, len(world.streets)
    purchase = policy.purchase
    _release(world, open_)
    slots = (len(contracts) - streets) // streets if streets else 0
    place = (np.arange(len(contracts)) - streets) % max(slots, 1)
    offered = place < purchase.projects_per_street
    centre, project = to_fen(purchase.centre_yuan), to_fen(purchase.project_yuan)
    wages, coaching = shares
    project -= int(project * coaching) if purchase.project_contract == TERMS[VENTURE] else 0
    value = np.where(contracts.kind == CENTRE, centre, np.where(offered, project, 0))
    contracts.value_fen[open_] = value[open_]
    posts = np.floor(contracts.value_fen * wages / yearly_cost)
    contracts.posts[open_] = np.minimum(posts, contracts.room)[open_]
    of_centres, of_projects = TERMS.index(purchase.centre_contract), TERMS.index(purchase.project_contract)
    contracts.terms[open_] = np.where(contracts.kind == CENTRE, of_centres, of_projects)[open_]
    world.funders.budget_fen[0] = int(contracts.value_fen.sum())


def begin_year(world: World, policy: Policy, begun: NDArray[np.bool_], shares: tuple[float, float, int]) -> None:
    """Say how this year of the contracts that have `begun` it is paid: write instalments, set apart the rest.

    `shares` are those of the final tranche and of coaching in venture money, and a post's yearly cost in fen.
    """
    contracts, months = world.contracts, MONTHS_PER_YEAR - world.month_of_year
    final, coaching, yearly_cost = shares
    contracts.signed_month[begun] = world.month
    whole = contracts.value_fen * months // MONTHS_PER_YEAR
    wages = contracts.posts.astype(np.int64) * yearly_cost * months // MONTHS_PER_YEAR
    monthly = (contracts.terms == PER_UNIT) | (contracts.terms == FUND) | contracts.in_house
    reserved = np.where(monthly, whole, 0)
    apart = np.where(contracts.terms == POST, np.minimum(wages, whole), reserved)
    coached = (whole * (coaching / (1.0 - coaching))).astype(np.int64)
    contracts.instalments_fen[begun] = (whole - apart)[begun]
    contracts.reserved_fen[begun] = np.where(contracts.terms == VENTURE, coached, reserved)[begun]
    _write_instalments(world, policy, begun, final)
    _endow_funds(world, begun & (contracts.terms == FUND))


def _write_instalments(world: World, policy: Policy, begun: NDArray[np.bool_], final: float) -> None:
    contracts, tranches = world.contracts, world.tranches
    at_once = contracts.terms == GRANT
    waits = ~at_once & (contracts.terms != VENTURE) & (policy.evaluation.rounds_per_year > 0)
    written = write_tranches(
        (contracts.identity, np.where(begun, np.maximum(contracts.organisation, contracts.local_holder), -1),
         contracts.street, contracts.instalments_fen),
        (tranches.number, tranches.organisation, tranches.street, tranches.amount_fen, tranches.advanced_fen,
         tranches.signed_month, tranches.due_month),
        tranches.gated, tranches.status,
        (np.where(at_once, 1.0, policy.payment.first_tranche_share), np.where(at_once, 0.0, final)), waits,
        world.month, MONTHS_PER_YEAR - world.month_of_year,
    )  # fmt: skip
    if not written:
        what = f"more than {len(tranches)} tranches are open at once"
        raise LedgerError(f"contracts, month {world.month}: {what}; pay sooner or call for fewer projects")


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
    tranches = world.tranches
    owed = (tranches.status == DUE) | (tranches.status == NOT_DUE)
    for street in range(len(world.streets)):
        account = world.accounts.streets + street
        mine = owed & (tranches.street == street)
        still_owed = int(tranches.amount_fen[mine].sum()) - int(tranches.advanced_fen[mine].sum())
        need = still_owed - int(world.ledger.cash[account])
        if need > 0:
            world.ledger.transfer(Flow.APPROPRIATION, world.accounts.outside, world.accounts.funder, need)
            world.ledger.transfer(Flow.STREET_ALLOCATION, world.accounts.funder, account, need)
