"""What every version of the resident month is given: the same residents, institutions that stand still, the rules."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import Residents
from sim.arithmetic import exponential
from sim.declare import ByDomain, Section
from sim.domains import CULTURE, DISABILITY, DOMAINS, ELDERLY, ENVIRONMENT, MEDIATION, MUTUAL_AID, SPECIAL, YOUTH

if TYPE_CHECKING:
    from sim.lab.bench.district import District

URGENT_FIRST = (SPECIAL, DISABILITY, ELDERLY, MUTUAL_AID, MEDIATION, YOUTH, ENVIRONMENT, CULTURE)
MAY_ESCALATE = (MEDIATION, SPECIAL)
WORKER, COMMITTEE, GROUP = range(3)
LONGEST_WAIT, ESCALATED_FIRST, VULNERABLE_FIRST, HIGHEST_RANK = 31, 16, 8, 63
MOST_A_MONTH, MOST_A_YEAR, MONTHS_PER_YEAR = 20, 250, 12
ACTIVIST_FROM, LATENT_BELOW, ACTIVE_NEIGHBOURS = 7, 3, 2
_SECTIONS = ("needs", "service", "participation", "ties", "satisfaction", "trust")
_LEFT_OUT = ("migrant", "deprived", "busy", "digital", "contact")
"""Columns that nothing in a resident month reads."""
Columns = dict[str, NDArray[Any]]


@dataclass(slots=True)
class Rules:
    """The numbers of the rules, as the compared model has them."""

    arrival_chance: tuple[float, float]
    """Of a new need, for residents who are not and who are vulnerable."""
    cumulative: list[float]
    """Share of the domains among new needs, added up."""
    needs: Any
    service: Any
    participation: Any
    ties: Any
    satisfaction: Any
    trust: Any


@dataclass(frozen=True)
class Handed:
    """One district in plain arrays; residents of one community stand together, from `first` of it on.

    `communities` has a row for each: can, skill (3), effort, service_share, committee_contacts, duplicated,
    offered (8), fit (2, 8), mean_fit, pull, fairness, replies; `posts` are filled and arrived.
    """

    residents: Columns
    communities: Columns
    posts: Columns
    first: NDArray[np.int64]
    rules: Rules
    months_gone: int
    """Of the year, when the comparison begins."""

    def save(self, file: Path) -> None:
        """Write it for a process that knows nothing of the model."""
        tables = {"residents": self.residents, "communities": self.communities, "posts": self.posts}
        named: dict[str, Any] = {
            f"{table}.{name}": values for table, columns in tables.items() for name, values in columns.items()
        }
        numbers = {section: vars(getattr(self.rules, section)) for section in _SECTIONS}
        plain = {"arrival_chance": self.rules.arrival_chance, "cumulative": self.rules.cumulative, **numbers}
        np.savez(
            file, first=self.first, rules=np.array(json.dumps(plain)), months_gone=np.array(self.months_gone), **named
        )


def read_handed(file: Path) -> Handed:
    """Read what `save` wrote."""
    tables: dict[str, Columns] = {"residents": {}, "communities": {}, "posts": {}}
    with np.load(file) as stored:
        for name in stored.files:
            table, _, column = name.partition(".")
            if column:
                tables[table][column] = stored[name]
        plain = json.loads(str(stored["rules"]))
        first, gone = stored["first"], int(stored["months_gone"])
    rules = Rules(
        arrival_chance=tuple(plain["arrival_chance"]),
        cumulative=plain["cumulative"],
        **{section: SimpleNamespace(**plain[section]) for section in _SECTIONS},
    )
    return Handed(**tables, first=first, rules=rules, months_gone=gone)


def hand_over(there: District) -> Handed:
    """Copy a district's residents and posts, and what its institutions brought in its last month."""
    world, how = there.model.world, there.model.scenario.coefficients
    table = world.residents
    rates = _by_domain(how.needs.arrival_rate)
    total = sum(rates)
    return Handed(
        residents={name: getattr(table, name).copy() for name in Residents.columns if name not in _LEFT_OUT},
        communities=_means(there),
        posts={"filled": world.workers.filled.copy(), "arrived": world.workers.arrived.copy()},
        first=world.first_resident.copy(),
        rules=Rules(
            arrival_chance=(1.0 - exponential(-total), 1.0 - exponential(-total * how.needs.vulnerable_factor)),
            cumulative=(np.cumsum(rates) / total).tolist(),
            **{section: _numbers(getattr(how, section)) for section in _SECTIONS},
        ),
        months_gone=world.month_of_year,
    )


def _numbers(section: Section) -> SimpleNamespace:
    """A mechanism's coefficients as plain attributes."""
    values = {each.name: getattr(section, each.name) for each in fields(section)}
    lists = {name: _by_domain(value) for name, value in values.items() if isinstance(value, ByDomain)}
    return SimpleNamespace(**{**values, **lists})


def _by_domain(value: ByDomain) -> list[float]:
    """The eight numbers of a coefficient by domain."""
    return [getattr(value, domain.name) for domain in DOMAINS]


def _means(there: District) -> Columns:
    """What institutions bring to each community."""
    served = there.served
    (cases, represented), workers, groups = served["committee"], served["workers"], served["groups"]
    return {
        "can": workers[:, 0].copy(),
        "skill": np.column_stack((workers[:, 1], served["committee_skill"], groups[:, 0])),
        "effort": workers[:, 2].copy(),
        "service_share": workers[:, 3].copy(),
        "committee_contacts": served["for_residents"] * served["staff"] * cases / represented,
        "duplicated": served["duplicated"].copy(),
        "offered": groups[:, 1:].copy(),
        "fit": served["fit"].swapaxes(0, 1).copy(),
        "mean_fit": there.perceived["fit"].copy(),
        "pull": there.joined["pull"].copy(),
        "fairness": there.trusted["fairness"].copy(),
        "replies": there.trusted["replies"].copy(),
    }
