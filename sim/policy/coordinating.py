"""By which institutions the three societies coordinate, who leads them, and how they spread."""

from __future__ import annotations

from sim.declare import Section, lever


class Coordination(Section):
    """Institutions of linkage between committees, organisations and the street."""

    information: bool = lever(
        default=False,
        meaning="Committees and organisations tell one another what they learn of residents' needs",
        unit="flag",
        source="M25; G47: one of four institutions piloted in Guangzhou",
        en="Information shared",
        zh="信息联通",
    )
    joint_service: bool = lever(
        default=False,
        meaning="Committees and social workers serve together and introduce residents to one another",
        unit="flag",
        source="M25, M86; G47",
        en="Joint service",
        zh="服务联办",
    )
    feedback: bool = lever(
        default=False,
        meaning="What residents say of the help they got is passed on to everybody who helps",
        unit="flag",
        source="M25; G47",
        en="Feedback of needs",
        zh="需求反馈",
    )
    lists: bool = lever(
        default=False,
        meaning="Published lists of who does what, for committees, organisations and the street",
        unit="flag",
        source="M15, M22, E23",
        en="Lists of duties",
        zh="联动清单",
    )
    joint_office: bool = lever(
        default=False,
        meaning="An office of government and a support agency that divides their work and supports communities",
        unit="flag",
        source="M27, E22; B6-B9",
        en="Joint office",
        zh="联合办公室",
    )
    autonomous_links: bool = lever(
        default=False,
        meaning="Organisations and communities may deal with one another without the government between them",
        unit="flag",
        source="M23",
        en="Autonomous links",
        zh="社会自主联结",
    )
    grid: bool = lever(
        default=False,
        meaning="Grid workers of executive departments look for problems in every community",
        unit="flag",
        source="M19",
        en="Grid",
        zh="网格化管理",
    )
    grid_linked: bool = lever(
        default=False,
        meaning="What the grid finds is passed on to committees and organisations",
        unit="flag",
        source="M19",
        en="Grid linked",
        zh="网格与社会组织对接",
    )
    platform: bool = lever(
        default=False,
        meaning="One window and one online platform for residents' requests and committees' ledgers",
        unit="flag",
        source="M5",
        en="Service platform",
        zh="一口受理平台",
    )
    station: bool = lever(
        default=False,
        meaning="Service stations of the street take administrative tasks from committees",
        unit="flag",
        source="M4, M6",
        en="Service stations",
        zh="社区服务站",
    )
    tiers: int = lever(
        2,
        "Tiers of government that take part: street and community, then district, then city",
        unit="tiers",
        low=2,
        high=4,
        source="M32",
        en="Tiers linked",
        zh="联动层级",
    )
    programmes: int = lever(
        0,
        "Linkage programmes that the district runs at the same time",
        unit="programmes",
        low=0,
        high=16,
        source="M21; range assumed",
        en="Simultaneous programmes",
        zh="并行项目数",
    )
    showcase_pressure: float = lever(
        0.0,
        "How hard superiors press for results that can be shown",
        unit="share",
        low=0.0,
        high=1.0,
        source="M30: 0 to 0.8",
        en="Pressure for showcases",
        zh="政绩展示压力",
    )


class Party(Section):
    """How the party's committees lead the linkage."""

    coordination: float = lever(
        0.0,
        "How far party committees bring everybody to one table, and open venues and volunteers",
        unit="share",
        low=0.0,
        high=1.0,
        source="M17",
        en="Party coordination",
        zh="党建引领力度",
    )
    interference: float = lever(
        0.0,
        "How far leading turns into deciding the details of organisations' work",
        unit="share",
        low=0.0,
        high=1.0,
        source="M17",
        en="Party interference",
        zh="干预专业自主程度",
    )


class Appraisal(Section):
    """By whom committees are appraised."""

    resident_weight: float = lever(
        0.1,
        "Weight of residents' satisfaction in the appraisal of committees, the rest being superiors'",
        unit="share",
        low=0.1,
        high=1.0,
        source="M13, M102: 0.1 as it is, 0.6 proposed",
        en="Residents' weight in appraisal",
        zh="居民评价权重",
    )


class Spread(Section):
    """How institutions of linkage reach one community after another."""

    demonstrations: int = lever(
        0,
        "Demonstration communities that begin and that others may copy; zero means that all begin together",
        unit="communities",
        low=0,
        high=200,
        source="M111; range assumed",
        en="Demonstration communities",
        zh="示范社区数",
    )
    staged: bool = lever(
        default=False,
        meaning="Whether one street begins after another",
        unit="flag",
        source="M112",
        en="Staged roll-out",
        zh="分步推广",
    )
    observation: bool = lever(
        default=False,
        meaning="Whether communities visit and assess one another",
        unit="flag",
        source="M118",
        en="Mutual observation",
        zh="互相观摩评比",
    )
