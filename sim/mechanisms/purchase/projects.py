"""A project that has landed runs for a year, is paid month by month, and leaves its supplier abler.

The community's fund pays if it has enough left; donors, where their resources are pooled, add as much
again or pay what nobody else does; for the rest there is a small grant. Suppliers spend what they get
but for their overhead. Where a supplier closes, what is left goes back to the fund.
Sources: E5, M44, M68, M71, M104; 004 (C11-C14). Left out: pay that comes late, evaluation of projects,
what a project does to its supplier's own staff.
"""

from __future__ import annotations

import numpy as np

from sim.declare import Section, coefficient
from sim.domains import DOMAIN_COUNT
from sim.kernels.projects import bill, ending
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.records import MICRO_PROJECTS, PROJECT_MONTHS, MatchedProjects
from sim.world import MONTHS_PER_YEAR, World

_FIRST_MICRO_PROJECT = 1_000_000_000


class ProjectTerms(Section):
    """Terms of projects that communities were matched with: what they cost and do."""

    project_yuan: float = coefficient(
        50_000.0,
        "What a project costs that a fund or donors pay for",
        unit="yuan per project and year",
        low=20_000.0,
        high=140_500.0,
        source="assumed: four a year from 200,000 yuan (C11); at most a contest's award (G13, G14)",
        en="Project cost",
        zh="单个对接项目金额",
    )
    grant_yuan: float = coefficient(
        10_000.0,
        "Small grant for a project that nobody else pays for",
        unit="yuan per project and year",
        low=2_000.0,
        high=20_000.0,
        source="assumed; M104: micro-grants of 5,000 to 20,000 yuan",
        en="Small grant",
        zh="小额资助",
    )
    pool_yuan: float = coefficient(
        20_000.0,
        "What donors have to give in a year, where their resources are listed and linked as one",
        unit="yuan per community and year",
        low=0.0,
        high=45_000.0,
        source="(C13 + C14) / C3: 20,358 yuan; C5 / C3: 42,345 yuan",
        en="Pooled resources",
        zh="可链接资源",
    )
    yuan_per_contact: float = coefficient(
        145.0,
        "Cost of one person-time in a project",
        unit="yuan per person-time",
        low=60.0,
        high=250.0,
        source="2,000,000 yuan a year over 20 staff at 58 person-times a month",
        en="Cost of a project's person-time",
        zh="项目单次服务成本",
    )
    overhead_share: float = coefficient(
        0.1,
        "Share of a project's money that its supplier keeps for itself",
        unit="share",
        low=0.0,
        high=0.2,
        source="assumed",
        en="Overhead",
        zh="管理费比例",
    )
    experience: float = coefficient(
        0.03,
        "How far a finished project moves its supplier's capability up",
        unit="share per project",
        low=0.0,
        high=0.15,
        source="M68, assumed",
        en="Learning by projects",
        zh="实战成长",
    )


def matches(policy: Policy) -> bool:
    """Say whether communities choose who works for them: at a fair, online, or out of a fund of their own."""
    by_themselves = policy.matching.fairs_per_year > 0 or policy.matching.online
    return by_themselves or policy.fund.yuan_per_community > 0.0 or policy.fund.micro_project_yuan > 0.0


def lay_out(communities: int) -> MatchedProjects:
    """Lay out a row for each need that so many communities can post, then for their micro-projects."""
    needs, micro = communities * DOMAIN_COUNT, communities * MICRO_PROJECTS
    rows = MatchedProjects(needs + micro)
    rows.community[:needs] = np.repeat(np.arange(communities), DOMAIN_COUNT)
    rows.community[needs:] = np.repeat(np.arange(communities), MICRO_PROJECTS)
    rows.domain[:needs] = np.tile(np.arange(DOMAIN_COUNT), communities)
    rows.identity[:needs] = np.arange(needs)
    rows.identity[needs:] = _FIRST_MICRO_PROJECT + np.arange(micro)
    return rows


def pool(world: World, policy: Policy, how: ProjectTerms) -> int:
    """What donors could still give in a month, where their resources are pooled: fen."""
    if not policy.matching.pooled_resources:
        return 0
    projects = world.matched
    promised = int(projects.pooled_fen[projects.running].sum())
    return max(0, to_fen(how.pool_yuan) // MONTHS_PER_YEAR * len(world.committees) - promised)


def find_money(free: int, in_pool: int, monthly: int, grant: int) -> tuple[int, int, int]:
    """What a project could get a month from the fund, from donors and as a small grant: fen.

    `free` is what is left in the fund, `in_pool` what donors could still give in a month; a project costs `monthly`,
    or the `grant` that it must do with where nobody else pays.
    """
    from_fund = monthly if free >= monthly * PROJECT_MONTHS else 0
    from_pool = min(in_pool, monthly)
    return from_fund, from_pool, 0 if from_fund or from_pool else grant


def begin(world: World, row: int, money: tuple[int, int, int], yuan_per_contact: float) -> None:
    """Begin a project; `money` is fen a month from the fund, which sets it aside, from donors and as a small grant."""
    projects = world.matched
    projects.fund_fen[row], projects.pooled_fen[row], projects.grant_fen[row] = money
    world.committees.fund_fen[projects.community[row]] -= money[0] * PROJECT_MONTHS
    people = sum(money) / to_fen(yuan_per_contact)
    projects.contacts[row] = people / world.setting.people_per_resident
    projects.months_left[row] = PROJECT_MONTHS
    projects.running[row] = True
    projects.landed[row] = True


def end(world: World, how: ProjectTerms) -> None:
    """Begin a month: end what has run its year, which makes its supplier abler, and what its supplier left behind."""
    projects, bodies = world.matched, world.organisations
    projects.intent[:] = False
    projects.landed[:] = False
    standing = (bodies.alive, bodies.stage, world.agencies)
    for row in ending(projects.running, projects.months_left, projects.supplier, standing).tolist():
        supplier = int(projects.supplier[row])
        if supplier >= 0 and not projects.months_left[row]:
            bodies.capability[supplier] += how.experience * (1.0 - bodies.capability[supplier])
        left = int(projects.months_left[row]) * int(projects.fund_fen[row])
        world.committees.fund_fen[projects.community[row]] += left
        projects.running[row] = False
        projects.supplier[row] = -1
        projects.months_left[row] = 0


def pay(world: World, how: ProjectTerms) -> None:
    """Pay every running project its month, which its supplier spends but for its overhead."""
    projects, accounts, ledger = world.matched, world.accounts, world.ledger
    payers, payees, fen = bill(
        (projects.running, projects.community, projects.supplier), projects.months_left,
        (projects.fund_fen, projects.pooled_fen, projects.grant_fen),
        (accounts.committees, accounts.organisations, accounts.vendors), how.overhead_share,
    )  # fmt: skip
    if not len(payers):
        return
    ledger.transfer_each(Flow.FUND_PROJECT, payers, payees, fen[0])
    given, granted = int(np.add.reduce(fen[1])), int(np.add.reduce(fen[2]))
    if given:
        ledger.transfer(Flow.INCOME, accounts.outside, accounts.donors, given)
        ledger.distribute(Flow.DONATION, accounts.donors, payees, fen[1])
    if granted:
        ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, granted)
        ledger.distribute(Flow.FUND_PROJECT, accounts.funder, payees, fen[2])
    ledger.collect(Flow.ACTIVITY, payees, accounts.vendors, fen[3])
