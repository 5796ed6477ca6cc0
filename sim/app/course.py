"""What one policy leads to in one world, month by month, with the linkage of the last month."""

from __future__ import annotations

import numpy as np

from sim.app.errand import Course, Errand
from sim.app.links import links_of
from sim.model import ThreeSocietyModel
from sim.outcomes import OUTCOMES, summarise


def live(errand: Errand) -> Course:
    """Live the months of a scenario in a world."""
    model = ThreeSocietyModel(errand.scenario, rng=errand.world_seed, collect=errand.outcomes)
    for _ in range(errand.scenario.months):
        model.step()
    kept = model.datacollector.model_vars
    series = {name: np.array(kept[name], dtype=np.float64) for name in errand.outcomes}
    return Course(
        outcomes={name: summarise(OUTCOMES[name], values.tolist()) for name, values in series.items()},
        series=series,
        links=links_of(model.world),
    )
