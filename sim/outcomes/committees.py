"""How committees and councils work."""

from __future__ import annotations

from sim.kernels.means import mean, mean_where, share
from sim.outcome import outcome
from sim.world import World


@outcome(
    "committee_admin_share", "Committees' administrative load", "居委会行政事务占比", unit="share of hours",
    better="lower", matters=0.02, meaning="Mean share of committees' hours that administrative tasks take",
    source="E2, H2, H3",
)  # fmt: skip
def _admin(world: World) -> float:
    return mean(world.committees.admin_share)


@outcome(
    "responsiveness", "Committees' responsiveness", "居委会回应率", unit="share", better="higher", matters=0.02,
    meaning="Mean chance that a committee answers a case within the month", source="E2",
)  # fmt: skip
def _responsiveness(world: World) -> float:
    return mean(world.committees.responsiveness)


@outcome(
    "needs_knowledge", "Knowledge of needs", "需求知晓率", unit="share", better="higher", matters=0.01,
    meaning="Mean share of residents' needs that committees know", source="E3",
)  # fmt: skip
def _knowledge(world: World) -> float:
    return mean(world.committees.knowledge.reshape(-1))


@outcome(
    "certified_share", "Certified committee staff", "居委会持证人员占比", unit="share", better="neutral", matters=0.01,
    meaning="Mean share of committees' staff who hold a social-work certificate", source="M88, M119", summary="end",
)  # fmt: skip
def _certified(world: World) -> float:
    return mean(world.committees.certified_share)


@outcome(
    "council_sessions", "Council sessions", "议事会场次", unit="sessions per council", better="higher", matters=0.25,
    summary="total", meaning="Sessions that a council holds over all months", source="E17, G6",
)  # fmt: skip
def _sessions(world: World) -> float:
    return share(world.committees.session)


@outcome(
    "council_turnout", "Council turnout", "议事会到会率", unit="share of seats", better="higher", matters=0.02,
    summary="mean", meaning="Mean turnout of the sessions that are held", source="E17",
)  # fmt: skip
def _turnout(world: World) -> float:
    return mean_where(world.committees.turnout, world.committees.session)
