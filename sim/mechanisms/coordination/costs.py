"""Nobody coordinates for nothing: what linkage costs the government in a month.

Every community that has adopted linkage costs money for each institution in force; grid workers,
stations, the platform, the party's venues, demonstration communities, visits and the survey of
residents have prices of their own. The joint office is run by the hub, whose staff get the money as
wages; the rest goes to those who deliver. Sources: M24, M27; model.md 5.9: no lever is free. Left out:
set-up costs, which are part of the yearly price.
"""

from __future__ import annotations

from sim.arithmetic import count
from sim.declare import Section, coefficient
from sim.ledger import Flow, to_fen
from sim.mechanisms.coordination.front_office import TIERS
from sim.mechanisms.coordination.pressures import USUAL_RESIDENT_WEIGHT
from sim.policy import Policy
from sim.world import MONTHS_PER_YEAR, World

_A_YEAR = "yuan per community and year"


class Costs(Section):
    """What linkage costs."""

    institution_yuan: float = coefficient(
        5_000.0,
        "Public money for one institution of linkage",
        unit=_A_YEAR,
        low=0.0,
        high=30_000.0,
        source="assumed",
        en="Cost of an institution",
        zh="每项联动制度成本",
    )
    office_yuan: float = coefficient(
        24_000.0,
        "Public money for the joint office, for each community that it works with",
        unit=_A_YEAR,
        low=5_000.0,
        high=80_000.0,
        source="M27, assumed: two posts in an office for eight communities",
        en="Cost of the joint office",
        zh="联合办公室成本",
    )
    grid_yuan: float = coefficient(
        40_000.0,
        "Public money for grid workers",
        unit=_A_YEAR,
        low=10_000.0,
        high=150_000.0,
        source="M19, assumed: one worker",
        en="Cost of the grid",
        zh="网格成本",
    )
    platform_yuan: float = coefficient(
        15_000.0,
        "Public money for the platform",
        unit=_A_YEAR,
        low=2_000.0,
        high=60_000.0,
        source="M5, assumed",
        en="Cost of the platform",
        zh="平台成本",
    )
    station_yuan: float = coefficient(
        50_000.0,
        "Public money for the clerks of stations",
        unit=_A_YEAR,
        low=10_000.0,
        high=150_000.0,
        source="M6, assumed: one clerk",
        en="Cost of stations",
        zh="服务站成本",
    )
    party_yuan: float = coefficient(
        10_000.0,
        "Public money for venues and activities of full party coordination",
        unit=_A_YEAR,
        low=0.0,
        high=60_000.0,
        source="M17, assumed",
        en="Cost of party coordination",
        zh="党建引领成本",
    )
    programme_yuan: float = coefficient(
        12_000.0,
        "Public money for one linkage programme",
        unit=_A_YEAR,
        low=0.0,
        high=60_000.0,
        source="M21, assumed",
        en="Cost of a programme",
        zh="单个联动项目成本",
    )
    demonstration_yuan: float = coefficient(
        100_000.0,
        "Public money for one demonstration community",
        unit=_A_YEAR,
        low=10_000.0,
        high=500_000.0,
        source="M111, assumed",
        en="Cost of a demonstration",
        zh="示范点成本",
    )
    survey_yuan: float = coefficient(
        3_000.0,
        "Public money for the survey by which residents appraise their committee",
        unit=_A_YEAR,
        low=0.0,
        high=20_000.0,
        source="M13, assumed",
        en="Cost of residents' appraisal",
        zh="居民测评成本",
    )
    case_yuan: float = coefficient(
        100.0,
        "Public money for one grievance in the hands of higher tiers in a month",
        unit="yuan per case and month",
        low=0.0,
        high=1_000.0,
        source="M32, assumed",
        en="Cost of a case passed up",
        zh="上报案件成本",
    )
    showcase_yuan: float = coefficient(
        20_000.0,
        "Public money for showcases under full pressure",
        unit=_A_YEAR,
        low=0.0,
        high=100_000.0,
        source="M30, assumed",
        en="Cost of showcases",
        zh="展示活动成本",
    )


def charge(world: World, policy: Policy, how: Costs, adopted: int) -> None:
    """Pay for a month of linkage, which `adopted` communities have adopted."""
    rules, accounts, rows = policy.coordination, world.accounts, world.committees
    institutions = rules.information + rules.joint_service + rules.feedback + rules.lists + rules.autonomous_links
    institutions += policy.spread.observation + max(rules.tiers - TIERS, 0)
    yearly = adopted * (institutions * how.institution_yuan + rules.grid * how.grid_yuan)
    yearly += len(rows) * _everywhere(policy, how)
    cases = sum(world.streets.passed_up.tolist()) * world.setting.people_per_resident
    world.spend(Flow.COORDINATION, accounts.vendors, to_fen(yearly / MONTHS_PER_YEAR + cases * how.case_yuan))
    if rules.platform or rules.station:
        fronts = rules.platform * how.platform_yuan + rules.station * how.station_yuan
        world.spend(Flow.PLATFORM, accounts.vendors, to_fen(adopted * fronts / MONTHS_PER_YEAR))
    if policy.party.coordination > 0.0:
        party = adopted * policy.party.coordination * how.party_yuan
        world.spend(Flow.PARTY, accounts.vendors, to_fen(party / MONTHS_PER_YEAR))
    if policy.spread.demonstrations:
        shown = count(rows.demonstration) * how.demonstration_yuan
        world.spend(Flow.DEMONSTRATION, accounts.vendors, to_fen(shown / MONTHS_PER_YEAR))
    if rules.joint_office:
        offices, hub = count(rows.office_months) * how.office_yuan, accounts.organisations + world.hub
        fen = to_fen(offices / MONTHS_PER_YEAR)
        world.spend(Flow.JOINT_OFFICE, hub, fen)
        world.ledger.transfer(Flow.WAGE, hub, accounts.workers, fen)


def _everywhere(policy: Policy, how: Costs) -> float:
    """What is spent in every community, whether it has adopted linkage or not (yuan a year)."""
    rules = policy.coordination
    surveyed = policy.appraisal.resident_weight > USUAL_RESIDENT_WEIGHT
    return (
        rules.programmes * how.programme_yuan + rules.showcase_pressure * how.showcase_yuan + surveyed * how.survey_yuan
    )
