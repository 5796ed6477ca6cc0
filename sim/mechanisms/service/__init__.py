"""How residents in need are served, by whoever there is."""

from sim.mechanisms.service.routine import Routine
from sim.mechanisms.service.serving import serve
from sim.mechanisms.service.terms import Services
from sim.mechanisms.service.volunteers import Volunteering

__all__ = ["Routine", "Services", "Volunteering", "serve"]
