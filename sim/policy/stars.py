"""How organisations are rated with stars, and what follows from a rating."""

from __future__ import annotations

from sim.declare import Section, lever


class Stars(Section):
    """Yearly stars for organisations that hold contracts."""

    rating: bool = lever(
        False,
        "Whether organisations that hold contracts get one to five stars every year",
        unit="flag",
        source="M58, G21-G25",
        en="Star rating",
        zh="星级评定",
    )
    published: bool = lever(
        False,
        "Whether stars are published as a league table and a credit grade",
        unit="flag",
        source="M34, M59, M117",
        en="Stars published",
        zh="评级公开",
    )
    eliminated_share: float = lever(
        0.0,
        "Share of rated organisations, the lowest, that are barred and wound up every year",
        unit="share of rated organisations",
        low=0.0,
        high=0.5,
        source="M58, assumed: 0.1, 0 to 0.25 is plausible",
        en="Elimination",
        zh="末位淘汰比例",
    )
    reward_yuan: float = lever(
        0.0,
        "Reward of an organisation with five stars",
        unit="yuan per organisation and year",
        low=0.0,
        high=200_000.0,
        source="M58; range assumed",
        en="Reward for five stars",
        zh="五星奖励",
    )
    resident_weight: float = lever(
        0.0,
        "Weight that the satisfaction of the residents it serves has in an organisation's rating",
        unit="share",
        low=0.0,
        high=1.0,
        source="M58: stars given by residents",
        en="Residents' weight in stars",
        zh="居民评分权重",
    )
