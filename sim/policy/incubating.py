"""How the government helps residents' own organisations to begin and to grow up."""

from __future__ import annotations

import functools

from sim.declare import Section, lever


class Incubation(Section):
    """What community organisations are given to begin with."""

    slots_per_year: int = lever(
        0,
        "Community organisations that the district's incubator takes in every year",
        unit="organisations per year",
        low=0,
        high=400,
        source="M64; G12: 1,200 incubated in Guangzhou in about four years",
        en="Places in the incubator",
        zh="年孵化名额",
    )
    coaching_hours: float = lever(
        0.0,
        "Hours a month of coaching for each group in the incubator, with an award or with a support agency",
        unit="hours per month and group",
        low=0.0,
        high=40.0,
        source="M48, M64; range assumed",
        en="Coaching",
        zh="辅导工时",
    )
    venue: bool = lever(
        False,
        "Whether every group is given a place to meet",
        unit="flag",
        source="M64, M97",
        en="Venues for groups",
        zh="提供活动场地",
    )
    registration_ease: float = lever(
        1.0,
        "How much easier registration is made than it was",
        unit="ratio",
        low=1.0,
        high=10.0,
        source="M62, M63",
        en="Ease of registration",
        zh="登记便利度",
    )
    catalogue: bool = lever(
        False,
        "Whether there is a list of functions that organisations may take over",
        unit="flag",
        source="M15",
        en="Catalogue of functions",
        zh="职能转移目录",
    )
    venture_awards: int = lever(
        0,
        "Community organisations that win a public-benefit venture contest every year",
        unit="organisations per year",
        low=0,
        high=40,
        source="M47; B10, B11: eight of fourteen",
        en="Venture awards",
        zh="公益创投名额",
    )
    venture_award_yuan: float = lever(
        140_500.0,
        "Money of one award",
        unit="yuan per project",
        low=5_000.0,
        high=300_000.0,
        source="G13 / G14: 52,000,000 yuan for 370 projects",
        en="Award",
        zh="创投资助额",
    )
    support_agency: bool = lever(
        False,
        "Whether an outside agency serves in every community, pays for groups' activities and coaches them all",
        unit="flag",
        source="M67, S25",
        en="Support agency from outside",
        zh="外来支持机构",
    )

    @functools.cached_property
    def in_force(self) -> bool:
        """Whether anything of it is other than before there was any incubation."""
        return self != Incubation()
