"""The funder 政府购买方: buys services through the accounts of its streets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.row_agent import RowAgent
from sim.arithmetic import kernel


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
    windows: NDArray[np.float64] = column(
        np.float64, meaning="Windows at which residents hand in requests", unit="windows", en="Windows",
        zh="办事窗口数", low=0,
    )  # fmt: skip
    processing_months: NDArray[np.float64] = column(
        np.float64,
        meaning="Months from handing in a request to its answer",
        unit="months",
        en="Processing time",
        zh="办事时长",
        low=0,
    )
    passed_up: NDArray[np.int32] = column(
        np.int32, meaning="Grievances in the hands of higher tiers", unit="residents", en="Passed up", zh="上报诉求",
        low=0,
    )  # fmt: skip


class Street(RowAgent):
    """A street office 街道办事处, holder of one of the funder's accounts."""

    table = Streets


STAR_SHAPE = ((5, 7), (4, 4), (3, 10), (2, 2), (1, 1))
"""Stars, and how many of 24 rated organisations were given so many (G21-G25, of which only the shape is used)."""


class Funders(Table):
    """The one row of the district's funder."""

    budget_fen: NDArray[np.int64] = column(
        np.int64, meaning="Appropriation of the current year", unit="fen", en="Budget", zh="年度预算", low=0
    )
    misjudgement: NDArray[np.float64] = column(
        np.float64,
        meaning="Part of what cannot be foreseen in bids that is left where credit grades are public",
        unit="share",
        en="Misjudgement of bids",
        zh="评选信息偏差",
        low=0,
        high=1,
        default=1,
    )
    attraction: NDArray[np.float64] = column(
        np.float64,
        meaning="How much likelier organisations come from outside than where ratings are not public",
        unit="ratio",
        en="Attraction",
        zh="机构吸引力",
        low=1,
        default=1,
    )
    standing: NDArray[np.float64] = column(
        np.float64,
        meaning="Standing of the social-work profession that a law has given it",
        unit="share",
        en="Standing of the profession",
        zh="职业地位",
        low=0,
        high=1,
    )


@kernel
def best_place(scores: NDArray[np.float64], eligible: NDArray[np.bool_]) -> int:
    """Place of the highest score among the eligible, the first of equals; -1 where nobody is."""
    best = -1
    for place in range(len(scores)):
        if eligible[place] and (best < 0 or scores[place] > scores[best]):
            best = place
    return best


class Funder(RowAgent):
    """The government that purchases services 政府购买方."""

    table = Funders

    def choose(self, scores: NDArray[np.float64], eligible: NDArray[np.bool_]) -> int:
        """Choose the bidder with the highest score: its place, or -1 where nobody is eligible.

        Places are those of the bidders for what is offered: the agencies of its city district in the order of their
        rows, then those who bid from within the community.
        """
        return best_place(scores, eligible)

    def grade(self, scores: list[float]) -> list[int]:
        """Give stars to organisations by the ranks of their scores, in the shape of the published ratings."""
        total, count = sum(share for _, share in STAR_SHAPE), len(scores)
        stars = [0] * count
        for rank, place in enumerate(sorted(range(count), key=lambda place: -scores[place])):
            reached = 0
            for given, share in STAR_SHAPE:
                reached += share
                if (2 * rank + 1) * total <= 2 * count * reached:
                    stars[place] = given
                    break
        return stars

    def eliminate(self, scores: list[float], count: int) -> list[int]:
        """Choose which of the rated organisations are barred: the places of the lowest scores."""
        return sorted(range(len(scores)), key=lambda place: scores[place])[:count]

    def set_priorities(
        self, believed: NDArray[np.float64], statutory: NDArray[np.bool_], weight: float
    ) -> NDArray[np.float64]:
        """Weigh what is believed of open needs, float64[communities, 8]: groups that the law names count for more."""
        priorities: NDArray[np.float64] = np.where(statutory, weight * believed, believed)
        return priorities

    def choose_demonstrations(self, standing: NDArray[np.float64], count: int) -> NDArray[np.int64]:
        """Choose demonstration communities: the places of those that stand best."""
        order: NDArray[np.int64] = np.argsort(-standing, kind="stable")[:count]
        return order
