"""Communities post what they need, suppliers show what they can do, and some of what is agreed comes about.

A committee alone knows a few agencies. At a fair everybody looks at everybody, with a handbook of
needs; online at some every month. Each need asks the supplier that suits it best and has room; a
supplier keeps those it would rather serve, for their fit or for its own reasons, and sends the rest
on. What is agreed lands the likelier the more the committee trusts organisations, if it is paid, and
the abler the supplier is.
Sources: E5, M23, M69-M70; 004 (C1-C4), Y2, Y4; Gale & Shapley 1962, *American Mathematical Monthly*
69(1):9. Left out: matching between organisations, hours that a fair takes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.chance import Stream
from sim.declare import Section, coefficient
from sim.fit import Fit
from sim.kernels.matching import find_partners
from sim.kernels.projects import luck_of
from sim.ledger import Flow, to_fen
from sim.mechanisms.purchase.projects import ProjectTerms, begin, find_money, pool
from sim.policy import Policy
from sim.records import PROJECT_MONTHS
from sim.world import World


class Matching(Section):
    """Coefficients of matching."""

    usual_breadth: int = coefficient(
        3,
        "Agencies at which a community looks for a need without any platform",
        unit="agencies",
        low=1,
        high=10,
        source="E5, assumed",
        en="Search without a platform",
        zh="无平台搜寻范围",
    )
    fair_breadth: int = coefficient(
        161,
        "Agencies at which a community looks at a fair, all of them if there are no more",
        unit="agencies",
        low=1,
        high=200,
        source="C4",
        en="Search at a fair",
        zh="对接会搜寻范围",
    )
    online_breadth: int = coefficient(
        30,
        "Agencies at which a community looks online in a month",
        unit="agencies",
        low=3,
        high=100,
        source="E5, assumed",
        en="Search online",
        zh="线上搜寻范围",
    )
    handbook: float = coefficient(
        0.3,
        "Part of the research into a need that the handbooks of a fair or platform spare a supplier",
        unit="share",
        low=0.0,
        high=0.6,
        source="M69: three handbooks; assumed",
        en="Handbooks",
        zh="对接手册作用",
    )
    least_fit: float = coefficient(
        0.35,
        "Fit below which a community agrees to nothing",
        unit="share",
        low=0.15,
        high=0.6,
        source="assumed",
        en="Least fit",
        zh="最低可接受契合度",
    )
    suppliers_care: float = coefficient(
        0.5,
        "How far suppliers choose the needs that their projects would fit best, the rest being their own reasons",
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        en="Suppliers' care for fit",
        zh="供给方契合导向",
    )
    capacity: int = coefficient(
        4,
        "Projects that an agency can run at once, those it holds by contract included",
        unit="projects",
        low=3,
        high=8,
        source="Y2, Y4",
        en="Suppliers' capacity",
        zh="供给方承接上限",
    )
    group_capacity: int = coefficient(
        1,
        "Projects that a filed community organisation can run at once, all in its own community and domain",
        unit="projects",
        low=0,
        high=3,
        source="assumed",
        en="Capacity of community organisations",
        zh="社区社会组织承接上限",
    )
    landing_ground: float = coefficient(
        -1.6,
        "Readiness to begin what was agreed, without trust, money or ability",
        unit="logit",
        low=-3.0,
        high=0.0,
        source="E5: about half lands, 0.2-0.9; assumed",
        en="Landing without grounds",
        zh="落地基础意愿",
    )
    landing_trust: float = coefficient(
        2.0,
        "Effect of the committee's trust in organisations on landing",
        unit="logit per share",
        low=0.0,
        high=4.0,
        source="E5, assumed",
        en="Trust and landing",
        zh="信任对落地的作用",
    )
    landing_money: float = coefficient(
        1.0,
        "Effect on landing of a fund or donors who pay",
        unit="logit",
        low=0.0,
        high=3.0,
        source="E5, assumed",
        en="Money and landing",
        zh="资金对落地的作用",
    )
    landing_capability: float = coefficient(
        1.0,
        "Effect of the supplier's capability on landing",
        unit="logit per share",
        low=0.0,
        high=3.0,
        source="E5, assumed",
        en="Capability and landing",
        zh="能力对落地的作用",
    )
    fair_yuan: float = coefficient(
        2_000.0,
        "Public money for a fair and its handbooks",
        unit="yuan per community",
        low=200.0,
        high=10_000.0,
        source="assumed",
        en="Cost of a fair",
        zh="对接会成本",
    )
    platform_yuan: float = coefficient(
        200.0,
        "Public money for matching online",
        unit="yuan per community and month",
        low=20.0,
        high=1_000.0,
        source="assumed",
        en="Cost of online matching",
        zh="线上对接成本",
    )
    list_yuan: float = coefficient(
        100.0,
        "Public money for keeping the list of donors' resources",
        unit="yuan per community and month",
        low=10.0,
        high=500.0,
        source="assumed",
        en="Cost of the list of resources",
        zh="资源清单维护成本",
    )


def search_breadth(world: World, policy: Policy, how: Matching) -> int:
    """At how many agencies communities look this month, for each need; 0 where nobody looks."""
    rules = policy.matching
    if rules.fairs_per_year and world.falls_due(rules.fairs_per_year):
        return how.fair_breadth
    if rules.online:
        return how.online_breadth
    return how.usual_breadth if policy.fund.yuan_per_community > 0.0 and world.month_of_year == 0 else 0


def match(
    world: World,
    policy: Policy,
    how: Matching,
    fit: Fit,
    breadth: int,
    weights: tuple[float, float, float, float],
    noise: float,
) -> NDArray[np.int64]:
    """Match what is posted and open this month: rows of projects that are agreed.

    Communities look at `breadth` agencies; `weights` are those of fit, capability, standing and star by which they
    score offers, `noise` the scale of chance.
    """
    projects, bodies, rows, rules = world.matched, world.organisations, world.committees, policy.matching
    handbook = how.handbook if rules.online or rules.fairs_per_year else 0.0
    agreed, supplier, fits = find_partners(
        (projects.identity, projects.community, projects.domain),
        (projects.posted, projects.running, projects.supplier), (world.contracts.kind, world.contracts.organisation),
        (bodies.community, bodies.domain, bodies.stage, bodies.identity), (bodies.alive, bodies.barred, bodies.credit),
        (bodies.capability, bodies.evaluation_share, bodies.relationship, bodies.star),
        (rows.knowledge, rows.trust_in_organisations), (world.agencies, breadth, how.capacity, how.group_capacity),
        (fit.research_loss, handbook), weights, (fit.floor, fit.spread, noise, how.least_fit, how.suppliers_care),
        world.key, (world.month, world.month - world.month_of_year),
    )  # fmt: skip
    projects.intent[agreed] = True
    projects.supplier[agreed] = supplier
    projects.fit[agreed] = fits
    mine: NDArray[np.int64] = agreed
    return mine


def charge(world: World, policy: Policy, how: Matching) -> None:
    """Let the funder pay for fairs, the platform and the list of resources."""
    rules = policy.matching
    if not (rules.online or rules.pooled_resources or rules.fairs_per_year):
        return
    yuan = how.platform_yuan if rules.online else 0.0
    yuan += how.list_yuan if rules.pooled_resources else 0.0
    if rules.fairs_per_year and world.falls_due(rules.fairs_per_year):
        yuan += how.fair_yuan
    world.spend(Flow.MATCHING, world.accounts.vendors, to_fen(yuan) * len(world.committees))


def land(world: World, policy: Policy, how: Matching, costs: ProjectTerms, agreed: NDArray[np.int64]) -> None:
    """Begin what lands of what was agreed, each with the money that can be had for it."""
    projects = world.matched
    if not len(agreed):
        return
    in_pool = pool(world, policy, costs)
    lucks = luck_of(projects.identity[agreed], Stream.MATCH_LANDING, world.key, world.month).tolist()
    able = world.organisations.capability[projects.supplier[agreed]].tolist()
    places, free = projects.community[agreed].tolist(), world.committees.fund_fen
    monthly, grant = to_fen(costs.project_yuan) // PROJECT_MONTHS, to_fen(costs.grant_yuan) // PROJECT_MONTHS
    for row, community, capability, luck in zip(agreed.tolist(), places, able, lucks, strict=True):
        money = find_money(int(free[community]), in_pool, monthly, grant)
        ground = how.landing_ground + how.landing_capability * capability
        if not money[2]:
            ground += how.landing_money
        if luck < world.deciders.committees[community].land(ground, how.landing_trust):
            in_pool -= money[1]
            begin(world, row, money, costs.yuan_per_contact)
    projects.supplier[~projects.running] = -1
