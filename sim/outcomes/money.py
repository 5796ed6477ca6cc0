"""What it costs."""

from __future__ import annotations

import numpy as np

from sim.ledger import FEN_PER_YUAN, Flow, Sector
from sim.outcome import outcome, ratio
from sim.outcomes.service import worker_contacts
from sim.world import MONTHS_PER_YEAR, World

_NOT_SPENDING = (Flow.APPROPRIATION, Flow.CONTRACT_TRANCHE, Flow.TASK_MONEY)
"""What the funder receives; and instalments, since contracts count by the months that they run."""
_SPENDING = np.array([int(flow) for flow in Flow if flow not in _NOT_SPENDING], dtype=np.int64)
_FUNDER = int(Sector.FUNDER)


def public_cost(world: World) -> float:
    """Public money that the last month cost: a twelfth of running contracts, and running costs (yuan).

    What the funder claws back from closed agencies is taken off.
    """
    contracts = world.contracts
    held = (contracts.organisation >= 0).nonzero()[0]
    running = int(np.add.reduce(contracts.value_fen.take(held))) / MONTHS_PER_YEAR
    spent = np.add.reduce(world.ledger.journal[world.elapsed - 1, :, _FUNDER].take(_SPENDING))
    return (running - float(spent)) / FEN_PER_YUAN


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
    satisfied = float(np.count_nonzero(world.residents.satisfied)) * world.setting.people_per_resident
    return MONTHS_PER_YEAR * ratio(public_cost(world), satisfied)
