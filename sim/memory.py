"""How much memory a district takes, told before it is built."""

from __future__ import annotations

from pathlib import Path

from sim.agents.organisation import Organisations
from sim.agents.resident import Residents
from sim.errors import Fault, ScenarioError
from sim.ledger import Flow
from sim.markets import count_markets
from sim.setting import Setting

_PROGRAM = 300_000_000
_WORKING = 16
"""Bytes for each resident that a month needs for a moment."""
_COMMITTEE, _AGENCY = 3_000, 20_000
"""Bytes of an institution as an agent that decides, its posts and contracts included; measured."""
_CHOICE = 420
"""Bytes for each pair of a street whose contracts are offered and an agency that bids there; measured."""
_ASKED_FROM = 500_000
"""Residents: a smaller district fits wherever Python and its packages do."""
_MEMINFO = Path("/proc/meminfo")
_GIGABYTE = 1e9


def residents_of(setting: Setting) -> int:
    """How many resident agents live in the district."""
    return setting.streets * setting.communities_per_street * setting.residents_per_community


def needed_bytes(setting: Setting) -> int:
    """Memory that a process takes at most that runs such districts, program included, within about a third."""
    streets, communities = setting.streets, setting.streets * setting.communities_per_street
    sizes = (setting.small_agencies_per_street, setting.middle_agencies_per_street, setting.large_agencies_per_street)
    agencies = streets * sum(sizes)
    organisations = agencies + streets * (setting.groups_per_street + setting.room_for_groups_per_street)
    people = residents_of(setting) * (Residents.row_bytes() + _WORKING)
    bodies = organisations * (Organisations.row_bytes() + 8 * len(Flow)) + communities * _COMMITTEE + agencies * _AGENCY
    return _PROGRAM + people + bodies + streets * agencies // count_markets(setting) * _CHOICE


def free_bytes() -> int | None:
    """Memory that is free on this machine; None where the system does not tell."""
    try:
        lines = _MEMINFO.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    told = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(told[0]) * 1024 if told else None


def refuse_what_does_not_fit(setting: Setting, copies: int = 1) -> None:
    """ScenarioError where so many runs at a time need more memory than is free."""
    if residents_of(setting) < _ASKED_FROM:
        return
    needed, free = needed_bytes(setting) * copies, free_bytes()
    if free is None or needed <= free:
        return
    at_once = f"{copies} runs at a time of " if copies > 1 else ""
    what = (
        f"{at_once}{residents_of(setting):,} residents need about {needed / _GIGABYTE:.1f} GB of memory, and "
        f"{free / _GIGABYTE:.1f} GB are free"
    )
    remedy = "give fewer residents and let each stand for more people (setting.people_per_resident)"
    raise ScenarioError(
        [Fault("setting.residents_per_community", what, f"{remedy}{', or fewer --jobs' if copies > 1 else ''}")]
    )
