"""How organisations are rated, whether rightly, and what becomes of rare needs."""

from __future__ import annotations

from sim.kernels.books import count_both, share_covered
from sim.kernels.evaluation import stars_held
from sim.kernels.means import count_within
from sim.kernels.quality import judged_rightly, worth_by_value
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
    return float(count_within(world.organisations.exposed, 0, world.agencies))


@outcome(
    "agency_quality", "Quality of agencies", "机构真实质量", unit="share", better="higher", matters=0.01,
    meaning="Mean over contracts, by value, of three multiplied: how well their holder's programmes fit, its effort, "
    "and the share of service that is not displaced",
    source="E21, pattern P14",
)  # fmt: skip
def _quality(world: World) -> float:
    contracts, slots, rows = world.contracts, world.programmes, world.organisations
    worth, fen = worth_by_value(
        contracts.value_fen, slots.contract, slots.running, slots.fit, contracts.organisation, rows.effort,
        rows.displaced_share, world.agencies,
    )  # fmt: skip
    return ratio(worth, fen)


@outcome(
    "misranking", "Misranking", "评估错位率", unit="share of pairs", better="lower", matters=0.02,
    meaning="Share of pairs of contract holders whose order by evaluators' scores is not that of their quality; a half "
    "where scores say nothing", source="M56, E21",
)  # fmt: skip
def _misranking(world: World) -> float:
    contracts, slots, rows = world.contracts, world.programmes, world.organisations
    agreed, pairs = judged_rightly(
        rows.stars, rows.rating, rows.star, slots.contract, slots.running, slots.fit, contracts.organisation,
        rows.effort, rows.displaced_share, world.agencies,
    )  # fmt: skip
    return ratio(0.5 * (pairs - float(agreed)), float(pairs))


@outcome(
    "rare_need_coverage", "Coverage of rare needs", "稀缺需求覆盖率", unit="share of communities", better="higher",
    matters=0.02, meaning="Share of communities in which a programme for disability or for special groups runs, the "
    "mean of both", source="M58, M61",
)  # fmt: skip
def _coverage(world: World) -> float:
    slots, matched = world.programmes, world.matched
    return share_covered(
        slots.community, slots.domain, slots.running, matched.community, matched.domain, matched.running,
        len(world.committees),
    )  # fmt: skip
