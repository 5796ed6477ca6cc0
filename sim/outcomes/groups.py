"""How residents' own organisations fare."""

from __future__ import annotations

from sim.agents.organisation import FILED, REGISTERED
from sim.arithmetic import count
from sim.kernels.books import count_groups, growth_on_book, mean_maturity
from sim.kernels.groups import LIVED_ON
from sim.kernels.means import count_within
from sim.outcome import outcome, ratio
from sim.world import MONTHS_PER_YEAR, World


@outcome(
    "groups_alive", "Community organisations", "社区社会组织数", unit="organisations", better="higher", matters=1.0,
    meaning="Community organisations on file or registered", source="E20",
)  # fmt: skip
def _alive(world: World) -> float:
    return float(count_groups(world.organisations.alive, world.organisations.stage, world.first_group, FILED))


@outcome(
    "groups_registered", "Registered community organisations", "登记社区社会组织数", unit="organisations",
    better="higher", matters=0.5, meaning="Community organisations that are registered", source="M62",
)  # fmt: skip
def _registered(world: World) -> float:
    return float(count_groups(world.organisations.alive, world.organisations.stage, world.first_group, REGISTERED))


@outcome(
    "group_growth_rate", "Growth of registered organisations", "登记组织增长率", unit="share per year", better="higher",
    matters=0.01, summary="mean",
    meaning="Organisations newly registered less those that closed, agencies included, over those that exist",
    source="G20",
)  # fmt: skip
def _growth(world: World) -> float:
    rows = world.organisations
    return MONTHS_PER_YEAR * growth_on_book(
        rows.alive, rows.closed, rows.entered, rows.registered, rows.stage, world.first_group
    )


@outcome(
    "group_births", "Community organisations filed", "新备案社区社会组织", unit="organisations", better="higher",
    matters=1.0, summary="total", meaning="Circles of neighbours that filed with the street", source="E19",
)  # fmt: skip
def _births(world: World) -> float:
    return float(count_within(world.organisations.entered, world.first_group, len(world.organisations)))


@outcome(
    "group_deaths", "Community organisations ended", "消亡社区社会组织", unit="organisations", better="lower",
    matters=1.0, summary="total", meaning="Community organisations on file or registered that ended", source="E20",
)  # fmt: skip
def _deaths(world: World) -> float:
    return float(count_within(world.organisations.closed, world.first_group, len(world.organisations)))


@outcome(
    "graduates", "Organisations out of the incubator", "出壳组织数", unit="organisations", better="higher", matters=1.0,
    summary="total", meaning="Community organisations that left the incubator mature, led, with members and money",
    source="M64, M65",
)  # fmt: skip
def _graduates(world: World) -> float:
    return float(count(world.organisations.graduated))


@outcome(
    "group_maturity", "Maturity of community organisations", "社区社会组织成熟度", unit="share", better="higher",
    matters=0.02, meaning="Mean maturity of community organisations on file or registered", source="E20",
)  # fmt: skip
def _maturity(world: World) -> float:
    rows = world.organisations
    return mean_maturity(rows.maturity, rows.alive, rows.stage, world.first_group)


@outcome(
    "group_survival", "Survival of community organisations", "社区社会组织存续率", unit="share", better="higher",
    matters=0.02, summary="end",
    meaning="Of the community organisations filed since month 0, those that lived twenty-five months later",
    source="E20; 002 §3",
)  # fmt: skip
def _survival(world: World) -> float:
    begin, known = world.setting.burn_in_months, max(world.elapsed - LIVED_ON, 0)
    book = world.register
    return ratio(int(book.lived_on[begin:known].sum()), int(book.filed[begin:known].sum()))
