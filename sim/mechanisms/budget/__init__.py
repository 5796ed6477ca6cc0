"""What organisations live on, and what they do with it."""

from sim.mechanisms.budget.spending import Budgets, enter, settle

__all__ = ["Budgets", "enter", "settle"]
