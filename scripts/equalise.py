"""Give every system of the tournament the same public money per community (make tournament).

The tournament compares systems of linkage at three capacities of social organisations. What a system buys
(centres, projects, grants, funds, awards) is scaled by one factor, found by trial in the tournament's own
worlds, until the public money that a community costs in a year, institutions and evaluations included, is
`TARGET_YUAN`. The values are written into experiments/tournament.toml and, for the
baseline, into scenarios/tournament.toml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.chance import world_seed
from sim.declare import Value
from sim.lab.experiment import load_experiment
from sim.model import simulate
from sim.scenario import LEVERS, Scenario, load_scenario
from sim.world import MONTHS_PER_YEAR

ROOT = Path(__file__).resolve().parent.parent
EXPERIMENT, PLACE = ROOT / "experiments" / "tournament.toml", ROOT / "scenarios" / "tournament.toml"
MARK = "# From here on made by scripts/equalise.py (make tournament): do not edit by hand."
TARGET_YUAN = 225_000.0
"""The middle of 200,000 (C11) and 250,000 (a centre of G46 shared by eight communities)."""
_CLOSE, _MOST_TRIALS, _WORLDS, _STEP_YUAN = 0.008, 10, 20, 100.0
_PROJECT, _PROJECTS = "policy.purchase.project_yuan", "policy.purchase.projects_per_street"
MONEY = (
    "policy.purchase.centre_yuan",
    _PROJECT,
    "policy.purchase.group_grant_yuan",
    "policy.fund.yuan_per_community",
    "policy.incubation.venture_award_yuan",
)
_NEEDS = {
    _PROJECT: _PROJECTS,
    "policy.incubation.venture_award_yuan": "policy.incubation.venture_awards",
}


@dataclass(frozen=True)
class System:
    """One way of linking the three societies; `values` fit its levers to a district of 24 communities."""

    name: str
    scenario: str
    en: str
    zh: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Capacity:
    """How many professional agencies there are, and how capable they are."""

    name: str
    en: str
    zh: str
    values: Mapping[str, Value]


def _capacity(name: str, en: str, zh: str, *, small: int, middle: int, shift: float) -> Capacity:
    start = load_scenario("tournament").coefficients.beginnings
    return Capacity(
        name,
        en,
        zh,
        {
            "setting.small_agencies_per_street": small,
            "setting.middle_agencies_per_street": middle,
            "coefficients.beginnings.small_capability": round(start.small_capability + shift, 2),
            "coefficients.beginnings.middle_capability": round(start.middle_capability + shift, 2),
            "coefficients.beginnings.large_capability": round(start.large_capability + shift, 2),
        },
    )


SYSTEMS = (
    System("contract_centre", "guangzhou", "Centres under contract (S1)", "家综合同（S1）"),
    System(
        "joint_office",
        "beijing_joint_office",
        "Joint office (S4)",
        "联合办公室（S4）",
        {"policy.incubation.venture_awards": 19},
    ),
    System("commissioned", "commissioned_centre", "Commissioned centre (S9)", "社会组织委托型（S9）"),
    System("agency", "agency_service", "Agency service (S10)", "社工机构服务型（S10）"),
    System("project_guided", "project_guided", "Project-guided (S11)", "项目指导型（S11）"),
    System("internal", "internal_development", "Internal development (S12)", "社区内部发展型（S12）"),
    System("matching", "changsha_matching", "Matching and funds (S13)", "供需对接与惠民资金（S13）"),
    System("platform", "district_platform", "District platform (S14)", "区级平台（S14）"),
)
CAPACITIES = (
    _capacity("low", "low capacity", "低能力", small=1, middle=0, shift=-0.15),
    _capacity("middle", "middle capacity", "中等能力", small=2, middle=1, shift=0.0),
    _capacity("high", "high capacity", "高能力", small=3, middle=2, shift=0.15),
)


def yuan_per_community(scenario: Scenario, root: int, worlds: int) -> float:
    """Public money that a community costs in a year, as a mean over worlds."""
    years = scenario.months / MONTHS_PER_YEAR
    communities = scenario.setting.streets * scenario.setting.communities_per_street
    spent = [
        simulate(scenario, world_seed(root, world), series=()).outcomes["public_money_yuan"] for world in range(worlds)
    ]
    return float(np.mean(spent)) / communities / years


def in_place(system: System, capacity: Capacity) -> Scenario:
    """A system's levers in the tournament's place at one capacity, before its money is scaled."""
    place = load_scenario("tournament").with_policy_of(load_scenario(system.scenario))
    return place.with_values({**capacity.values, **system.values})


def money_of(scenario: Scenario) -> dict[str, float]:
    """What a system buys, in yuan by path; what it does not buy is left out."""
    values = scenario.values()
    bought = [path for path in MONEY if path in values and values[path] and values.get(_NEEDS.get(path, path))]
    return {path: float(values[path]) for path in bought}


def scaled(scenario: Scenario, money: Mapping[str, float], factor: float) -> dict[str, Value]:
    """Money times a factor in whole hundreds of yuan, within the levers' bounds.

    Projects become more or fewer before they become larger or smaller: a project still pays for its worker.
    """
    yuan = {path: amount * factor for path, amount in money.items()}
    values: dict[str, Value] = {}
    if _PROJECT in yuan:
        count = int(scenario.value(_PROJECTS))
        number = min(max(round(count * factor), 1), int(LEVERS[_PROJECTS].high or count))
        yuan[_PROJECT] *= count / number
        values[_PROJECTS] = number
    for path, amount in yuan.items():
        whole = round(amount / _STEP_YUAN) * _STEP_YUAN
        values[path] = min(max(whole, LEVERS[path].low or 0.0), LEVERS[path].high or whole)
    return values


def equalise(scenario: Scenario, root: int) -> tuple[dict[str, Value], float]:
    """The values at which a system costs the target, and what it then costs.

    Where money comes in steps (a fund pays for whole projects only), all of it stands below the step and the
    price of projects makes up for what is missing.
    """
    money = money_of(scenario)
    values, cost = _scale(scenario, money, root)
    if not _close(cost) and _PROJECT in money:
        rest = scenario.with_values(values)
        last, cost = _scale(rest, {_PROJECT: money_of(rest)[_PROJECT]}, root)
        values |= last
    if not _close(cost):
        raise SystemExit(f"{scenario.name}: {cost:,.0f} yuan is as near as its levers come")
    return values, cost


def _scale(scenario: Scenario, money: Mapping[str, float], root: int) -> tuple[dict[str, Value], float]:
    """The values closest to the target, or just below it where there are none close, and what they cost."""

    def cost_at(factor: float) -> float:
        return yuan_per_community(scenario.with_values(scaled(scenario, money, factor)), root, _WORLDS)

    low, less, high, more = 0.0, cost_at(0.0), 1.0, cost_at(1.0)
    while more < TARGET_YUAN and more > less:
        low, less, high, more = high, more, 2.0 * high, cost_at(2.0 * high)
    for _ in range(_MOST_TRIALS):
        nearer = (TARGET_YUAN - less) / (more - less)
        factor = low + min(max(nearer, 0.05), 0.95) * (high - low)
        cost = cost_at(factor)
        if _close(cost):
            return scaled(scenario, money, factor), cost
        low, less, high, more = (factor, cost, high, more) if cost < TARGET_YUAN else (low, less, factor, cost)
    return scaled(scenario, money, low), less


def _close(cost: float) -> bool:
    return abs(cost / TARGET_YUAN - 1.0) < _CLOSE


def block(system: System, capacity: Capacity, values: Mapping[str, Value]) -> str:
    """One policy of the experiment."""
    lines = [
        "[[policy]]",
        f'name = "{system.name}_{capacity.name}"',
        f'label_en = "{system.en}, {capacity.en}"',
        f'label_zh = "{system.zh}，{capacity.zh}"',
        f'scenario = "{system.scenario}"',
        "[policy.set]",
        *(f"{json.dumps(path)} = {json.dumps(value)}" for path, value in values.items()),
    ]
    return "\n".join(lines)


def main() -> None:
    """Write the tournament's policies anew."""
    head = EXPERIMENT.read_text(encoding="utf-8").split(MARK)[0]
    root = load_experiment(EXPERIMENT).seed
    blocks = []
    for capacity in CAPACITIES:
        for system in SYSTEMS:
            values, cost = equalise(in_place(system, capacity), root)
            print(f"{system.name} {capacity.name}: {cost:,.0f} yuan per community and year", flush=True)
            if (system, capacity) == (SYSTEMS[0], CAPACITIES[1]):
                _write_place(values)
            else:
                blocks.append(block(system, capacity, {**capacity.values, **system.values, **values}))
    EXPERIMENT.write_text("\n\n".join([head + MARK, *blocks]) + "\n", encoding="utf-8")


def _write_place(values: Mapping[str, Value]) -> None:
    text = PLACE.read_text(encoding="utf-8")
    for path, value in values.items():
        text = re.sub(rf"(?m)^({path.split('.')[-1]} = )\S+", rf"\g<1>{value}", text)
    PLACE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
