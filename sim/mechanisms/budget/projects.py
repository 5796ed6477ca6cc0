"""Community organisations look for money for projects, and their members turn it into contacts.

A group that puts a project forward turns to the district; where that fails, to the community's
public-benefit fund, which donors fill; where that fails, to other departments. What it gets it sets apart,
and spends as far as its members find time: what they cannot do waits. Sources: M43, M99, M104; 002 §3
(B10, B11: of 14 projects shown 8 were funded). Left out: what a project is about, which follows what the
community offers anyway; reports on projects and their evaluation.
"""

from __future__ import annotations

import numpy as np

from sim.agents.organisation import CIRCLE
from sim.declare import Section, coefficient
from sim.kernels.giving import any_projects, seek_funds, spend_on_projects
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.world import World

_DISTRICT, _COMMUNITY, _DEPARTMENTS = 1, 2, 3


class Projects(Section):
    """Coefficients of community organisations' projects."""

    applying_share: float = coefficient(
        0.2,
        "Share of community organisations that put a project forward in a year",
        unit="share per year",
        low=0.05,
        high=0.6,
        source="assumed",
        en="Groups with a project",
        zh="申报项目组织比例",
    )
    project_yuan: float = coefficient(
        20_000.0,
        "What a community organisation's project gets",
        unit="yuan per project",
        low=5_000.0,
        high=150_000.0,
        source="M104: 5,000 to 20,000 yuan; G14: 140,500",
        en="Group's project",
        zh="社区社会组织项目金额",
    )
    district_chance: float = coefficient(
        0.57,
        "Chance that the district pays for a project",
        unit="share",
        low=0.3,
        high=0.9,
        source="M43; B10, B11: 8 of 14",
        en="District pays",
        zh="区级购买成功率",
    )
    fund_chance: float = coefficient(
        0.4,
        "Chance that the community's public-benefit fund pays for one that the district does not",
        unit="share",
        low=0.1,
        high=0.7,
        source="M43, assumed",
        en="Public-benefit fund pays",
        zh="公益基金替补成功率",
    )
    department_chance: float = coefficient(
        0.3,
        "Chance that other departments pay for one that neither pays for",
        unit="share",
        low=0.1,
        high=0.6,
        source="M43, assumed",
        en="Other departments pay",
        zh="其他部门替补成功率",
    )
    contacts_each: float = coefficient(
        0.3,
        "Contacts in a month that a member can make in a project, beside those without one",
        unit="contacts per member and month",
        low=0.1,
        high=0.6,
        source="assumed: about a third of a day a week",
        en="Members' contacts in projects",
        zh="成员项目服务次数",
    )
    contact_yuan: float = coefficient(
        40.0,
        "What a contact costs that members make in a project: meals, materials, insurance",
        unit="yuan per person-time",
        low=10.0,
        high=100.0,
        source="assumed",
        en="Cost of a member's contact",
        zh="志愿服务单次成本",
    )


def seek(world: World, policy: Policy, how: Projects) -> None:
    """Let community organisations turn to one source after the other, once a year."""
    if policy.purchase.fund_chain == 0 or world.month_of_year != 0:
        return
    rows, ledger, accounts = world.organisations, world.ledger, world.accounts
    able = rows.alive & (rows.members > 0) & (rows.stage > CIRCLE)
    able[: world.first_group] = False
    found = seek_funds(
        rows.identity, able, how.applying_share, (how.district_chance, how.fund_chance, how.department_chance),
        policy.purchase.fund_chain, world.key, world.month,
    )  # fmt: skip
    fen = to_fen(how.project_yuan)
    public = np.flatnonzero((found == _DISTRICT) | (found == _DEPARTMENTS))
    given = np.flatnonzero(found == _COMMUNITY)
    ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, fen * len(public))
    ledger.distribute(Flow.AWARD, accounts.funder, accounts.organisations + public, np.full(len(public), fen))
    ledger.transfer(Flow.INCOME, accounts.outside, accounts.donors, fen * len(given))
    ledger.distribute(Flow.DONATION, accounts.donors, accounts.organisations + given, np.full(len(given), fen))
    rows.earmarked_fen[found > 0] += fen


def carry_out(world: World, how: Projects) -> None:
    """Let members spend project money on contacts."""
    rows, first = world.organisations, world.first_group
    if not any_projects(world.contracts.local_holder, rows.earmarked_fen, rows.project_contacts):
        return
    _leave_to_nobody(world)
    accounts = world.accounts.organisations + np.arange(first, len(rows))
    spent = spend_on_projects(
        rows.alive[first:], rows.members[first:], world.ledger.cash[accounts], rows.earmarked_fen[first:],
        rows.project_contacts[first:], how.contacts_each, to_fen(how.contact_yuan) * world.setting.people_per_resident,
    )  # fmt: skip
    world.ledger.collect(Flow.ACTIVITY, accounts, world.accounts.vendors, spent)


def _leave_to_nobody(world: World) -> None:
    """Stop the projects of community organisations that have ended."""
    contracts, slots = world.contracts, world.programmes
    if not world.groups_hold_contracts():
        return
    local = contracts.local_holder >= 0
    lost = local & ~world.organisations.alive[contracts.local_holder]
    slots.running[lost[slots.contract] & (slots.contract >= 0)] = False
    contracts.local_holder[lost] = -1
