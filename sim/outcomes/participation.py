"""How often residents take part."""

from __future__ import annotations

import math

from sim.agents.resident import ACTIVIST
from sim.kernels.means import count_crossed, share_between
from sim.kernels.participation import joined_by
from sim.outcome import outcome, ratio
from sim.world import MONTHS_PER_YEAR, World

REGULAR, FREQUENT = 3, 7
"""Activities a year from which participation counts as regular, and as frequent (H7, H8)."""
_MOST = 255
"""More activities a year than this are not counted."""


def _share(world: World, least: int, most: int) -> float:
    """Share of residents who joined so many activities in the last full year; NaN before one is over."""
    if not world.has_full_year:
        return math.nan
    return share_between(world.residents.last_year, least, most)


@outcome(
    "never_share", "Never took part", "全年未参与", unit="share of residents", better="lower", matters=0.01,
    meaning="Share of residents who joined no activity in the last full year", source="E18, H6", summary="end",
)  # fmt: skip
def _never(world: World) -> float:
    return _share(world, 0, 0)


@outcome(
    "occasional_share", "Took part 1-2 times", "全年参与1至2次", unit="share of residents", better="neutral",
    matters=0.01, meaning="Share of residents who joined one or two activities in the last full year",
    source="E18, H7", summary="end",
)  # fmt: skip
def _occasional(world: World) -> float:
    return _share(world, 1, REGULAR - 1)


@outcome(
    "regular_share", "Took part 3-6 times", "全年参与3至6次", unit="share of residents", better="higher",
    matters=0.01, meaning="Share of residents who joined three to six activities in the last full year",
    source="E18", summary="end",
)  # fmt: skip
def _regular(world: World) -> float:
    return _share(world, REGULAR, FREQUENT - 1)


@outcome(
    "frequent_share", "Took part 7 times or more", "全年参与7次以上", unit="share of residents", better="higher",
    matters=0.005, meaning="Share of residents who joined seven or more activities in the last full year",
    source="E18, H8", summary="end",
)  # fmt: skip
def _frequent(world: World) -> float:
    return _share(world, FREQUENT, _MOST)


@outcome(
    "participation_rate", "Participation", "居民参与", unit="activities per resident and year", better="higher",
    matters=0.05, meaning="Activities joined by residents, at a yearly rate", source="E18",
)  # fmt: skip
def _participation(world: World) -> float:
    people = world.residents
    joined, _ = joined_by(people.activities, people.kind, ACTIVIST)
    return MONTHS_PER_YEAR * ratio(float(joined), float(len(people)))


@outcome(
    "activist_role_share", "Activists' share of activities", "骨干参与占比", unit="share of activities",
    better="lower", matters=0.02, meaning="Share of all activities joined by activists (seven or more last year)",
    source="M91",
)  # fmt: skip
def _activists(world: World) -> float:
    people = world.residents
    joined, theirs = joined_by(people.activities, people.kind, ACTIVIST)
    return ratio(float(theirs), float(joined))


@outcome(
    "migrant_gap", "Participation gap of migrants", "流动人口参与差距", unit="share of residents", better="lower",
    matters=0.02, meaning="Share of other residents who joined anything in the last full year less that of migrants",
    source="M121", summary="end",
)  # fmt: skip
def _migrant_gap(world: World) -> float:
    people = world.residents
    if not world.has_full_year:
        return math.nan
    joined, migrants, both = count_crossed(people.last_year, people.migrant)
    return ratio(joined - both, len(people) - migrants) - ratio(both, migrants)
