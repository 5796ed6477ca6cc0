"""How organisations are rated, whether rightly, and what becomes of rare needs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import count
from sim.census import contract_holders
from sim.domains import RARE
from sim.kernels.books import count_both, worth_by_value
from sim.kernels.evaluation import fit_of_own, mark_covered, stars_held
from sim.kernels.ranking import agreement
from sim.outcome import outcome, ratio
from sim.world import World


@outcome(
    "mean_stars", "Stars of who holds contracts", "承接机构平均星级", unit="stars", better="higher", matters=0.1,
    meaning="Mean stars of the organisations that hold contracts, by the value of these; of rated ones", source="E21",
)  # fmt: skip
def _stars(world: World) -> float:
    contracts = world.contracts
    total, fen = stars_held(world.organisations.stars, contracts.organisation, contracts.value_fen)
    return ratio(float(total), float(fen))


@outcome(
    "eliminated", "Agencies eliminated", "淘汰机构数", unit="agencies", better="neutral", matters=0.5, summary="total",
    meaning="Professional agencies that were wound up because of their stars or of offences", source="M58, M60",
)  # fmt: skip
def _eliminated(world: World) -> float:
    rows = world.organisations
    return float(count_both(rows.closed, rows.barred, world.agencies))


@outcome(
    "violations", "Offences that came to light", "曝光违规数", unit="agencies", better="lower", matters=0.5,
    summary="total", meaning="Professional agencies whose breach of the rules came to light", source="M60",
)  # fmt: skip
def _violations(world: World) -> float:
    return float(count(world.organisations.exposed[: world.agencies]))


@outcome(
    "agency_quality", "Quality of agencies", "机构真实质量", unit="share", better="higher", matters=0.01,
    meaning="Mean over contracts, by value, of three multiplied: how well their holder's programmes fit, its effort, "
    "and the share of service that is not displaced",
    source="E21, pattern P14",
)  # fmt: skip
def _quality(world: World) -> float:
    contracts = world.contracts
    return ratio(*worth_by_value(contracts.value_fen, contracts.organisation, true_quality(world)))


def true_quality(world: World) -> NDArray[np.float64]:
    """What an agency's work is worth by its own doing, whatever evaluators make of it: float64[agencies]."""
    rows, agencies, slots = world.organisations, slice(0, world.agencies), world.programmes
    fit = fit_of_own(slots.contract, slots.running, slots.fit, world.contracts.organisation, world.agencies)
    quality: NDArray[np.float64] = fit * rows.effort[agencies] * (1.0 - rows.displaced_share[agencies])
    return quality


@outcome(
    "misranking", "Misranking", "评估错位率", unit="share of pairs", better="lower", matters=0.02,
    meaning="Share of pairs of contract holders whose order by evaluators' scores is not that of their quality; a half "
    "where scores say nothing", source="M56, E21",
)  # fmt: skip
def _misranking(world: World) -> float:
    rows, agencies = world.organisations, slice(0, world.agencies)
    held = contract_holders(world.contracts.organisation, world.agencies)
    judged = np.where(rows.stars[agencies] > 0, rows.rating[agencies], rows.star[agencies])
    agreed, pairs = agreement(judged, true_quality(world), held)
    return ratio(0.5 * (pairs - float(agreed)), float(pairs))


@outcome(
    "rare_need_coverage", "Coverage of rare needs", "稀缺需求覆盖率", unit="share of communities", better="higher",
    matters=0.02, meaning="Share of communities in which a programme for disability or for special groups runs, the "
    "mean of both", source="M58, M61",
)  # fmt: skip
def _coverage(world: World) -> float:
    slots, matched, communities = world.programmes, world.matched, len(world.committees)
    covered = np.zeros((len(RARE), communities), dtype=np.bool_)
    for offers in (slots, matched):
        mark_covered(covered, RARE, (offers.community, offers.domain, offers.running))
    return ratio(float(np.count_nonzero(covered)), float(covered.size))
