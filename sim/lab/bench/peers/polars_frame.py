"""The resident month in Polars: expressions on one frame, community by `over` and `gather`, chance from NumPy.

In its favour, whom luck singles out (new needs, who is served, how often somebody takes part) is reckoned with NumPy
for those few rows only, which is faster than expressions for everybody.
"""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Any

import numpy as np
import polars as pl
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
    Columns,
    Handed,
    Rules,
)
from sim.lab.bench.peers.column_service import Service

_BITS = 8
_ASKERS = ("community", "needs", "escalated", "wait_months", "vulnerable", "caseworker", "tie", "trust_committee")
_BYTE = pl.UInt8
MOVED = (
    *("needs", "escalated", "wait_months", "performance", "expectation", "satisfied", "justice", "tie", "activities"),
    *("trust_committee", "trust_government", "trust_agency", "this_year", "last_year", "idle_months", "kind"),
)
"""The columns that a month changes."""
Frame = Any
Expression = Any
col = pl.col


def frame_of(handed: Handed) -> Frame:
    """All residents as one frame; neighbours are rows of the whole district."""
    people = handed.residents
    start = handed.first[people["community"]].astype(np.uint32)
    near = {f"near{place}": start + each.astype(np.uint32) for place, each in enumerate(people["neighbours"].T)}
    nobody = len(handed.posts["filled"])
    others: Columns = {
        **{name: column for name, column in people.items() if name not in {"neighbours", "group", "caseworker"}},
        "in_group": people["group"] >= 0,
        "caseworker": np.where(people["caseworker"] >= 0, people["caseworker"], nobody).astype(np.uint32),
    }
    return pl.DataFrame({**others, **near}).with_columns(col("community").cast(pl.UInt32))


class Month:
    """What a month does to a frame of residents, in the month's order."""

    def __init__(self, handed: Handed) -> None:
        """Take what institutions bring."""
        self._luck = np.random.default_rng(2012)
        self._rules: Rules = handed.rules
        self._months_gone = handed.months_gone
        self._service = Service(handed, self._luck)
        names = ("mean_fit", "pull", "fairness", "replies")
        self._of_home = {name: pl.Series(handed.communities[name].astype(np.float32)) for name in names}
        self._posts = {name: pl.Series(np.append(column, False)) for name, column in handed.posts.items()}

    def pass_over(self, frame: Frame) -> Frame:
        """Live one month."""
        frame = frame.with_columns(was_satisfied=col("satisfied"), took_part=col("activities") > 0)
        frame = self._arise(frame)
        frame = self._serve(frame)
        frame = self._judge(self._see(frame))
        frame = self._take_part(self._trust(frame))
        frame = self._keep_in_touch(frame)
        self._months_gone += 1
        return self._close_year(frame) if self._months_gone % MONTHS_PER_YEAR == 0 else frame

    def _drawn(self, size: int) -> Any:  # noqa: ANN401  a series of Polars
        return pl.Series(self._luck.random(size, dtype=np.float32))

    def _here(self, name: str) -> Expression:
        """What institutions bring to each resident's community."""
        return pl.lit(self._of_home[name]).gather(col("community"))

    def _arise(self, frame: Frame) -> Frame:
        """Needs fade, escalate and arise."""
        how, size = self._rules.needs, frame.height
        rows = frame["needs"].gt(0).arg_true().to_numpy()
        stay, worse, new = np.full(size, 255, np.uint8), np.zeros(size, np.uint8), np.zeros(size, np.uint8)
        kept = self._luck.random((len(rows), _BITS), dtype=np.float32) >= how.fade_chance
        stay[rows] = np.packbits(kept, axis=1)[:, 0]
        for domain in (MEDIATION, SPECIAL):
            grown = rows[self._luck.random(len(rows), dtype=np.float32) < how.escalation_chance]
            worse[grown] |= np.uint8(1 << domain)
        usual, higher = self._rules.arrival_chance
        chance = pl.when(col("vulnerable")).then(higher).otherwise(usual)
        struck = frame.select((pl.lit(self._drawn(size)) < chance).arg_true()).to_series().to_numpy()
        domains = np.searchsorted(self._rules.cumulative[:-1], self._luck.random(len(struck)), side="right")
        new[struck] = np.left_shift(1, domains)
        still = col("needs") & pl.lit(pl.Series(stay))
        return frame.with_columns(
            needs=still | pl.lit(pl.Series(new)),
            escalated=(col("escalated") | pl.lit(pl.Series(worse))) & still,
            wait_months=pl.when((col("needs") > 0) & ((still | pl.lit(pl.Series(new))) > 0))
            .then(pl.min_horizontal(col("wait_months") + 1, LONGEST_WAIT))
            .otherwise(0)
            .cast(_BYTE),
        )

    def _serve(self, frame: Frame) -> Frame:
        """Serve who asks."""
        able = frame.with_row_index("row").select("row", "aware", *_ASKERS).filter((col("needs") > 0) & col("aware"))
        asking = able.filter(pl.Series(self._service.asks(able["trust_committee"].to_numpy())))
        askers = {name: asking[name].to_numpy() for name in ("row", *_ASKERS)}
        seen = self._service.serve(askers)
        met, resolved = np.zeros((2, frame.height), dtype=np.bool_)
        met[seen.rows[seen.server == WORKER]] = True
        helped = seen.rows[seen.resolved]
        resolved[helped] = True
        needs = frame["needs"].to_numpy().copy()
        needs[helped] &= ~np.left_shift(1, seen.domain[seen.resolved]).astype(np.uint8)
        frame = frame.with_columns(needs=pl.Series(needs), met=pl.Series(met), resolved=pl.Series(resolved))
        return frame.with_columns(
            escalated=col("escalated") & col("needs"),
            wait_months=pl.when(col("needs") > 0).then(col("wait_months")).otherwise(0).cast(_BYTE),
        )

    def _see(self, frame: Frame) -> Frame:
        """Help, waiting, activities, calm and talk move how well one finds oneself served."""
        how, seen = self._rules.satisfaction, col("performance")
        gain = (
            pl.when(col("resolved"))
            .then(how.resolved_weight * (1.0 - seen))
            .when(col("needs") > 0)
            .then(-how.waiting_weight * seen)
            .otherwise(how.calm_weight * (1.0 - seen))
        )
        talk = how.rumour_weight * (seen.mean().over("community") - seen)
        joy = pl.when(col("took_part")).then(how.activity_weight * self._here("mean_fit") * (1.0 - seen)).otherwise(0.0)
        return frame.with_columns(performance=(seen + gain + talk + joy).clip(0.0, 1.0).cast(pl.Float32))

    def _judge(self, frame: Frame) -> Frame:
        """Be satisfied or not; expectations follow what is seen."""
        how = self._rules.satisfaction
        gap = col("performance") - col("expectation")
        felt = pl.when(gap > 0.0).then(gap).otherwise(how.loss_aversion * gap)
        peers = around("was_satisfied").cast(pl.Float32) * (how.peer_weight / NEIGHBOUR_COUNT)
        utility = how.performance_weight * col("performance") + how.disconfirmation_weight * felt
        utility = utility + how.justice_weight * col("justice") + peers + col("taste")
        return frame.with_columns(
            satisfied=utility > how.threshold,
            expectation=(col("expectation") + how.expectation_speed * gap).cast(pl.Float32),
        )

    def _trust(self, frame: Frame) -> Frame:
        """The sense of fairness and the three trusts follow what is seen."""
        how, seen, fair = self._rules.trust, col("performance"), col("justice")
        felt = fair + how.justice_speed * (self._here("fairness") - fair)
        felt = pl.when(col("attended")).then(felt + how.voice_weight * (1.0 - felt)).otherwise(felt)
        frame = frame.with_columns(justice=felt.cast(pl.Float32))
        ground = how.middle + how.outcome_weight * seen + how.justice_weight * fair
        both = how.joint_weight * seen * fair
        answered = how.outcome_weight * how.own_part * (self._here("replies") - seen)
        judged = seen + how.own_part * (col("resolved").cast(pl.Float32) - seen)
        own = how.middle + how.outcome_weight * judged + how.justice_weight * fair + how.joint_weight * judged * fair
        growth, loss = how.growth, how.growth * how.loss_ratio
        committee, government, agency = col("trust_committee"), col("trust_government"), col("trust_agency")
        by_contact = step_to(agency, own, how.contact_speed * growth, how.contact_speed * loss)
        return frame.with_columns(
            trust_committee=step_to(committee, ground + answered + both * committee, growth, loss),
            trust_government=step_to(government, ground + both * government, growth, loss),
            trust_agency=pl.when(col("met")).then(by_contact).otherwise(agency),
        )

    def _take_part(self, frame: Frame) -> Frame:
        """Join activities, wake or fall asleep."""
        how = self._rules.participation
        frame = frame.with_columns(around=around("took_part"), awake=col("kind") != INERT)
        push = self._here("pull") + how.efficacy_effect * (col("efficacy") - how.usual_efficacy)
        push += how.trust_effect * (col("trust_committee") - how.usual_trust)
        push += how.group_effect * (col("in_group").cast(pl.Float32) - how.usual_membership)
        push += how.wellbeing_effect * col("wellbeing")
        push += how.neighbour_effect * (col("around").cast(pl.Float32) / NEIGHBOUR_COUNT - how.usual_neighbours)
        mean = frame.filter("awake").select(col("base_rate") / MONTHS_PER_YEAR * push.exp()).to_series().to_numpy()
        counts: NDArray[np.uint8] = np.zeros(frame.height, dtype=np.uint8)
        counts[frame["awake"].to_numpy()] = np.minimum(self._luck.poisson(mean), MOST_A_MONTH)
        frame = frame.with_columns(activities=pl.Series(counts)).with_columns(
            this_year=pl.min_horizontal(col("this_year").cast(pl.UInt16) + col("activities"), MOST_A_YEAR).cast(_BYTE),
            idle_months=pl.when(col("activities") > 0)
            .then(0)
            .when(col("awake"))
            .then(pl.min_horizontal(col("idle_months").cast(pl.UInt16) + 1, MOST_A_YEAR))
            .otherwise(col("idle_months"))
            .cast(_BYTE),
        )
        chance = pl.lit(self._drawn(frame.height))
        tired = col("awake") & (col("idle_months") >= MONTHS_PER_YEAR) & (chance < how.lapse_chance)
        woken = ~col("awake") & col("aware") & (col("around") >= ACTIVE_NEIGHBOURS) & (chance < how.waking_chance)
        return frame.with_columns(
            kind=pl.when(tired).then(INERT).when(woken).then(LATENT).otherwise(col("kind")).cast(_BYTE),
            idle_months=pl.when(woken).then(0).otherwise(col("idle_months")).cast(_BYTE),
        )

    def _keep_in_touch(self, frame: Frame) -> Frame:
        """The tie to the caseworker grows by meeting and fades without."""
        how = self._rules.ties
        filled, arrived = (pl.lit(self._posts[name]).gather(col("caseworker")) for name in ("filled", "arrived"))
        tie = pl.when(arrived).then(how.inherited * col("tie")).otherwise(col("tie"))
        grows = filled & (col("met") | (col("activities") > 0))
        after = pl.when(grows).then(tie + how.growth * (1.0 - tie)).otherwise(tie * (1.0 - how.decay))
        return frame.with_columns(tie=after.cast(pl.Float32))

    def _close_year(self, frame: Frame) -> Frame:
        """Book the year's activities."""
        kind, year = col("kind"), col("this_year")
        booked = (
            pl.when((kind == LATENT) & (year >= ACTIVIST_FROM))
            .then(ACTIVIST)
            .when((kind == ACTIVIST) & (year < LATENT_BELOW))
            .then(LATENT)
            .otherwise(kind)
        )
        return frame.with_columns(kind=booked.cast(_BYTE), last_year=year, this_year=pl.lit(0, dtype=_BYTE))


def around(name: str) -> Expression:
    """Count neighbours in a state."""
    state = col(name).cast(_BYTE)
    return reduce(add, [state.gather(col(f"near{place}")) for place in range(NEIGHBOUR_COUNT)])


def step_to(trust: Expression, ground: Expression, growth: float, loss: float) -> Expression:
    """Trust after a month: up slowly, down faster, towards what is warranted."""
    gap = 0.5 + 0.5 * ground / (1.0 + ground.abs()) - trust
    speed = pl.when(gap > 0.0).then(pl.lit(growth, pl.Float32)).otherwise(pl.lit(loss, pl.Float32))
    return (trust + speed * gap).cast(pl.Float32)


def state_of(frame: Frame) -> dict[str, float]:
    """Shares and means of residents."""
    answer: dict[str, float] = frame.select(
        (col("needs") > 0).mean().alias("in need"),
        col("satisfied").mean(),
        (col("activities") > 0).mean().alias("active this month"),
        col("trust_committee").cast(pl.Float64).mean().alias("trust in committee"),
        col("trust_agency").cast(pl.Float64).mean().alias("trust in organisations"),
        col("tie").cast(pl.Float64).mean(),
    ).row(0, named=True)
    return answer


class Version:
    """A district in Polars, a month at a time."""

    def __init__(self, handed: Handed) -> None:
        """Make the frame."""
        self._frame, self._month = frame_of(handed), Month(handed)

    def month(self) -> None:
        """Live one month."""
        self._frame = self._month.pass_over(self._frame)

    def state(self) -> dict[str, float]:
        """Say how residents are."""
        return state_of(self._frame)
