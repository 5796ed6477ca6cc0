"""What the government pays, by which way and how soon."""

from sim.mechanisms.payment.tranches import Payments, pay, process_tranches

__all__ = ["Payments", "pay", "process_tranches"]
