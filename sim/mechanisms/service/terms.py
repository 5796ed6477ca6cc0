"""What service can do: how many are seen, who asks, and what a contact is worth.

These are the numbers by which a month of service is reckoned; what happens in it stands beside this file.
Sources: E8, E14, M5, M7, M22-M24, M67, M73, M77-M78, M99-M100; Oliva & Sterman 2001, *Management Science*
47(7):894. Left out: numbers that differ between agencies.
"""

from __future__ import annotations

from sim.declare import ByDomain, Section, by_domain, coefficient


class Services(Section):
    """Coefficients of service."""

    contacts_per_month: float = coefficient(
        58.0,
        "Person-times that one social worker serves in a month at the usual share of time for service",
        unit="person-times per staff-month",
        low=35.0,
        high=90.0,
        source="2.6 million person-times in 188 centres in 2015 at an assumed 20 staff",
        en="Person-times per worker",
        zh="社工月服务人次",
    )
    usual_service_share: float = coefficient(
        0.55,
        "Share of working time for service at which that was counted",
        unit="share",
        low=0.4,
        high=0.7,
        source="E14: five evaluations a year at 0.03",
        en="Usual service time",
        zh="常态服务工时占比",
    )
    asking_chance: float = coefficient(
        0.5,
        "Chance that a resident who is in need, knows where to ask and trusts fully does ask in a month",
        unit="share per month",
        low=0.1,
        high=0.8,
        source="M73, assumed",
        en="Asking for help",
        zh="求助意愿",
    )
    asking_without_trust: float = coefficient(
        0.5,
        "Part of that chance that is left without any trust in the committee",
        unit="share",
        low=0.0,
        high=1.0,
        source="M73, assumed",
        en="Asking without trust",
        zh="无信任时求助比例",
    )
    fee_deterrence: float = coefficient(
        0.05,
        "Part of residents who would ask in a month and do not where there is a low fee, the vulnerable excepted",
        unit="share",
        low=0.0,
        high=0.3,
        source="E24, M42, assumed",
        en="Put off by a fee",
        zh="收费劝退比例",
    )
    endorsement_effect: float = coefficient(
        0.2,
        "How much a committee's recommendation adds to that chance, where it is fully trusted",
        unit="share per month",
        low=0.0,
        high=0.5,
        source="M73, assumed",
        en="Endorsement",
        zh="居委会推荐效果",
    )
    activity_weight: float = coefficient(
        0.3,
        "Share of workers' service that needs money for activities",
        unit="share",
        low=0.0,
        high=0.6,
        source="M37, assumed",
        en="Service that needs activities",
        zh="依赖活动经费的服务",
    )
    casework_fit: float = coefficient(
        0.35,
        "Fit of help outside any programme, without knowledge of needs",
        unit="share",
        low=0.1,
        high=0.6,
        source="assumed",
        en="Fit of casework",
        zh="个案契合度",
    )
    casework_knowledge: float = coefficient(
        0.4,
        "How much full knowledge adds to that fit",
        unit="share",
        low=0.0,
        high=0.6,
        source="assumed",
        en="Casework and knowledge",
        zh="知情对个案的作用",
    )
    overtime_load: float = coefficient(
        1.2,
        "Load up to which workers make up by overtime; beyond it quality is cut",
        unit="ratio",
        low=1.0,
        high=1.5,
        source="E8; Oliva & Sterman 2001",
        en="Overtime",
        zh="加班上限",
    )
    quality_cut: float = coefficient(
        0.3,
        "Quality lost for each unit of load beyond that",
        unit="share per load",
        low=0.0,
        high=1.0,
        source="Oliva & Sterman 2001 (sign); assumed",
        en="Quality under load",
        zh="过载降质",
    )
    coordination_loss: float = coefficient(
        0.25,
        "Share of contacts that workers and committee duplicate where nobody coordinates",
        unit="share",
        low=0.0,
        high=0.5,
        source="M22, assumed",
        en="Duplicated contacts",
        zh="重复服务",
    )
    meeting_effect: float = coefficient(
        0.5,
        "How fast joint meetings lower that share",
        unit="per monthly meeting",
        low=0.0,
        high=2.0,
        source="M24, E23, assumed",
        en="Meetings against duplication",
        zh="联席会议减重效果",
    )
    linkage_effect: float = coefficient(
        3.0,
        "How fast the committee's hours for linkage lower that share",
        unit="per share of hours",
        low=0.0,
        high=10.0,
        source="M22, E23, assumed",
        en="Linkage hours against duplication",
        zh="联动工时减重效果",
    )
    escalated_factor: float = coefficient(
        0.5,
        "Chance of resolving an escalated need over that of another",
        unit="ratio",
        low=0.2,
        high=1.0,
        source="M114, assumed",
        en="Escalated needs",
        zh="升级需求化解难度",
    )
    group_contacts: float = coefficient(
        0.05,
        "Contacts that one member of a community organisation makes in a month",
        unit="contacts per member and month",
        low=0.0,
        high=0.3,
        source="M99, assumed",
        en="Volunteers' contacts",
        zh="成员月服务次数",
    )
    groups_without_money: float = coefficient(
        0.5,
        "Part of volunteers' contacts that is left without money for activities",
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        en="Groups without money",
        zh="无经费时志愿服务比例",
    )
    inner_motive: float = coefficient(
        0.8,
        "Share of what money does for volunteers' contacts that a fully mature group does without it",
        unit="share",
        low=0.0,
        high=1.0,
        source="M100, M67, assumed",
        en="Inner motive of mature groups",
        zh="成熟组织内生动力",
    )
    recreation_service: float = coefficient(
        0.5,
        "Contacts of recreation groups over those of groups for the public good",
        unit="ratio",
        low=0.0,
        high=1.0,
        source="M99, assumed",
        en="Service of recreation groups",
        zh="文体组织服务比例",
    )
    contact_yuan: float = coefficient(
        100.0,
        "What a contact by a support agency from outside costs",
        unit="yuan per person-time",
        low=50.0,
        high=250.0,
        source="assumed: about a social worker's cost over 58 person-times a month",
        en="Support agency's cost per contact",
        zh="外来机构单次服务成本",
    )
    support_yuan: float = coefficient(
        60_000.0,
        "Cost of the support agency's own service in one community",
        unit="yuan per community and year",
        low=10_000.0,
        high=200_000.0,
        source="assumed",
        en="Cost of the support agency",
        zh="外来支持机构成本",
    )
    maturity_skill: float = coefficient(
        0.1,
        "What full maturity of their organisation adds to volunteers' skill",
        unit="share",
        low=0.0,
        high=0.3,
        source="E10, assumed",
        en="Maturity and volunteers' skill",
        zh="成熟度对志愿者能力的作用",
    )
    volunteer_skill: float = coefficient(
        0.4,
        "Skill of volunteers in a new organisation",
        unit="share",
        low=0.1,
        high=0.5,
        source="E10: ceiling 0.5; M77",
        en="Volunteers' skill",
        zh="志愿者能力",
    )
    skill_needed: ByDomain = by_domain(
        (0.5, 0.5, 0.35, 0.2, 0.4, 0.65, 0.75, 0.3),
        "Skill from which a domain is served competently",
        unit="share",
        low=0.1,
        high=0.9,
        source="E10, M77, assumed: 0.2 culture to 0.75 special groups",
        en="Skill needed",
        zh="所需能力",
    )
    without_tie: ByDomain = by_domain(
        (0.3, 0.5, 0.5, 0.8, 0.5, 0.35, 0.3, 0.7),
        "Share of the yield that needs no tie",
        unit="share",
        low=0.1,
        high=0.95,
        source="E13, assumed: 0.8 culture to 0.3 elderly care and special groups",
        en="Yield without a tie",
        zh="无关系时效果",
    )
