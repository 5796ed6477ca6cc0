"""Evaluators 评估机构: third parties that score contracted organisations, each by its own weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.row_agent import RowAgent


class Evaluators(Table):
    """One row for each evaluation agency."""

    leaning: NDArray[np.float64] = column(
        np.float64,
        meaning="How far the evaluator leans to service (above 0) or to management (below 0), in standard deviations",
        unit="standard deviations",
        en="Evaluator's leaning",
        zh="评估偏好",
    )


class Evaluator(RowAgent):
    """An evaluation agency 评估机构."""

    table = Evaluators

    def service_weight(self, mean: float, divergence: float) -> float:
        """Weight that this evaluator gives to service, between 0 and 1."""
        weight: float = mean + divergence * self.leaning
        return 0.0 if weight < 0.0 else min(weight, 1.0)

    def score(self, service: float, management: float, weight: float, noise: float) -> float:
        """Score an organisation between 0 and 1 by what the evaluator looks at."""
        return min(max(weight * service + (1.0 - weight) * management + noise, 0.0), 1.0)
