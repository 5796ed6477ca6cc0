"""Serve the neediest first with whole columns, as those who write with NumPy, Polars or ambr all have to.

Only who asks is looked at, a small part of all; what groups have left is used up one after another, so the first whom
each community's groups see are taken together, then the second, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lab.bench.handed import (
    ESCALATED_FIRST,
    HIGHEST_RANK,
    URGENT_FIRST,
    VULNERABLE_FIRST,
    WORKER,
    Columns,
    Handed,
)

_DOMAINS = len(URGENT_FIRST)
_LEAST_URGENT_FIRST = np.array(URGENT_FIRST[::-1])
_MOST_URGENT = np.array([next((one for one in URGENT_FIRST if bits >> one & 1), 0) for bits in range(1 << _DOMAINS)])
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who was seen this month: their rows, by whom, in which need, and whether it helped."""

    rows: Rows
    server: Rows
    domain: Rows
    resolved: NDArray[np.bool_]


class Service:
    """The institutions of all communities as columns."""

    def __init__(self, handed: Handed, luck: np.random.Generator) -> None:
        """Take what institutions bring."""
        self._luck = luck
        self._means: Columns = handed.communities
        self._how: Any = handed.rules.service
        self._needed = np.array(self._how.skill_needed)
        self._without = np.array(self._how.without_tie)
        self._filled = np.append(handed.posts["filled"], False)

    def asks(self, trust: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Say who of those in need who know where to ask does so."""
        how = self._how
        chance = how.asking_chance * (how.asking_without_trust + (1.0 - how.asking_without_trust) * trust)
        drawn: NDArray[np.bool_] = self._luck.random(len(trust), dtype=np.float32) < chance
        return drawn

    def serve(self, askers: Columns) -> Contacts:
        """Serve as far as hands reach.

        `askers` are columns of those who ask: row, community, needs, escalated, wait_months, vulnerable, caseworker,
        tie, trust_committee.
        """
        home = askers["community"]
        effort, hands = self._hands(np.bincount(home, minlength=len(self._means["can"])))
        order, position = self._queue(askers)
        ends = np.cumsum(hands, axis=1)[home[order]]
        seen = position < ends[:, -1]
        order, position, ends = order[seen], position[seen], ends[seen]
        server = (position[:, None] >= ends[:, :2]).sum(axis=1)
        who = {name: column[order] for name, column in askers.items()}
        domain = _MOST_URGENT[who["needs"]]
        grouped = np.flatnonzero(server == len(ends[0]) - 1)
        domain[grouped] = self._most_offered(who, grouped, position[grouped] - ends[grouped, 1])
        return Contacts(who["row"], server, domain, self._helped(who, server, domain, effort))

    def _hands(self, asking: Rows) -> tuple[NDArray[np.float64], Rows]:
        """Workers' effort under this load, and whom workers, committee and groups of each community can see."""
        how, means, luck = self._how, self._means, self._luck
        can, share = means["can"], means["service_share"]
        with np.errstate(divide="ignore", invalid="ignore"):
            pressed = asking / can
            load = 1.0 - share + share * np.minimum(pressed, 2.0)
            stretched = can * np.clip(pressed, 1.0, 1.0 + (how.overtime_load - 1.0) / share)
        staffed = can > 0.0
        effort = means["effort"] * np.where(
            staffed, 1.0 - how.quality_cut * np.maximum(0.0, load - how.overtime_load), 1.0
        )
        can = np.where(staffed, stretched, can)
        contacts = means["committee_contacts"]
        alone = np.maximum(0.0, contacts - means["duplicated"] * np.minimum(can, contacts))
        hands = np.column_stack((can, alone, means["offered"].sum(axis=1)))
        return effort, np.floor(hands + luck.random(hands.shape)).astype(np.int64)

    def _queue(self, askers: Columns) -> tuple[Rows, Rows]:
        """Order askers by community and urgency, equals by luck; give the place of each in the community's queue."""
        home = askers["community"]
        rank = askers["wait_months"].astype(np.int64) + VULNERABLE_FIRST * askers["vulnerable"]
        rank = np.minimum(rank + ESCALATED_FIRST * (askers["escalated"] > 0), HIGHEST_RANK)
        order = np.argsort(home * (HIGHEST_RANK + 1.0) + (HIGHEST_RANK - rank) + self._luck.random(len(home)))
        counts = np.bincount(home, minlength=len(self._means["can"]))
        ahead = np.cumsum(counts) - counts
        return order, np.arange(len(home)) - ahead[home[order]]

    def _most_offered(self, who: Columns, grouped: Rows, turn: Rows) -> Rows:
        """The need for which groups have most hands left, else the least urgent, for those whom groups see."""
        left = self._means["offered"].copy()
        needs = who["needs"][grouped].astype(np.int64)
        open_needs = (needs[:, None] >> _LEAST_URGENT_FIRST & 1).astype(np.bool_)
        home, found = who["community"][grouped], np.zeros(len(grouped), dtype=np.int64)
        for number in range(int(turn.max(initial=-1)) + 1):
            now = np.flatnonzero(turn == number)
            hands = np.maximum(left[home[now]][:, _LEAST_URGENT_FIRST], 0.0)
            found[now] = _LEAST_URGENT_FIRST[np.where(open_needs[now], hands, -1.0).argmax(axis=1)]
            left[home[now], found[now]] -= 1.0
        return found

    def _helped(self, who: Columns, server: Rows, domain: Rows, effort: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Say whom the contact helped."""
        means, home, by_worker = self._means, who["community"], server == WORKER
        held = np.where(self._filled[who["caseworker"]], who["tie"], 0.0)
        tie = np.where(by_worker, held, who["trust_committee"])
        able = np.minimum(1.0, means["skill"][home, server] / self._needed[domain])
        willing = np.where(by_worker, effort[home], 1.0)
        without = self._without[domain]
        chance = means["fit"][home, by_worker.astype(np.int64), domain] * able * willing
        chance *= without + (1.0 - without) * tie
        chance *= np.where(who["escalated"] >> domain & 1, self._how.escalated_factor, 1.0)
        drawn: NDArray[np.bool_] = self._luck.random(len(home)) < chance
        return drawn
