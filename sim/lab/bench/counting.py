"""The smallest Mesa model that says something: it counts heads."""

from __future__ import annotations

import mesa


class Counting(mesa.Model):
    """Tosses a coin each step; `level` is there to be varied and does nothing."""

    def __init__(self, level: float = 0.0, seed: int | None = None) -> None:
        """Begin at zero."""
        super().__init__(seed=seed)
        self.level = level
        self.count = 0
        self.datacollector = mesa.DataCollector(model_reporters={"count": "count"})

    def step(self) -> None:
        """Toss once."""
        self.count += self.random.random() < 0.5  # noqa: PLR2004 - a fair coin
        self.datacollector.collect(self)
