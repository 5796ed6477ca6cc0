"""Neighbours share what each needs at another time: parking by day and night, and facilities for all.

Flats are short of spaces at night, office buildings by day. A broker brings one pair of sites to the
table; others follow as they hear of those that share, in salons above all. Owners lend a space where
the fee and what they get in turn make good the nuisance, which weighs less among people who trust one
another and under a charter; a charter needs two thirds of the votes and is kept the better the fairer
affairs are run. The more spaces can be used, the less conflict there is. Fees pay for the lending and
in part for facilities, on which public money may be spent as well. Sources: E25, M53, M106, M108, M109;
002 §3 (T2, T5). Left out: sites that end what they agreed, fees that follow demand, decay of facilities
once nobody invests.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.chance import Stream, draw, normal_quantile
from sim.declare import Section, coefficient
from sim.kernels.commons import begin_talks, build, mean_trust, spaces_by_community, use_spaces
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.records import OPEN, TALKING
from sim.world import MONTHS_PER_YEAR, World


class Commons(Section):
    """Coefficients of what neighbours share."""

    spread_chance: float = coefficient(
        0.15,
        "Chance in a month that a pair of sites begins to talk where all others share",
        unit="share per month",
        low=0.02,
        high=0.4,
        source="E25, assumed",
        en="Spread of sharing",
        zh="共享扩散",
    )
    spread_alone: float = coefficient(
        0.1,
        "Part of that chance where no other site shares yet",
        unit="share",
        low=0.0,
        high=0.5,
        source="E25, assumed",
        en="Spread without examples",
        zh="无先例时扩散",
    )
    salon_effect: float = coefficient(
        0.25,
        "How much one salon a year adds to the chance that a site begins to talk",
        unit="share per salon",
        low=0.0,
        high=1.0,
        source="E25, assumed",
        en="Effect of salons",
        zh="沙龙效果",
    )
    opening_chance: float = coefficient(
        0.25,
        "Chance in a month that talks without a charter end in an agreement",
        unit="share per month",
        low=0.05,
        high=1.0,
        source="assumed",
        en="Agreement without charter",
        zh="无公约达成率",
    )
    fee_value: float = coefficient(
        0.3,
        "What the whole fee makes good of an average owner's nuisance",
        unit="share",
        low=0.0,
        high=1.0,
        source="E25, assumed",
        en="Weight of the fee",
        zh="停车费补偿作用",
    )
    reciprocity: float = coefficient(
        0.15,
        "What a space in turn makes good of that nuisance",
        unit="share",
        low=0.0,
        high=0.6,
        source="E25, assumed",
        en="Reciprocity",
        zh="互惠作用",
    )
    charter_assurance: float = coefficient(
        0.4,
        "Share of the nuisance that a charter takes away",
        unit="share",
        low=0.0,
        high=0.8,
        source="E25, assumed",
        en="Assurance of a charter",
        zh="公约保障作用",
    )
    consent: float = coefficient(
        0.35,
        "Share of owners who vote for a charter without trust or fairness",
        unit="share",
        low=0.0,
        high=0.6,
        source="assumed",
        en="Consent",
        zh="公约基础同意率",
    )
    consent_by_justice: float = coefficient(
        0.5,
        "How much full fairness adds to that share",
        unit="share",
        low=0.0,
        high=1.0,
        source="E25, M109, assumed",
        en="Consent by fairness",
        zh="公正感对同意率的作用",
    )
    consent_by_trust: float = coefficient(
        0.4,
        "How much full trust in the committee adds to that share",
        unit="share",
        low=0.0,
        high=1.0,
        source="E25, assumed",
        en="Consent by trust",
        zh="信任对同意率的作用",
    )
    vote_spread: float = coefficient(
        0.1,
        "Standard deviation of that share from vote to vote",
        unit="share",
        low=0.0,
        high=0.3,
        source="assumed",
        en="Spread of votes",
        zh="表决离散",
    )
    compliance_alone: float = coefficient(
        0.55,
        "Share of shared spaces that are used by the rules without a charter",
        unit="share",
        low=0.2,
        high=0.9,
        source="M109, assumed",
        en="Compliance without charter",
        zh="无公约遵守率",
    )
    compliance_by_sanction: float = coefficient(
        0.2,
        "How much a charter's sanctions add to that share",
        unit="share",
        low=0.0,
        high=0.5,
        source="M109, assumed",
        en="Compliance by sanctions",
        zh="惩戒对遵守率的作用",
    )
    compliance_by_justice: float = coefficient(
        0.4,
        "How much full fairness adds to it under a charter",
        unit="share",
        low=0.0,
        high=0.8,
        source="M109, assumed",
        en="Compliance by fairness",
        zh="公正感对遵守率的作用",
    )
    lending_speed: float = coefficient(
        0.1,
        "How fast lending and compliance move to what conditions make of them",
        unit="share per month",
        low=0.02,
        high=0.5,
        source="assumed",
        en="Speed of lending",
        zh="共享推进速度",
    )
    conflict_speed: float = coefficient(
        0.1,
        "How fast conflict follows the spaces that are still short",
        unit="share per month",
        low=0.02,
        high=0.5,
        source="assumed",
        en="Speed of conflict",
        zh="矛盾变化速度",
    )
    defection_conflict: float = coefficient(
        0.5,
        "Conflict over lent spaces that are not used by the rules",
        unit="share",
        low=0.0,
        high=1.0,
        source="M108, assumed",
        en="Conflict by defection",
        zh="违约引发矛盾",
    )
    fee_yuan: float = coefficient(
        150.0,
        "Fee of a shared space",
        unit="yuan per space and month",
        low=50.0,
        high=500.0,
        source="assumed",
        en="Parking fee",
        zh="错时停车费",
    )
    broker_yuan: float = coefficient(
        1_500.0,
        "Public cost of the broker for one pair of sites in talks",
        unit="yuan per site and month",
        low=0.0,
        high=6_000.0,
        source="assumed",
        en="Cost of brokering",
        zh="撮合成本",
    )
    salon_yuan: float = coefficient(
        3_000.0,
        "Public cost of one salon",
        unit="yuan per salon",
        low=0.0,
        high=10_000.0,
        source="assumed",
        en="Cost of a salon",
        zh="沙龙成本",
    )
    facility_scale_yuan: float = coefficient(
        100_000.0,
        "Investment in a community that provides 63% of the facilities that are missing",
        unit="yuan per community",
        low=20_000.0,
        high=500_000.0,
        source="M106, assumed",
        en="Cost of facilities",
        zh="设施投入规模",
    )
    facility_decay: float = coefficient(
        0.01,
        "Share of facilities that wear out in a month",
        unit="share per month",
        low=0.0,
        high=0.05,
        source="assumed",
        en="Wear of facilities",
        zh="设施折旧率",
    )


def share(world: World, policy: Policy, how: Commons) -> None:
    """Share parking and build facilities, where the policy is to."""
    rules = policy.commons
    if not rules.parking_swap and rules.facility_yuan <= 0.0:
        return
    public = to_fen(rules.facility_yuan / MONTHS_PER_YEAR)
    world.spend(Flow.FACILITY, world.accounts.vendors, public * len(world.committees))
    invested = np.full(len(world.committees), public)
    if rules.parking_swap and len(world.site_pairs):
        trust = mean_trust(world.residents.trust_committee, world.first_resident)
        _negotiate(world, policy, how, trust)
        _use(world, policy, how, trust)
        invested += _collect_fees(world, policy, how)
    build(world.committees.facilities, invested, float(to_fen(how.facility_scale_yuan)), how.facility_decay)


def _negotiate(world: World, policy: Policy, how: Commons, trust: NDArray[np.float64]) -> None:
    """Let sites begin to talk, and those that talk agree."""
    sites, rules = world.site_pairs, policy.commons
    spread = (how.spread_chance, how.spread_alone, how.salon_effect)
    begin_talks(sites.identity, sites.stage, spread, float(rules.salons_per_year), world.key, world.month)
    talking = np.flatnonzero(sites.stage == TALKING).tolist()
    salons = how.salon_yuan if world.falls_due(rules.salons_per_year) else 0.0
    world.spend(Flow.COORDINATION, world.accounts.vendors, to_fen(salons + len(talking) * how.broker_yuan))
    for row in talking:
        place = int(sites.community[row])
        luck = draw(world.key, Stream.PARKING_CHARTER, world.month, sites.identity[row])
        if not rules.charter:
            sites.stage[row] = OPEN if luck[1] < how.opening_chance else TALKING
            continue
        for_it = how.consent + how.consent_by_justice * world.committees.justice[place]
        for_it += how.consent_by_trust * trust[place] + how.vote_spread * normal_quantile(luck[0])
        if world.deciders.committees[place].ratify(for_it):
            sites.chartered[row], sites.stage[row] = True, OPEN


def _use(world: World, policy: Policy, how: Commons, trust: NDArray[np.float64]) -> None:
    """Let owners lend, drivers park and conflict follow."""
    sites = world.site_pairs
    use_spaces(
        (sites.stage, sites.chartered, sites.community), (sites.sharable, sites.short, sites.nuisance),
        (sites.lent_share, sites.compliance, sites.spaces, sites.conflict),
        trust, world.committees.justice,
        (how.fee_value * (1.0 - policy.commons.fund_share), how.reciprocity, how.charter_assurance),
        (how.compliance_alone, how.compliance_by_sanction, how.compliance_by_justice),
        (how.lending_speed, how.conflict_speed), how.defection_conflict,
    )  # fmt: skip


def _collect_fees(world: World, policy: Policy, how: Commons) -> NDArray[np.int64]:
    """Let drivers pay owners and the community's fund, which is spent on facilities: int64[communities] fen."""
    sites, accounts, ledger, count = world.site_pairs, world.accounts, world.ledger, len(world.committees)
    used = spaces_by_community(sites.community, sites.spaces, count)
    fees = (used * to_fen(how.fee_yuan)).astype(np.int64)
    funds = (fees * policy.commons.fund_share).astype(np.int64)
    total = int(fees.sum())
    ledger.transfer(Flow.INCOME, accounts.outside, accounts.residents, total)
    ledger.transfer(Flow.PARKING_FEE, accounts.residents, accounts.vendors, total)
    committees = accounts.committees + np.arange(count)
    ledger.distribute(Flow.PARKING_SHARE, accounts.vendors, committees, funds)
    ledger.collect(Flow.FACILITY, committees, accounts.vendors, funds)
    return funds
