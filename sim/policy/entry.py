"""How organisations come into a community and become known there."""

from __future__ import annotations

from sim.declare import Section, lever


class Entry(Section):
    """How residents come to know and accept organisations, and whom these take in."""

    endorsed: bool = lever(
        default=False,
        meaning="Whether committees recommend social workers to residents",
        unit="flag",
        source="M73",
        en="Committee's endorsement",
        zh="居委会推荐",
    )
    agency_voice: bool = lever(
        default=False,
        meaning="Whether social workers report to committees what residents tell them",
        unit="flag",
        source="M74",
        en="Agencies report",
        zh="机构传达民意",
    )
    publicity_yuan: float = lever(
        0.0,
        "Yearly publicity for services and activities",
        unit="yuan per community and year",
        low=0.0,
        high=50_000.0,
        source="M94; range assumed",
        en="Publicity",
        zh="宣传投入",
    )
    open_groups: bool = lever(
        default=False,
        meaning="Whether community organisations seek out migrants as members",
        unit="flag",
        source="M121",
        en="Groups open to migrants",
        zh="社会组织吸纳流动人口",
    )
