"""What service reaches residents, how well it fits, and the ties it lives on."""

from __future__ import annotations

from sim.agents.resident import WORKER_FAILED, WORKER_RESOLVED
from sim.arithmetic import count_between
from sim.kernels.books import contacts_that_helped, count_responsive, strength_of_ties
from sim.kernels.means import mean, mean_where
from sim.outcome import outcome, ratio
from sim.world import World

RESPONSIVE_FIT = 0.6
"""Fit above which a project answers residents' needs (E3)."""


def worker_contacts(world: World) -> int:
    """Resident agents whom a social worker served this month."""
    return int(count_between(world.residents.contact, WORKER_FAILED, WORKER_RESOLVED))


@outcome(
    "service_person_times", "Professional service", "专业服务人次", unit="person-times per month", better="higher",
    matters=25.0, meaning="People served by social workers in a month", source="E14",
)  # fmt: skip
def _service(world: World) -> float:
    return float(worker_contacts(world) * world.setting.people_per_resident)


@outcome(
    "resolved_share", "Contacts that helped", "服务成功率", unit="share of contacts", better="higher", matters=0.01,
    meaning="Share of social workers' contacts that resolved the need", source="E14",
)  # fmt: skip
def _resolved(world: World) -> float:
    resolved = count_between(world.residents.contact, WORKER_RESOLVED, WORKER_RESOLVED)
    return ratio(float(resolved), float(worker_contacts(world)))


@outcome(
    "needs_resolved", "Needs resolved", "解决需求数", unit="needs per month", better="higher", matters=10.0,
    meaning="Needs that anybody resolved in a month, in people", source="E14",
)  # fmt: skip
def _needs_resolved(world: World) -> float:
    return float(contacts_that_helped(world.residents.contact) * world.setting.people_per_resident)


@outcome(
    "project_fit", "Fit of programmes", "项目需求契合度", unit="share", better="higher", matters=0.01,
    meaning="Mean fit of the programmes that run", source="E3",
)  # fmt: skip
def _fit(world: World) -> float:
    _, running, fit = world.running_fits()
    return mean_where(fit, running)


@outcome(
    "responsive_community_share", "Communities with a responsive project", "有回应性项目的社区",
    unit="share of communities", better="higher", matters=0.05,
    meaning="Share of communities in which at least one programme has a fit above 0.6", source="E3, H5",
)  # fmt: skip
def _responsive(world: World) -> float:
    community, running, fit = world.running_fits()
    communities = len(world.committees)
    return ratio(count_responsive(community, running, fit, RESPONSIVE_FIT, communities), communities)


@outcome(
    "tie_strength", "Ties to workers", "居民与社工联系强度", unit="share", better="higher", matters=0.01,
    meaning="Mean strength of residents' ties to their caseworkers", source="E13",
)  # fmt: skip
def _tie(world: World) -> float:
    return mean(world.residents.tie)


@outcome(
    "relational_capacity", "Relational capacity", "关系服务能力", unit="tied residents", better="higher",
    matters=200.0,
    meaning="Sum over residents of tie strength times the skill and effort of the caseworker in post",
    source="E13, pattern P5",
)  # fmt: skip
def _relational(world: World) -> float:
    people, rows = world.residents, world.workers
    strength = strength_of_ties(
        rows.filled, rows.skill, rows.contract, world.contracts.organisation, world.organisations.effort,
        people.caseworker, people.tie,
    )  # fmt: skip
    return float(strength * world.setting.people_per_resident)
