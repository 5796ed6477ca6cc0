"""A month in a neighbourhood: the first file to read.

`ThreeSocietyModel` is the district: residents, committees, organisations, social workers, evaluators
and the government that purchases. `month` is one month, in the order in which it is lived there. What
happens in each line is a file in `sim/mechanisms/`; what exists is `sim/world.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from mesa import DataCollector
from numpy.typing import NDArray

from sim.abreast import live_abreast
from sim.agents.committee import Committee
from sim.agents.evaluator import Evaluator
from sim.agents.funder import Funder, Street
from sim.agents.organisation import Agency, CommunityOrganisation, Hub, Organisation
from sim.agents.registry import ColumnModel
from sim.agents.resident import Resident
from sim.agents.roster import Standing
from sim.agents.worker import Worker
from sim.burn_in import BurnIns
from sim.declare import Value
from sim.mechanisms import (
    budget,
    committee_hours,
    coordination,
    council,
    evaluation,
    groups,
    knowledge,
    needs,
    payment,
    publicity,
    purchase,
    residents,
    service,
    workforce,
)
from sim.outcome import Measure
from sim.outcomes import OUTCOMES, check_names, summarise
from sim.policy import Policy
from sim.population import found_world
from sim.scenario import Scenario, load_scenario
from sim.world import Deciders, World


class ThreeSocietyModel(ColumnModel):
    """One district under one scenario, ready to live month 0: its burn-in is lived when it is made.

    `scenario` is a bundled name, a file or a `Scenario`; `rng` the world's seed, a whole number from 0
    to 2^63-1 (`seed` is accepted for it); `collect` names the outcomes that `datacollector` keeps every
    month from month 0; any lever, coefficient or setting can be given by its dotted path. ScenarioError
    says what is wrong with what is given. A large district lives on so many `threads`, with the same outcome.
    `heard` is told after each month how many have been lived, burn-in included. `burn_ins` remembers the months before
    month 0 for other policies in the same world; a model that extends this one lives them itself.
    """

    def __init__(
        self,
        scenario: str | Scenario = "guangzhou",
        *,
        rng: int | None = None,
        seed: int | None = None,
        collect: Sequence[str] = ("satisfied_share", "participation_rate", "service_person_times", "turnover_rate"),
        burn_ins: BurnIns | None = None,
        threads: int = 1,
        heard: Callable[[int], None] | None = None,
        **values: Value,
    ) -> None:
        """Found the district and live the months before month 0, unless `burn_ins` remembers them."""
        super().__init__(rng=rng, seed=seed)
        given = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.scenario = given.with_values(values, where="model") if values else given
        world_seed = int(rng if rng is not None else seed if seed is not None else 0)
        memory = burn_ins if type(self) is ThreeSocietyModel else None
        at_month_0 = memory.recall(self.scenario, world_seed) if memory else None
        self.world = at_month_0 or found_world(self.scenario, world_seed, threads)
        self._timeline = self.scenario.timeline()
        self._heard = heard
        self.policy = self._in_force()
        self._enrol()
        self.datacollector = DataCollector()
        if at_month_0 is None:
            self._grow_up()
            if memory:
                memory.remember(self.scenario, world_seed, self.world)
        reporters = {name: (lambda model, measure=OUTCOMES[name].measure: measure(model.world)) for name in collect}
        self.datacollector = DataCollector(model_reporters=reporters)

    def _grow_up(self) -> None:
        """Live the months before month 0."""
        for _ in range(self.scenario.setting.burn_in_months):
            type(self).step(self)

    def step(self) -> None:
        """Live one month."""
        for _ in self.month():
            pass

    def month(self) -> Iterator[None]:
        """Live one month, as far as somebody asks for its next part; `step` lives all of it.

        At each `yield` other districts may live the same part, while all that it takes is at hand.
        """
        world, policy, how = self.world, self.policy, self.scenario.coefficients
        needs.arise(world, policy, how.needs, how.neighbourhoods)
        committee_hours.divide(world, policy, how.committee_hours, how.staff)
        yield
        coordination.sit_together(world, policy, how.coordination)
        yield
        council.deliberate(world, policy, how.council, how.commons)
        purchase.call(world, policy, how.purchase, how.fit, how.matching, how.fund, how.project_terms, how.staff)
        yield
        knowledge.learn(world, policy, how.knowledge, how.fit)
        payment.pay(world, policy, how.payment, how.purchase.wage_loading)
        budget.settle(world, policy, how.budget, how.donors, how.projects, how.purchase.wage_loading, how.staff)
        yield
        evaluation.visit(
            world, policy, how.evaluation, how.stars, how.violations, how.newcomers, how.beginnings, how.staff
        )
        yield
        service.serve(world, policy, how.service, how.routine, how.volunteering, how.committee_hours.cases_per_month)
        yield
        groups.grow(world, policy, how.groups, (how.service.support_yuan, how.budget.group_activity_yuan))
        yield
        publicity.inform(world, policy, how.publicity, how.beginnings.aware_share)
        residents.judge_and_take_part(world, policy, how.satisfaction, how.trust, how.participation)
        yield
        workforce.carry_on(world, policy, how.ties, how.workforce, how.training, how.licences, how.staff)
        yield
        self.end_month()

    def end_month(self) -> None:
        """Balance the ledger and turn the calendar; from month 0 on, keep what is asked for."""
        self.world.ledger.close_month(self.world.elapsed)
        self.world.month += 1
        self.policy = self._in_force()
        if self._heard is not None:
            self._heard(self.world.elapsed)
        if self.datacollector.model_reporters:
            self.datacollector.collect(self)
        self.running = self.world.month < self.scenario.months

    def _in_force(self) -> Policy:
        """The policy that holds in the month to come."""
        begun: list[Policy] = [policy for since, policy in self._timeline if since <= self.world.month]
        return begun[-1]

    def _enrol(self) -> None:
        """Make institutions Mesa agents; residents, workers and their groups are made when somebody asks for them."""
        world = self.world
        bodies = world.organisations
        for row in range(len(world.streets)):
            Street(self, world.streets, row)
        committees = [Committee(self, world.committees, row) for row in range(len(world.committees))]
        contracted: list[Organisation] = [
            *(Agency(self, bodies, row) for row in range(world.agencies)),
            Hub(self, bodies, world.hub),
        ]
        self.enrol(Resident, world.residents)
        self.enrol(Worker, world.workers)
        self.enrol(CommunityOrganisation, bodies, world.living_groups)
        world.deciders = Deciders(
            committees=committees,
            organisations=Standing(contracted, self._rosters[CommunityOrganisation]),
            evaluators=[Evaluator(self, world.evaluators, row) for row in range(len(world.evaluators))],
            funder=Funder(self, world.funders, 0),
        )


_SMALL_RESIDENTS = 50_000
"""Districts up to this size live several abreast: larger ones take their time and memory one after another."""


@dataclass(frozen=True)
class Run:
    """What one run gives: every outcome as one number, and some month by month.

    `outcomes` has NaN where an outcome is undefined (turnover where nobody is employed); each of
    `series` is float64[months], month 0 first.
    """

    outcomes: dict[str, float]
    series: dict[str, NDArray[np.float64]]


def simulate(
    scenario: Scenario,
    world_seed: int,
    series: Sequence[str] | None = None,
    burn_ins: BurnIns | None = None,
    threads: int = 1,
    heard: Callable[[int], None] | None = None,
    measured: Sequence[str] | None = None,
) -> Run:
    """Run one scenario in one world: a pure function of both.

    `series` names the outcomes that are kept month by month, all that are measured if it is not given; `measured`
    those that are measured beside them, all there are if it is not given. With `burn_ins` the months before month 0
    are lived once for all policies in the same world, and a large district lives on so many `threads`; the answer is
    the same. `heard` is told after each month how many have been lived, burn-in included. Raises UsageError where
    there is no outcome of a name.
    """
    return live_abreast([_live(scenario, world_seed, series, measured, burn_ins, threads, heard)])[0]


def _live(
    scenario: Scenario,
    world_seed: int,
    series: Sequence[str] | None,
    measured: Sequence[str] | None,
    burn_ins: BurnIns | None,
    threads: int = 1,
    heard: Callable[[int], None] | None = None,
) -> Generator[None, None, Run]:
    """Run one scenario in one world; between parts of its months, others may live theirs."""
    check_names((*(measured or ()), *(series or ())))
    model = ThreeSocietyModel(scenario, rng=world_seed, collect=(), burn_ins=burn_ins, threads=threads, heard=heard)
    asked = OUTCOMES if measured is None else {*measured, *(series or ())}
    seen: dict[str, list[float]] = {name: [] for name in OUTCOMES if name in asked}
    kept = tuple(seen) if series is None else tuple(series)
    begins: dict[int, list[str]] = {}
    for name in seen:
        begins.setdefault(0 if name in kept else OUTCOMES[name].first_month(scenario.months), []).append(name)
    looks: list[tuple[Measure, list[float]]] = []
    for month in range(scenario.months):
        yield from model.month()
        looks += [(OUTCOMES[name].measure, seen[name]) for name in begins.get(month, ())]
        _look(model.world, looks)
        yield
    return Run(
        outcomes={name: summarise(OUTCOMES[name], values) for name, values in seen.items()},
        series={name: np.array(seen[name]) for name in kept},
    )


def _look(world: World, looks: list[tuple[Measure, list[float]]]) -> None:
    """Look at a month in several ways, one beside the other where the world is large."""
    if world.threads is None:
        for measure, values in looks:
            values.append(measure(world))
    else:
        for (_, values), value in zip(looks, world.threads.map(lambda each: each[0](world), looks), strict=True):
            values.append(value)


class Simulator:
    """Runs of many policies in worlds that they share: what a worker of a sweep does."""

    def __init__(self, series: Sequence[str], measured: Sequence[str] | None = None) -> None:
        """Keep some outcomes month by month; measure these and some others, or all there are."""
        self._series = tuple(series)
        self._measured = None if measured is None else tuple(measured)
        self._burn_ins = BurnIns()

    def __call__(self, scenario: Scenario, world_seed: int) -> Run:
        """Run one scenario in one world, as `simulate` does."""
        return live_abreast([self.live(scenario, world_seed)])[0]

    def small(self, scenario: Scenario) -> bool:
        """Whether a scenario's district is so small that it may live abreast of others."""
        place = scenario.setting
        return place.streets * place.communities_per_street * place.residents_per_community <= _SMALL_RESIDENTS

    def live(self, scenario: Scenario, world_seed: int) -> Generator[None, None, Run]:
        """The same run part by part, for small districts to live abreast: a processor then has each part at hand."""
        return _live(scenario, world_seed, self._series, self._measured, self._burn_ins)
