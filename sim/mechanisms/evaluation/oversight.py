"""A month of being watched: evaluators visit, rules are enforced, and at the year's end stars are given.

Visits come first; what is at stake in a rating changes how they are answered; offences are then found or
not. In the last month of the contract year organisations are rated, and whoever is barred is wound up
before the next call brings its contracts to others. Sources: E21, M54-M61; 000. Left out: what each part
says of itself.
"""

from __future__ import annotations

from sim.beginnings import Beginnings
from sim.mechanisms.evaluation import newcomers, stars, violations, visits
from sim.policy import Policy
from sim.staff import Staff
from sim.world import MONTHS_PER_YEAR, World


def visit(
    world: World,
    policy: Policy,
    how: visits.Evaluations,
    rating: stars.Ratings,
    breaking: violations.Violations,
    arriving: newcomers.Newcomers,
    start: Beginnings,
    staff: Staff,
) -> None:
    """Watch organisations for a month."""
    rated, enforced = policy.stars.rating, bool(policy.oversight.inspections_per_year)
    weights = visits.send_evaluators(world, policy, how, staff)
    if rated:
        stars.press(world, policy, rating, how, weights)
    if enforced or world.setting.violations_per_year:
        violations.enforce(world, policy, breaking)
    if rated or enforced:
        newcomers.renew(world, policy, arriving, start)
    if world.setting.specialist_share:
        newcomers.work_for_rare_needs(world, policy, arriving)
    if world.month_of_year == MONTHS_PER_YEAR - 1:
        stars.clear(world)
        if rated:
            stars.rate(world, policy, rating)
