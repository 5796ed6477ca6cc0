"""Every coefficient of the model, gathered from the mechanisms that declare them."""

from __future__ import annotations

from sim.declare import Section


class Coefficients(Section):
    """One section for each mechanism."""
