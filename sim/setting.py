"""The place and time that is simulated: how many there are of everything, and for how long."""

from __future__ import annotations

from sim.declare import Section, setting


class Setting(Section):
    """Counts and horizon of one district."""

    months: int = setting(
        60,
        "Months that are simulated and reported after month 0",
        unit="months",
        low=1,
        high=600,
        source="assumed; G4: four years between the two Guangzhou surveys",
        en="Months",
        zh="模拟月数",
    )
    burn_in_months: int = setting(
        24,
        "Months under the policy before linkage that come first and are not reported",
        unit="months",
        low=0,
        high=240,
        source="assumed",
        en="Burn-in",
        zh="预热月数",
    )
    streets: int = setting(
        3, "Streets in the district", unit="streets", low=1, high=400, source="assumed", en="Streets", zh="街道数"
    )
    communities_per_street: int = setting(
        8,
        "Communities, each with one residents' committee, in each street",
        unit="communities per street",
        low=1,
        high=60,
        source="assumed",
        en="Communities per street",
        zh="每街道社区数",
    )
    residents_per_community: int = setting(
        240,
        "Resident agents in each community",
        unit="residents",
        low=10,
        high=30_000,
        source="assumed",
        en="Resident agents per community",
        zh="每社区居民主体数",
    )
    people_per_resident: int = setting(
        20,
        "People for whom one resident agent stands",
        unit="people",
        low=1,
        high=1_000,
        source="assumed: about 4,800 people a community",
        en="People per resident agent",
        zh="每主体代表人数",
    )
    committee_staff: int = setting(
        7,
        "Staff of each residents' committee",
        unit="people",
        low=1,
        high=30,
        source="assumed, 4-12",
        en="Committee staff",
        zh="居委会工作人员数",
    )
    small_agencies_per_street: int = setting(
        2,
        "Small professional agencies for each street",
        unit="organisations per street",
        low=0,
        high=10,
        source="assumed",
        en="Small agencies",
        zh="小型机构数",
    )
    middle_agencies_per_street: int = setting(
        1,
        "Middle-sized professional agencies for each street",
        unit="organisations per street",
        low=0,
        high=10,
        source="assumed",
        en="Middle agencies",
        zh="中型机构数",
    )
    large_agencies_per_street: int = setting(
        1,
        "Large professional agencies for each street",
        unit="organisations per street",
        low=1,
        high=10,
        source="assumed",
        en="Large agencies",
        zh="大型机构数",
    )
    groups_per_street: int = setting(
        20,
        "Community organisations, most of them filed and not registered, in each street",
        unit="organisations per street",
        low=0,
        high=100,
        source="assumed; G15-G17: 83 filed to 1 registered",
        en="Community organisations",
        zh="社区社会组织数",
    )
    evaluators: int = setting(
        8, "Evaluation agencies", unit="organisations", low=1, high=8, source="G40", en="Evaluators", zh="评估机构数"
    )
    top_down_share: float = setting(
        0.8,
        "Share of communities that are run mainly from above",
        unit="share of communities",
        low=0.0,
        high=1.0,
        source="H4",
        en="Communities run from above",
        zh="自上而下社区比例",
    )
