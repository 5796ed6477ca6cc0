"""Social workers 社会工作者: posts that a contract pays for, and who holds them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.row_agent import RowAgent


class Workers(Table):
    """One row for each post; the holder's traits start anew when the holder changes."""

    identity: NDArray[np.int64] = column(
        np.int64, meaning="Lasting number of the post, by which its luck is drawn", unit="id", en="Post", zh="岗位编号"
    )
    contract: NDArray[np.int32] = column(
        np.int32, meaning="Contract that pays for the post", unit="row", en="Contract", zh="所属合同", low=0
    )
    community: NDArray[np.int32] = column(
        np.int32, meaning="Community that the post serves", unit="row", en="Community served", zh="服务社区", low=0
    )
    funded: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether a running contract pays for the post", unit="flag", en="Post funded", zh="岗位有经费"
    )
    filled: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether somebody holds the post", unit="flag", en="Post filled", zh="岗位在职"
    )
    arrived: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the holder came this month", unit="flag", en="New holder", zh="本月新到岗"
    )
    left: NDArray[np.bool_] = column(
        np.bool_, meaning="Whether the holder left this month", unit="flag", en="Left", zh="本月离职"
    )
    vacancy_months: NDArray[np.int16] = column(
        np.int16,
        meaning="Months until the vacancy is filled",
        unit="months",
        en="Vacancy left",
        zh="空缺剩余月数",
        low=0,
    )
    level: NDArray[np.uint8] = column(
        np.uint8, meaning="Career level", unit="level", en="Level", zh="职级", low=1, high=3, default=1
    )
    tenure_months: NDArray[np.int16] = column(
        np.int16, meaning="Months in the post", unit="months", en="Tenure", zh="在岗月数", low=0
    )
    skill: NDArray[np.float64] = column(
        np.float64, meaning="Professional skill", unit="share", en="Skill", zh="专业能力", low=0, high=1
    )
    burnout: NDArray[np.float64] = column(
        np.float64, meaning="Burnout", unit="share", en="Burnout", zh="职业倦怠", low=0, high=1
    )
    recognition: NDArray[np.float64] = column(
        np.float64,
        meaning="How far the work is recognised",
        unit="share",
        en="Recognition",
        zh="职业认同",
        low=0,
        high=1,
    )
    taught_hours: NDArray[np.float64] = column(
        np.float64,
        meaning="Hours of courses taken in the post",
        unit="hours",
        en="Hours taught",
        zh="已受训时数",
        low=0,
    )
    load: NDArray[np.float64] = column(
        np.float64,
        meaning="Work asked of the holder over working time",
        unit="ratio",
        en="Work load",
        zh="工作负荷",
        low=0,
    )
    wage_fen: NDArray[np.int64] = column(
        np.int64, meaning="Monthly cost of the holder's wage with its loading", unit="fen", en="Wage", zh="工资", low=0
    )
    owed_fen: NDArray[np.int64] = column(
        np.int64, meaning="Wages owed to the holder", unit="fen", en="Wages owed", zh="欠薪", low=0
    )


class Worker(RowAgent):
    """A social worker 社会工作者, holder of a post."""

    table = Workers

    @property
    def months_owed(self) -> float:
        """How many months of wage the holder is owed."""
        return float(self.owed_fen / self.wage_fen) if self.wage_fen else 0.0
