"""What becomes of social workers: ties to residents, skill, burnout, and whether they stay."""

from sim.mechanisms.workforce.careers import Workforces, live_on
from sim.mechanisms.workforce.licences import Licences, educate
from sim.mechanisms.workforce.ties import Ties, bind
from sim.mechanisms.workforce.training import Training, move_on, teach
from sim.policy import Policy
from sim.staff import Staff
from sim.world import World

__all__ = ["Licences", "Ties", "Training", "Workforces", "carry_on"]


def carry_on(
    world: World,
    policy: Policy,
    binding: Ties,
    staying: Workforces,
    training: Training,
    licences: Licences,
    staff: Staff,
) -> None:
    """Let ties grow and fade, then let workers learn, tire, rise, leave and be replaced, and committees learn."""
    bind(world, binding)
    teach(world, policy, training)
    live_on(world, policy, staying, training, staff)
    move_on(world, policy, training)
    educate(world, policy, licences)
