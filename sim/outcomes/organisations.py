"""How contracted organisations fare."""

from __future__ import annotations

from sim.kernels.books import activities_funded, count_closed, owed_share, waiting_share
from sim.kernels.means import count_within
from sim.outcome import outcome
from sim.world import World


@outcome(
    "organisations_owed_share", "Organisations that are owed", "被拖欠拨款机构占比",
    unit="share of contracted agencies", better="lower", matters=0.02, summary="mean",
    meaning="Share of contracted agencies to which a tranche is due and not paid", source="E6",
)  # fmt: skip
def _owed(world: World) -> float:
    rows = world.tranches
    return owed_share(rows.status, rows.organisation, world.contracts.organisation, world.agencies)


@outcome(
    "arrears_by_evaluation_share", "Arrears that wait for evaluation", "因评估拖欠占比",
    unit="share of money due", better="lower", matters=0.02, summary="mean",
    meaning="Share of the money due and not paid that the office is done with and only an evaluation holds up",
    source="E6, pattern P4",
)  # fmt: skip
def _by_evaluation(world: World) -> float:
    rows = world.tranches
    return waiting_share(rows.status, rows.amount_fen, rows.advanced_fen, rows.office_month, world.month)


@outcome(
    "activity_cut_share", "Activities cut", "活动削减占比", unit="share of planned activities", better="lower",
    matters=0.02, meaning="Share of contracted agencies' planned activities for which there is no money",
    source="E7", summary="mean",
)  # fmt: skip
def _cut(world: World) -> float:
    funded = world.organisations.activity_funded_share
    return 1.0 - activities_funded(funded, world.contracts.organisation, world.agencies)


@outcome(
    "closures", "Agencies closed", "机构关闭数", unit="agencies", better="lower", matters=0.5, summary="total",
    meaning="Professional agencies that closed for want of money", source="E7",
)  # fmt: skip
def _closures(world: World) -> float:
    rows = world.organisations
    closed, _ = count_closed(rows.closed, rows.barred, rows.size, world.agencies)
    return float(closed)


@outcome(
    "small_closures", "Small agencies closed", "小机构关闭数", unit="agencies", better="lower", matters=0.5,
    summary="total", meaning="Small professional agencies that closed for want of money", source="E7, pattern P2",
)  # fmt: skip
def _small_closures(world: World) -> float:
    rows = world.organisations
    _, small = count_closed(rows.closed, rows.barred, rows.size, world.agencies)
    return float(small)


@outcome(
    "agencies_alive", "Professional agencies", "存续机构数", unit="agencies", better="higher", matters=0.5,
    meaning="Professional agencies that exist", source="E7",
)  # fmt: skip
def _alive(world: World) -> float:
    return float(count_within(world.organisations.alive, 0, world.agencies))
