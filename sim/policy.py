"""Every lever a government can pull.

The defaults are the place before linkage: nothing is purchased, nothing evaluated, no councils.
Scenarios set what differs.
"""

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


class Evaluation(Section):
    """How often and by which standard organisations are evaluated."""

    rounds_per_year: int = lever(
        0,
        "Evaluations of each contracted organisation in a year",
        unit="rounds per year",
        low=0,
        high=12,
        source="G41-G43: two regular and two to four process evaluations in Guangzhou",
        en="Evaluation rounds",
        zh="评估次数",
    )
    service_weight: float = lever(
        0.6,
        "Mean weight that evaluators give to service, the rest going to management and files",
        unit="share",
        low=0.0,
        high=1.0,
        source="M56, assumed",
        en="Weight on service",
        zh="评估中服务权重",
    )
    divergence: float = lever(
        0.15,
        "Standard deviation between evaluators of the weight they give to service",
        unit="share",
        low=0.0,
        high=0.3,
        source="M56, assumed; G40: eight evaluators without a common standard",
        en="Evaluators' divergence",
        zh="评估标准差异",
    )
    fee_yuan: float = lever(
        15_000.0,
        "Fee of one evaluation of one organisation",
        unit="yuan per evaluation",
        low=0.0,
        high=40_000.0,
        source="M51, assumed",
        en="Evaluation fee",
        zh="单次评估费",
    )
    payer: Literal["funder", "organisation"] = lever(
        "funder",
        "Who pays the evaluation fee",
        unit="choice",
        source="M51",
        en="Who pays evaluators",
        zh="评估费承担方",
    )
    revisit_share: float = lever(
        0.1,
        "Share of served residents whom the funder asks again about the service",
        unit="share",
        low=0.0,
        high=0.4,
        source="M26, assumed",
        en="Revisits",
        zh="回访比例",
    )


class Workforce(Section):
    """How social workers are paid, supervised and kept."""

    wage_yuan: float = lever(
        3_428.0,
        "Take-home pay of a social worker at entry level",
        unit="yuan per month",
        low=2_000.0,
        high=8_000.0,
        source="G35-G37: mean of 3,840, 3,174.17 and 3,270.25",
        en="Worker wage",
        zh="社工月薪",
    )
    supervision_ratio: float = lever(
        20.0,
        "Social workers for each supervisor",
        unit="workers per supervisor",
        low=5.0,
        high=60.0,
        source="M82, assumed; G9 / G10: at most 1 to 48 in Guangzhou",
        en="Supervision ratio",
        zh="督导配比",
    )
    promotion_share: float = lever(
        0.1,
        "Share of eligible workers promoted one level in a year",
        unit="share per year",
        low=0.0,
        high=0.5,
        source="M81, assumed",
        en="Promotion",
        zh="年晋升比例",
    )
    turnover: Literal["emerging", "imposed"] = lever(
        "emerging",
        "Whether workers leave for their reasons (pay, burnout, arrears, tenure) or at an imposed rate",
        unit="choice",
        source="E12",
        en="Kind of turnover",
        zh="离职机制",
    )
    imposed_turnover_rate: float = lever(
        0.2455,
        "Leavers in a year over mean staff, where turnover is imposed",
        unit="share per year",
        low=0.0,
        high=0.9,
        source="G38",
        en="Imposed turnover",
        zh="设定离职率",
    )


class Relief(Section):
    """How far committees are freed from administrative tasks."""

    strength: float = lever(
        0.0,
        "How much of the planned relief from administrative tasks is ordered",
        unit="share",
        low=0.0,
        high=1.0,
        source="M2",
        en="Committee relief",
        zh="减负力度",
    )
    enforcement: float = lever(
        0.0,
        "How strictly new tasks are kept out of the time that relief frees",
        unit="share",
        low=0.0,
        high=1.0,
        source="M3",
        en="Relief enforcement",
        zh="减负监督力度",
    )


class Council(Section):
    """How residents deliberate and decide."""

    sessions_planned_per_year: int = lever(
        0,
        "Deliberation sessions that each community's council plans in a year; zero means no councils",
        unit="sessions per year",
        low=0,
        high=12,
        source="range assumed; G5, G6: 4.57 sessions held per council in four years",
        en="Council sessions planned",
        zh="议事会计划频次",
    )
    convener: Literal["committee", "organisation"] = lever(
        "committee",
        "Who convenes, records and routes what the council says",
        unit="choice",
        source="M11",
        en="Council convener",
        zh="议事会召集方",
    )
    decisiveness: float = lever(
        0.2,
        "Share of residents' proposals that are adopted in communities run from above",
        unit="share",
        low=0.0,
        high=1.0,
        source="M8, assumed: 0.2 from above, 0.7 from below",
        en="Decisiveness",
        zh="议事采纳率",
    )
    notice: float = lever(
        0.5,
        "How early and how widely a session is announced",
        unit="share",
        low=0.0,
        high=1.0,
        source="M10, assumed",
        en="Notice of sessions",
        zh="会议通知充分度",
    )


class Meeting(Section):
    """How often the three societies sit together with the street."""

    per_month: float = lever(
        0.0,
        "Joint meetings of committees, organisations and the street",
        unit="meetings per month",
        low=0.0,
        high=4.0,
        source="M24; range assumed",
        en="Joint meetings",
        zh="联席会议频次",
    )
    cost_yuan: float = lever(
        500.0,
        "Public money that one joint meeting costs each community",
        unit="yuan per meeting and community",
        low=0.0,
        high=5_000.0,
        source="assumed",
        en="Cost of a meeting",
        zh="单次会议成本",
    )


class Policy(Section):
    """All levers together; one value of it holds in any one month."""

    purchase: Purchase = Purchase()
    payment: Payment = Payment()
    evaluation: Evaluation = Evaluation()
    workforce: Workforce = Workforce()
    relief: Relief = Relief()
    council: Council = Council()
    meeting: Meeting = Meeting()
