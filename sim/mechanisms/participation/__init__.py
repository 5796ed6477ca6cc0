"""Who knows, who is won, and who takes part."""

from sim.mechanisms.participation.joining import Participation, join_in
from sim.mechanisms.participation.publicity import Publicity, inform
from sim.policy import Policy
from sim.world import World

__all__ = ["Participation", "Publicity", "take_part"]


def take_part(world: World, policy: Policy, how: Participation, publicity: Publicity, usual_awareness: float) -> None:
    """Let word get round, then let residents take part; `usual_awareness` is the share who know without publicity."""
    inform(world, policy, publicity, usual_awareness)
    join_in(world, policy, how)
