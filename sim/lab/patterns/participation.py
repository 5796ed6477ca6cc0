"""P16: what fits brings the latent, hardly the inert; they come to activities first and to councils later."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import INERT, LATENT
from sim.chance import world_seed
from sim.lab.patterns.finding import ROOT_SEED, Finding, Pattern, reading
from sim.model import ThreeSocietyModel
from sim.world import MONTHS_PER_YEAR

_FIT = {"coefficients.fit.floor": 0.4}
_YEARS = 5
_HARDLY = 0.25


def _lived(world: int, *, fitting: bool, awake: bool) -> NDArray[np.float64]:
    """Activities a year of the latent and of the inert (as of month 0), and seats taken in councils: float64[3, years].

    `fitting` lets programmes fit better from month 0 on; `awake` wakes every inert resident in month 0.
    """
    model = ThreeSocietyModel("guangzhou", rng=world_seed(ROOT_SEED, world), collect=())
    if fitting:
        model.scenario = model.scenario.with_values(_FIT)
    people = model.world.residents
    inert = people.kind == INERT
    if awake:
        people.kind[inert] = LATENT
    months = np.empty((3, _YEARS * MONTHS_PER_YEAR))
    for month in range(months.shape[1]):
        model.step()
        joined = people.activities
        months[:, month] = joined[~inert].mean(), joined[inert].mean(), people.attended.mean()
    yearly: NDArray[np.float64] = months.reshape(3, _YEARS, MONTHS_PER_YEAR).sum(axis=2)
    return yearly


def _judge(worlds: int, *, awake: bool) -> Finding:
    gains = np.array(
        [_lived(w, fitting=True, awake=awake) - _lived(w, fitting=False, awake=awake) for w in range(worlds)]
    )
    latent, inert = gains[:, 0].mean(axis=1), gains[:, 1].mean(axis=1)
    moved = reading("gain of the latent, activities a year", latent)
    slow = reading("gain of the inert", inert)
    less = reading("gain of the inert less a quarter of that of the latent", inert - _HARDLY * latent)
    last = gains[:, :, -1]
    later = reading(
        "share of the fifth year's gain that the first year brings, activities less councils",
        gains[:, 0, 0] / last[:, 0] - gains[:, 2, 0] / max(float(last[:, 2].mean()), 1e-9),
    )
    shown = moved.low > 0.0 and less.high < 0.0 and later.low > 0.0
    words = f"the latent gain {moved.value:.2f} activities a year, the inert {slow.value:.2f}"
    return Finding(shown, (moved, slow, less, later), words)


P16 = Pattern(
    "P16",
    "Better fit moves who takes part now and then, hardly who never does; activities first, councils later.",
    "classes of residents: everybody who was inert is awake from month 0 on",
    lambda worlds: _judge(worlds, awake=False),
    lambda worlds: _judge(worlds, awake=True),
)
