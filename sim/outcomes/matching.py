"""What communities and suppliers agree on, what comes of it, and what becomes of communities' funds."""

from __future__ import annotations

import math

from sim.arithmetic import count
from sim.kernels.means import mean_where
from sim.outcome import outcome, ratio
from sim.world import World


@outcome(
    "match_intents", "Intents agreed", "对接意向数", unit="intents", better="higher", matters=2.0, summary="total",
    meaning="Projects on which a community and a supplier agreed", source="E5, pattern P11",
)  # fmt: skip
def _intents(world: World) -> float:
    return float(count(world.matched.intent)) if len(world.matched) else 0.0


@outcome(
    "projects_landed", "Projects landed", "落地项目数", unit="projects", better="higher", matters=2.0,
    summary="total", meaning="Projects that began: matched ones, and residents' micro-projects", source="E5, M104",
)  # fmt: skip
def _landed(world: World) -> float:
    return float(count(world.matched.landed)) if len(world.matched) else 0.0


@outcome(
    "landed_share", "Intents that land", "意向落地率", unit="share of intents", better="higher", matters=0.05,
    summary="mean", meaning="Share of the month's intents that became projects", source="E5",
)  # fmt: skip
def _landed_share(world: World) -> float:
    agreed = world.matched.intent
    if not len(agreed):
        return math.nan
    return ratio(float(count(world.matched.landed & agreed)), float(count(agreed)))


@outcome(
    "fund_spent_share", "Community fund spent", "社区资金使用率", unit="share of the fund", better="higher",
    matters=0.02, summary="end", source="M44",
    meaning="Share of the year's community fund that is spent or promised to a project",
)  # fmt: skip
def _spent(world: World) -> float:
    given = int(world.committees.fund_given_fen.sum())
    return 1.0 - int(world.committees.fund_fen.sum()) / given if given else math.nan


@outcome(
    "matched_fit", "Fit of matched projects", "对接项目契合度", unit="share", better="higher", matters=0.02,
    meaning="Mean fit of the projects that run by matching or as residents' micro-projects", source="E5, pattern P11",
)  # fmt: skip
def _matched_fit(world: World) -> float:
    return mean_where(world.matched.fit, world.matched.running)
