"""The place and time that is simulated: how many there are of everything, and for how long."""

from __future__ import annotations

from sim.declare import Section, setting

USUAL_PEOPLE = 20
"""People for whom one resident agent stands where the model was calibrated."""


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
    streets_per_market: int = setting(
        27,
        "Streets that call for tenders together, as those of a city district do; agencies bid where they are based",
        unit="streets",
        low=1,
        high=1_000,
        source="Guangzhou: 2,384 communities in streets of eight, in its 11 districts (administrative division); "
        "that nobody bids elsewhere is assumed",
        en="Streets that call together",
        zh="同一采购区的街道数",
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
        USUAL_PEOPLE,
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
    room_for_groups_per_street: int = setting(
        100,
        "Further community organisations, circles of neighbours included, for which there is room in each street",
        unit="organisations per street",
        low=0,
        high=400,
        source="assumed; only a bound of the computation",
        en="Room for community organisations",
        zh="社区社会组织容量",
    )
    evaluators: int = setting(
        8, "Evaluation agencies", unit="organisations", low=1, high=8, source="G40", en="Evaluators", zh="评估机构数"
    )
    parking_pairs_per_street: int = setting(
        4,
        "Pairs of sites in each street, flats and offices, that could share parking by day and night",
        unit="sites per street",
        low=0,
        high=40,
        source="E25, assumed",
        en="Sites for tidal parking",
        zh="可错时停车点对数",
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
    commodity_share: float = setting(
        0.0,
        "Share of communities that are new commodity housing; what is left of the four kinds is mixed communities",
        unit="share of communities",
        low=0.0,
        high=1.0,
        source="M123, 003",
        en="Commodity housing",
        zh="新建商品房社区比例",
    )
    renewal_share: float = setting(
        0.0,
        "Share of communities that were rebuilt for residents of shanty towns",
        unit="share of communities",
        low=0.0,
        high=1.0,
        source="M123, 003",
        en="Shanty renewal",
        zh="棚改社区比例",
    )
    village_share: float = setting(
        0.0,
        "Share of communities that were villages",
        unit="share of communities",
        low=0.0,
        high=1.0,
        source="M123, 003",
        en="Villages turned communities",
        zh="村改居社区比例",
    )
    migrant_share: float = setting(
        0.0,
        "Share of residents who are migrants",
        unit="share of residents",
        low=0.0,
        high=1.0,
        source="M121; range assumed",
        en="Migrants",
        zh="流动人口比例",
    )
    deprived_share: float = setting(
        0.0,
        "Share of residents who feel left behind, with little social security",
        unit="share of residents",
        low=0.0,
        high=1.0,
        source="M101; range assumed",
        en="Deprived residents",
        zh="相对剥夺居民比例",
    )
    busy_share: float = setting(
        0.0,
        "Share of residents who are short of leisure",
        unit="share of residents",
        low=0.0,
        high=1.0,
        source="M101; range assumed",
        en="Residents without leisure",
        zh="缺少闲暇居民比例",
    )
    specialist_share: float = setting(
        0.0,
        "Share of professional agencies that work for one rare need: disability, or special groups",
        unit="share of agencies",
        low=0.0,
        high=0.8,
        source="M61; range assumed",
        en="Specialised agencies",
        zh="专业领域机构比例",
    )
    violations_per_year: float = setting(
        0.0,
        "Chance in a year that an agency begins to break the rules, where nobody inspects",
        unit="share per year",
        low=0.0,
        high=0.1,
        source="M60: 0.01, 0.005 to 0.02 is plausible (G27: about 1% of organisations struck off in a year)",
        en="Offences",
        zh="机构违规率",
    )

    @property
    def residents_for_one(self) -> int:
        """Resident agents who stand for as many people as one usually does: what one agent did, so many do together."""
        return max(1, USUAL_PEOPLE // self.people_per_resident)

    @property
    def has_types(self) -> bool:
        """Whether communities are of several kinds."""
        return self.commodity_share + self.renewal_share + self.village_share > 0.0

    @property
    def has_hindered(self) -> bool:
        """Whether some residents are migrants, deprived or short of leisure."""
        return self.migrant_share + self.deprived_share + self.busy_share > 0.0
