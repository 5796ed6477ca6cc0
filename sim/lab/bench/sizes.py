"""How many residents a compared district may have, and how they live.

Sizes are in resident agents. A street of 20 communities has 5,000; beyond what the model's streets allow, a community
has more residents, and each stands for fewer people, so that money and hands for each community stay the same.
"""

from __future__ import annotations

from sim.scenario import SETTINGS

STREET = 5_000
"""Residents of the smallest district, which is one street; every size is a multiple of it."""
COMMUNITIES, RESIDENTS, PEOPLE = 20, 250, 20
_DENSER = (1, 2, 4, 5, 10, 20)


def density(residents: int) -> int | None:
    """How many times as dense as usual a district of that many residents is; None where there is none of that size."""
    most = int(SETTINGS["setting.streets"].high or 0)
    fitting = (times for times in _DENSER if residents % (STREET * times) == 0 and residents <= STREET * times * most)
    return next(fitting, None) if residents >= STREET else None
