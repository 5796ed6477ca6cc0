"""What it costs."""

from __future__ import annotations

import numpy as np

from sim.arithmetic import count
from sim.kernels import books
from sim.ledger import FEN_PER_YUAN, Flow, Sector
from sim.outcome import outcome, ratio
from sim.outcomes.service import worker_contacts
from sim.world import MONTHS_PER_YEAR, World

_NOT_SPENDING = (Flow.APPROPRIATION, Flow.CONTRACT_TRANCHE, Flow.TASK_MONEY)
"""What the funder receives; and instalments, since contracts count by the months that they run."""
_SPENDING = np.array([int(flow) for flow in Flow if flow not in _NOT_SPENDING], dtype=np.int64)
_FUNDER, _DONOR, _DONATION = int(Sector.FUNDER), int(Sector.DONOR), int(Flow.DONATION)

_PUBLIC = np.array(
    [
        Flow.CONTRACT_TRANCHE, Flow.TASK_MONEY, Flow.UNIT_SUBSIDY, Flow.GROUP_GRANT, Flow.AWARD, Flow.FUND_PROJECT,
        Flow.INCUBATION, Flow.REWARD,
    ],
    dtype=np.int64,
)  # fmt: skip
_PRIVATE = np.array([Flow.DONATION, Flow.USER_FEE], dtype=np.int64)
"""What organisations live on, by whom it comes from; the supervisors' hub is no part of it."""
_ORGANISATIONS = np.array([Sector.AGENCY, Sector.COMMUNITY_ORGANISATION], dtype=np.int64)


def public_cost(world: World) -> float:
    """Public money that the last month cost: a twelfth of running contracts, and running costs (yuan).

    What the funder claws back from closed agencies is taken off.
    """
    contracts = world.contracts
    fen = books.public_cost(
        contracts.organisation, contracts.local_holder, contracts.instalments_fen, contracts.signed_month,
        world.ledger.journal, world.elapsed - 1, _SPENDING, _FUNDER,
    )  # fmt: skip
    return fen / FEN_PER_YUAN


@outcome(
    "public_money_yuan", "Public money", "财政投入", unit="yuan", better="neutral", matters=100_000.0, summary="total",
    meaning="Public money that the months cost: a twelfth of every running contract, and whatever else the funder "
    "pays out, less what it gets back", source="ledger",
)  # fmt: skip
def _money(world: World) -> float:
    return public_cost(world)


@outcome(
    "yuan_per_service", "Cost of a person-time", "每服务人次成本", unit="yuan per person-time", better="lower",
    matters=5.0, meaning="Public money for each person-time that social workers serve", source="ledger",
)  # fmt: skip
def _unit_cost(world: World) -> float:
    return ratio(public_cost(world), float(worker_contacts(world) * world.setting.people_per_resident))


@outcome(
    "yuan_per_satisfied", "Public money per satisfied resident", "每满意居民年成本",
    unit="yuan per satisfied resident and year", better="lower", matters=2.0,
    meaning="Public money in a year for each resident who is satisfied", source="M50",
)  # fmt: skip
def _cost_of_satisfaction(world: World) -> float:
    satisfied = float(count(world.residents.satisfied)) * world.setting.people_per_resident
    return MONTHS_PER_YEAR * ratio(public_cost(world), satisfied)


@outcome(
    "government_share", "Income from government", "政府资金占比", unit="share of income", better="neutral",
    matters=0.02, meaning="Share of what agencies and community organisations received in the last twelve months that "
    "came from government", source="M38; 公益时报 2016: 92.13% of the 100 largest agencies' income in 2015",
)  # fmt: skip
def _government(world: World) -> float:
    journal, until = world.ledger.journal, world.elapsed
    since = max(0, until - MONTHS_PER_YEAR)
    public = float(books.income(journal, since, until, _PUBLIC, _ORGANISATIONS))
    private = float(books.income(journal, since, until, _PRIVATE, _ORGANISATIONS))
    return ratio(public, public + private)


@outcome(
    "donations_yuan", "Donations", "社会捐赠", unit="yuan", better="higher", matters=10_000.0, summary="total",
    meaning="What donors and an outside foundation gave", source="M42, C12-C14",
)  # fmt: skip
def _donations(world: World) -> float:
    return -float(world.ledger.journal.item(world.elapsed - 1, _DONATION, _DONOR)) / FEN_PER_YUAN
