"""What exists this month: every table, the ledger and the calendar. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from threading import current_thread

import numpy as np
from numpy.typing import NDArray

from sim import census
from sim.agents.committee import Committee, Committees
from sim.agents.evaluator import Evaluator, Evaluators
from sim.agents.funder import Funder, Funders, Streets
from sim.agents.organisation import Organisation, Organisations
from sim.agents.resident import Residents
from sim.agents.worker import Workers
from sim.arithmetic import kernel, largest
from sim.domains import DOMAIN_COUNT
from sim.ledger import Flow, Ledger
from sim.markets import Markets
from sim.records import Contracts, GroupRegister, MatchedProjects, Programmes, SitePairs, Tranches
from sim.setting import Setting

MONTHS_PER_YEAR = 12
_THREADS = "district"
"""How the names of threads begin that share out a district."""


@kernel
def set_apart(earmarked: NDArray[np.int64], first_group: int, row: int, fen: int) -> None:
    """Let an organisation that was paid set that apart for projects, in place, if it is a community organisation."""
    if row >= first_group:
        earmarked[row] += fen


def district_threads(threads: int) -> ThreadPoolExecutor:
    """Threads that share out the communities of a large district."""
    return ThreadPoolExecutor(threads, thread_name_prefix=_THREADS)


def _is_a_thread_of_a_district() -> bool:
    return current_thread().name.startswith(_THREADS)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Where in the ledger everybody's account stands: a number, or the first of several."""

    outside: int
    funder: int
    streets: int
    committees: int
    organisations: int
    workers: int
    evaluators: int
    vendors: int
    lenders: int
    residents: int
    donors: int


@dataclass(frozen=True, slots=True)
class Deciders:
    """The institutions as Mesa agents, in the order of their rows: who is asked when something is decided."""

    committees: list[Committee]
    organisations: Sequence[Organisation]
    evaluators: list[Evaluator]
    funder: Funder


@dataclass(slots=True)
class World:
    """One district in one month.

    `first_resident` is int64[communities + 1]: residents of community c are rows first_resident[c]
    to first_resident[c + 1] - 1. `month` is the one that is lived or comes next; month 0 is the first
    under the scenario's policy.
    """

    key: np.uint64
    month: int
    setting: Setting
    residents: Residents
    workers: Workers
    committees: Committees
    organisations: Organisations
    evaluators: Evaluators
    streets: Streets
    funders: Funders
    contracts: Contracts
    tranches: Tranches
    programmes: Programmes
    site_pairs: SitePairs
    matched: MatchedProjects
    register: GroupRegister
    accounts: Accounts
    ledger: Ledger
    first_resident: NDArray[np.int64]
    markets: Markets
    agencies: int
    """How many agencies there are: the first rows among organisations."""
    threads: ThreadPoolExecutor | None = None
    """Who shares out the communities of a large world."""
    hub: int = field(init=False)
    """Row of the hub among organisations."""
    first_group: int = field(init=False)
    """Row of the first community organisation; all rows from it on are community organisations or room for them."""
    most_residents: int = field(init=False)
    """Residents of the largest community: who goes through one community after another needs no more room."""
    spans: tuple[tuple[int, int], ...] = field(init=False)
    """From which community to before which one each piece of shared work goes; whole streets."""
    coordinated: bool = field(init=False, default=False)
    """Whether institutions of linkage are at work; if not, their columns stand at their defaults."""
    deciders: Deciders = field(init=False)

    def __post_init__(self) -> None:
        """Lay down what never changes in this world."""
        self.hub, self.first_group = self.agencies, self.agencies + 1
        self.most_residents = census.largest_community(self.first_resident)
        self.spans = ((0, len(self.committees)),)

    def side_by_side(self, work: Callable[[int, int], object]) -> None:
        """Do `work(begin, end)` in all communities, on several threads where the world is large.

        What is done in communities begin to end - 1 must touch no other ones, nor other streets, so that the
        same comes out for any number of threads. Who is one of these threads does all of it
        alone, since it would wait for its like.
        """
        if self.threads is None or _is_a_thread_of_a_district():
            work(self.spans[0][0], self.spans[-1][1])
        else:
            for done in [self.threads.submit(work, *span) for span in self.spans]:
                done.result()

    def in_parts(self, count: int, work: Callable[[int, int], object]) -> None:
        """Do `work(begin, end)` for `count` things of which none touches another, as `side_by_side` does."""
        if self.threads is None or _is_a_thread_of_a_district():
            work(0, count)
        else:
            edges = [count * number // len(self.spans) for number in range(len(self.spans) + 1)]
            for done in [self.threads.submit(work, *part) for part in pairwise(edges)]:
                done.result()

    def living_groups(self) -> NDArray[np.int64]:
        """Rows of the community organisations that exist: int64[community organisations]."""
        return self.first_group + np.flatnonzero(self.organisations.alive[self.first_group :])

    @property
    def elapsed(self) -> int:
        """Months that have been lived to their end, burn-in included."""
        return self.month + self.setting.burn_in_months

    @property
    def month_of_year(self) -> int:
        """0 for the first month of a contract year to 11 for the last."""
        return self.month % MONTHS_PER_YEAR

    @property
    def has_full_year(self) -> bool:
        """Whether the last year that was booked had twelve months."""
        return self.elapsed - self.month_of_year >= MONTHS_PER_YEAR

    def falls_due(self, times_a_year: int) -> bool:
        """Say whether something done so many times a year, evenly spread, is done this month."""
        done = self.month_of_year * times_a_year // MONTHS_PER_YEAR
        return (self.month_of_year + 1) * times_a_year // MONTHS_PER_YEAR > done

    def spend(self, flow: Flow, payee: int, fen: int) -> None:
        """Pay a public cost out of the funder's account, for which the money is appropriated as it falls due."""
        if fen:
            self.ledger.transfer(Flow.APPROPRIATION, self.accounts.outside, self.accounts.funder, fen)
            self.ledger.transfer(flow, self.accounts.funder, payee, fen)

    def running_fits(self) -> tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.float64]]:
        """Community, whether it runs, and fit of every programme and matched project."""
        slots, matched = self.programmes, self.matched
        if not len(matched):
            return slots.community, slots.running, slots.fit
        return (
            np.concatenate([slots.community, matched.community]),
            np.concatenate([slots.running, matched.running]),
            np.concatenate([slots.fit, matched.fit]),
        )

    def mean_fit(self) -> NDArray[np.float64]:
        """Mean fit of the programmes and projects that run in each community: float64[communities]."""
        mean, count = np.empty(len(self.committees)), np.empty(len(self.committees))
        census.mean_fit(*self.running_fits(), mean, count)
        return mean

    def met_workers(self) -> NDArray[np.float64]:
        """Share of each community's residents who met a social worker when last served: float64[communities]."""
        met, contact, first = np.empty(len(self.committees)), self.residents.contact, self.first_resident
        self.side_by_side(lambda begin, end: census.share_who_met_workers(contact, first, met, begin, end))
        return met

    def open_needs(self) -> NDArray[np.float64]:
        """Residents of each community with an open need, by domain: float64[communities, 8]."""
        table, needs, first = np.empty((len(self.committees), DOMAIN_COUNT)), self.residents.needs, self.first_resident
        self.side_by_side(lambda begin, end: census.count_open_needs(needs, first, table, begin, end))
        return table

    def programmes_with_money(self) -> NDArray[np.float64]:
        """Programmes that run in each community, counted by the share of activities paid for."""
        slots, matched, counts = self.programmes, self.matched, np.empty(len(self.committees))
        census.programmes_with_money(
            slots.community, slots.running, slots.contract, self.contracts.organisation, self.contracts.local_holder,
            self.organisations.activity_funded_share, counts,
        )  # fmt: skip
        if len(matched):
            counts += np.bincount(matched.community[matched.running], minlength=len(counts))
        return counts

    def groups_hold_contracts(self) -> bool:
        """Whether any community organisation runs what was bought by contract."""
        return bool(largest(self.contracts.local_holder) >= 0)

    def who_works(self) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Contract that pays each programme's social workers, -1 for none, and committees' staff with their aides.

        Programmes that groups or committees run are offered by these, as those of a committee's own are.
        """
        contracts, paying, staff = self.contracts, self.programmes.contract, self.committees.staff.astype(np.float64)
        if census.any_held_locally(contracts.local_holder, contracts.in_house):
            local = (contracts.local_holder >= 0) | contracts.in_house
            staff += np.bincount(np.maximum(contracts.community, 0), weights=contracts.aides, minlength=len(staff))
            paying = np.where(local[paying], np.int32(-1), paying)
        return paying, staff

    def set_apart(self, rows: NDArray[np.int32] | NDArray[np.int64], fen: NDArray[np.int64]) -> None:
        """Let community organisations among those who received money set it apart for projects."""
        for row, amount in zip(rows.tolist(), fen.tolist(), strict=True):
            set_apart(self.organisations.earmarked_fen, self.first_group, row, amount)

    def employers(self) -> NDArray[np.int32]:
        """Organisation that employs each worker, -1 for none: int32[workers]."""
        holders: NDArray[np.int32] = self.contracts.organisation.take(self.workers.contract)
        return holders
