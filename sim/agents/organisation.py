"""Organisations 社会组织: professional agencies, the hub, and community organisations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.row_agent import RowAgent
from sim.domains import CULTURE, ENVIRONMENT, MUTUAL_AID

AGENCY, HUB, GROUP = 0, 1, 2
SMALL, MIDDLE, LARGE = 0, 1, 2
SIZE_NAMES = ("small", "middle", "large")
CIRCLE, FILED, REGISTERED, MATURE = 0, 1, 2, 3
"""How far a community organisation has come: an informal circle, on file, registered, grown up."""
GROUP_DOMAINS = (CULTURE, CULTURE, CULTURE, MUTUAL_AID, ENVIRONMENT)
"""What residents found groups for, the likelier the oftener it stands here."""
IDENTITIES_PER_COMMUNITY = 1 << 32


def _share(meaning: str, en: str, zh: str, default: float = 0.0) -> NDArray[np.float64]:
    declared: NDArray[np.float64] = column(
        np.float64, meaning=meaning, unit="share", en=en, zh=zh, low=0, high=1, default=default
    )
    return declared


def _fen(meaning: str, en: str, zh: str) -> NDArray[np.int64]:
    declared: NDArray[np.int64] = column(np.int64, meaning=meaning, unit="fen", en=en, zh=zh, low=0)
    return declared


class Organisations(Table):
    """One row for each organisation, living or closed."""

    kind: NDArray[np.uint8] = column(
        np.uint8,
        meaning="0 professional agency, 1 hub, 2 community organisation",
        unit="class",
        en="Kind",
        zh="类型",
        high=2,
    )
    size: NDArray[np.uint8] = column(
        np.uint8, meaning="0 small, 1 middle, 2 large", unit="class", en="Size", zh="规模", high=2
    )
    community: NDArray[np.int32] = column(
        np.int32,
        meaning="Home community of a community organisation",
        unit="row",
        en="Home community",
        zh="所在社区",
        low=-1,
    )
    domain: NDArray[np.uint8] = column(
        np.uint8, meaning="Domain of a community organisation", unit="row", en="Domain", zh="领域", high=7
    )
    alive: NDArray[np.bool_] = column(np.bool_, meaning="Whether it exists", unit="flag", en="Alive", zh="存续")
    closed: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether it closed this month", unit="flag", en="Closed this month", zh="本月关闭"
    )
    entered: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether it entered this month", unit="flag", en="Entered this month", zh="本月进入"
    )
    age_months: NDArray[np.int32] = column(np.int32, meaning="Age", unit="months", en="Age", zh="成立月数", low=0)
    evaluator: NDArray[np.int32] = column(
        np.int32, meaning="Evaluator assigned for good", unit="row", en="Evaluator", zh="评估机构", low=-1, default=-1
    )
    capability: NDArray[np.float64] = _share("Professional capability", "Capability", "专业能力")
    management: NDArray[np.float64] = _share("Quality of management", "Management", "管理水平")
    relationship: NDArray[np.float64] = _share("Standing with the funder", "Relationship", "与政府关系", 0.2)
    star: NDArray[np.float64] = _share("Reputation from evaluations", "Star", "评估声誉", 0.5)
    passed: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether it passed its last evaluation", unit="flag", en="Passed", zh="评估合格", default=1
    )
    rating: NDArray[np.float64] = _share("Score of the last yearly rating", "Rating score", "评级得分", 0.5)
    stars: NDArray[np.uint8] = column(
        np.uint8, meaning="Stars of the last yearly rating, 0 for none", unit="stars", en="Stars", zh="星级", high=5
    )
    credit: NDArray[np.float64] = column(
        np.float64,
        meaning="What its public credit grade adds to the score of a bid",
        unit="score",
        en="Credit",
        zh="信用加分",
        low=0,
        high=1,
    )
    specialty: NDArray[np.int8] = column(
        np.int8,
        meaning="Rare need that an agency works for, -1 for none in particular",
        unit="row",
        en="Specialty",
        zh="专长领域",
        low=-1,
        high=7,
        default=-1,
    )
    barred: NDArray[np.bool_] = column(
        np.bool_,
        meaning="Whether it is barred from contracts, to be wound up",
        unit="flag",
        en="Barred",
        zh="取消资格",
    )
    offending: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether it breaks rules, unnoticed so far", unit="flag", en="Offending", zh="违规未查"
    )
    exposed: NDArray[np.bool_] = column(
        np.bool_,
        meaning="Whether a breach of rules came to light this month",
        unit="flag",
        en="Exposed this month",
        zh="本月曝光",
    )
    service_share: NDArray[np.float64] = _share("Share of workers' time for service", "Service time", "服务时间占比")
    evaluation_share: NDArray[np.float64] = _share(
        "Share of workers' time for evaluations", "Evaluation time", "迎评时间占比"
    )
    effort: NDArray[np.float64] = _share("Effort that workers put into service time", "Effort", "服务投入")
    displaced_share: NDArray[np.float64] = _share(
        "Share of service displaced by what evaluators look at", "Displaced service", "被挤占服务"
    )
    activity_funded_share: NDArray[np.float64] = _share(
        "Share of planned activities that there is money for", "Activities funded", "活动经费到位率", 1.0
    )
    resolved_share: NDArray[np.float64] = _share(
        "Share of late contacts that resolved the need", "Contacts resolved", "服务成功率", 0.3
    )
    short_months: NDArray[np.int16] = column(
        np.int16,
        meaning="Months in a row with less than half of wages paid",
        unit="months",
        en="Short months",
        zh="连续欠薪月数",
        low=0,
    )
    loan_fen: NDArray[np.int64] = _fen("Loan owed to lenders", "Loan", "借款")
    owed_to_leavers_fen: NDArray[np.int64] = _fen("Wages owed to people who left", "Owed to leavers", "欠离职人员工资")
    earmarked_fen: NDArray[np.int64] = _fen(
        "Project money of a community organisation not yet spent", "Earmarked", "专项结余"
    )
    project_contacts: NDArray[np.float64] = column(
        np.float64,
        meaning="Contacts that project money lets a community organisation's members make this month",
        unit="contacts",
        en="Contacts by projects",
        zh="项目服务次数",
        low=0,
    )
    members: NDArray[np.int32] = column(
        np.int32, meaning="Members among resident agents", unit="residents", en="Members", zh="成员数", low=0
    )
    partner: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether it takes part in linkage", unit="flag", en="Partner", zh="联动伙伴", default=1
    )
    unrewarded_months: NDArray[np.int16] = column(
        np.int16,
        meaning="Months in a row in which linkage cost it more than it gave",
        unit="months",
        en="Unrewarded months",
        zh="连续得不偿失月数",
        low=0,
    )
    coordination_share: NDArray[np.float64] = _share(
        "Share of workers' time that institutions of linkage take", "Time for institutions", "联动制度工时"
    )
    identity: NDArray[np.int64] = column(
        np.int64,
        meaning="Lasting number of a community organisation, by which its luck is drawn",
        unit="id",
        en="Number",
        zh="编号",
        low=0,
    )
    stage: NDArray[np.uint8] = column(
        np.uint8,
        meaning="How far a community organisation has come: 0 circle of neighbours, 1 filed, 2 registered, 3 mature",
        unit="class",
        en="Stage",
        zh="发展阶段",
        high=3,
    )
    filed_month: NDArray[np.int32] = column(
        np.int32, meaning="Month in which a community organisation was filed", unit="month", en="Filed", zh="备案月"
    )
    registered: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether it was registered this month", unit="flag", en="Registered this month", zh="本月登记"
    )
    graduated: NDArray[np.bool_] = column(
        np.bool_,
        meaning="Whether it left the incubator grown up this month",
        unit="flag",
        en="Graduated this month",
        zh="本月出壳",
    )
    leader: NDArray[np.int32] = column(
        np.int32,
        meaning="Resident who leads a community organisation, -1 for nobody",
        unit="row",
        en="Leader",
        zh="带头人",
        low=-1,
        default=-1,
    )
    talent: NDArray[np.float64] = column(
        np.float64,
        meaning="Talent of its leader; 1 is the mean of residents, 0 where nobody leads",
        unit="ratio",
        en="Leader's talent",
        zh="带头人才能",
        low=0,
        high=10,
    )
    maturity: NDArray[np.float64] = _share("How well a community organisation runs by itself", "Maturity", "成熟度")
    activity: NDArray[np.float64] = _share("Share of members who took part last month", "Members active", "成员活跃率")
    incubated_months: NDArray[np.int16] = column(
        np.int16,
        meaning="Months of incubation that are left",
        unit="months",
        en="Incubation left",
        zh="剩余孵化月数",
        low=0,
    )
    paid_this_year: NDArray[np.int64] = column(
        np.int64,
        meaning="Who paid a community organisation this year",
        unit="bits",
        en="Paid by",
        zh="本年收入来源",
        low=0,
    )
    paid_last_year: NDArray[np.int64] = column(
        np.int64,
        meaning="Who paid a community organisation last year",
        unit="bits",
        en="Paid by, last year",
        zh="上年收入来源",
        low=0,
    )


class Organisation(RowAgent):
    """A social organisation 社会组织."""

    table = Organisations

    def stays_partner(self, unrewarded_months: int, patience_months: int) -> bool:
        """Whether it goes on taking part in linkage after so many months in which that cost more than it gave.

        `coordination_share` is what linkage asks of it this month while it is asked, and what it gives afterwards.
        """
        return unrewarded_months < patience_months


class Agency(Organisation):
    """A professional social-work agency 社工机构."""


class Hub(Organisation):
    """The hub organisation 枢纽型组织: employs the supervisors, and incubates community organisations."""

    def admit(self, scores: NDArray[np.float64], places: int) -> list[int]:
        """Choose the most promising applicants, as many as there are places: their numbers, the best first."""
        return [int(number) for number in np.argsort(-scores, kind="stable")[:places]]


class CommunityOrganisation(Organisation):
    """A community organisation 社区社会组织: residents who do something together."""
