"""Every coefficient of the model, gathered from the mechanisms that declare them."""

from __future__ import annotations

from sim.beginnings import Beginnings
from sim.declare import Section
from sim.fit import Fit
from sim.mechanisms.budget import Budgets, Donors, Projects
from sim.mechanisms.committee_hours import CommitteeHours
from sim.mechanisms.coordination import Coordination
from sim.mechanisms.council import Commons, Councils
from sim.mechanisms.evaluation import Evaluations, Newcomers, Ratings, Violations
from sim.mechanisms.groups import Groups
from sim.mechanisms.knowledge import Knowledge
from sim.mechanisms.needs import Needs
from sim.mechanisms.payment import Payments
from sim.mechanisms.publicity import Publicity
from sim.mechanisms.purchase import CommunityFunds, Matching, ProjectTerms, Purchases
from sim.mechanisms.residents import Participation, Satisfaction, Trust
from sim.mechanisms.service import Routine, Services, Volunteering
from sim.mechanisms.workforce import Licences, Ties, Training, Workforces
from sim.neighbourhoods import Neighbourhoods
from sim.staff import Staff


class Coefficients(Section):
    """One section for each mechanism."""

    beginnings: Beginnings = Beginnings()
    staff: Staff = Staff()
    neighbourhoods: Neighbourhoods = Neighbourhoods()
    needs: Needs = Needs()
    committee_hours: CommitteeHours = CommitteeHours()
    coordination: Coordination = Coordination()
    knowledge: Knowledge = Knowledge()
    fit: Fit = Fit()
    council: Councils = Councils()
    commons: Commons = Commons()
    purchase: Purchases = Purchases()
    matching: Matching = Matching()
    fund: CommunityFunds = CommunityFunds()
    project_terms: ProjectTerms = ProjectTerms()
    payment: Payments = Payments()
    budget: Budgets = Budgets()
    donors: Donors = Donors()
    projects: Projects = Projects()
    evaluation: Evaluations = Evaluations()
    stars: Ratings = Ratings()
    violations: Violations = Violations()
    newcomers: Newcomers = Newcomers()
    service: Services = Services()
    routine: Routine = Routine()
    volunteering: Volunteering = Volunteering()
    groups: Groups = Groups()
    ties: Ties = Ties()
    satisfaction: Satisfaction = Satisfaction()
    trust: Trust = Trust()
    participation: Participation = Participation()
    publicity: Publicity = Publicity()
    workforce: Workforces = Workforces()
    training: Training = Training()
    licences: Licences = Licences()
