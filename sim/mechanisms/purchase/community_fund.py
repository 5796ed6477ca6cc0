"""A community has money of its own for the year, and residents, the committee or officials say what for.

The funder tops every community's fund up to its yearly level. Whoever decides posts the needs that
projects are wanted for and weighs suppliers: residents vote for needs of their own and look at the fit;
officials put the groups first that the law names and look at capability and standing. Voters learn
whether they were heeded, and residents who have a say find affairs fairer. Residents who believe in
being heard also design and run micro-projects of their own.
Sources: E4, E17, M44, M50, M104; 004 (C11). Left out: who is not asked because of age or health;
supporters of one proposal who win over others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import INERT
from sim.census import believed_needs
from sim.chance import Stream, draw, normal_quantile
from sim.declare import Section, coefficient
from sim.domains import DISABILITY, DOMAIN_COUNT, ELDERLY, SPECIAL
from sim.fit import Fit, programme_fit
from sim.kernels.projects import heed, largest_groups, luck_of, take_charge, vote
from sim.ledger import Flow, to_fen
from sim.mechanisms.purchase.projects import begin
from sim.policy import Policy
from sim.records import PROJECT_MONTHS
from sim.world import World

_WEIGHTS = {
    "government": (0.2, 0.3, 0.3, 0.2),
    "committee": (0.4, 0.2, 0.2, 0.2),
    "residents": (0.6, 0.1, 0.1, 0.2),
}
"""Weights of fit, capability, standing and star (E4); the committee's are assumed to lie between."""
_STATUTORY = np.isin(np.arange(DOMAIN_COUNT), (ELDERLY, DISABILITY, SPECIAL))
_COMMITTEE_ASKS, _OFFICIALS_ASK = 8, 9
_ANY = 1e-9


class CommunityFunds(Section):
    """Coefficients of community funds and of residents' micro-projects."""

    posted_needs: int = coefficient(
        4,
        "Needs that a community posts in a year",
        unit="needs per community and year",
        low=1,
        high=8,
        source="assumed",
        en="Needs posted",
        zh="年发布需求数",
    )
    vote_turnout: float = coefficient(
        0.3,
        "Chance that a resident who knows, is not inert and has an open need votes on the fund",
        unit="share",
        low=0.05,
        high=0.8,
        source="assumed",
        en="Turnout of the vote",
        zh="资金投票参与率",
    )
    capture: float = coefficient(
        0.1,
        "How far officials' wishes carry the residents' vote",
        unit="share",
        low=0.0,
        high=1.0,
        source="M44, assumed; at 1 the vote is a form only",
        en="Captured votes",
        zh="投票被左右程度",
    )
    statutory_weight: float = coefficient(
        2.0,
        "Weight that officials give to elderly care, disability and special groups over other needs",
        unit="ratio",
        low=1.0,
        high=4.0,
        source="M50, M126, assumed",
        en="Statutory groups first",
        zh="重点人群优先",
    )
    efficacy_speed: float = coefficient(
        0.1,
        "How fast voters' and micro-projects' participants' efficacy moves to whether they were heeded",
        unit="share per decision",
        low=0.0,
        high=0.3,
        source="E17, M104, assumed",
        en="Learning from deciding",
        zh="参与决策对效能感的作用",
    )
    vote_yuan: float = coefficient(
        2_000.0,
        "Public money for one vote",
        unit="yuan per community and year",
        low=200.0,
        high=10_000.0,
        source="assumed",
        en="Cost of a vote",
        zh="投票组织成本",
    )
    readiness: float = coefficient(
        2.0,
        "Chance that residents come forward with a micro-project over their mean efficacy",
        unit="ratio",
        low=0.5,
        high=5.0,
        source="M104, assumed",
        en="Readiness for micro-projects",
        zh="微项目发起意愿",
    )
    insight: float = coefficient(
        0.6,
        "Share of a need that is known to residents who have it",
        unit="share",
        low=0.3,
        high=0.9,
        source="M104, assumed",
        en="Residents' insight",
        zh="居民自知需求程度",
    )


def plan_year(world: World, policy: Policy, how: CommunityFunds, fit: Fit, yuan_per_contact: float) -> None:
    """Give communities their funds, post what is wanted and begin micro-projects, at the start of a year."""
    rules, people = policy.fund, world.residents
    if world.month_of_year != 0:
        return
    _allot(world, to_fen(rules.yuan_per_community))
    rows, posted = world.committees, np.zeros((len(world.committees), DOMAIN_COUNT), dtype=np.bool_)
    voting = rules.yuan_per_community > 0.0 and rules.decided_by == "residents"
    rows.fund_voice[:] = 0.0
    turnout = how.vote_turnout if voting or rules.micro_project_yuan > 0.0 else 0.0
    votes, choice = vote(
        (people.kind, people.needs, people.aware), world.first_resident, turnout, world.key, world.month
    )
    if rules.yuan_per_community > 0.0 or policy.matching.online or policy.matching.fairs_per_year:
        wanted = _wanted(world, policy, how, votes)
        for row, committee in enumerate(world.deciders.committees):
            posted[row, committee.choose_domains(wanted[row], how.posted_needs)] = True
    world.matched.posted[: posted.size] = posted.ravel()
    if voting:
        heed(people.efficacy, people.attended, choice, posted, world.first_resident, how.efficacy_speed)
        rows.fund_voice[:] = (1.0 - how.capture) * votes.sum(axis=1) / np.maximum(_entitled(world), 1)
        world.spend(Flow.COUNCIL, world.accounts.vendors, to_fen(how.vote_yuan) * len(rows))
    if rules.micro_project_yuan > 0.0:
        _begin_micro_projects(world, to_fen(rules.micro_project_yuan), how, fit, (votes, yuan_per_contact))


def score_weights(policy: Policy, how: CommunityFunds) -> tuple[float, float, float, float]:
    """Weights of fit, capability, standing and star by which whoever decides scores offers."""
    decider = policy.fund.decided_by if policy.fund.yuan_per_community > 0.0 else "committee"
    own, official = _WEIGHTS[decider], _WEIGHTS["government"]
    if decider != "residents":
        return own
    fit, capability, standing, star = own
    other = how.capture
    return (
        fit + other * (official[0] - fit),
        capability + other * (official[1] - capability),
        standing + other * (official[2] - standing),
        star + other * (official[3] - star),
    )


def _allot(world: World, level: int) -> None:
    """Top every fund up to its yearly level; what is left is given back where there are no funds any more."""
    rows, ledger, accounts = world.committees, world.ledger, world.accounts
    own = accounts.committees + np.arange(len(rows))
    if level:
        given = np.maximum(level - rows.fund_fen, 0)
        ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, int(given.sum()))
        ledger.distribute(Flow.COMMUNITY_FUND, accounts.funder, own, given)
        rows.fund_fen += given
    elif rows.fund_fen.any():
        ledger.collect(Flow.UNSPENT_RETURN, own, accounts.funder, rows.fund_fen)
        rows.fund_fen[:] = 0
    rows.fund_given_fen[:] = rows.fund_fen


def _entitled(world: World) -> NDArray[np.int64]:
    """Residents who know, are not inert and have an open need, of whom votes come: int64[communities]."""
    people = world.residents
    could = people.aware & (people.kind != INERT) & (people.needs != 0)
    counts: NDArray[np.int64] = np.add.reduceat(could, world.first_resident[:-1], dtype=np.int64)
    return counts


def _wanted(world: World, policy: Policy, how: CommunityFunds, votes: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each domain is wanted by whoever decides in each community: float64[communities, 8]."""
    needs, knowledge = world.open_needs(), world.committees.knowledge
    decider = policy.fund.decided_by if policy.fund.yuan_per_community > 0.0 else "committee"
    if decider == "committee":
        by_committee: NDArray[np.float64] = believed_needs(knowledge, needs, world.key, world.month, _COMMITTEE_ASKS)
        return by_committee
    believed = believed_needs(knowledge, needs, world.key, world.month, _OFFICIALS_ASK)
    official = world.deciders.funder.set_priorities(believed, _STATUTORY, how.statutory_weight)
    if decider == "government":
        return official
    shares = votes / np.maximum(votes.sum(axis=1, keepdims=True), _ANY)
    wishes = official / np.maximum(official.sum(axis=1, keepdims=True), _ANY)
    both: NDArray[np.float64] = shares + how.capture * (wishes - shares)
    return both


def _begin_micro_projects(
    world: World, yearly: int, how: CommunityFunds, fit: Fit, known: tuple[NDArray[np.float64], float]
) -> None:
    """Let residents who believe in being heard begin micro-projects; `known` are votes and the cost of a contact."""
    people, projects, rows, first = world.residents, world.matched, world.committees, world.first_resident
    votes, yuan_per_contact = known
    monthly, bodies = yearly // PROJECT_MONTHS, world.organisations
    groups = (bodies.alive, bodies.community, bodies.members, bodies.stage)
    at_home = largest_groups(groups, world.first_group, len(rows))
    begins = np.flatnonzero(_come_forward(world, how, votes)) + len(rows) * DOMAIN_COUNT
    for row in begins.tolist():
        community = int(projects.community[row])
        _, which, lucky, _ = draw(world.key, Stream.MICRO_PROJECT, world.month, int(projects.identity[row]))
        heard = votes[community].cumsum()
        domain = int(heard.searchsorted(which * heard[-1], side="right"))
        insight = max(float(rows.knowledge[community, domain]), how.insight)
        projects.domain[row] = domain
        projects.supplier[row] = at_home[community]
        projects.fit[row] = programme_fit(insight, 1.0, normal_quantile(lucky), fit.floor, fit.spread)
        from_fund = monthly if rows.fund_fen[community] >= monthly * PROJECT_MONTHS else 0
        begin(world, row, (from_fund, 0, 0 if from_fund else monthly), yuan_per_contact)
        take_charge(
            (people.kind, people.needs, people.aware), people.efficacy, int(first[community]),
            int(first[community + 1]), domain, how.efficacy_speed,
        )  # fmt: skip


def _come_forward(world: World, how: CommunityFunds, votes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say which places for micro-projects are taken: bool[places]; the likelier, the more residents feel heard."""
    free = slice(len(world.committees) * DOMAIN_COUNT, None)
    community, first = world.matched.community[free], world.first_resident
    luck = luck_of(world.matched.identity[free], Stream.MICRO_PROJECT, world.key, world.month)
    felt = np.add.reduceat(world.residents.efficacy, first[:-1], dtype=np.float64) / np.diff(first)
    takes: NDArray[np.bool_] = (luck < how.readiness * felt[community]) & (votes.sum(axis=1) > 0.0)[community]
    return takes & ~world.matched.running[free]
