"""What organisations live on, and what they do with it."""

from sim.mechanisms.budget.donors import Donors, receive
from sim.mechanisms.budget.projects import Projects, carry_out, seek
from sim.mechanisms.budget.spending import Budgets, enter, spend_month
from sim.policy import Policy
from sim.staff import Staff
from sim.world import World

__all__ = ["Budgets", "Donors", "Projects", "enter", "settle"]


def settle(
    world: World, policy: Policy, how: Budgets, donors: Donors, projects: Projects, loading: float, staff: Staff
) -> None:
    """Let gifts, fees and project money come in, and every organisation spend; `loading` is on wages."""
    seek(world, policy, projects)
    receive(world, policy, donors)
    carry_out(world, projects)
    spend_month(world, policy, how, loading, staff)
