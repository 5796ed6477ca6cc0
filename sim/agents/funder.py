"""The funder 政府购买方: buys services through the accounts of its streets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.row_agent import RowAgent


class Streets(Table):
    """One row for each street office, through whose account the funder pays."""

    clerk_capacity: NDArray[np.float64] = column(
        np.float64,
        meaning="Payments that the office can process in a month before they queue",
        unit="payments per month",
        en="Payment capacity",
        zh="月处理拨款数",
        low=0,
    )


class Street(RowAgent):
    """A street office 街道办事处, holder of one of the funder's accounts."""

    table = Streets


class Funders(Table):
    """The one row of the district's funder."""

    budget_fen: NDArray[np.int64] = column(
        np.int64, meaning="Appropriation of the current year", unit="fen", en="Budget", zh="年度预算", low=0
    )


class Funder(RowAgent):
    """The government that purchases services 政府购买方."""

    table = Funders

    def choose(self, scores: NDArray[np.float64], eligible: NDArray[np.bool_]) -> int:
        """Choose the bidder with the highest score: its place, or -1 where nobody is eligible."""
        best = int(np.where(eligible, scores, -np.inf).argmax()) if len(scores) else -1
        return best if best >= 0 and eligible[best] else -1
