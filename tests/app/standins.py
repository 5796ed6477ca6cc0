"""What stands in for a run of the model in a worker process: quick, slow, or misbehaving."""

from __future__ import annotations

import os
import time

import numpy as np

from sim.app.errand import Course, Errand, Link, Links


def quick(errand: Errand) -> Course:
    """A course that is known by heart: every outcome is the world's seed modulo 10, in every month."""
    value = float(errand.world_seed % 10)
    months = errand.scenario.months
    return Course(
        dict.fromkeys(errand.outcomes, value),
        {name: np.full(months, value) for name in errand.outcomes},
        Links({"worker": 2}, {"worker": 1}, (Link("worker", "resident", 4, 4),)),
    )


def slow(errand: Errand) -> Course:
    time.sleep(0.05)
    return quick(errand)


def moody(errand: Errand) -> Course:
    """Does what the seed of the world says."""
    if errand.world_seed == 1:
        raise ValueError("no such street")
    if errand.world_seed == 2:
        os._exit(9)
    if errand.world_seed == 3:
        time.sleep(600)
    return quick(errand)
