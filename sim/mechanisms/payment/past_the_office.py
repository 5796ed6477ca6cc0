"""What is bought on other terms than by contract is paid every month, past the office that pays instalments.

Wages of posts that the government buys go to workers themselves: they are never late, but whoever is paid
by the government stands the more between two masters. A subsidy follows last month's contacts, up to what
was offered for the year. A community's fund pays its projects. Coaching that comes with venture money is
given by the hub and teaches whoever holds the project. What a committee runs itself pays its aides and
activities. Sources: M46-M48, M78, M90; 001. Left out: that who is
paid by the contact may choose easy cases; posts whose holders the government selects.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import kernel
from sim.census import contacts_by_contract
from sim.declare import Section, coefficient
from sim.ledger import Flow, to_fen
from sim.records import FUND, PER_UNIT, POST, VENTURE
from sim.world import MONTHS_PER_YEAR, World


class OtherTerms(Section):
    """Coefficients of what is bought on other terms than by contract."""

    post_strain: float = coefficient(
        0.005,
        "Burnout in a month from being paid by the government itself, beside that from standing between two masters",
        unit="share per month",
        low=0.0,
        high=0.02,
        source="M46, M90, assumed: a third of what standing between government and residents causes anyway",
        en="Strain of government posts",
        zh="岗位购买角色冲突",
    )
    unit_contacts: float = coefficient(
        50.0,
        "Person-times a post and month at which subsidies add up to the whole of what is offered",
        unit="person-times per staff-month",
        low=30.0,
        high=80.0,
        source="M46, assumed: somewhat below the usual 58",
        en="Contacts for a full subsidy",
        zh="足额补贴服务量",
    )
    coaching_teaches: float = coefficient(
        0.015,
        "Share of missing capability, and of a community organisation's maturity, that a month of coaching adds",
        unit="share per month",
        low=0.0,
        high=0.05,
        source="M48, assumed",
        en="Coaching with venture money",
        zh="创投陪伴提升",
    )


@kernel
def strain_in_posts(
    burnout: NDArray[np.float64],
    filled: NDArray[np.bool_],
    wage: NDArray[np.int64],
    contract: NDArray[np.int32],
    terms: NDArray[np.uint8],
    strain: float,
) -> int:
    """Add the strain of being paid by the government, in place: fen of wages that it pays this month."""
    total = 0
    for row in range(len(filled)):
        if filled[row] and terms[contract[row]] == POST:
            burnout[row] = min(1.0, burnout[row] + strain)
            total += wage[row]
    return total


@kernel
def find_other_terms(in_house: NDArray[np.bool_], terms: NDArray[np.uint8]) -> tuple[bool, bool]:
    """Whether committees run anything themselves, and whether anything is on other terms than contract or grant."""
    own, otherwise = False, False
    for row in range(len(terms)):
        own |= in_house[row]
        otherwise |= terms[row] >= POST
    return own, otherwise


def pay_other_terms(world: World, how: OtherTerms, aide_yuan: float) -> None:
    """Pay what was bought on other terms than by contract or grant; `aide_yuan` is an aide's month."""
    terms = world.contracts.terms
    in_house, otherwise = find_other_terms(world.contracts.in_house, terms)
    if in_house:
        _run_in_house(world, to_fen(aide_yuan))
    if not otherwise:
        return
    held = _holders(world) >= 0
    if (terms == POST).any():
        _pay_posts(world, how)
    if (terms == PER_UNIT).any():
        _pay_units(world, how, held & (terms == PER_UNIT))
    if (terms == VENTURE).any():
        _coach(world, how, held & (terms == VENTURE))
    if (terms == FUND).any():
        _pay_from_funds(world, held & (terms == FUND))


def _pay_posts(world: World, how: OtherTerms) -> None:
    rows, accounts = world.workers, world.accounts
    wages = strain_in_posts(
        rows.burnout, rows.filled, rows.wage_fen, rows.contract, world.contracts.terms, how.post_strain
    )
    world.ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, wages)
    world.ledger.transfer(Flow.POST_WAGE, accounts.funder, accounts.workers, wages)


def _pay_units(world: World, how: OtherTerms, whom: NDArray[np.bool_]) -> None:
    """Pay for last month's contacts, each at what makes usual service earn the value, as far as the value goes."""
    people, posts, contracts = world.residents, world.workers, world.contracts
    made = contacts_by_contract(
        (people.contact, people.vulnerable), world.first_resident, (posts.community, posts.filled, posts.contract),
        len(contracts), False,  # noqa: FBT003  kernels take no keywords
    )  # fmt: skip
    usual = np.maximum(contracts.posts, 1) * (how.unit_contacts * MONTHS_PER_YEAR)
    earned = contracts.value_fen / usual * made * world.setting.people_per_resident
    fen = np.where(whom, np.minimum(earned.astype(np.int64), contracts.reserved_fen), 0)
    contracts.reserved_fen -= fen
    _pay_holders(world, Flow.UNIT_SUBSIDY, fen)


def _coach(world: World, how: OtherTerms, whom: NDArray[np.bool_]) -> None:
    """Let the hub coach the holders of venture money, who learn to do better."""
    accounts, rows = world.accounts, world.organisations
    total = int(_month_of(world, whom).sum())
    world.contracts.reserved_fen -= _month_of(world, whom)
    hub = accounts.organisations + world.hub
    world.ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, total)
    world.ledger.transfer(Flow.INCUBATION, accounts.funder, hub, total)
    world.ledger.transfer(Flow.WAGE, hub, accounts.workers, total)
    coached = np.unique(_holders(world)[whom])
    rows.capability[coached] += how.coaching_teaches * (1.0 - rows.capability[coached])
    groups = coached[coached >= world.first_group]
    rows.maturity[groups] += how.coaching_teaches * (1.0 - rows.maturity[groups])


def _pay_from_funds(world: World, whom: NDArray[np.bool_]) -> None:
    """Let communities' funds pay the month of their projects."""
    contracts, accounts = world.contracts, world.accounts
    fen = _month_of(world, whom)
    contracts.reserved_fen -= fen
    rows = np.flatnonzero(whom)
    payers = accounts.committees + contracts.community[rows].astype(np.int64)
    payees = _holders(world)[rows]
    world.ledger.transfer_each(Flow.FUND_PROJECT, payers, accounts.organisations + payees, fen[rows])
    world.set_apart(payees, fen[rows])


def _run_in_house(world: World, aide_fen: int) -> None:
    """Let committees pay aides and activities of the projects that they run themselves, out of their fund if it is."""
    contracts, accounts, ledger = world.contracts, world.accounts, world.ledger
    fen = _month_of(world, contracts.in_house)
    contracts.reserved_fen -= fen
    rows = np.flatnonzero(fen)
    committees = accounts.committees + contracts.community[rows].astype(np.int64)
    new = np.where(contracts.terms[rows] == FUND, 0, fen[rows])
    ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, int(new.sum()))
    ledger.distribute(Flow.COMMITTEE_FUNDS, accounts.funder, committees, new)
    wages = np.minimum((contracts.aides[rows] * aide_fen).astype(np.int64), fen[rows])
    ledger.collect(Flow.WAGE, committees, accounts.workers, wages)
    ledger.collect(Flow.ACTIVITY, committees, accounts.vendors, fen[rows] - wages)


def _holders(world: World) -> NDArray[np.int64]:
    """Agency or community organisation that holds each contract, -1 for nobody: int64[contracts]."""
    return np.maximum(world.contracts.organisation, world.contracts.local_holder).astype(np.int64)


def _month_of(world: World, whom: NDArray[np.bool_]) -> NDArray[np.int64]:
    """An equal part of what is left for each of the months of the year that are left: int64[contracts] fen."""
    months = MONTHS_PER_YEAR - world.month_of_year
    parts: NDArray[np.int64] = np.where(whom, world.contracts.reserved_fen // months, 0)
    return parts


def _pay_holders(world: World, flow: Flow, fen: NDArray[np.int64]) -> None:
    """Pay the holders of contracts out of money that is appropriated for it."""
    rows, accounts = np.flatnonzero(fen), world.accounts
    payees = accounts.organisations + world.contracts.organisation[rows].astype(np.int64)
    world.ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, int(fen.sum()))
    world.ledger.distribute(flow, accounts.funder, payees, fen[rows])
