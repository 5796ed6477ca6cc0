"""What is agreed on paper: contracts, their tranches, and the programmes that run in communities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table, column

CENTRE, PROJECT = 0, 1
CONTRACT, GRANT, POST, PER_UNIT, VENTURE, FUND = range(6)
TERMS = ("contract", "grant", "post", "per_unit", "venture", "fund")
"""On which terms something is bought (M46), by the names that policies use."""
OWN_PROGRAMMES, CENTRE_PROGRAMMES = 2, 2
"""Programmes in a community and year: the committee's own at most, and the centre's."""
UNTOUCHED, TALKING, OPEN = 0, 1, 2
"""How far a pair of sites has come with sharing its parking."""
NOT_DUE, DUE, PAID, FORFEITED = 0, 1, 2, 3
PARTS = 4
"""Room for the tranches of one contract in their numbers."""
MICRO_PROJECTS = 2
"""Residents' micro-projects in a community and year at most."""
PROJECT_MONTHS = 12


class Contracts(Table):
    """One row for each thing that is put out to call every year: a street's centre or a project."""

    identity: NDArray[np.int64] = column(
        np.int64,
        meaning="Lasting number of the contract, by which its luck is drawn",
        unit="id",
        en="Number",
        zh="编号",
        low=0,
    )
    kind: NDArray[np.uint8] = column(np.uint8, meaning="0 centre, 1 project", unit="class", en="Kind", zh="合同类型")
    street: NDArray[np.int32] = column(np.int32, meaning="Street", unit="row", en="Street", zh="街道", low=0)
    community: NDArray[np.int32] = column(
        np.int32, meaning="Community of a project, -1 for a whole street", unit="row", en="Community", zh="社区", low=-1
    )
    organisation: NDArray[np.int32] = column(
        np.int32, meaning="Who holds it, -1 for nobody", unit="row", en="Holder", zh="承接方", low=-1, default=-1
    )
    terms: NDArray[np.uint8] = column(
        np.uint8,
        meaning="0 contract, 1 grant, 2 posts, 3 subsidy per unit, 4 venture, 5 community fund",
        unit="class",
        en="Terms",
        zh="购买方式",
        high=5,
    )
    local_holder: NDArray[np.int32] = column(
        np.int32,
        meaning="Community organisation that runs it, -1 for none",
        unit="row",
        en="Group that runs it",
        zh="承接的社区社会组织",
        low=-1,
        default=-1,
    )
    in_house: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the community's committee runs it", unit="flag", en="In-house", zh="居委会自办"
    )
    aides: NDArray[np.float64] = column(
        np.float64, meaning="Aides that it pays for in the committee", unit="people", en="Aides", zh="协助人员", low=0
    )
    value_fen: NDArray[np.int64] = column(np.int64, meaning="Yearly value", unit="fen", en="Value", zh="年金额", low=0)
    instalments_fen: NDArray[np.int64] = column(
        np.int64,
        meaning="What of this year's value the holder is paid in instalments",
        unit="fen",
        en="Paid in instalments",
        zh="分期拨付金额",
        low=0,
    )
    reserved_fen: NDArray[np.int64] = column(
        np.int64,
        meaning="What is left this year for subsidies or coaching, or in the community's fund",
        unit="fen",
        en="Reserved",
        zh="预留金额",
        low=0,
    )
    years_left: NDArray[np.uint8] = column(
        np.uint8, meaning="Years that it runs, this one included", unit="years", en="Years left", zh="剩余年数", high=3
    )
    signed_month: NDArray[np.int32] = column(
        np.int32, meaning="Month in which this year of it began", unit="month", en="Begun", zh="本年度起始月"
    )
    posts: NDArray[np.int32] = column(
        np.int32, meaning="Posts that the value pays for", unit="posts", en="Posts", zh="岗位数", low=0
    )
    first_post: NDArray[np.int32] = column(
        np.int32, meaning="First of its rows among workers", unit="row", en="First post", zh="首个岗位", low=0
    )
    room: NDArray[np.int32] = column(
        np.int32,
        meaning="Rows among workers that belong to it",
        unit="posts",
        en="Room for posts",
        zh="岗位上限",
        low=0,
    )


class Tranches(Table):
    """One row for each instalment that the funder owes under a contract."""

    number: NDArray[np.int64] = column(
        np.int64,
        meaning="Lasting number of contract and part, by which its luck is drawn",
        unit="id",
        en="Number",
        zh="编号",
        low=0,
    )
    organisation: NDArray[np.int32] = column(
        np.int32, meaning="To whom it is owed", unit="row", en="Payee", zh="收款方", low=-1
    )
    street: NDArray[np.int32] = column(
        np.int32, meaning="Street that pays", unit="row", en="Payer", zh="付款街道", low=0
    )
    amount_fen: NDArray[np.int64] = column(np.int64, meaning="Amount", unit="fen", en="Amount", zh="金额", low=0)
    advanced_fen: NDArray[np.int64] = column(
        np.int64,
        meaning="Part of it that was paid as task money when it fell due",
        unit="fen",
        en="Paid as task money",
        zh="费随事转金额",
        low=0,
    )
    signed_month: NDArray[np.int32] = column(
        np.int32, meaning="Month in which the contract began", unit="month", en="Signed", zh="签约月"
    )
    due_month: NDArray[np.int32] = column(
        np.int32, meaning="Month in which it falls due", unit="month", en="Due", zh="应付月"
    )
    office_month: NDArray[np.int32] = column(
        np.int32, meaning="Month in which the office is done with it", unit="month", en="Office done", zh="经办完成月"
    )
    payable_month: NDArray[np.int32] = column(
        np.int32,
        meaning="Month in which the office and, where it is gated, the evaluator are done with it",
        unit="month",
        en="Processed",
        zh="处理完成月",
    )
    gated: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether it waits for a passed evaluation", unit="flag", en="Gated", zh="须评估合格"
    )
    status: NDArray[np.uint8] = column(
        np.uint8,
        meaning="0 not due, 1 due, 2 paid, 3 forfeited",
        unit="class",
        en="Status",
        zh="状态",
        high=3,
        default=2,
    )


class Programmes(Table):
    """One row for each programme that can run in a community in a year; slots are used again every year."""

    community: NDArray[np.int32] = column(np.int32, meaning="Community", unit="row", en="Community", zh="社区", low=0)
    contract: NDArray[np.int32] = column(
        np.int32, meaning="Contract that pays, -1 for the committee's own", unit="row", en="Contract", zh="合同", low=-1
    )
    running: NDArray[np.bool_] = column(np.bool_, meaning="Whether it runs", unit="flag", en="Running", zh="实施中")
    domain: NDArray[np.uint8] = column(np.uint8, meaning="Domain", unit="row", en="Domain", zh="领域", high=7)
    fit: NDArray[np.float64] = column(
        np.float64,
        meaning="How well it fits what residents need",
        unit="share",
        en="Fit",
        zh="需求契合度",
        low=0,
        high=1,
    )


class SitePairs(Table):
    """One row for each pair of sites, flats and offices, that could share parking by day and night."""

    identity: NDArray[np.int64] = column(
        np.int64, meaning="Lasting number, by which its luck is drawn", unit="id", en="Number", zh="编号", low=0
    )
    community: NDArray[np.int32] = column(np.int32, meaning="Community", unit="row", en="Community", zh="社区", low=0)
    sharable: NDArray[np.float64] = column(
        np.float64,
        meaning="Spaces that stand empty when the other site is short",
        unit="spaces",
        en="Sharable",
        zh="可共享车位",
        low=0,
    )
    short: NDArray[np.float64] = column(
        np.float64, meaning="Spaces that are short at the worst hour", unit="spaces", en="Short", zh="缺口车位", low=0
    )
    nuisance: NDArray[np.float64] = column(
        np.float64,
        meaning="Nuisance of strangers' cars over the average",
        unit="ratio",
        en="Nuisance",
        zh="不便程度",
        low=0,
    )
    stage: NDArray[np.uint8] = column(
        np.uint8, meaning="0 nothing yet, 1 in talks, 2 sharing", unit="class", en="Stage", zh="阶段", high=2
    )
    chartered: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether a charter was voted", unit="flag", en="Chartered", zh="订有公约"
    )
    lent_share: NDArray[np.float64] = column(
        np.float64,
        meaning="Share of its spaces that owners lend",
        unit="share",
        en="Lent",
        zh="出借比例",
        low=0,
        high=1,
    )
    compliance: NDArray[np.float64] = column(
        np.float64,
        meaning="Share of lent spaces that are used by the rules",
        unit="share",
        en="Compliance",
        zh="遵守率",
        low=0,
        high=1,
    )
    spaces: NDArray[np.float64] = column(
        np.float64, meaning="Spaces that are shared this month", unit="spaces", en="Spaces shared", zh="共享车位", low=0
    )
    conflict: NDArray[np.float64] = column(
        np.float64,
        meaning="Conflict over parking, 1 where nothing is shared",
        unit="share",
        en="Conflict",
        zh="停车矛盾",
        low=0,
        high=1,
        default=1,
    )


class MatchedProjects(Table):
    """One row for each domain in which a community can post a need, then its residents' micro-projects.

    There are none where no policy of the scenario matches or gives communities a fund.
    """

    identity: NDArray[np.int64] = column(
        np.int64, meaning="Lasting number, by which its luck is drawn", unit="id", en="Number", zh="编号", low=0
    )
    community: NDArray[np.int32] = column(np.int32, meaning="Community", unit="row", en="Community", zh="社区", low=0)
    domain: NDArray[np.uint8] = column(np.uint8, meaning="Domain", unit="row", en="Domain", zh="领域", high=7)
    posted: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the need is posted this year", unit="flag", en="Posted", zh="已发布需求"
    )
    supplier: NDArray[np.int32] = column(
        np.int32, meaning="Who does it, -1 for residents themselves", unit="row", en="Supplier", zh="承接方", low=-1,
        default=-1,
    )  # fmt: skip
    intent: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether an intent was agreed this month", unit="flag", en="Intent", zh="本月达成意向"
    )
    landed: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether it landed this month", unit="flag", en="Landed", zh="本月落地"
    )
    running: NDArray[np.bool_] = column(np.bool_, meaning="Whether it runs", unit="flag", en="Running", zh="实施中")
    months_left: NDArray[np.int16] = column(
        np.int16, meaning="Months that are still to be paid", unit="months", en="Months left", zh="剩余月数", low=0
    )
    fit: NDArray[np.float64] = column(
        np.float64,
        meaning="How well it fits what residents need",
        unit="share",
        en="Fit",
        zh="需求契合度",
        low=0,
        high=1,
    )
    contacts: NDArray[np.float64] = column(
        np.float64,
        meaning="Resident agents whom it can see in a month",
        unit="contacts per month",
        en="Contacts",
        zh="月服务人次",
        low=0,
    )
    fund_fen: NDArray[np.int64] = column(
        np.int64, meaning="Paid a month by the community's fund", unit="fen", en="From the fund", zh="社区资金", low=0
    )
    pooled_fen: NDArray[np.int64] = column(
        np.int64, meaning="Paid a month by donors", unit="fen", en="From donors", zh="社会资源", low=0
    )
    grant_fen: NDArray[np.int64] = column(
        np.int64, meaning="Paid a month by a small grant", unit="fen", en="From a grant", zh="小额资助", low=0
    )


class GroupRegister(Table):
    """One row for each month that is lived: the community organisations that were filed in it."""

    filed: NDArray[np.int32] = column(
        np.int32, meaning="Community organisations filed", unit="organisations", en="Filed", zh="备案数", low=0
    )
    lived_on: NDArray[np.int32] = column(
        np.int32,
        meaning="Of these, how many lived twenty-five months later",
        unit="organisations",
        en="Lived on",
        zh="二十五个月后存续数",
        low=0,
    )
