"""Residents 居民: who live in a community, need things, judge, trust and take part."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.row_agent import RowAgent
from sim.domains import DOMAINS

INERT, LATENT, ACTIVIST = 0, 1, 2
NEIGHBOUR_COUNT = 8
NO_CONTACT = 0
WORKER_FAILED, WORKER_RESOLVED = 1, 2
COMMITTEE_FAILED, COMMITTEE_RESOLVED = 3, 4
GROUP_FAILED, GROUP_RESOLVED = 5, 6


class Residents(Table):
    """What is known of every resident; residents of one community stand together."""

    community: NDArray[np.int32] = column(
        np.int32, meaning="Community where the resident lives", unit="row", en="Community", zh="所在社区", low=0
    )
    kind: NDArray[np.uint8] = column(
        np.uint8,
        meaning="How ready the resident is to take part: 0 inert, 1 latent, 2 activist",
        unit="class",
        en="Participation class",
        zh="参与类型",
        high=2,
    )
    base_rate: NDArray[np.float32] = column(
        np.float32,
        meaning="Activities a year that the resident would join in the reference state, once not inert",
        unit="activities per year",
        en="Base participation",
        zh="基准参与率",
        low=0,
    )
    vulnerable: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether needs arise more often than for others", unit="flag", en="Vulnerable", zh="弱势居民"
    )
    aware: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the resident knows where to ask", unit="flag", en="Aware of services", zh="知晓服务"
    )
    migrant: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the resident came from elsewhere", unit="flag", en="Migrant", zh="流动人口"
    )
    deprived: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the resident feels left behind", unit="flag", en="Deprived", zh="相对剥夺"
    )
    busy: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the resident is short of leisure", unit="flag", en="Short of leisure", zh="缺少闲暇"
    )
    digital: NDArray[np.bool_] = column(
        np.bool_,
        meaning="Whether the resident can use online services",
        unit="flag",
        en="Digitally able",
        zh="会用线上服务",
    )
    taste: NDArray[np.float32] = column(
        np.float32,
        meaning="How easily the resident is satisfied, apart from what happens",
        unit="utility",
        en="Taste",
        zh="个体偏好",
    )
    group: NDArray[np.int32] = column(
        np.int32,
        meaning="Community organisation that the resident has joined, -1 for none",
        unit="row",
        en="Group joined",
        zh="加入的社区社会组织",
        low=-1,
        default=-1,
    )
    neighbours: NDArray[np.int16] = column(
        np.int16,
        width=NEIGHBOUR_COUNT,
        meaning="Neighbours, by their place within the community",
        unit="place",
        en="Neighbours",
        zh="邻居",
        low=0,
    )
    needs: NDArray[np.uint8] = column(
        np.uint8,
        meaning="Open needs, one bit for each of " + ", ".join(domain.en for domain in DOMAINS),
        unit="bits",
        en="Open needs",
        zh="未满足需求",
    )
    escalated: NDArray[np.uint8] = column(
        np.uint8, meaning="Open needs that have grown into grievances", unit="bits", en="Escalated needs", zh="升级需求"
    )
    wait_months: NDArray[np.uint8] = column(
        np.uint8, meaning="Months with an open need", unit="months", en="Months waiting", zh="等待月数"
    )
    contact: NDArray[np.uint8] = column(
        np.uint8,
        meaning="Who served the resident this month and whether it helped: 0 nobody, 1-2 social worker, "
        "3-4 committee, 5-6 community organisation; even numbers: the need was resolved",
        unit="class",
        en="Contact",
        zh="本月服务",
        high=6,
    )
    caseworker: NDArray[np.int32] = column(
        np.int32,
        meaning="Worker post that is responsible for the resident, -1 for none",
        unit="row",
        en="Caseworker",
        zh="责任社工",
        low=-1,
        default=-1,
    )
    tie: NDArray[np.float32] = column(
        np.float32,
        meaning="Strength of the tie to the holder of that post",
        unit="share",
        en="Tie to worker",
        zh="与社工的联系强度",
        low=0,
        high=1,
    )
    performance: NDArray[np.float32] = column(
        np.float32,
        meaning="How well the resident finds the neighbourhood served",
        unit="share",
        en="Perceived performance",
        zh="感知绩效",
        low=0,
        high=1,
        default=0.5,
    )
    expectation: NDArray[np.float32] = column(
        np.float32,
        meaning="How well the resident expects to be served",
        unit="share",
        en="Expectation",
        zh="期望",
        low=0,
        high=1,
        default=0.5,
    )
    justice: NDArray[np.float32] = column(
        np.float32,
        meaning="How fairly the resident finds that things are decided",
        unit="share",
        en="Procedural justice",
        zh="程序公正感",
        low=0,
        high=1,
        default=0.3,
    )
    satisfied: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the resident is satisfied", unit="flag", en="Satisfied", zh="满意"
    )
    efficacy: NDArray[np.float32] = column(
        np.float32,
        meaning="How far the resident believes that what residents say is heeded",
        unit="share",
        en="Efficacy",
        zh="参与效能感",
        low=0,
        high=1,
        default=0.2,
    )
    trust_committee: NDArray[np.float32] = column(
        np.float32,
        meaning="Trust in the residents' committee",
        unit="share",
        en="Trust in committee",
        zh="对居委会的信任",
        low=0,
        high=1,
        default=0.4,
    )
    trust_government: NDArray[np.float32] = column(
        np.float32,
        meaning="Trust in the government",
        unit="share",
        en="Trust in government",
        zh="对政府的信任",
        low=0,
        high=1,
        default=0.4,
    )
    trust_agency: NDArray[np.float32] = column(
        np.float32,
        meaning="Trust in social organisations and their workers",
        unit="share",
        en="Trust in organisations",
        zh="对社会组织的信任",
        low=0,
        high=1,
        default=0.25,
    )
    activities: NDArray[np.uint8] = column(
        np.uint8,
        meaning="Activities joined this month",
        unit="activities",
        en="Activities this month",
        zh="本月参与次数",
    )
    this_year: NDArray[np.uint8] = column(
        np.uint8, meaning="Activities joined this year", unit="activities", en="Activities this year", zh="本年参与次数"
    )
    last_year: NDArray[np.uint8] = column(
        np.uint8, meaning="Activities joined last year", unit="activities", en="Activities last year", zh="上年参与次数"
    )
    idle_months: NDArray[np.uint8] = column(
        np.uint8, meaning="Months since the last activity", unit="months", en="Idle months", zh="未参与月数"
    )
    wellbeing: NDArray[np.float32] = column(
        np.float32,
        meaning="How far belonging to a community organisation fills the resident's life",
        unit="share",
        en="Wellbeing in the group",
        zh="参与幸福感",
        low=0,
        high=1,
    )
    attended: NDArray[np.bool_] = column(
        np.bool_,
        meaning="Whether the resident sat in the council this month",
        unit="flag",
        en="Attended",
        zh="参加议事",
    )


class Resident(RowAgent):
    """A resident 居民."""

    table = Residents

    @property
    def open_needs(self) -> list[str]:
        """Name the domains in which the resident has an open need."""
        return [domain.name for bit, domain in enumerate(DOMAINS) if self.needs >> bit & 1]
