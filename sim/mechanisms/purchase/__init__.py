"""What is bought for residents in a year: today by calls for tenders."""

from sim.mechanisms.purchase.calls import Purchases, call

__all__ = ["Purchases", "call"]
