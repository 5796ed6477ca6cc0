"""What residents make of what happens: first how satisfied they are, then whom they trust."""

from sim.mechanisms.opinion.satisfaction import Satisfaction, judge
from sim.mechanisms.opinion.trust import Trust, adjust
from sim.policy import Policy
from sim.world import World

__all__ = ["Satisfaction", "Trust", "form"]


def form(world: World, policy: Policy, judging: Satisfaction, trusting: Trust) -> None:
    """Let residents judge the month and adjust their trust."""
    judge(world, judging)
    adjust(world, policy, trusting)
