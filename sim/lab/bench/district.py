"""One district for all versions: the laboratory's own, lived in until all is as it usually is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import signature
from types import ModuleType
from typing import Any

from sim.kernels.participation import join
from sim.kernels.trust import move_trust
from sim.lab.bench.sizes import COMMUNITIES, PEOPLE, RESIDENTS, STREET, density
from sim.mechanisms import needs, publicity, service
from sim.mechanisms import residents as answering
from sim.mechanisms.residents.satisfaction import judge_all
from sim.mechanisms.service import serving
from sim.mechanisms.workforce import ties
from sim.model import ThreeSocietyModel

MONTHS_BEFORE = 30
"""The burn-in and half a year of policy, so that needs, contracts and posts are as they usually are."""


@dataclass(frozen=True)
class District:
    """The laboratory's model, and what its kernels were given by institutions in its last month."""

    model: ThreeSocietyModel
    served: dict[str, Any]
    joined: dict[str, Any]
    perceived: dict[str, Any]
    trusted: dict[str, Any]


def build(residents: int, threads: int = 1) -> ThreeSocietyModel:
    """Found a district of that many residents, which lives on so many threads if it is large; live the months before.

    Raises ValueError where there is no district of that size.
    """
    times = density(residents)
    if times is None:
        raise ValueError(f"{residents:,} residents: a district has a multiple of {STREET:,}")
    values: dict[str, Any] = {
        "setting.months": 600,
        "setting.streets": residents // (STREET * times),
        "setting.communities_per_street": COMMUNITIES,
        "setting.residents_per_community": RESIDENTS * times,
        "setting.people_per_resident": PEOPLE // times,
        # A street of 20 communities has the money of two and a half of the usual 8.
        "policy.purchase.centre_yuan": 5_000_000.0,
    }
    model = ThreeSocietyModel(rng=2012, collect=(), threads=threads, **values)
    for _ in range(MONTHS_BEFORE):
        model.step()
    model.world.residents.attended[:] = False
    model.world.workers.arrived[:] = False
    return model


def district(residents: int) -> District:
    """Build a district, and live a month of residents in it to hear what institutions bring."""
    model = build(residents)
    with (
        overheard(serving, "serve_all") as served,
        overheard(answering, "respond") as response,
    ):
        live_resident_month(model)
    joined, judged, trusted = response["joined"], response["judged"], response["trusted"]
    return District(model, served, named(join, joined), named(judge_all, judged), named(move_trust, trusted))


@contextmanager
def overheard(module: ModuleType, kernel: str) -> Iterator[dict[str, Any]]:
    """Note what a kernel is given, by the names of its parameters."""
    original = getattr(module, kernel)
    heard: dict[str, Any] = {}

    def listen(*given: object) -> object:
        heard.update(named(original, given))
        return original(*given)

    setattr(module, kernel, listen)
    try:
        yield heard
    finally:
        setattr(module, kernel, original)


def named(kernel: Any, given: tuple[object, ...]) -> dict[str, Any]:  # noqa: ANN401  compiled code has no other type
    """What a kernel is given, by the names of its first parameters."""
    return dict(signature(kernel.py_func).bind_partial(*given).arguments)


def live_resident_month(model: ThreeSocietyModel) -> None:
    """What residents do in a month, in the month's order, while institutions stand still."""
    for live in steps(model).values():
        live()
    model.world.month += 1


def steps(model: ThreeSocietyModel) -> dict[str, Callable[[], None]]:
    """The parts of a resident month, in its order."""
    world, policy, how = model.world, model.policy, model.scenario.coefficients
    cases, aware = how.committee_hours.cases_per_month, how.beginnings.aware_share

    def respond() -> None:
        publicity.inform(world, policy, how.publicity, aware)
        answering.judge_and_take_part(world, policy, how.satisfaction, how.trust, how.participation)

    return {
        "needs": lambda: needs.arise(world, policy, how.needs, how.neighbourhoods),
        "service": lambda: service.serve(world, policy, how.service, how.routine, how.volunteering, cases),
        "residents": respond,
        "ties": lambda: ties.bind(world, how.ties),
    }
