"""What watches organisations: visits by evaluators, yearly stars, inspections, and who comes in their wake."""

from sim.mechanisms.evaluation.newcomers import Newcomers
from sim.mechanisms.evaluation.oversight import visit
from sim.mechanisms.evaluation.stars import Ratings
from sim.mechanisms.evaluation.violations import Violations
from sim.mechanisms.evaluation.visits import Evaluations

__all__ = ["Evaluations", "Newcomers", "Ratings", "Violations", "visit"]
