"""Evaluators 评估机构: third parties that score contracted organisations, each by its own weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.row_agent import RowAgent
from sim.arithmetic import clip, kernel


class Evaluators(Table):
    """One row for each evaluation agency."""

    leaning: NDArray[np.float64] = column(
        np.float64,
        meaning="How far the evaluator leans to service (above 0) or to management (below 0), in standard deviations",
        unit="standard deviations",
        en="Evaluator's leaning",
        zh="评估偏好",
    )


@kernel
def weight_of_service(leaning: float, mean: float, divergence: float) -> float:
    """Weight between 0 and 1 that an evaluator of some leaning gives to service."""
    return clip(mean + divergence * leaning, 0.0, 1.0)


@kernel
def whole_score(service: float, management: float, weight: float, noise: float) -> float:
    """Score between 0 and 1 that marks for service and for management come to."""
    return clip(weight * service + (1.0 - weight) * management + noise, 0.0, 1.0)


class Evaluator(RowAgent):
    """An evaluation agency 评估机构."""

    table = Evaluators

    def service_weight(self, mean: float, divergence: float) -> float:
        """Weight that this evaluator gives to service, between 0 and 1."""
        return weight_of_service(self.leaning, mean, divergence)

    def score(self, service: float, management: float, weight: float, noise: float) -> float:
        """Score an organisation between 0 and 1 by what the evaluator looks at."""
        return whole_score(service, management, weight, noise)
