"""Where communities and suppliers meet, and what communities spend themselves."""

from __future__ import annotations

from typing import Literal

from sim.declare import Section, lever


class Matching(Section):
    """Where communities' needs and suppliers' offers meet."""

    fairs_per_year: int = lever(
        0,
        "Fairs a year at which communities and suppliers look at one another",
        unit="fairs per year",
        low=0,
        high=12,
        source="M69; one a year in Changsha (C1)",
        en="Matching fairs",
        zh="供需对接会",
    )
    online: bool = lever(
        False,
        "Whether communities and suppliers are matched online all year",
        unit="flag",
        source="M70",
        en="Online matching",
        zh="线上对接",
    )
    pooled_resources: bool = lever(
        False,
        "Whether donors' resources are listed and linked to projects as one",
        unit="flag",
        source="M71; C5, C12-C14",
        en="Pooled resources",
        zh="资源整合链接",
    )


class Fund(Section):
    """What communities can spend on projects by themselves."""

    yuan_per_community: float = lever(
        0.0,
        "Yearly level to which every community's fund for projects is topped up",
        unit="yuan per community and year",
        low=0.0,
        high=300_000.0,
        source="M44; 200,000 yuan in Changsha (C11)",
        en="Community fund",
        zh="社区惠民资金",
    )
    decided_by: Literal["residents", "committee", "government"] = lever(
        "committee",
        "Who decides what the fund is spent on: residents by vote, the committee, or officials",
        unit="choice",
        source="M44, E4",
        en="Who decides on the fund",
        zh="资金决策主体",
    )
    micro_project_yuan: float = lever(
        0.0,
        "Value of one micro-project that residents design and run; zero means that there are none",
        unit="yuan per project and year",
        low=0.0,
        high=20_000.0,
        source="M104: 5,000 to 20,000 yuan",
        en="Micro-projects",
        zh="居民微项目",
    )
