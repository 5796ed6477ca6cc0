"""How the three societies coordinate: institutions, the joint office, the party, and how practices spread."""

from sim.mechanisms.coordination.month import Coordination, open_offices, sit_together

__all__ = ["Coordination", "open_offices", "sit_together"]
