"""What is bought for residents: by calls for tenders, by matching, and out of communities' own funds."""

from sim.fit import Fit
from sim.mechanisms.purchase.calls import Purchases
from sim.mechanisms.purchase.calls import call as call_for_tenders
from sim.mechanisms.purchase.community_fund import CommunityFunds, plan_year, score_weights
from sim.mechanisms.purchase.matching import Matching, charge, land, match, search_breadth
from sim.mechanisms.purchase.projects import ProjectTerms, end, lay_out, matches, pay
from sim.policy import Policy
from sim.staff import Staff
from sim.world import World

__all__ = ["CommunityFunds", "Matching", "ProjectTerms", "Purchases", "call", "lay_out", "matches"]


def call(
    world: World,
    policy: Policy,
    how: Purchases,
    fit: Fit,
    matching: Matching,
    fund: CommunityFunds,
    projects: ProjectTerms,
    staff: Staff,
) -> None:
    """Put the year's contracts out to call, then match communities with suppliers and pay their projects."""
    call_for_tenders(world, policy, how, fit, staff)
    if not len(world.matched):
        return
    end(world, projects)
    plan_year(world, policy, fund, fit, projects.yuan_per_contact)
    charge(world, policy, matching)
    breadth = search_breadth(world, policy, matching)
    if breadth:
        agreed = match(world, policy, matching, fit, breadth, score_weights(policy, fund), how.choice_noise)
        land(world, policy, matching, projects, agreed)
    pay(world, projects)
