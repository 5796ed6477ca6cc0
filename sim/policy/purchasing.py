"""What the government buys, and how soon it pays."""

from __future__ import annotations

from typing import Literal

from sim.declare import Section, lever


class Purchase(Section):
    """What the government buys from social organisations."""

    centre_yuan: float = lever(
        0.0,
        "Yearly contract of one street's family integrated service centre; zero means that no centre is purchased",
        unit="yuan per centre and year",
        low=0.0,
        high=5_000_000.0,
        source="range assumed; Guangzhou pays 2,000,000 (G46)",
        en="Purchase level",
        zh="购买力度",
    )
    projects_per_street: int = lever(
        0,
        "Community projects put out to call in each street every year",
        unit="projects per street and year",
        low=0,
        high=20,
        source="range assumed",
        en="Projects per street",
        zh="每街道项目数",
    )
    centre_contract: Literal["contract", "grant", "post", "per_unit"] = lever(
        "contract",
        "On which terms centres are bought: by contract; by a grant paid at once; by paying the posts' wages; "
        "or by a subsidy for each contact",
        unit="choice",
        source="M46",
        en="Terms of centres",
        zh="中心购买方式",
    )
    project_contract: Literal["contract", "grant", "per_unit", "venture", "fund"] = lever(
        "contract",
        "On which terms projects are bought: by contract; by a grant paid at once; by a subsidy for each contact; "
        "by venture money with coaching; or out of a fund that the community holds",
        unit="choice",
        source="M46-M48",
        en="Terms of projects",
        zh="项目购买方式",
    )
    contract_years: int = lever(
        1,
        "Years that a contract runs before it is put out to call again",
        unit="years",
        low=1,
        high=3,
        source="M40",
        en="Length of contracts",
        zh="合同年限",
    )
    tender_gap_months: int = lever(
        0,
        "Months between the end of a contract and the beginning of the next, in which nobody is paid",
        unit="months",
        low=0,
        high=6,
        source="M40",
        en="Gap between contracts",
        zh="续约空档期",
    )
    project_yuan: float = lever(
        140_500.0,
        "Value of one community project",
        unit="yuan per project and year",
        low=20_000.0,
        high=500_000.0,
        source="G13 / G14: 52,000,000 yuan for 370 projects",
        en="Project value",
        zh="单个项目金额",
    )
    group_grant_yuan: float = lever(
        0.0,
        "Yearly activity grant of each community organisation",
        unit="yuan per group and year",
        low=0.0,
        high=50_000.0,
        source="range assumed",
        en="Group grant",
        zh="社区社会组织活动补助",
    )
    decider: Literal["government", "expert", "residents"] = lever(
        "government",
        "Who scores the bids: officials, experts, or residents by vote",
        unit="choice",
        source="M44, E4",
        en="Who selects",
        zh="评选主体",
    )
    needs_based: bool = lever(
        default=False,
        meaning="Whether projects go to where a yearly survey finds most needs, rather than round all communities",
        unit="flag",
        source="M50",
        en="Needs-based purchase",
        zh="按需购买",
    )
    underserved_weight: float = lever(
        0.0,
        "Weight, in choosing what programmes are about, of domains in which little runs anywhere in the district",
        unit="share",
        low=0.0,
        high=1.0,
        source="M49; range assumed",
        en="Weight of the underserved",
        zh="薄弱领域权重",
    )
    bidders: Literal["agencies", "groups", "committees", "all"] = lever(
        "agencies",
        "Who may bid for projects: professional agencies, community organisations, committees, or all of them",
        unit="choice",
        source="M78, M116; 002 §4",
        en="Who may bid",
        zh="可竞标主体",
    )
    fund_chain: int = lever(
        0,
        "Sources to which a community organisation turns with a project, one after the other: the district, "
        "the community's public-benefit fund, other departments; zero means that it turns to none",
        unit="sources",
        low=0,
        high=3,
        source="M43",
        en="Chain of funds",
        zh="资金替补链",
    )


class Payment(Section):
    """How soon the government pays what is due."""

    delay_months: float = lever(
        2.0,
        "Mean months from the day a tranche is due to the day the office has processed it",
        unit="months",
        low=0.0,
        high=12.0,
        source="M37; about two months in practice, assumed",
        en="Payment delay",
        zh="拨款滞后",
    )
    first_tranche_share: float = lever(
        0.5,
        "Share of a contract that is due at its start; 0.1 is due at its end and the rest halfway",
        unit="share of the contract",
        low=0.2,
        high=0.9,
        source="E6, assumed",
        en="First tranche",
        zh="首期拨款比例",
    )
    task_money_share: float = lever(
        0.0,
        "Share of every tranche that goes with its task: it is paid in the month it is due, past office and evaluation",
        unit="share of the tranche",
        low=0.0,
        high=1.0,
        source="M14; range assumed",
        en="Task money",
        zh="费随事转比例",
    )
