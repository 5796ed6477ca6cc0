"""What residents, committees and organisations are like when the world begins."""

from __future__ import annotations

from sim.declare import Section, coefficient, constant


class Beginnings(Section):
    """Coefficients of the first month's world."""

    vulnerable_share: float = coefficient(
        0.15,
        "Share of residents who are vulnerable",
        unit="share",
        low=0.05,
        high=0.4,
        source="assumed",
        en="Vulnerable residents",
        zh="弱势居民比例",
    )
    aware_share: float = coefficient(
        0.6,
        "Share of residents who know where to ask and are told of activities",
        unit="share",
        low=0.2,
        high=0.95,
        source="M94, assumed",
        en="Aware residents",
        zh="知晓服务居民比例",
    )
    rate_shape: int = coefficient(
        2,
        "Shape of the gamma distribution of participation among residents who are not inert",
        unit="",
        low=1,
        high=2,
        source="E18, fitted to H6-H8",
        en="Shape of participation",
        zh="参与率分布形状",
    )
    member_share: float = coefficient(
        0.1,
        "Share of residents who are not inert and belong to a community organisation",
        unit="share",
        low=0.0,
        high=0.4,
        source="assumed",
        en="Group members",
        zh="入组居民比例",
    )
    group_registered_share: float = coefficient(
        0.012,
        "Share of community organisations that are registered; the others are filed",
        unit="share",
        low=0.0,
        high=0.2,
        source="G16, G17: 83 filed to 1 registered",
        en="Groups registered at the start",
        zh="初始登记比例",
    )
    group_maturity: float = coefficient(
        0.3,
        "Mean maturity of community organisations; between none and twice as much",
        unit="share",
        low=0.0,
        high=0.5,
        source="assumed",
        en="Maturity of groups at the start",
        zh="初始组织成熟度",
    )
    group_age_months: float = coefficient(
        36.0,
        "Mean age of community organisations",
        unit="months",
        low=6.0,
        high=120.0,
        source="assumed",
        en="Age of groups at the start",
        zh="初始组织成立月数",
    )
    neighbour_rewiring: float = coefficient(
        0.1,
        "Share of neighbourly ties that lead to somebody anywhere in the community",
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed; Watts & Strogatz 1998",
        en="Far ties",
        zh="远距离联系比例",
    )
    committee_skill: float = coefficient(
        0.4,
        "Mean skill of committee staff in service work",
        unit="share",
        low=0.2,
        high=0.7,
        source="M88, assumed",
        en="Committee skill",
        zh="居委会人员能力",
    )
    small_capability: float = coefficient(
        0.45,
        "Mean capability of small agencies",
        unit="share",
        low=0.2,
        high=0.8,
        source="assumed",
        en="Capability, small",
        zh="小机构能力",
    )
    middle_capability: float = coefficient(
        0.55,
        "Mean capability of middle agencies",
        unit="share",
        low=0.2,
        high=0.9,
        source="assumed",
        en="Capability, middle",
        zh="中型机构能力",
    )
    large_capability: float = coefficient(
        0.65,
        "Mean capability of large agencies",
        unit="share",
        low=0.2,
        high=0.9,
        source="assumed",
        en="Capability, large",
        zh="大机构能力",
    )
    trait_spread: float = coefficient(
        0.08,
        "Standard deviation of capability, management and staff skill between institutions",
        unit="share",
        low=0.0,
        high=0.2,
        source="assumed",
        en="Spread between institutions",
        zh="机构间差异",
    )
    management: float = coefficient(
        0.6,
        "Mean quality of organisations' management",
        unit="share",
        low=0.2,
        high=0.9,
        source="assumed",
        en="Management",
        zh="管理水平",
    )
    performance: float = constant(
        0.48,
        "Perceived performance and expectation of residents at the start",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline, so that it begins where it stays",
        en="Performance at the start",
        zh="初始感知绩效",
    )
    justice: float = constant(
        0.082,
        "Sense of fairness of residents at the start",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline, so that it begins where it stays",
        en="Fairness at the start",
        zh="初始公正感",
    )
    trust_committee: float = constant(
        0.206,
        "Trust in the committee at the start",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline, so that it begins where it stays",
        en="Trust in committee at the start",
        zh="初始居委会信任",
    )
    trust_government: float = constant(
        0.247,
        "Trust in the government at the start",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline, so that it begins where it stays",
        en="Trust in government at the start",
        zh="初始政府信任",
    )
    knowledge: float = constant(
        0.137,
        "Knowledge of needs at the start",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline, so that it begins where it stays",
        en="Knowledge at the start",
        zh="初始需求知晓率",
    )
    resolved_rate: float = constant(
        0.0155,
        "Share of open needs that is resolved in a month before linkage",
        unit="share per month",
        low=0.0,
        high=1.0,
        source="mean of the baseline, so that it begins where it stays",
        en="Needs resolved before linkage",
        zh="联动前需求解决率",
    )
