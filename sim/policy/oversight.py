"""How rules are enforced, and what may not be cut."""

from __future__ import annotations

from sim.declare import Section, lever


class Oversight(Section):
    """Inspections of organisations, and the floor under basic service."""

    inspections_per_year: int = lever(
        0,
        "Inspections of each agency in a year for breaches of the rules",
        unit="inspections per year",
        low=0,
        high=12,
        source="M60; range assumed",
        en="Inspections",
        zh="执法检查次数",
    )
    basic_service_floor: float = lever(
        0.0,
        "Part of the hours that committees gave residents before linkage which nothing may take away",
        unit="share",
        low=0.0,
        high=1.0,
        source="M126",
        en="Floor of basic service",
        zh="基本服务底线",
    )
