"""The first month's world, out of a scenario and a seed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.agents.committee import Committees
from sim.agents.evaluator import Evaluators
from sim.agents.funder import Funders, Streets
from sim.agents.organisation import AGENCY, GROUP, GROUP_DOMAINS, HUB, LARGE, MIDDLE, SMALL, Organisations
from sim.agents.resident import Residents
from sim.agents.worker import Workers
from sim.beginnings import Beginnings
from sim.chance import Stream, draws, key_words, normal_quantile, normal_quantiles
from sim.coefficients import Coefficients
from sim.domains import RARE
from sim.kernels.settling import begin_opinions, mark_residents, open_needs, settle_residents, tie_neighbours
from sim.ledger import Ledger, Sector, to_fen
from sim.markets import lay_out
from sim.mechanisms import budget, coordination, purchase
from sim.mechanisms import groups as groups_of_residents
from sim.memory import refuse_what_does_not_fit
from sim.neighbourhoods import assign_types, found_site_pairs
from sim.policy import Policy
from sim.records import (
    CENTRE,
    CENTRE_PROGRAMMES,
    OWN_PROGRAMMES,
    PROJECT,
    Contracts,
    GroupRegister,
    Programmes,
    Tranches,
)
from sim.scenario import Scenario
from sim.setting import Setting
from sim.world import MONTHS_PER_YEAR, Accounts, World, district_threads

_CENTRE_POSTS, _STREET_POSTS, _STREET_CONTRACTS = 50_000, 1_000_000, 100
_TRANCHES = 3
"""Tranches of a contract and year; there is room for those of all years, for late ones may pile up."""


_SHARED_FROM, _PIECES = 100_000, 8
"""Residents from which on threads are worth their while, and pieces of work for each of them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What there is room for, which is all that founding takes from what policies are yet to come.

    `projects` is the most that a street ever buys, `centre_posts` and `project_posts` the most that a contract ever
    pays for; `matched` says whether communities are ever matched with organisations.
    """

    projects: int
    centre_posts: int
    project_posts: int
    matched: bool

    @classmethod
    def of(cls, scenario: Scenario) -> Layout:
        """Room for every policy that is ever in force."""
        policies, how = [policy for _, policy in scenario.timeline()], scenario.coefficients
        return cls(
            projects=max(policy.purchase.projects_per_street for policy in policies),
            centre_posts=_most_posts(policies, how, centre=True),
            project_posts=_most_posts(policies, how, centre=False),
            matched=any(purchase.matches(policy) for policy in policies),
        )


def found_world(scenario: Scenario, seed: int, threads: int = 1) -> World:
    """Build the district as it stands before its first month; a large one lives on so many `threads`.

    ScenarioError where there is not enough memory.
    """
    setting, how = scenario.setting, scenario.coefficients
    refuse_what_does_not_fit(setting)
    key = key_words(seed)
    communities = setting.streets * setting.communities_per_street
    first_resident = np.arange(communities + 1, dtype=np.int64) * setting.residents_per_community
    layout = Layout.of(scenario)
    organisations = _organisations(setting, how.beginnings, key)
    contracts = _contracts(setting, layout, key)
    agencies = int(np.count_nonzero(organisations.kind == AGENCY))
    shared = district_threads(threads) if threads > 1 and first_resident[-1] >= _SHARED_FROM else None
    calls = (setting.burn_in_months + setting.months) // MONTHS_PER_YEAR + 1
    accounts = _accounts(setting, communities, len(organisations))
    world = World(
        key=key,
        month=-setting.burn_in_months,
        setting=setting,
        residents=Residents(int(first_resident[-1]), shared),
        workers=_workers(setting, contracts, key),
        committees=_committees(setting, how, communities, key),
        organisations=organisations,
        evaluators=_evaluators(setting, key),
        streets=Streets(setting.streets),
        funders=Funders(1),
        contracts=contracts,
        tranches=Tranches(_TRANCHES * len(contracts) * calls),
        programmes=_programmes(setting, contracts, communities),
        site_pairs=found_site_pairs(setting, how.neighbourhoods, key),
        matched=purchase.lay_out(communities if layout.matched else 0),
        register=GroupRegister(setting.burn_in_months + setting.months),
        accounts=accounts,
        ledger=Ledger(_sectors(setting, communities, organisations), setting.burn_in_months + setting.months),
        first_resident=first_resident,
        markets=lay_out(setting),
        agencies=agencies,
    )
    if shared is not None:
        world.threads, world.spans = shared, _spans(setting, threads)
    world.streets.clerk_capacity[:] = how.payment.clerk_capacity
    _residents(world, how)
    coordination.open_offices(world, how.coordination)
    for row in range(agencies):
        luck = draws(key, Stream.ORGANISATION_ENTRY, world.month - 1, row, 1)[0]
        budget.enter(world, how.budget, row, normal_quantile(luck[1]))
    return world


def _spans(setting: Setting, threads: int) -> tuple[tuple[int, int], ...]:
    """Cut the communities into pieces of whole streets."""
    ends = np.linspace(0, setting.streets, min(setting.streets, _PIECES * threads) + 1).astype(np.int64)
    edges: list[int] = (ends * setting.communities_per_street).tolist()
    return tuple(pairwise(edges))


def _residents(world: World, how: Coefficients) -> None:
    people, start, places = world.residents, how.beginnings, how.neighbourhoods
    kinds = world.committees.type
    bodies = world.organisations
    groups = bodies.community[world.first_group :][bodies.alive[world.first_group :]]
    first_group = world.first_group + np.searchsorted(groups, np.arange(len(world.committees) + 1), side="left")
    inert = np.clip(how.participation.inert_share + places.inert_by_type.take(kinds), 0.0, 1.0)
    world.side_by_side(lambda begin, end: settle_residents(
        (people.base_rate, people.kind, people.vulnerable, people.aware, people.taste), people.group,
        world.first_resident, first_group.astype(np.int64), inert,
        (start.vulnerable_share, start.aware_share, start.member_share),
        how.participation.mean_rate, start.rate_shape, how.satisfaction.taste_spread, world.key, begin, end,
    ))  # fmt: skip
    trust, first = np.clip(start.trust_committee + places.trust_by_type.take(kinds), 0.0, 1.0), world.first_resident
    world.side_by_side(lambda begin, end: begin_opinions(
        people.community,
        (people.performance, people.expectation, people.justice, people.trust_government, people.trust_committee),
        (start.performance, start.performance, start.justice, start.trust_government), trust, first, begin, end,
    ))  # fmt: skip
    world.side_by_side(lambda begin, end: open_needs(
        people.needs, people.vulnerable, how.needs.arrival_rate.array, how.needs.vulnerable_factor,
        how.needs.fade_chance + start.resolved_rate, world.key, first.item(begin), first.item(end),
    ))  # fmt: skip
    rewiring = np.clip(start.neighbour_rewiring * places.rewiring_by_type.take(kinds), 0.0, 1.0)
    world.side_by_side(lambda begin, end: tie_neighbours(people.neighbours, first, rewiring, world.key, begin, end))
    if world.setting.has_hindered:
        mark_residents(
            (people.migrant, people.deprived, people.busy), (people.aware, people.group),
            (people.base_rate, people.taste),
            (world.setting.migrant_share, world.setting.deprived_share, world.setting.busy_share),
            (places.migrants_aware, places.migrants_joining),
            (places.deprivation_effect, places.leisure_effect, places.deprivation_taste), world.key,
        )  # fmt: skip
    bodies.members[:] = np.bincount(people.group[people.group >= 0], minlength=len(bodies))
    groups_of_residents.settle_in(world, start, how.groups)


def _normals(key: np.uint64, stream: np.int64, count: int) -> NDArray[np.float64]:
    """Four standard normal numbers for each of `count` rows: float64[count, 4]."""
    normals: NDArray[np.float64] = normal_quantiles(draws(key, stream, 0, 0, count))
    return normals


def _committees(setting: Setting, how: Coefficients, communities: int, key: np.uint64) -> Committees:
    rows = Committees(communities)
    normals = _normals(key, Stream.COMMITTEE_TRAITS, communities)
    order = draws(key, Stream.COMMITTEE_TRAITS, 1, 0, communities)[:, 0]
    rows.street[:] = np.arange(communities) // setting.communities_per_street
    rows.staff[:] = setting.committee_staff
    below = np.argsort(order, kind="stable")[int(np.floor(setting.top_down_share * communities + 0.5)) :]
    rows.top_down[:] = True
    rows.top_down[below] = False
    rows.type[:] = assign_types(setting, key)
    hours = how.committee_hours
    rows.usual_admin_share[:] = np.clip(hours.admin_share + hours.admin_spread * normals[:, 0], 0.3, 0.95)
    start = how.beginnings
    rows.knowledge[:] = start.knowledge
    rows.skill[:] = np.clip(start.committee_skill + start.trait_spread * normals[:, 1], 0.05, 0.7)
    rows.usual_skill[:] = rows.skill
    rows.adopted_share[:] = np.where(rows.top_down, 0.2, how.council.bottom_up_decisiveness)
    return rows


def _organisations(setting: Setting, start: Beginnings, key: np.uint64) -> Organisations:
    sizes = [
        *[LARGE] * (setting.large_agencies_per_street * setting.streets),
        *[MIDDLE] * (setting.middle_agencies_per_street * setting.streets),
        *[SMALL] * (setting.small_agencies_per_street * setting.streets),
    ]
    agencies, groups = len(sizes), setting.groups_per_street * setting.streets
    rows = Organisations(agencies + 1 + groups + setting.room_for_groups_per_street * setting.streets)
    normals = _normals(key, Stream.ORGANISATION_TRAITS, len(rows))
    shares = draws(key, Stream.ORGANISATION_TRAITS, 1, 0, len(rows))
    rows.kind[:] = GROUP
    rows.kind[: agencies + 1] = [*[AGENCY] * agencies, HUB]
    rows.size[:agencies] = sizes
    rows.alive[: agencies + 1 + groups] = True
    middles = np.array([start.small_capability, start.middle_capability, start.large_capability])
    rows.capability[:] = np.clip(middles[rows.size] + start.trait_spread * normals[:, 0], 0.05, 0.95)
    rows.management[:] = np.clip(start.management + start.trait_spread * normals[:, 1], 0.05, 0.95)
    rows.evaluator[:agencies] = (shares[:agencies, 0] * setting.evaluators).astype(np.int32)
    special = shares[:agencies, 2] < setting.specialist_share
    rows.specialty[:agencies][special] = np.array(RARE)[(shares[:agencies, 3] * len(RARE)).astype(int)][special]
    rows.community[:] = -1
    communities = setting.streets * setting.communities_per_street
    living = slice(agencies + 1, agencies + 1 + groups)
    rows.community[living] = np.arange(groups) * communities // max(groups, 1)
    rows.domain[living] = np.array(GROUP_DOMAINS)[(shares[living, 1] * len(GROUP_DOMAINS)).astype(int)]
    return rows


def _evaluators(setting: Setting, key: np.uint64) -> Evaluators:
    rows = Evaluators(setting.evaluators)
    rows.leaning[:] = _normals(key, Stream.EVALUATOR_TRAITS, setting.evaluators)[:, 0]
    return rows


def _contracts(setting: Setting, layout: Layout, key: np.uint64) -> Contracts:
    """Make room for every contract and post that the scenario's policies will ever offer."""
    projects = layout.projects
    rows = Contracts(setting.streets * (1 + projects))
    streets = np.arange(setting.streets)
    rows.street[: setting.streets] = streets
    rows.street[setting.streets :] = np.repeat(streets, projects)
    rows.kind[:] = PROJECT
    rows.kind[: setting.streets] = CENTRE
    place = np.tile(np.arange(projects), setting.streets)
    rows.identity[:] = rows.street * _STREET_CONTRACTS
    rows.identity[setting.streets :] += 1 + place
    rows.community[:] = -1
    in_street = rows.street[setting.streets :] * setting.communities_per_street
    begin = _rotation(setting, key)[rows.street[setting.streets :]]
    rows.community[setting.streets :] = in_street + (begin + place) % setting.communities_per_street
    rows.room[: setting.streets] = layout.centre_posts
    rows.room[setting.streets :] = layout.project_posts
    rows.first_post[:] = np.cumsum(rows.room) - rows.room
    return rows


def _most_posts(policies: list[Policy], how: Coefficients, *, centre: bool) -> int:
    yearly = [
        to_fen(how.staff.mean_wage_yuan(policy) * how.purchase.wage_loading) * MONTHS_PER_YEAR for policy in policies
    ]
    values = [to_fen(p.purchase.centre_yuan if centre else p.purchase.project_yuan) for p in policies]
    return max(int(value * how.purchase.wage_share / cost) + 1 for value, cost in zip(values, yearly, strict=True))


def _workers(setting: Setting, contracts: Contracts, key: np.uint64) -> Workers:
    rows = Workers(int(contracts.room.sum()))
    rows.contract[:] = np.repeat(np.arange(len(contracts)), contracts.room)
    place = np.arange(len(rows)) - contracts.first_post[rows.contract]
    street = contracts.street[rows.contract]
    project = np.where(contracts.kind == CENTRE, 0, _place_in_street(setting, contracts))
    is_centre = contracts.kind[rows.contract] == CENTRE
    number = np.where(is_centre, place, _CENTRE_POSTS + 100 * project[rows.contract] + place)
    rows.identity[:] = street.astype(np.int64) * _STREET_POSTS + number
    begin = _rotation(setting, key)[street]
    home = street * setting.communities_per_street + (begin + place) % setting.communities_per_street
    rows.community[:] = np.where(is_centre, home, contracts.community[rows.contract])
    return rows


def _rotation(setting: Setting, key: np.uint64) -> NDArray[np.int64]:
    """Community of each street with which the round of posts and projects begins: int64[streets]."""
    shares = draws(key, Stream.COMMITTEE_TRAITS, 2, 0, setting.streets)[:, 0]
    return (shares * setting.communities_per_street).astype(np.int64)


def _place_in_street(setting: Setting, contracts: Contracts) -> NDArray[np.int64]:
    projects = (len(contracts) - setting.streets) // setting.streets
    return (np.arange(len(contracts)) - setting.streets) % max(projects, 1)


def _programmes(setting: Setting, contracts: Contracts, communities: int) -> Programmes:
    """Lay out the slots: committees' own, then every centre's in its communities, then projects."""
    centres = CENTRE_PROGRAMMES * communities
    projects = len(contracts) - setting.streets
    rows = Programmes(OWN_PROGRAMMES * communities + centres + projects)
    own = slice(0, OWN_PROGRAMMES * communities)
    centre = slice(own.stop, own.stop + centres)
    rows.community[own] = np.repeat(np.arange(communities), OWN_PROGRAMMES)
    rows.contract[own] = -1
    rows.community[centre] = np.repeat(np.arange(communities), CENTRE_PROGRAMMES)
    rows.contract[centre] = rows.community[centre] // setting.communities_per_street
    rows.community[centre.stop :] = contracts.community[setting.streets :]
    rows.contract[centre.stop :] = np.arange(setting.streets, len(contracts))
    return rows


def _accounts(setting: Setting, communities: int, organisations: int) -> Accounts:
    streets = 2
    committees = streets + setting.streets
    bodies = committees + communities
    workers = bodies + organisations
    evaluators = workers + 1
    vendors = evaluators + setting.evaluators
    return Accounts(
        0, 1, streets, committees, bodies, workers, evaluators, vendors, vendors + 1, vendors + 2, vendors + 3
    )


def _sectors(setting: Setting, communities: int, organisations: Organisations) -> NDArray[np.int64]:
    kinds = np.where(organisations.kind == GROUP, Sector.COMMUNITY_ORGANISATION, Sector.AGENCY)
    return np.concatenate(
        [
            [Sector.OUTSIDE, Sector.FUNDER],
            np.full(setting.streets, Sector.FUNDER),
            np.full(communities, Sector.COMMITTEE),
            kinds,
            [Sector.WORKER],
            np.full(setting.evaluators, Sector.EVALUATOR),
            [Sector.VENDOR, Sector.LENDER, Sector.RESIDENT, Sector.DONOR],
        ]
    ).astype(np.int64)
