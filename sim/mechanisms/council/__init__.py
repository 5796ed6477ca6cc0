"""What residents of a community decide together: council sessions, and the commons that neighbours share."""

from sim.mechanisms.council.commons import Commons
from sim.mechanisms.council.session import Councils, deliberate

__all__ = ["Commons", "Councils", "deliberate"]
