"""P15: councils that are not heeded die, councils that are heeded live."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.chance import world_seed
from sim.declare import Value
from sim.lab.patterns.finding import ROOT_SEED, Finding, Pattern, reading
from sim.model import ThreeSocietyModel
from sim.scenario import load_scenario

_DECISIVENESS = "policy.council.decisiveness"
_UNHEEDED, _HEEDED = 0.05, 0.9
_LAST_YEARS = 24


def _late_sessions(values: Mapping[str, Value], worlds: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sessions a year and council in the last two years, and mean efficacy at the end: float64[worlds] each."""
    scenario = load_scenario("guangzhou").with_values({"setting.top_down_share": 1.0, "setting.months": 96, **values})
    sessions, efficacy = np.zeros(worlds), np.zeros(worlds)
    for number in range(worlds):
        model = ThreeSocietyModel(scenario, rng=world_seed(ROOT_SEED, number), collect=())
        while model.running:
            model.step()
            if model.world.month > scenario.months - _LAST_YEARS:
                sessions[number] += model.world.committees.session.mean() * 12.0 / _LAST_YEARS
        efficacy[number] = model.world.residents.efficacy.mean(dtype=np.float64)
    return sessions, efficacy


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    deaf, deaf_efficacy = _late_sessions({**values, _DECISIVENESS: _UNHEEDED}, worlds)
    open_, open_efficacy = _late_sessions({**values, _DECISIVENESS: _HEEDED}, worlds)
    _, silent_efficacy = _late_sessions({**values, "policy.council.sessions_planned_per_year": 0}, worlds)
    alive = reading("sessions a year of councils that are heeded", open_)
    dead = reading("sessions a year of councils that are not", deaf)
    gap = reading("difference", open_ - deaf)
    voice = reading("efficacy with an unheeded voice less without any", deaf_efficacy - silent_efficacy)
    rise = reading("efficacy with a heeded voice less without any", open_efficacy - silent_efficacy)
    shown = gap.low > 0.0 and alive.low > 2.0 * dead.high and voice.high < 0.0
    words = f"heeded councils meet {alive.value:.2f} times a year in the end, unheeded ones {dead.value:.2f} times"
    return Finding(shown, (alive, dead, gap, voice, rise), words)


P15 = Pattern(
    "P15",
    "Councils whose proposals are not adopted die, and voice without adoption lowers efficacy.",
    "residents who learn nothing from whether proposals are adopted",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge(
        {"coefficients.council.efficacy_speed": 0.0, "coefficients.council.rumour_speed": 0.0}, worlds
    ),
)
