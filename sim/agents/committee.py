"""Residents' committees 居委会: one in each community, with its hours, its knowledge and its council."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.row_agent import RowAgent
from sim.arithmetic import array_kernel, kernel, logistic
from sim.domains import DOMAIN_COUNT


def _share(meaning: str, en: str, zh: str, default: float = 0.0) -> NDArray[np.float64]:
    declared: NDArray[np.float64] = column(
        np.float64, meaning=meaning, unit="share", en=en, zh=zh, low=0, high=1, default=default
    )
    return declared


def _factor(meaning: str, en: str, zh: str) -> NDArray[np.float64]:
    declared: NDArray[np.float64] = column(
        np.float64, meaning=meaning, unit="ratio", en=en, zh=zh, low=0, high=10, default=1
    )
    return declared


class Committees(Table):
    """One row for each community."""

    street: NDArray[np.int32] = column(np.int32, meaning="Street", unit="row", en="Street", zh="所属街道", low=0)
    type: NDArray[np.uint8] = column(
        np.uint8,
        meaning="0 mixed, 1 commodity housing, 2 shanty renewal, 3 village turned community",
        unit="class",
        en="Kind of community",
        zh="社区类型",
        high=3,
    )
    staff: NDArray[np.int16] = column(np.int16, meaning="Staff", unit="people", en="Staff", zh="工作人员", low=0)
    top_down: NDArray[np.bool_] = column(
        np.bool_,
        meaning="Whether the community is run mainly from above",
        unit="flag",
        en="Run from above",
        zh="自上而下",
    )
    usual_admin_share: NDArray[np.float64] = _share(
        "Share of hours that administrative tasks take without relief", "Usual administrative share", "常规行政占比"
    )
    refilled_share: NDArray[np.float64] = _share(
        "Share of hours that new tasks have taken back from relief", "Refilled share", "反弹占比"
    )
    admin_share: NDArray[np.float64] = _share(
        "Share of hours for administrative tasks", "Administrative share", "行政占比"
    )
    meeting_share: NDArray[np.float64] = _share("Share of hours for joint meetings", "Meeting share", "会议占比")
    linkage_share: NDArray[np.float64] = _share("Share of hours for linkage", "Linkage share", "联动占比")
    resident_share: NDArray[np.float64] = _share("Share of hours for residents", "Resident share", "服务居民占比")
    responsiveness: NDArray[np.float64] = _share(
        "Chance that a case is answered within the month", "Responsiveness", "回应率"
    )
    skill: NDArray[np.float64] = _share("Skill of the staff in service work", "Staff skill", "工作人员能力")
    usual_skill: NDArray[np.float64] = _share(
        "Skill of the staff without certificates", "Usual staff skill", "无证时工作人员能力"
    )
    certified_share: NDArray[np.float64] = _share(
        "Share of staff with a certificate", "Certified staff", "持证人员占比"
    )
    attitude: NDArray[np.float64] = _share(
        "How active and respectful staff have learnt to be", "Staff attitude", "主动服务态度"
    )
    knowledge: NDArray[np.float64] = column(
        np.float64,
        width=DOMAIN_COUNT,
        meaning="Share of residents' needs that is known, by domain",
        unit="share",
        en="Knowledge of needs",
        zh="需求知晓率",
        low=0,
        high=1,
    )
    trust_in_organisations: NDArray[np.float64] = _share(
        "Trust of the committee in social organisations", "Committee's trust", "居委会对社会组织的信任", 0.25
    )
    fund_fen: NDArray[np.int64] = column(
        np.int64,
        meaning="What is left of the community fund and not promised to any project",
        unit="fen",
        en="Free fund",
        zh="社区资金余额",
        low=0,
    )
    fund_given_fen: NDArray[np.int64] = column(
        np.int64,
        meaning="What the community fund had to spend at the start of the year",
        unit="fen",
        en="Year's fund",
        zh="年度社区资金",
        low=0,
    )
    fund_voice: NDArray[np.float64] = _share(
        "How far residents decide what the community fund is spent on", "Say over the fund", "资金使用话语权"
    )
    council_life: NDArray[np.float64] = _share(
        "How lively the council has been: turnout of recent sessions", "Council life", "议事会活力", 0.3
    )
    adopted_share: NDArray[np.float64] = _share(
        "Share of recent proposals that were adopted", "Adopted share", "提案采纳率", 0.2
    )
    justice: NDArray[np.float64] = _share(
        "How fairly the community's affairs are decided", "Fairness of decisions", "程序公正", 0.3
    )
    session: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the council met this month", unit="flag", en="Session", zh="本月议事会"
    )
    proposals_adopted: NDArray[np.int8] = column(
        np.int8,
        meaning="Residents' proposals adopted this month",
        unit="proposals",
        en="Proposals adopted",
        zh="本月采纳提案",
        low=0,
    )
    facilities: NDArray[np.float64] = _share(
        "Share of the facilities that residents want to use together that are there", "Facilities", "公共设施充足度"
    )
    routine_cover: NDArray[np.float64] = _share(
        "Share of vulnerable residents who are visited regularly", "Routine care", "弱势居民日常照护覆盖率"
    )
    uncovered_months: NDArray[np.int16] = column(
        np.int16,
        meaning="Months in a row without anybody who could visit them",
        unit="months",
        en="Months without cover",
        zh="照护中断月数",
        low=0,
    )
    publicity: NDArray[np.float64] = _share(
        "Share of those who could be told of services whom publicity has told", "Reach of publicity", "宣传覆盖率"
    )
    crowded: NDArray[np.float64] = _share(
        "How far rewards have replaced volunteers' own motives", "Motives crowded out", "动机挤出程度"
    )
    turnout: NDArray[np.float64] = _share("Turnout of this month's session", "Turnout", "到会率")
    coordination_loss: NDArray[np.float64] = _share(
        "Share of contacts that workers and committee duplicate", "Coordination loss", "协调损失"
    )
    practice_months: NDArray[np.int16] = column(
        np.int16,
        meaning="Months since the community adopted the institutions of linkage, 0 where it has not",
        unit="months",
        en="Months of linkage",
        zh="联动实施月数",
        low=0,
    )
    practice: NDArray[np.float64] = _share(
        "How well the institutions of linkage are practised", "Practice of linkage", "联动熟练度"
    )
    demonstration: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether it is a demonstration community", unit="flag", en="Demonstration", zh="示范社区"
    )
    office_months: NDArray[np.int16] = column(
        np.int16,
        meaning="Months since the joint office began its talks, 0 where there is none",
        unit="months",
        en="Months of the joint office",
        zh="联合办公月数",
        low=0,
    )
    office_support: NDArray[np.float64] = _share(
        "How far the joint office coaches the community's own organisations", "Office's coaching", "联合办公室辅导"
    )
    interference: NDArray[np.float64] = _share(
        "How far government decides the details of organisations' work", "Interference", "行政干预程度", 0.5
    )
    duplication_left: NDArray[np.float64] = _share(
        "Part of duplicated contacts that institutions of linkage leave", "Duplication left", "剩余重复比例", 1.0
    )
    coordination_share: NDArray[np.float64] = _share(
        "Share of hours that institutions of linkage take", "Hours for institutions", "联动制度工时"
    )
    taken_off_share: NDArray[np.float64] = _share(
        "Share of hours that others, or the committee's appraisal, take off administrative tasks",
        "Administrative tasks taken off",
        "行政事务转出工时",
    )
    reach: NDArray[np.float64] = _factor(
        "Workers' contacts over what they would be without institutions of linkage",
        "Workers' reach",
        "社工服务覆盖系数",
    )
    listening: NDArray[np.float64] = _factor(
        "Learning of needs over what it would be with undivided attention", "Attention", "注意力系数"
    )
    told: NDArray[np.float64] = column(
        np.float64,
        meaning="Learning from what is passed on through institutions of linkage",
        unit="rate per month",
        en="Told by others",
        zh="信息共享学习率",
        low=0,
    )
    party_volunteers: NDArray[np.float64] = column(
        np.float64,
        meaning="Contacts that the party's volunteers can make in a month",
        unit="contacts per month",
        en="Party volunteers' contacts",
        zh="党员志愿服务次数",
        low=0,
    )


@kernel
def chance_to_convene(readiness: float, hassle: float, by_organisation: float, trust: float) -> float:
    """Chance that a committee with some trust in organisations convenes a planned session."""
    return logistic(readiness + by_organisation - hassle * (1.0 - trust))


@array_kernel
def most_needed(known: NDArray[np.float64], chosen: NDArray[np.int64]) -> None:
    """Write the domains where most needs are known, as many as `chosen` has room for, the first of equals first."""
    taken = np.zeros(len(known), dtype=np.bool_)
    for place in range(len(chosen)):
        most = -1
        for domain in range(len(known)):
            if not taken[domain] and (most < 0 or known[domain] > known[most]):
                most = domain
        taken[most] = True
        chosen[place] = most


class Committee(RowAgent):
    """A residents' committee 居委会."""

    table = Committees

    def convene(self, readiness: float, hassle: float, by_organisation: float) -> float:
        """Chance that a planned council session takes place.

        Free hours and a lively council make a session likelier, hassle deters a committee that does
        not trust organisations, and an organisation that convenes spares the committee the work.
        """
        return chance_to_convene(readiness, hassle, by_organisation, self.trust_in_organisations)

    def ratify(self, share_for: float) -> bool:
        """Say whether a charter comes into force with this share of votes: two thirds are needed."""
        return 3.0 * share_for >= 2.0  # noqa: PLR2004  two thirds

    def land(self, ground: float, by_trust: float) -> float:
        """Chance that a project agreed with a supplier comes about: the committee welcomes whom it trusts."""
        return logistic(ground + by_trust * self.trust_in_organisations)

    def choose_domains(self, known: NDArray[np.float64], count: int) -> list[int]:
        """Domains of the committee's programmes: where it believes most needs are open."""
        chosen = np.empty(min(count, len(known)), dtype=np.int64)
        most_needed(known, chosen)
        domains: list[int] = chosen.tolist()
        return domains
