"""What comes from outside and is nobody's choice; set by dated changes."""

from __future__ import annotations

from sim.declare import Section, lever


class Shock(Section):
    """An emergency such as an epidemic, while it lasts."""

    need_factor: float = lever(
        1.0,
        "How many times as many needs arise as usual",
        unit="ratio",
        low=1.0,
        high=5.0,
        source="M113: three times",
        en="Needs in an emergency",
        zh="应急需求倍数",
    )
    gatherings: bool = lever(
        default=True,
        meaning="Whether residents may gather: for activities, councils and what volunteers do together",
        unit="flag",
        source="M113: not allowed for three months",
        en="Gatherings allowed",
        zh="允许聚集",
    )
