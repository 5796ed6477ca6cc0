"""What others than the government give, and what the government does for it."""

from __future__ import annotations

from sim.declare import Section, lever


class Donation(Section):
    """Donors, an outside foundation, publicity and what residents pay themselves."""

    yuan_per_community: float = lever(
        0.0,
        "What enterprises and charities near a community would give in a year if all of them knew of the need",
        unit="yuan per community and year",
        low=0.0,
        high=100_000.0,
        source="M42; C12-C14: 12,500,000 yuan for 614 communities would be 20,358",
        en="Donors' means",
        zh="社会捐赠潜力",
    )
    publicity: float = lever(
        0.0,
        "How widely needs and the standing of organisations are made known to donors",
        unit="share",
        low=0.0,
        high=1.0,
        source="M42, M110; range assumed",
        en="Publicity for donors",
        zh="捐赠宣传力度",
    )
    outside_yuan: float = lever(
        0.0,
        "What an outside foundation gives in each street in a year, to few community organisations",
        unit="yuan per street and year",
        low=0.0,
        high=1_000_000.0,
        source="M52; range assumed",
        en="Outside foundation",
        zh="外来基金会投入",
    )
    user_fees: bool = lever(
        default=False,
        meaning="Whether residents who are not vulnerable pay a low fee for professional service",
        unit="flag",
        source="M42: unpaid, low-paid and paid service",
        en="Low fees",
        zh="低偿收费",
    )
