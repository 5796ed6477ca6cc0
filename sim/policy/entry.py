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
