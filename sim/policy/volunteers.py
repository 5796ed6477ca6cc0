"""How residents are brought to help, to be heard and to make peace."""

from __future__ import annotations

from sim.declare import Section, lever


class Volunteers(Section):
    """How residents who are active become volunteers, the fourth society."""

    mediators: int = lever(
        0,
        "Respected residents in each community who are trained and paid a little to make peace",
        unit="people per community",
        low=0,
        high=10,
        source="M124; range assumed",
        en="Mediators",
        zh="调解能手",
    )
    early_detection: bool = lever(
        default=False,
        meaning="Whether residents of each building report trouble early, to be settled where it arises",
        unit="flag",
        source="M114",
        en="Early detection",
        zh="矛盾早发现",
    )
