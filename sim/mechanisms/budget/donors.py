"""Donors give where they know of a need, an outside foundation supports a few, and residents pay low fees.

Enterprises and charities give to those that work in a community: little unasked, more the more the
government makes known, and then the more to those with a good star. An outside foundation pays a few
community organisations for good, until it leaves. A low fee for professional service is paid by whoever
is not vulnerable, some of whom then do not ask. What comes in softens late pay and cuts; by itself it is
small. Sources: E24, M34, M42, M52, M110; 004 (C12-C14); 公益时报 2016 (92.13% of income from government);
Hung & Hager 2019, *NVSQ* (diversification helps a little). Left out: enterprises as customers of
organisations; asking for donations, which takes organisations time; volunteers sent by enterprises.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import CIRCLE
from sim.census import contacts_by_contract
from sim.declare import Section, coefficient
from sim.kernels.giving import choose_supported, give
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.world import MONTHS_PER_YEAR, World


class Donors(Section):
    """Coefficients of donors and fees."""

    without_publicity: float = coefficient(
        0.3,
        "Part of donors' means that is given where nothing is made known",
        unit="share",
        low=0.0,
        high=1.0,
        source="M42, M110, assumed",
        en="Giving without publicity",
        zh="无宣传时捐赠比例",
    )
    gift_yuan: float = coefficient(
        5_000.0,
        "Usual gift",
        unit="yuan",
        low=1_000.0,
        high=20_000.0,
        source="assumed",
        en="Usual gift",
        zh="单笔捐赠",
    )
    publicity_yuan: float = coefficient(
        2_000.0,
        "Public money that full publicity for donors takes in one community in a year",
        unit="yuan per community and year",
        low=500.0,
        high=10_000.0,
        source="assumed",
        en="Cost of publicity",
        zh="宣传成本",
    )
    supported_share: float = coefficient(
        0.2,
        "Share of community organisations that an outside foundation supports",
        unit="share",
        low=0.05,
        high=0.5,
        source="M52: concentrated; assumed",
        en="Supported by the foundation",
        zh="基金会资助面",
    )
    fee_yuan: float = coefficient(
        5.0,
        "Low fee for one contact with a social worker",
        unit="yuan per person-time",
        low=1.0,
        high=30.0,
        source="M42: fees of 3% of income, 0-30%; at 143 yuan a person-time this is 3.5%",
        en="Low fee",
        zh="低偿收费标准",
    )


def receive(world: World, policy: Policy, how: Donors) -> None:
    """Let donors give and residents pay fees."""
    rules = policy.donation
    if rules.yuan_per_community > 0.0:
        _receive_gifts(world, policy, how)
    if rules.publicity > 0.0:
        yuan = rules.publicity * how.publicity_yuan * len(world.committees) / MONTHS_PER_YEAR
        world.ledger.transfer(Flow.APPROPRIATION, world.accounts.outside, world.accounts.funder, to_fen(yuan))
        world.ledger.transfer(Flow.PUBLICITY, world.accounts.funder, world.accounts.vendors, to_fen(yuan))
    if rules.outside_yuan > 0.0:
        _receive_support(world, policy, how)
    if rules.user_fees:
        _receive_fees(world, how)


def donate(world: World, rows: NDArray[np.int64], fen: NDArray[np.int64]) -> None:
    """Let donors give to organisations; community organisations set it apart for projects."""
    ledger, accounts = world.ledger, world.accounts
    ledger.transfer(Flow.INCOME, accounts.outside, accounts.donors, int(fen.sum()))
    ledger.distribute(Flow.DONATION, accounts.donors, accounts.organisations + rows, fen)
    world.set_apart(rows, fen)


def _can_receive(world: World) -> NDArray[np.bool_]:
    """Say who can be given to: agencies, and community organisations on file; circles have no standing yet."""
    bodies, able = world.organisations, world.organisations.alive.copy()
    able[world.first_group :] &= bodies.stage[world.first_group :] > CIRCLE
    return able


def _receive_gifts(world: World, policy: Policy, how: Donors) -> None:
    bodies, slots, rules = world.organisations, world.programmes, policy.donation
    known = how.without_publicity + (1.0 - how.without_publicity) * rules.publicity
    mean = rules.yuan_per_community * known / MONTHS_PER_YEAR / how.gift_yuan
    receives, fen = give(
        (_can_receive(world), bodies.community, bodies.star), (slots.community, slots.contract, slots.running),
        world.contracts.organisation, len(world.committees), mean, to_fen(how.gift_yuan), rules.publicity,
        world.key, world.month,
    )  # fmt: skip
    given = np.flatnonzero(fen)
    donate(world, receives[given], fen[given])


def _receive_support(world: World, policy: Policy, how: Donors) -> None:
    """Share the outside foundation's month among the groups that it supports."""
    chosen = choose_supported(world.organisations.identity, how.supported_share, world.key)
    chosen &= _can_receive(world)
    chosen[: world.first_group] = False
    rows = np.flatnonzero(chosen)
    if len(rows):
        month = to_fen(policy.donation.outside_yuan * len(world.streets) / MONTHS_PER_YEAR)
        donate(world, rows, np.full(len(rows), month // len(rows)))


def _receive_fees(world: World, how: Donors) -> None:
    """Let residents pay for last month's contacts with workers, the vulnerable excepted."""
    people, posts, contracts = world.residents, world.workers, world.contracts
    ledger, accounts = world.ledger, world.accounts
    made = contacts_by_contract(
        (people.contact, people.vulnerable), world.first_resident, (posts.community, posts.filled, posts.contract),
        len(contracts), True,  # noqa: FBT003  kernels take no keywords
    )  # fmt: skip
    each = to_fen(how.fee_yuan) * world.setting.people_per_resident
    fen = np.where(contracts.organisation >= 0, made * each, 0.0).astype(np.int64)
    paid = np.flatnonzero(fen)
    payees = accounts.organisations + contracts.organisation[paid].astype(np.int64)
    ledger.transfer(Flow.INCOME, accounts.outside, accounts.residents, int(fen.sum()))
    ledger.distribute(Flow.USER_FEE, accounts.residents, payees, fen[paid])
