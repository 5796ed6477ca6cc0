"""How social workers fare."""

from __future__ import annotations

from sim.arithmetic import count
from sim.kernels.books import count_vacant, left_share, mean_months_owed
from sim.kernels.means import mean_where
from sim.outcome import outcome, ratio
from sim.world import MONTHS_PER_YEAR, World


@outcome(
    "turnover_rate", "Worker turnover", "社工离职率", unit="share per year", better="lower", matters=0.01,
    meaning="Social workers who leave of themselves, at a yearly rate, over those in post; "
    "who is dismissed when an agency closes or a contract ends is not counted", source="E12, G38", summary="mean",
)  # fmt: skip
def _turnover(world: World) -> float:
    rows = world.workers
    return MONTHS_PER_YEAR * left_share(rows.left, rows.filled, rows.arrived, rows.tenure_months)


@outcome(
    "workers", "Social workers in post", "在岗社工数", unit="people", better="neutral", matters=1.0,
    meaning="Social workers in post", source="E14",
)  # fmt: skip
def _workers(world: World) -> float:
    return float(count(world.workers.filled))


@outcome(
    "vacancy_share", "Vacant posts", "岗位空缺率", unit="share of posts", better="lower", matters=0.005,
    meaning="Share of funded posts that nobody holds", source="E13",
)  # fmt: skip
def _vacancy(world: World) -> float:
    rows = world.workers
    return ratio(*count_vacant(rows.funded, rows.filled))


@outcome(
    "burnout", "Burnout", "社工职业倦怠", unit="share", better="lower", matters=0.01,
    meaning="Mean burnout of social workers", source="E11",
)  # fmt: skip
def _burnout(world: World) -> float:
    return mean_where(world.workers.burnout, world.workers.filled)


@outcome(
    "skill", "Workers' skill", "社工专业能力", unit="share", better="higher", matters=0.01,
    meaning="Mean skill of social workers", source="E10",
)  # fmt: skip
def _skill(world: World) -> float:
    return mean_where(world.workers.skill, world.workers.filled)


@outcome(
    "tenure_months", "Tenure", "社工平均在岗时长", unit="months", better="higher", matters=1.0,
    meaning="Mean months that social workers have been in their post", source="E12",
)  # fmt: skip
def _tenure(world: World) -> float:
    return mean_where(world.workers.tenure_months, world.workers.filled)


@outcome(
    "arrears_months", "Wages owed", "人均欠薪月数", unit="months of wage", better="lower", matters=0.05,
    meaning="Mean months of wage that social workers in post are owed", source="E7", summary="mean",
)  # fmt: skip
def _arrears(world: World) -> float:
    rows = world.workers
    return mean_months_owed(rows.owed_fen, rows.wage_fen, rows.filled)
