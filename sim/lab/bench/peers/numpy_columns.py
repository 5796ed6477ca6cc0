"""The resident month in NumPy: whole columns at once, no loop over residents, in the smallest honest types."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import ACTIVIST, INERT, LATENT, NEIGHBOUR_COUNT
from sim.domains import MEDIATION, SPECIAL
from sim.lab.bench.handed import (
    ACTIVE_NEIGHBOURS,
    ACTIVIST_FROM,
    LATENT_BELOW,
    LONGEST_WAIT,
    MONTHS_PER_YEAR,
    MOST_A_MONTH,
    MOST_A_YEAR,
    WORKER,
    Handed,
)
from sim.lab.bench.peers.column_service import Service

_BITS = 8
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


class Version:
    """A district in columns, a month at a time."""

    def __init__(self, handed: Handed) -> None:
        """Take the columns over; neighbours become rows of the whole district."""
        people = dict(handed.residents)
        self._luck = np.random.default_rng(2012)
        self._rules, self._first, self._months_gone = handed.rules, handed.first, handed.months_gone
        self._service = Service(handed, self._luck)
        self._home = people["community"]
        start = self._first[self._home].astype(np.int32)
        self._neighbours = [start + near for near in people.pop("neighbours").T]
        self._in_group = people.pop("group") >= 0
        self._people = people
        self._size = np.diff(self._first)
        names = ("mean_fit", "pull", "fairness", "replies")
        self._of_home = {name: handed.communities[name].astype(np.float32) for name in names}
        state = np.append(handed.posts["filled"], False), np.append(handed.posts["arrived"], False)
        self._filled, self._arrived = state

    def month(self) -> None:
        """Live one month."""
        people = self._people
        satisfied, took_part = people["satisfied"].copy(), people["activities"] > 0
        self._arise()
        met, resolved = self._serve()
        self._see(resolved, took_part)
        self._judge(satisfied)
        self._trust(met, resolved)
        self._take_part(took_part)
        self._keep_in_touch(met)
        self._months_gone += 1
        if self._months_gone % MONTHS_PER_YEAR == 0:
            self._close_year()

    def _drawn(self, size: int) -> Floats:
        return self._luck.random(size, dtype=np.float32)

    def _around(self, state: Flags) -> NDArray[np.uint8]:
        """Count neighbours in a state."""
        count = np.zeros(len(state), dtype=np.uint8)
        for near in self._neighbours:
            count += state[near]
        return count

    def _arise(self) -> None:
        """Needs fade, escalate and arise."""
        people, how = self._people, self._rules.needs
        needs, escalated = people["needs"], people["escalated"]
        waiting = needs > 0
        rows = np.flatnonzero(waiting)
        needs[rows] &= np.packbits(self._luck.random((len(rows), _BITS), dtype=np.float32) >= how.fade_chance, axis=1)[
            :, 0
        ]
        for domain in (MEDIATION, SPECIAL):
            worse = rows[self._drawn(len(rows)) < how.escalation_chance]
            escalated[worse] |= needs[worse] & np.uint8(1 << domain)
        escalated &= needs
        usual, higher = self._rules.arrival_chance
        new = np.flatnonzero(self._drawn(len(needs)) < np.where(people["vulnerable"], higher, usual).astype(np.float32))
        domains = np.searchsorted(self._rules.cumulative[:-1], self._luck.random(len(new)), side="right")
        needs[new] |= np.left_shift(1, domains).astype(np.uint8)
        wait = people["wait_months"]
        wait[:] = np.where(waiting & (needs > 0), np.minimum(wait + 1, LONGEST_WAIT), 0)

    def _serve(self) -> tuple[Flags, Flags]:
        """Serve who asks; say who met a worker and whom a contact helped."""
        people = self._people
        able = np.flatnonzero((people["needs"] > 0) & people["aware"])
        rows = able[self._service.asks(people["trust_committee"][able])]
        names = ("community", "needs", "escalated", "wait_months", "vulnerable", "caseworker", "tie", "trust_committee")
        seen = self._service.serve({"row": rows, **{name: people[name][rows] for name in names}})
        met, resolved = np.zeros((2, len(people["needs"])), dtype=np.bool_)
        met[seen.rows[seen.server == WORKER]] = True
        helped = seen.rows[seen.resolved]
        resolved[helped] = True
        people["needs"][helped] &= ~np.left_shift(1, seen.domain[seen.resolved]).astype(np.uint8)
        people["escalated"] &= people["needs"]
        people["wait_months"][helped[people["needs"][helped] == 0]] = 0
        return met, resolved

    def _see(self, resolved: Flags, took_part: Flags) -> None:
        """Help, waiting, activities, calm and talk move how well one finds oneself served."""
        people, how, home = self._people, self._rules.satisfaction, self._home
        seen = people["performance"]
        middle = (np.add.reduceat(seen, self._first[:-1], dtype=np.float64) / self._size).astype(np.float32)
        missing = 1.0 - seen
        gain = np.where(people["needs"] > 0, -how.waiting_weight * seen, how.calm_weight * missing)
        gain = np.where(resolved, how.resolved_weight * missing, gain)
        gain += how.rumour_weight * (middle[home] - seen)
        gain += took_part * (np.float32(how.activity_weight) * self._of_home["mean_fit"])[home] * missing
        np.clip(seen + gain, 0.0, 1.0, out=seen)

    def _judge(self, satisfied: Flags) -> None:
        """Be satisfied or not; expectations follow what is seen."""
        people, how = self._people, self._rules.satisfaction
        gap = people["performance"] - people["expectation"]
        utility = how.performance_weight * people["performance"] + people["taste"]
        utility += how.disconfirmation_weight * np.where(gap > 0.0, gap, how.loss_aversion * gap)
        utility += how.justice_weight * people["justice"]
        utility += np.float32(how.peer_weight / NEIGHBOUR_COUNT) * self._around(satisfied)
        np.greater(utility, how.threshold, out=people["satisfied"])
        people["expectation"] += how.expectation_speed * gap

    def _trust(self, met: Flags, resolved: Flags) -> None:
        """The sense of fairness and the three trusts follow what is seen."""
        people, how, home = self._people, self._rules.trust, self._home
        fair, seen = people["justice"], people["performance"]
        fair += how.justice_speed * (self._of_home["fairness"][home] - fair)
        fair += how.voice_weight * people["attended"] * (1.0 - fair)
        ground = how.middle + how.outcome_weight * seen + how.justice_weight * fair
        both = how.joint_weight * seen * fair
        answered = how.outcome_weight * how.own_part * (self._of_home["replies"][home] - seen)
        growth, loss = how.growth, how.growth * how.loss_ratio
        committee, government = people["trust_committee"], people["trust_government"]
        committee[:] = step_to(committee, ground + answered + both * committee, growth, loss)
        government[:] = step_to(government, ground + both * government, growth, loss)
        rows = np.flatnonzero(met)
        judged = seen[rows] + how.own_part * (resolved[rows] - seen[rows])
        own = how.middle + how.outcome_weight * judged
        own += how.justice_weight * fair[rows] + how.joint_weight * judged * fair[rows]
        agency = people["trust_agency"]
        agency[rows] = step_to(agency[rows], own, how.contact_speed * growth, how.contact_speed * loss)

    def _take_part(self, took_part: Flags) -> None:
        """Join activities, wake or fall asleep."""
        people, how = self._people, self._rules.participation
        kind, idle, activities = people["kind"], people["idle_months"], people["activities"]
        around = self._around(took_part)
        awake = np.flatnonzero(kind != INERT)
        asleep = np.flatnonzero((kind == INERT) & people["aware"] & (around >= ACTIVE_NEIGHBOURS))
        push = self._of_home["pull"][self._home[awake]]
        push += how.efficacy_effect * (people["efficacy"][awake] - how.usual_efficacy)
        push += how.trust_effect * (people["trust_committee"][awake] - how.usual_trust)
        push += np.float32(how.group_effect) * (self._in_group[awake] - np.float32(how.usual_membership))
        push += how.wellbeing_effect * people["wellbeing"][awake]
        push += how.neighbour_effect * (around[awake] / np.float32(NEIGHBOUR_COUNT) - how.usual_neighbours)
        mean = people["base_rate"][awake] / MONTHS_PER_YEAR * np.exp(push)
        count = np.minimum(self._luck.poisson(mean), MOST_A_MONTH).astype(np.uint8)
        activities[:] = 0
        activities[awake] = count
        people["this_year"][awake] = np.minimum(people["this_year"][awake] + count.astype(np.int16), MOST_A_YEAR)
        idle[awake] = np.where(count > 0, 0, np.minimum(idle[awake].astype(np.int16) + 1, MOST_A_YEAR))
        tired = awake[idle[awake] >= MONTHS_PER_YEAR]
        kind[tired[self._drawn(len(tired)) < how.lapse_chance]] = INERT
        woken = asleep[self._drawn(len(asleep)) < how.waking_chance]
        kind[woken], idle[woken] = LATENT, 0

    def _keep_in_touch(self, met: Flags) -> None:
        """The tie to the caseworker grows by meeting and fades without."""
        people, how = self._people, self._rules.ties
        tie, post = people["tie"], people["caseworker"]
        tie *= np.where(self._arrived, how.inherited, 1.0).astype(np.float32)[post]
        grows = self._filled[post] & (met | (people["activities"] > 0))
        tie[:] = np.where(grows, tie + how.growth * (1.0 - tie), tie * (1.0 - how.decay))

    def _close_year(self) -> None:
        """Book the year's activities."""
        people = self._people
        people["last_year"][:] = people["this_year"]
        people["this_year"][:] = 0
        kind, year = people["kind"], people["last_year"]
        kind[(kind == LATENT) & (year >= ACTIVIST_FROM)] = ACTIVIST
        kind[(kind == ACTIVIST) & (year < LATENT_BELOW)] = LATENT

    def state(self) -> dict[str, float]:
        """Say how residents are."""
        people = self._people
        return {
            "in need": float(np.mean(people["needs"] > 0)),
            "satisfied": float(np.mean(people["satisfied"])),
            "active this month": float(np.mean(people["activities"] > 0)),
            "trust in committee": float(np.mean(people["trust_committee"], dtype=np.float64)),
            "trust in organisations": float(np.mean(people["trust_agency"], dtype=np.float64)),
            "tie": float(np.mean(people["tie"], dtype=np.float64)),
        }


def step_to(trust: Floats, ground: Floats, growth: float, loss: float) -> Floats:
    """Trust after a month: up slowly, down faster, towards what is warranted."""
    gap = 0.5 + 0.5 * ground / (1.0 + np.abs(ground)) - trust
    speed = np.where(gap > 0.0, growth, loss).astype(np.float32)
    return (trust + speed * gap).astype(np.float32, copy=False)
