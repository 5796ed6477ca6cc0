"""City districts: who bids where, and what a call takes as a city grows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.agents.organisation import LARGE, MIDDLE, SMALL
from sim.declare import Value
from sim.kernels.purchase import bid
from sim.markets import lay_out
from sim.mechanisms.purchase import calls
from sim.model import ThreeSocietyModel, simulate
from sim.scenario import load_scenario
from sim.setting import Setting
from tests.districts import small


def test_guangzhou_is_eleven_districts() -> None:
    markets = lay_out(load_scenario("guangzhou_full").setting)
    assert np.bincount(markets.of_street).tolist() == [28] + [27] * 10
    assert markets.bidders.shape == (11, 4 * 28)
    assert (markets.bidders[1:, 4 * 27 :] == -1).all()


@pytest.mark.parametrize(
    ("streets", "together", "markets"), [(3, 27, 1), (40, 27, 1), (41, 27, 2), (3, 1, 3), (5, 2, 3)]
)
def test_streets_are_cut_into_markets_as_nearly_as_can_be(streets: int, together: int, markets: int) -> None:
    laid = lay_out(Setting(streets=streets, streets_per_market=together))
    sizes = np.bincount(laid.of_street)
    assert (len(laid.bidders), len(sizes)) == (markets, markets)
    assert sizes.max() - sizes.min() <= 1
    assert (np.diff(laid.of_street) >= 0).all()


def test_every_agency_bids_in_the_market_of_its_street() -> None:
    # Two large agencies a street, then one middle, then none small: rows 0-5 and 6-8 of three streets.
    laid = lay_out(
        Setting(
            streets=3, streets_per_market=1, large_agencies_per_street=2, middle_agencies_per_street=1,
            small_agencies_per_street=0,
        )
    )  # fmt: skip
    assert laid.bidders.tolist() == [[0, 1, 6], [2, 3, 7], [4, 5, 8]]


def test_the_only_market_has_every_agency_in_order() -> None:
    laid = lay_out(load_scenario("guangzhou").setting)
    assert laid.bidders.tolist() == [list(range(12))]


FOUR: dict[str, Value] = {"setting.streets": 4, "setting.streets_per_market": 2, "setting.months": 12}


def test_agencies_stand_by_size_as_markets_take_them_to() -> None:
    # Each of a market's streets is the home of one large, one middle and two small agencies.
    model = ThreeSocietyModel(small("guangzhou", {**FOUR, "setting.streets": 5}), rng=3, collect=())
    size, of_street = model.world.organisations.size, model.world.markets.of_street
    for market, rows in enumerate(model.world.markets.bidders):
        streets = int(np.count_nonzero(of_street == market))
        setting = model.world.setting
        each = [
            setting.small_agencies_per_street,
            setting.middle_agencies_per_street,
            setting.large_agencies_per_street,
        ]
        counted = [int(np.count_nonzero(size[rows[rows >= 0]] == kind)) for kind in (SMALL, MIDDLE, LARGE)]
        assert counted == [streets * number for number in each]


@pytest.mark.parametrize("streets", [4, 5])
@pytest.mark.parametrize("bidders", ["agencies", "all"])
def test_agencies_win_only_in_their_own_market(bidders: str, streets: int) -> None:
    values: dict[str, Value] = {**FOUR, "setting.streets": streets, "policy.purchase.bidders": bidders}
    model = ThreeSocietyModel(small("guangzhou", values), rng=3, collect=())
    world, wins = model.world, 0
    home = np.empty(world.agencies, dtype=np.int64)
    for market, rows in enumerate(world.markets.bidders):
        home[rows[rows >= 0]] = market
    for _ in range(12):
        model.step()
        held = world.contracts.organisation
        won = held >= 0
        assert (home[held[won]] == world.markets.of_street[world.contracts.street[won]]).all()
        wins += int(won.sum())
    assert wins > 0
    assert set(range((streets + 1) // 2)) == set(home.tolist())


def test_as_many_streets_as_there_are_or_more_are_one_market() -> None:
    runs = [
        simulate(small("guangzhou", {**FOUR, "setting.streets_per_market": size}), 5, ()) for size in (4, 27, 1_000)
    ]
    assert runs[0].outcomes == runs[1].outcomes == runs[2].outcomes
    assert simulate(small("guangzhou", FOUR), 5, ()).outcomes != runs[0].outcomes


def cells_of_a_call(streets: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Places in the tables that bids for a district's contracts are written to."""
    cells: list[int] = []

    def counted(*given: Any) -> None:
        cells.append(
            sum(table.size for given_one in given if isinstance(given_one, tuple) for table in tables(given_one))
        )
        bid(*given)

    monkeypatch.setattr(calls, "bid", counted)
    ThreeSocietyModel(small("guangzhou", {**FOUR, "setting.streets": streets}), rng=1, collect=()).step()
    return cells[-1]


def tables(given: tuple[object, ...]) -> list[NDArray[np.generic]]:
    """Those of what a kernel is given that are tables of several columns by bidders."""
    return [one for one in given if isinstance(one, np.ndarray) and one.ndim == 2]


def test_what_is_planned_and_weighed_grows_with_streets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many streets take twice the room of a call, not four times."""
    two, four, eight = (cells_of_a_call(streets, monkeypatch) for streets in (2, 4, 8))
    assert (four, eight) == (2 * two, 4 * two)
