"""The resident month in ambr: its records are a frame of Polars, read as a frame and written back with `agents.set`."""

from __future__ import annotations

import ambr

from sim.lab.bench.handed import Handed
from sim.lab.bench.peers.polars_frame import MOVED, Month, frame_of, state_of


class District(ambr.Model):
    """A district of ambr's records."""

    handed: Handed
    """Set before `setup`; ambr takes plain parameters only."""

    def setup(self) -> None:
        """Add every resident with the columns handed over."""
        frame = frame_of(self.handed)
        self.rules_of_month = Month(self.handed)
        self.add_agents(frame.height)
        self.agents.set(**{column.name: column for column in frame})

    def step_vectorized(self) -> None:
        """Live one month; only columns that change are written back."""
        after = self.rules_of_month.pass_over(self.agents_df)
        self.agents.set(**{name: after[name] for name in MOVED})


class Version:
    """A district in ambr, a month at a time."""

    def __init__(self, handed: Handed) -> None:
        """Make the district; the first step of ambr's would set it up."""
        self._model = District({"seed": 2012, "show_progress": False}).cpu(mode="vectorized")
        self._model.handed = handed
        self._model._ensure_setup()  # noqa: SLF001  so that no month is timed with it
        del self._model.handed

    def month(self) -> None:
        """Live one month."""
        self._model.run_step()

    def state(self) -> dict[str, float]:
        """Say how residents are."""
        return state_of(self._model.agents_df)
