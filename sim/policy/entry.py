"""How organisations come into a community and become known there."""

from __future__ import annotations

from sim.declare import Section, lever


class Entry(Section):
    """How residents come to know and accept organisations, and whom these take in."""

    agency_voice: bool = lever(
        default=False,
        meaning="Whether social workers report to committees what residents tell them",
        unit="flag",
        source="M74",
        en="Agencies report",
        zh="机构传达民意",
    )
