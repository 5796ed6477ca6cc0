"""Now and then an organisation breaks the rules; inspections deter, find and remove it.

An offender serves with less effort as long as nobody notices. When its offence comes to light,
residents trust organisations less: those it serves most of all, the others by spill-over. Where rules
are enforced, whoever is found, or of whom it gets about, is struck off and wound up; where nobody
inspects, it gives up the offence and waits for its next evaluation to be paid. Sources: M60, E16; 000
(G27). Left out: offences of community organisations, fines, corruption beyond single organisations.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.declare import Section, coefficient
from sim.kernels.evaluation import lose_trust, offend
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.world import MONTHS_PER_YEAR, World

_STREETS_THAT_TALK = 3
"""Neighbouring streets of which each hears what happens in the others: a district of the usual size."""


class Violations(Section):
    """Coefficients of offences and inspections."""

    deterrence: float = coefficient(
        0.3,
        "How much an inspection a year deters from breaking the rules",
        unit="per inspection",
        low=0.0,
        high=1.0,
        source="M60, assumed",
        en="Deterrence",
        zh="检查的威慑",
    )
    discovery: float = coefficient(
        0.5,
        "Chance that an inspection finds an offence",
        unit="share per inspection",
        low=0.1,
        high=1.0,
        source="assumed",
        en="Found by inspection",
        zh="检查发现率",
    )
    rumour_chance: float = coefficient(
        0.05,
        "Chance that an offence gets about by itself in a month",
        unit="share per month",
        low=0.01,
        high=0.3,
        source="assumed",
        en="Found by rumour",
        zh="自行曝光率",
    )
    misuse: float = coefficient(
        0.2,
        "Share of effort that an offender withholds from service",
        unit="share",
        low=0.05,
        high=0.6,
        source="M60, assumed",
        en="Effort of offenders lost",
        zh="违规致服务投入损失",
    )
    scandal: float = coefficient(
        0.3,
        "Share of trust in organisations that residents lose where an offence comes to light",
        unit="share",
        low=0.05,
        high=0.8,
        source="M60, assumed",
        en="Trust lost by scandal",
        zh="违规曝光致信任损失",
    )
    spill_over: float = coefficient(
        0.2,
        "Part of that loss which reaches residents whom other organisations serve",
        unit="share",
        low=0.0,
        high=1.0,
        source="E16, assumed",
        en="Spill-over of scandal",
        zh="信任损失外溢",
    )
    inspection_yuan: float = coefficient(
        2_000.0,
        "Cost of one inspection",
        unit="yuan per inspection",
        low=500.0,
        high=10_000.0,
        source="assumed",
        en="Cost of an inspection",
        zh="单次检查成本",
    )
    inspection_time: float = coefficient(
        0.005,
        "Share of a staff-year that an inspection takes",
        unit="share per inspection",
        low=0.0,
        high=0.02,
        source="assumed",
        en="Staff time of an inspection",
        zh="单次检查耗时",
    )


def enforce(world: World, policy: Policy, how: Violations) -> None:
    """Let agencies be inspected and offend, and what comes to light have its consequences."""
    inspections, rows = policy.oversight.inspections_per_year, world.organisations
    watched, exposed = offend(
        rows.alive, rows.barred, rows.offending, rows.exposed, rows.passed, rows.service_share, rows.effort,
        world.contracts.organisation, np.empty(world.agencies, dtype=np.bool_), float(inspections),
        world.setting.violations_per_year,
        (how.deterrence, how.discovery, how.rumour_chance), how.misuse, how.inspection_time, world.key, world.month,
    )  # fmt: skip
    costs = to_fen(watched * inspections / MONTHS_PER_YEAR * how.inspection_yuan)
    world.spend(Flow.ENFORCEMENT, world.accounts.vendors, costs)
    if exposed:
        for row in np.flatnonzero(rows.exposed[: world.agencies]).tolist():
            here = _served(world, row)
            lose_trust(
                world.residents.trust_agency, world.first_resident, here, hearing(world, row, here), how.scandal,
                how.spill_over,
            )  # fmt: skip


def hearing(world: World, row: int, here: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Communities that hear of an agency's scandal: bool[communities].

    It is talked of in the neighbouring streets, as many as a district usually has, of those that it serves; one that
    serves nobody is known in one such neighbourhood.
    """
    neighbourhoods = max(len(world.streets) // _STREETS_THAT_TALK, 1)
    neighbourhood = np.minimum(world.committees.street // _STREETS_THAT_TALK, neighbourhoods - 1)
    talks = np.zeros(neighbourhoods, dtype=np.bool_)
    talks[neighbourhood[here] if here.any() else row % neighbourhoods] = True
    heard: NDArray[np.bool_] = talks[neighbourhood]
    return heard


def _served(world: World, row: int) -> NDArray[np.bool_]:
    """Communities in which an agency runs a programme: bool[communities]."""
    slots = world.programmes
    holder = world.contracts.organisation[slots.contract]
    here = np.zeros(len(world.committees), dtype=np.bool_)
    here[slots.community[slots.running & (slots.contract >= 0) & (holder == row)]] = True
    return here
