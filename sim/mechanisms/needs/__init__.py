"""What residents come to need, and what becomes of needs that nobody attends to."""

from sim.mechanisms.needs.arising import arise, change_needs, stay_open
from sim.mechanisms.needs.circumstances import Needs, arrival_chances

__all__ = ["Needs", "arise", "arrival_chances", "change_needs", "stay_open"]
