"""The sweep of the model that is timed is a full factorial around the default district's own policy."""

from __future__ import annotations

from sim.lab.bench.sweeping import factorial


def test_five_levels_of_three_levers_hold_the_district_as_it_is() -> None:
    plan = factorial(30)
    assert len(plan.policies) == 5**3
    assert plan.run_count == 3_750
