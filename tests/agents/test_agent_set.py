"""A set of rows answers as Mesa's own set of the same agents would."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mesa.agent import AgentSet
from numpy.typing import NDArray

from sim.agents.agent_set import ColumnAgentSet
from sim.agents.columns import Table, column
from sim.agents.registry import ColumnModel
from sim.agents.row_agent import RowAgent


class Residents(Table):
    community: NDArray[np.int32] = column(np.int32, meaning="home", unit="index", en="community", zh="社区")
    trust: NDArray[np.float64] = column(np.float64, meaning="trust", unit="share", en="trust", zh="信任")
    needs: NDArray[np.uint8] = column(np.uint8, width=2, meaning="needs", unit="months", en="needs", zh="需求")


class Resident(RowAgent):
    table = Residents

    @property
    def doubled(self) -> float:
        return float(self.trust) * 2

    def grow(self, by: int = 1) -> int:
        self.needs[0] += by
        return int(self.needs[0])


class Neighbour(mesa.Agent):
    """The same resident as plain Mesa would have it."""

    def __init__(self, model: mesa.Model, row: int, community: int, trust: float) -> None:
        super().__init__(model)
        self.row, self.community, self.trust = row, community, trust
        self.needs = np.zeros(2, np.uint8)

    @property
    def doubled(self) -> float:
        return self.trust * 2

    def grow(self, by: int = 1) -> int:
        self.needs[0] += by
        return int(self.needs[0])


People = list[tuple[int, float]]
people = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4).map(lambda n: n / 4)), min_size=1, max_size=12)


def both(rows: People) -> tuple[ColumnAgentSet, AgentSet]:
    """The same people twice: as rows, and as plain agents of a model with the same generator."""
    model, plain = ColumnModel(rng=5), mesa.Model(rng=5)
    residents = Residents(len(rows))
    residents.community[:] = [community for community, _ in rows]
    residents.trust[:] = [trust for _, trust in rows]
    for row, (community, trust) in enumerate(rows):
        Neighbour(plain, row, community, trust)
    return model.enrol(Resident, residents), plain.agents_by_type[Neighbour]


def state(agents: Any) -> list[tuple[int, int, float, list[int]]]:
    return [(agent.row, agent.community, agent.trust, agent.needs.tolist()) for agent in agents]


@given(people)
def test_get_gives_the_same_values_of_the_same_types(rows: People) -> None:
    mine, mesas = both(rows)
    for names in ("community", "trust", "doubled", "row", ["trust", "community"], ["doubled", "trust"], []):
        assert mine.get(names) == mesas.get(names)
    assert type(mine.get("community")[0]) is int
    assert type(mine.get("trust")[0]) is float
    assert mine.get("nowhere", "default", 7) == mesas.get("nowhere", "default", 7)


@given(people, st.sampled_from([sum, min, max, np.mean, np.std, len, sorted]))
def test_agg_gives_the_same_number(rows: People, func: Callable[[Any], Any]) -> None:
    mine, mesas = both(rows)
    assert mine.agg("trust", func) == mesas.agg("trust", func)
    assert mine.agg("community", [func, max]) == mesas.agg("community", [func, max])


@given(people, st.integers(0, 3), st.sampled_from([0, 1, 3, 0.0, 0.5, 1.0, float("inf")]))
def test_select_takes_the_same_agents(rows: People, community: int, at_most: float) -> None:
    mine, mesas = both(rows)
    where: Callable[[Any], bool] = lambda agent: bool(agent.community == community)  # noqa: E731
    chosen = mine.select(where, at_most=at_most)
    assert state(chosen) == state(mesas.select(where, at_most=at_most))
    assert state(mine.select(at_most=at_most)) == state(mesas.select(at_most=at_most))
    mask = np.array(mine.get("community")) == community
    assert state(mine.select(mask, at_most=at_most)) == state(chosen)


@given(people, st.integers(0, 3), st.integers(0, 9))
def test_set_changes_the_same_agents(rows: People, community: int, trust: int) -> None:
    mine, mesas = both(rows)
    for agents in (mine, mesas):
        assert agents.select(lambda agent: agent.community == community).set("trust", trust) is not None
    assert state(mine) == state(mesas)


@given(people, st.booleans(), st.sampled_from(["trust", "community", "doubled"]))
def test_sort_takes_the_same_order_among_equals_too(rows: People, ascending: bool, key: str) -> None:  # noqa: FBT001
    mine, mesas = both(rows)
    assert state(mine.sort(key, ascending=ascending)) == state(mesas.sort(key, ascending=ascending))
    by: Callable[[Any], Any] = lambda agent: (agent.trust, -agent.row)  # noqa: E731
    assert state(mine.sort(by, ascending=ascending)) == state(mesas.sort(by, ascending=ascending))


@given(people)
def test_shuffle_takes_the_order_that_mesa_would(rows: People) -> None:
    mine, mesas = both(rows)
    assert state(mine.shuffle()) == state(mesas.shuffle())
    met: list[int] = []
    mine.shuffle_do(lambda agent: met.append(agent.row))
    expected: list[int] = []
    mesas.shuffle_do(lambda agent: expected.append(agent.row))
    assert met == expected
    assert mine.get("row") == list(range(len(rows)))


@given(people)
def test_groupby_makes_the_same_groups(rows: People) -> None:
    mine, mesas = both(rows)
    for by in ("community", "doubled", lambda agent: agent.row % 2):
        groups, expected = mine.groupby(by), mesas.groupby(by)
        assert [(key, state(group)) for key, group in groups] == [(key, state(group)) for key, group in expected]
        assert groups.count() == expected.count()
        assert groups.agg("trust", sum) == expected.agg("trust", sum)
        assert groups.map(len) == expected.map(len)
        listed = mine.groupby(by, result_type="list")
        assert listed.agg("trust", sum) == expected.agg("trust", sum)
        assert all(isinstance(group, list) for _, group in listed)


@given(people, st.sampled_from(["grow", lambda agent, by=1: agent.grow(by)]))
def test_do_and_map_call_each_agent_once(rows: People, method: Any) -> None:
    mine, mesas = both(rows)
    assert mine.map(method, by=2) == mesas.map(method, by=2)
    assert mine.do(method) is mine
    mesas.do(method)
    assert state(mine) == state(mesas)


@pytest.mark.filterwarnings("ignore:No Agents specified:UserWarning")  # Mesa warns of its own empty sets
@given(people, st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_sets_combine_as_mesas_do(rows: People, one: set[int], other: set[int]) -> None:
    found = []
    for agents in both(rows):
        first = agents.select(lambda agent: agent.row in one)
        second = agents.select(lambda agent: agent.row in other)
        found.append([state(first | second), state(first & second), state(first - second)])
    assert found[0] == found[1]


@pytest.fixture
def residents() -> ColumnAgentSet:
    return both([(0, 0.5), (1, 0.25), (0, 1.0)])[0]


def test_the_same_row_is_the_same_agent_while_it_is_held(residents: ColumnAgentSet) -> None:
    second = residents[1]
    assert second is residents.to_list()[1]
    assert second in residents
    assert second in second.model.agents_by_type[Resident]
    assert residents.select(lambda agent: agent.row == 1)[0] is second
    assert residents.index(second) == 1
    assert list(reversed(residents))[1] is second


def test_ids_are_stable_and_known_without_making_agents(residents: ColumnAgentSet) -> None:
    ids = residents.get("unique_id")
    assert [agent.unique_id for agent in residents] == ids
    assert len(set(ids)) == 3
    assert [agent.pos for agent in residents] == [None] * 3


def test_indexing_follows_the_order_of_the_set(residents: ColumnAgentSet) -> None:
    ranked = residents.sort("trust")
    assert [agent.row for agent in ranked[:2]] == [2, 0]
    assert ranked[-1].row == 1
    assert ranked.rows.tolist() == [2, 0, 1]
    with pytest.raises(IndexError, match=r"out of (bounds|range)"):
        residents[3]


def test_agents_can_be_put_in_and_taken_out_of_a_set(residents: ColumnAgentSet) -> None:
    few = residents.select(np.array([True, False, False]))
    second = residents[1]
    few.add(second)
    few.add(second)
    assert few.get("row") == [0, 1]
    few.remove(second)
    few.discard(second)
    assert few.get("row") == [0]
    with pytest.raises(KeyError, match="Resident 1"):
        few.remove(second)
    assert len(residents) == 3


def test_an_agent_of_another_kind_or_model_cannot_enter(residents: ColumnAgentSet) -> None:
    for stranger in (both([(0, 0.5)])[0][0], mesa.Agent(mesa.Model(rng=1))):
        assert stranger not in residents
        with pytest.raises(TypeError, match="cannot be in a set of rows; give a Resident of the same model"):
            residents.add(stranger)


def test_in_place_changes_only_this_set(residents: ColumnAgentSet) -> None:
    view, other = copy.copy(residents), copy.copy(residents)
    assert view.sort("trust", inplace=True) is view
    assert view.select(np.array([True, True, False]), inplace=True).get("row") == [2, 0]
    assert view.shuffle(inplace=True) is view
    assert sorted(view.get("row")) == [0, 2]
    assert other.get("row") == [0, 1, 2]


def test_select_by_kind(residents: ColumnAgentSet) -> None:
    assert len(residents.select(agent_type=Resident)) == 3
    assert len(residents.select(agent_type=RowAgent)) == 3
    assert len(residents.select(agent_type=Neighbour)) == 0


@pytest.mark.parametrize("mask", [np.array([1, 0, 1]), np.array([True]), np.ones((3, 1), np.bool_)])
def test_a_mask_that_does_not_fit_is_refused(residents: ColumnAgentSet, mask: NDArray[Any]) -> None:
    with pytest.raises(ValueError, match="cannot select; give 3 flags, one for each agent of the set"):
        residents.select(mask)


def test_a_wide_column_gives_views_and_is_set_row_by_row(residents: ColumnAgentSet) -> None:
    residents.select(np.array([False, True, True])).set("needs", [4, 5])
    assert [row.tolist() for row in residents.get("needs")] == [[0, 0], [4, 5], [4, 5]]
    residents.get("needs")[0][1] = 9
    assert residents[0].needs.tolist() == [0, 9]


def test_what_does_not_fit_is_not_set(residents: ColumnAgentSet) -> None:
    with pytest.raises(ValueError, match=r"community: 0\.5 cannot be stored"):
        residents.set("community", 0.5)
    with pytest.raises(AttributeError, match=r"Resident\.comunity: there is no such column"):
        residents.set("comunity", 1)
    with pytest.raises(AttributeError, match="no attribute 'comunity'"):
        residents.get("comunity")
    with pytest.raises(ValueError, match="handle_missing: 'ignore' is unknown; give 'error' or 'default'"):
        residents.get("trust", handle_missing="ignore")  # type: ignore[arg-type]
    assert residents.get("community") == [0, 1, 0]


def test_a_frame_has_the_columns_by_id(residents: ColumnAgentSet) -> None:
    residents[2].needs = (1, 2)
    frame = residents.sort("trust").to_frame()
    assert frame.columns.tolist() == ["community", "trust", "needs_0", "needs_1"]
    assert frame.index.name == "unique_id"
    assert frame.to_dict("index")[residents[2].unique_id] == {"community": 0, "trust": 1.0, "needs_0": 1, "needs_1": 2}
    assert residents.to_frame(["trust"]).columns.tolist() == ["trust"]


@pytest.mark.parametrize("rows", [0, 1])
def test_a_kind_may_have_no_or_one_agent(rows: int) -> None:
    agents = ColumnModel(rng=1).enrol(Resident, Residents(rows))
    assert len(agents) == len(list(agents)) == rows
    assert agents.get("trust") == [0.0] * rows
    assert agents.get(["trust", "community"]) == [[0.0, 0]] * rows
    assert len(agents.shuffle().sort("trust").select(lambda _: True)) == rows
    assert agents.groupby("community").count() == dict.fromkeys([0] * rows, rows)
    assert len(agents.to_frame()) == rows
