"""What neighbours share: parking spaces by day and night, facilities, and who is told of them."""

from __future__ import annotations

from sim.declare import Section, lever


class Commons(Section):
    """How what neighbours could share is brought together."""

    parking_swap: bool = lever(
        default=False,
        meaning="Whether a broker brings flats and offices together to share parking by day and night",
        unit="flag",
        source="M108, E25",
        en="Tidal parking",
        zh="潮汐停车",
    )
    charter: bool = lever(
        default=False,
        meaning="Whether a site opens only under a charter that two thirds of its owners vote for",
        unit="flag",
        source="M109, E25",
        en="Parking charter",
        zh="停车公约",
    )
    salons_per_year: int = lever(
        0,
        "Salons a year at which sites that share parking tell others how",
        unit="salons per year",
        low=0,
        high=12,
        source="E25: three to four a year; range assumed",
        en="Parking salons",
        zh="停车沙龙",
    )
    fund_share: float = lever(
        0.0,
        "Share of parking fees that goes to the community's fund, the rest to owners and management",
        unit="share of fees",
        low=0.0,
        high=0.8,
        source="M53, assumed",
        en="Fees to community fund",
        zh="停车费入社区基金比例",
    )
    facility_yuan: float = lever(
        0.0,
        "Yearly public investment in facilities that residents of a community use together",
        unit="yuan per community and year",
        low=0.0,
        high=200_000.0,
        source="M106; range assumed",
        en="Investment in facilities",
        zh="社区设施投入",
    )
