"""The rules of a resident month for objects: a method for every rule, as agents of any framework would have it.

They are those of `sim/mechanisms/` (needs, service, satisfaction, trust, participation, ties); what institutions bring
(hands, skill, fit, fairness) is handed over and stays as it is. Mesa's and AgentPy's agents inherit them, so that what
differs between the two is the framework. Where there was a choice, it was made in the frameworks' favour: two calls a
month for each resident instead of one for each rule, Python's own random numbers and mathematics, which are faster
for one value than numpy's, coefficients as plain attributes, and no bookkeeping for institutions.
"""

from __future__ import annotations

from math import exp, floor
from operator import attrgetter
from typing import Any

from sim.agents.resident import ACTIVIST, INERT, LATENT, NEIGHBOUR_COUNT
from sim.lab.bench.handed import (
    ACTIVE_NEIGHBOURS,
    ACTIVIST_FROM,
    COMMITTEE,
    ESCALATED_FIRST,
    GROUP,
    HIGHEST_RANK,
    LATENT_BELOW,
    LONGEST_WAIT,
    MAY_ESCALATE,
    MONTHS_PER_YEAR,
    MOST_A_MONTH,
    MOST_A_YEAR,
    URGENT_FIRST,
    VULNERABLE_FIRST,
    WORKER,
)

URGENCY = {domain: place for place, domain in enumerate(URGENT_FIRST)}
Values = dict[str, Any]


class Post:
    """A social worker's post."""

    __slots__ = ("arrived", "filled")

    def __init__(self, *, filled: bool, arrived: bool) -> None:
        """Fill it or leave it vacant."""
        self.filled = filled
        self.arrived = arrived


class LivingCommunity:
    """A community: what its institutions bring this month, and who asks for help."""

    model: Any

    def begin(self, means: Values) -> None:
        """Take what institutions bring: hands, skill, effort, fit, pull and fairness."""
        self.residents: list[LivingResident] = []
        self.askers: list[LivingResident] = []
        self.performance = 0.0
        self.can: float = means["can"]
        self.skill: list[float] = means["skill"]
        self.effort: float = means["effort"]
        self.service_share: float = means["service_share"]
        self.committee_contacts: float = means["committee_contacts"]
        self.duplicated: float = means["duplicated"]
        self.offered: list[float] = means["offered"]
        self.left: list[float] = []
        self.fit: list[list[float]] = means["fit"]
        self.mean_fit: float = means["mean_fit"]
        self.pull: float = means["pull"]
        self.fairness: float = means["fairness"]
        self.replies: float = means["replies"]

    def serve(self) -> None:
        """Serve those who ask, the neediest first; take the mean of how residents find themselves served."""
        self.performance = sum([resident.performance for resident in self.residents]) / len(self.residents)
        askers = self.askers
        effort, hands = self.hands(len(askers))
        self.left = self.offered.copy()
        self.model.random.shuffle(askers)
        askers.sort(key=attrgetter("rank"), reverse=True)
        for place, resident in enumerate(askers[: sum(hands)]):
            server = WORKER if place < hands[0] else COMMITTEE if place < hands[0] + hands[1] else GROUP
            resident.be_served(server, effort)
        askers.clear()

    def most_offered(self, needs: list[int]) -> int:
        """The need for which groups have most hands left, else the least urgent; one hand less is left for it."""
        found, *others = sorted(needs, key=URGENCY.__getitem__, reverse=True)
        for domain in others:
            if self.left[domain] > max(self.left[found], 0.0):
                found = domain
        self.left[found] -= 1.0
        return found

    def hands(self, asking: int) -> tuple[float, tuple[int, int, int]]:
        """Workers' effort under this load, and whom workers, committee and groups can see."""
        how = self.model.rules.service
        can, effort = self.can, self.effort
        if can > 0:
            load = 1.0 - self.service_share + self.service_share * min(asking / can, 2.0)
            effort *= 1.0 - how.quality_cut * max(0.0, load - how.overtime_load)
            can *= min(max(asking / can, 1.0), 1.0 + (how.overtime_load - 1.0) / self.service_share)
        alone = max(0.0, self.committee_contacts - self.duplicated * min(can, self.committee_contacts))
        luck = self.model.random.random
        return effort, (floor(can + luck()), floor(alone + luck()), floor(sum(self.offered) + luck()))


class LivingResident:
    """A resident who needs, asks, takes part, judges and trusts."""

    model: Any

    def begin(self, community: LivingCommunity, values: Values) -> None:
        """Live in a community, in the state that the compared model gives."""
        self.community = community
        community.residents.append(self)
        self.neighbours: list[LivingResident] = []
        self.post: Post | None = None
        self.rank = 0
        self.server: int | None = None
        self.resolved = False
        self.kind: int = values["kind"]
        self.base_rate: float = values["base_rate"]
        self.vulnerable: bool = values["vulnerable"]
        self.aware: bool = values["aware"]
        self.taste: float = values["taste"]
        self.in_group: bool = values["group"] >= 0
        self.wellbeing: float = values["wellbeing"]
        self.needs: list[int] = [domain for domain in URGENT_FIRST if values["needs"] >> domain & 1]
        self.escalated: list[int] = [domain for domain in URGENT_FIRST if values["escalated"] >> domain & 1]
        self.wait_months: int = values["wait_months"]
        self.tie: float = values["tie"]
        self.performance: float = values["performance"]
        self.expectation: float = values["expectation"]
        self.justice: float = values["justice"]
        self.satisfied: bool = values["satisfied"]
        self.was_satisfied = self.satisfied
        self.efficacy: float = values["efficacy"]
        self.trust_committee: float = values["trust_committee"]
        self.trust_government: float = values["trust_government"]
        self.trust_agency: float = values["trust_agency"]
        self.activities: int = values["activities"]
        self.was_active = self.activities > 0
        self.this_year: int = values["this_year"]
        self.last_year: int = values["last_year"]
        self.idle_months: int = values["idle_months"]
        self.attended: bool = values["attended"]

    def need(self) -> None:
        """Needs arise, fade and escalate; who has one may ask for help.  Remember last month's state."""
        self.was_satisfied = self.satisfied
        self.was_active = self.activities > 0
        self.server = None
        self.resolved = False
        rules = self.model.rules
        luck = self.model.random.random
        waiting = bool(self.needs)
        if waiting:
            self.outlast()
        if luck() < rules.arrival_chance[self.vulnerable]:
            self.suffer(luck(), rules.cumulative)
        if not self.needs:
            self.wait_months = 0
            return
        self.wait_months = min(self.wait_months + 1, LONGEST_WAIT) if waiting else 0
        left = rules.service.asking_without_trust
        if self.aware and luck() < rules.service.asking_chance * (left + (1.0 - left) * self.trust_committee):
            self.ask()

    def outlast(self) -> None:
        """Open needs fade by themselves or grow into grievances."""
        how = self.model.rules.needs
        luck = self.model.random.random
        for domain in self.needs.copy():
            if luck() < how.fade_chance:
                self.lose(domain)
            elif domain in MAY_ESCALATE and luck() < how.escalation_chance and domain not in self.escalated:
                self.escalated.append(domain)

    def suffer(self, luck: float, cumulative: list[float]) -> None:
        """A new need comes in one of the domains."""
        domain = 0
        while domain < len(cumulative) - 1 and luck >= cumulative[domain]:
            domain += 1
        if domain not in self.needs:
            self.needs.append(domain)

    def lose(self, domain: int) -> None:
        """A need is gone."""
        self.needs.remove(domain)
        if domain in self.escalated:
            self.escalated.remove(domain)

    def ask(self) -> None:
        """Join those in the community who ask for help, at the rank of one's urgency."""
        rank = self.wait_months
        if self.vulnerable:
            rank += VULNERABLE_FIRST
        if self.escalated:
            rank += ESCALATED_FIRST
        self.rank = min(rank, HIGHEST_RANK)
        self.community.askers.append(self)

    def be_served(self, server: int, effort: float) -> None:
        """Get help in the most urgent need (from a group: in that for which groups have most hands left)."""
        self.server = server
        community, how = self.community, self.model.rules.service
        domain = community.most_offered(self.needs) if server == GROUP else min(self.needs, key=URGENCY.__getitem__)
        held = self.tie if self.post is not None and self.post.filled else 0.0
        tie = held if server == WORKER else self.trust_committee
        fit = community.fit[1 if server == WORKER else 0][domain]
        willing = effort if server == WORKER else 1.0
        without = how.without_tie[domain]
        able = min(1.0, community.skill[server] / how.skill_needed[domain])
        chance = fit * able * willing * (without + (1.0 - without) * tie)
        if domain in self.escalated:
            chance *= how.escalated_factor
        if self.model.random.random() < chance:
            self.resolved = True
            self.lose(domain)
            if not self.needs:
                self.wait_months = 0

    def live(self) -> None:
        """See and judge, trust, take part, keep in touch."""
        self.see()
        self.judge()
        self.trust()
        self.take_part()
        self.keep_in_touch()

    def take_part(self) -> None:
        """Join activities, wake or fall asleep."""
        how = self.model.rules.participation
        luck = self.model.random.random
        active = 0
        for neighbour in self.neighbours:
            active += neighbour.was_active
        if self.kind == INERT:
            self.activities = 0
            if active >= ACTIVE_NEIGHBOURS and self.aware and luck() < how.waking_chance:
                self.kind = LATENT
                self.idle_months = 0
            return
        push = self.community.pull
        push += how.efficacy_effect * (self.efficacy - how.usual_efficacy)
        push += how.trust_effect * (self.trust_committee - how.usual_trust)
        push += how.group_effect * (self.in_group - how.usual_membership)
        push += how.wellbeing_effect * self.wellbeing
        push += how.neighbour_effect * (active / NEIGHBOUR_COUNT - how.usual_neighbours)
        self.activities = count = poisson(luck(), self.base_rate / MONTHS_PER_YEAR * exp(push))
        self.this_year = min(self.this_year + count, MOST_A_YEAR)
        self.idle_months = 0 if count else min(self.idle_months + 1, MOST_A_YEAR)
        if self.idle_months >= MONTHS_PER_YEAR and luck() < how.lapse_chance:
            self.kind = INERT

    def keep_in_touch(self) -> None:
        """The tie to the caseworker grows by meeting and fades without."""
        how = self.model.rules.ties
        post = self.post
        if post is not None and post.arrived:
            self.tie *= how.inherited
        if post is not None and post.filled and (self.server == WORKER or self.activities > 0):
            self.tie += how.growth * (1.0 - self.tie)
        else:
            self.tie *= 1.0 - how.decay

    def see(self) -> None:
        """Help, waiting, activities, calm and talk move how well one finds oneself served."""
        how = self.model.rules.satisfaction
        seen = self.performance
        new = seen + how.rumour_weight * (self.community.performance - seen)
        if self.resolved:
            new += how.resolved_weight * (1.0 - seen)
        elif self.needs:
            new -= how.waiting_weight * seen
        else:
            new += how.calm_weight * (1.0 - seen)
        if self.activities > 0:
            new += how.activity_weight * self.community.mean_fit * (1.0 - seen)
        self.performance = min(max(new, 0.0), 1.0)

    def judge(self) -> None:
        """Be satisfied or not; expectations follow what is seen."""
        how = self.model.rules.satisfaction
        content = 0
        for neighbour in self.neighbours:
            content += neighbour.was_satisfied
        gap = self.performance - self.expectation
        utility = how.performance_weight * self.performance + self.taste
        utility += how.disconfirmation_weight * (gap if gap > 0.0 else how.loss_aversion * gap)
        utility += how.justice_weight * self.justice + how.peer_weight * content / NEIGHBOUR_COUNT
        self.satisfied = utility > how.threshold
        self.expectation += how.expectation_speed * gap

    def trust(self) -> None:
        """The sense of fairness and the three trusts follow what is seen."""
        how = self.model.rules.trust
        fair = self.justice + how.justice_speed * (self.community.fairness - self.justice)
        if self.attended:
            fair += how.voice_weight * (1.0 - fair)
        self.justice = fair
        seen = self.performance
        ground = how.middle + how.outcome_weight * seen + how.justice_weight * fair
        both = how.joint_weight * seen * fair
        growth, loss = how.growth, how.growth * how.loss_ratio
        answered = how.outcome_weight * how.own_part * (self.community.replies - seen)
        committee = ground + answered + both * self.trust_committee
        self.trust_committee = step_to(self.trust_committee, committee, growth, loss)
        self.trust_government = step_to(self.trust_government, ground + both * self.trust_government, growth, loss)
        if self.server == WORKER:
            judged = seen + how.own_part * (self.resolved - seen)
            own = (
                how.middle + how.outcome_weight * judged + how.justice_weight * fair + how.joint_weight * judged * fair
            )
            speed = how.contact_speed
            self.trust_agency = step_to(self.trust_agency, own, speed * growth, speed * loss)

    def close_year(self) -> None:
        """Book the year's activities."""
        self.last_year, self.this_year = self.this_year, 0
        if self.kind == LATENT and self.last_year >= ACTIVIST_FROM:
            self.kind = ACTIVIST
        elif self.kind == ACTIVIST and self.last_year < LATENT_BELOW:
            self.kind = LATENT


def poisson(luck: float, mean: float) -> int:
    """Poisson count by inversion."""
    total = chance = exp(-mean)
    count = 0
    while total < luck and count < MOST_A_MONTH:
        count += 1
        chance *= mean / count
        total += chance
    return count


def step_to(trust: float, ground: float, growth: float, loss: float) -> float:
    """Trust after a month: up slowly, down faster, towards what is warranted."""
    gap = 0.5 + 0.5 * ground / (1.0 + abs(ground)) - trust
    return trust + (growth if gap > 0.0 else loss) * gap
