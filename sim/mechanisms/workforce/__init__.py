"""What becomes of social workers: ties to residents, skill, burnout, and whether they stay."""

from sim.mechanisms.workforce.careers import Workforces, live_on
from sim.mechanisms.workforce.ties import Ties, bind
from sim.policy import Policy
from sim.world import World

__all__ = ["Ties", "Workforces", "carry_on"]


def carry_on(world: World, policy: Policy, binding: Ties, staying: Workforces) -> None:
    """Let ties grow and fade, then let workers learn, tire, rise, leave and be replaced."""
    bind(world, binding)
    live_on(world, policy, staying)
