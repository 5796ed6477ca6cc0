"""Every lever a government can pull.

The defaults are the place before linkage: nothing is purchased, nothing evaluated, no councils.
Scenarios set what differs. Each file holds the levers of one field of action.
"""

from __future__ import annotations

from sim.declare import Section
from sim.policy.commons import Commons
from sim.policy.coordinating import Appraisal, Coordination, Party, Spread
from sim.policy.entry import Entry
from sim.policy.evaluating import Evaluation
from sim.policy.giving import Donation
from sim.policy.governing import Council, Meeting, Relief
from sim.policy.incubating import Incubation
from sim.policy.matching import Fund, Matching
from sim.policy.oversight import Oversight
from sim.policy.purchasing import Payment, Purchase
from sim.policy.shock import Shock
from sim.policy.staffing import Workforce
from sim.policy.stars import Stars
from sim.policy.training import Training
from sim.policy.volunteers import Volunteers


class Policy(Section):
    """All levers together; one value of it holds in any one month."""

    purchase: Purchase = Purchase()
    payment: Payment = Payment()
    donation: Donation = Donation()
    evaluation: Evaluation = Evaluation()
    stars: Stars = Stars()
    oversight: Oversight = Oversight()
    workforce: Workforce = Workforce()
    relief: Relief = Relief()
    council: Council = Council()
    meeting: Meeting = Meeting()
    commons: Commons = Commons()
    entry: Entry = Entry()
    training: Training = Training()
    volunteers: Volunteers = Volunteers()
    shock: Shock = Shock()
    matching: Matching = Matching()
    fund: Fund = Fund()
    coordination: Coordination = Coordination()
    party: Party = Party()
    appraisal: Appraisal = Appraisal()
    spread: Spread = Spread()
    incubation: Incubation = Incubation()
