"""How residents are brought to help, to be heard and to make peace."""

from __future__ import annotations

from sim.declare import Section, lever


class Volunteers(Section):
    """How residents who are active become volunteers, the fourth society."""

    incentive_yuan: float = lever(
        0.0,
        "Reward of a volunteer's month, in goods or money; without reward and registry nobody is organised",
        unit="yuan per person and month",
        low=0.0,
        high=300.0,
        source="M103; range assumed",
        en="Volunteer incentive",
        zh="志愿者激励",
    )
    registry: bool = lever(
        default=False,
        meaning="Whether a volunteer system records hours and matches volunteers with needs",
        unit="flag",
        source="M103, M107",
        en="Volunteer registry",
        zh="志愿服务登记系统",
    )
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
