"""Mesa's own clients work on a model of rows as they are: collector, batch runs, the page, pickles, memory."""

from __future__ import annotations

import copy
import gc
import inspect
import pickle
import weakref
from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
import pytest
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.registry import ColumnModel
from sim.agents.roster import Standing
from sim.agents.row_agent import RowAgent


class Residents(Table):
    trust: NDArray[np.float64] = column(np.float64, meaning="trust", unit="share", en="trust", zh="信任")


class Committees(Table):
    hours: NDArray[np.int64] = column(np.int64, meaning="hours", unit="hours", en="hours", zh="工时")


class Workers(Table):
    tenure: NDArray[np.int16] = column(np.int16, meaning="tenure", unit="months", en="tenure", zh="工龄")


class Resident(RowAgent):
    table = Residents


class Committee(RowAgent):
    table = Committees


class Worker(RowAgent):
    table = Workers


def met(model: Any) -> int:
    return len(model.agents_by_type[Resident])


class Neighbourhood(ColumnModel):
    def __init__(self, homes: int = 4, *, rng: Any = None, seed: Any = None) -> None:
        super().__init__(rng=rng, seed=seed)
        self.residents, self.committees, self.workers = Residents(homes), Committees(2), Workers(3)
        self.enrol(Resident, self.residents)
        self.enrol(Worker, self.workers)
        for row in range(2):
            Committee(self, self.committees, row)
        self.known: Any = None
        self.datacollector = mesa.DataCollector(
            model_reporters={"homes": met},
            agent_reporters={"hours": "hours"},
            agenttype_reporters={Resident: {"trust": "trust", "row": lambda agent: agent.row}},
        )

    def step(self) -> None:
        self.residents.trust += 0.25
        self.agents_by_type[Committee].do(_work)
        self.datacollector.collect(self)


def _work(committee: Any) -> None:
    committee.hours += 10


def test_kinds_of_both_sorts_are_found() -> None:
    model = Neighbourhood()
    assert model.agent_types == [Committee, Resident, Worker]
    assert {kind: len(agents) for kind, agents in model.agents_by_type.items()} == {
        Committee: 2,
        Resident: 4,
        Worker: 3,
    }
    assert [type(agent) for agent in model.agents] == [Committee, Committee]


def test_ids_never_collide() -> None:
    model = Neighbourhood()
    ids = [agent.unique_id for agents in model.agents_by_type.values() for agent in agents]
    assert len(set(ids)) == len(ids) == 9
    assert [agent.unique_id for agent in model.agents] == [1, 2]
    assert Committee(model, model.committees, 0).unique_id == 3
    assert ids == [agent.unique_id for agents in Neighbourhood().agents_by_type.values() for agent in agents]


def test_the_collector_reads_rows_and_institutions() -> None:
    model = Neighbourhood()
    for _ in range(2):
        model.step()
    frame = model.datacollector.get_agenttype_vars_dataframe(Resident)
    assert frame["trust"].tolist() == [0.25] * 4 + [0.5] * 4
    assert frame["row"].tolist() == [0, 1, 2, 3] * 2
    assert frame.index.get_level_values("AgentID").tolist()[:4] == model.agents_by_type[Resident].get("unique_id")
    assert model.datacollector.get_agent_vars_dataframe()["hours"].tolist() == [10, 10, 20, 20]
    assert model.datacollector.get_model_vars_dataframe()["homes"].tolist() == [4, 4]


def test_batch_runs_work() -> None:
    runs = mesa.batch_run(Neighbourhood, {"homes": [2, 3]}, max_steps=2, number_processes=1, display_progress=False)
    assert {run["RunId"]: run["homes"] for run in runs} == {0: 2, 1: 3}
    assert max(run["hours"] for run in runs if "hours" in run) >= 20


def test_the_page_makes_a_model_anew_from_its_parameters() -> None:
    # What SolaraViz does at a reset: the parameters' names are checked, then the class is called with them.
    model = Neighbourhood(homes=3, rng=1)
    wanted = {"homes": 5, "seed": 7}
    assert set(wanted) <= set(inspect.signature(type(model).__init__).parameters)
    fresh = type(model)(**wanted)
    assert met(fresh) == 5
    assert fresh.random.random() == Neighbourhood(rng=7).random.random()
    assert fresh.rng.random() == Neighbourhood(rng=7).rng.random()
    fresh.step()
    assert fresh.steps == 1


def test_a_model_may_have_a_scenario_that_cannot_be_written_to() -> None:
    model = Neighbourhood()
    model.scenario = ("guangzhou", 60)
    assert model.scenario == ("guangzhou", 60)
    assert next(iter(model.agents)).model.scenario == ("guangzhou", 60)


def test_a_seed_under_two_names_is_refused() -> None:
    with pytest.raises(ValueError, match="rng, seed: both are given; give rng alone"):
        Neighbourhood(rng=1, seed=1)


def test_rows_neither_enter_nor_leave_one_by_one() -> None:
    model = Neighbourhood()
    with pytest.raises(TypeError, match=r"Resident: its agents are rows .*; ask model\.agents_by_type\[Resident\]"):
        Resident(model, model.residents, 0)
    with pytest.raises(TypeError, match="neither enter nor leave"):
        model.agents_by_type[Resident][0].remove()
    assert len(model.agents) == 2


def test_institutions_leave_as_in_mesa() -> None:
    model = Neighbourhood()
    next(iter(model.agents)).remove()
    assert [agent.row for agent in model.agents] == [1]
    model.remove_all_agents()
    assert len(model.agents) == 0
    assert met(model) == 4


@pytest.mark.parametrize("kind", [Resident, Committee])
def test_a_kind_is_enrolled_once(kind: type[RowAgent]) -> None:
    model = Neighbourhood()
    with pytest.raises(ValueError, match=f"{kind.__name__}: the kind has agents already; enrol it once"):
        model.enrol(kind, kind.table(1))


def test_a_kind_is_enrolled_with_its_own_table() -> None:
    with pytest.raises(TypeError, match=r"Resident: Workers\(3\) is no table of its kind; give Residents"):
        ColumnModel(rng=1).enrol(Resident, Workers(3))


def test_changing_the_set_of_a_kind_changes_no_membership() -> None:
    model = Neighbourhood()
    model.agents_by_type[Resident].select(np.zeros(4, np.bool_), inplace=True)
    assert met(model) == 4


def test_agents_made_on_demand_are_not_kept() -> None:
    model = Neighbourhood()
    lone = weakref.ref(model.agents_by_type[Resident][1])
    model.agents_by_type[Resident].do(lambda _: None)
    gc.collect()
    assert lone() is None
    assert len(model._rosters[Resident]._alive) == 0


def _pickled(model: ColumnModel) -> ColumnModel:
    return pickle.loads(pickle.dumps(model))  # type: ignore[no-any-return]  # noqa: S301


class Organisations(Table):
    alive: NDArray[np.bool_] = column(np.bool_, meaning="whether it exists", unit="flag", en="alive", zh="存续")
    members: NDArray[np.int32] = column(np.int32, meaning="members", unit="residents", en="members", zh="成员")


class Organisation(RowAgent):
    table = Organisations


class Circle(Organisation):
    """A group of neighbours, of which there are only some at a time."""


class Street(ColumnModel):
    """One agency, and room for four circles of which rows 1 and 3 are taken."""

    def __init__(self) -> None:
        super().__init__(rng=1)
        self.organisations = Organisations(5)
        self.organisations.alive[[0, 1, 3]] = True
        self.agency = Organisation(self, self.organisations, 0)
        self.enrol(Circle, self.organisations, self.circles)
        self.everybody = Standing([self.agency], self._rosters[Circle])

    def circles(self) -> NDArray[np.int64]:
        return 1 + np.flatnonzero(self.organisations.alive[1:])


def test_a_kind_that_comes_and_goes_is_who_lives_now() -> None:
    model = Street()
    assert model.agents_by_type[Circle].get("row") == [1, 3]
    assert [agent.row for agent in model.agents] == [0, 1, 3]
    model.organisations.alive[[1, 4]] = [False, True]
    assert model.agents_by_type[Circle].get("row") == [3, 4]
    assert [agent.row for agent in model.agents] == [0, 3, 4]
    model.organisations.alive[1:] = False
    assert list(model.agents) == [model.agency]


def test_a_circle_stays_the_same_object_and_does_not_come_and_go_by_itself() -> None:
    model = Street()
    first = next(iter(model.agents_by_type[Circle]))
    number = id(first)
    del first
    gc.collect()
    assert id(next(iter(model.agents_by_type[Circle]))) == number
    with pytest.raises(TypeError, match="Circle: its agents are rows and neither enter nor leave one by one"):
        Circle(model, model.organisations, 2)


def test_whoever_stands_in_a_row_answers_even_where_nobody_lives() -> None:
    model = Street()
    assert len(model.everybody) == 5
    assert model.everybody[0] is model.agency
    assert model.everybody[3] is next(agent for agent in model.agents_by_type[Circle] if agent.row == 3)
    assert not model.everybody[2].alive
    assert model.everybody[-1].row == 4
    assert [agent.row for agent in model.everybody[:2]] == [0, 1]
    with pytest.raises(IndexError, match="out of range"):
        model.everybody[5]
    assert len(model._rosters[Circle]._kept) == 4


@pytest.mark.parametrize("copied", [copy.deepcopy, _pickled])
def test_a_copied_model_counts_its_own_circles(copied: Callable[[Any], Any]) -> None:
    model = Street()
    circle = model.everybody[3]
    other = copied(model)
    other.organisations.alive[3] = False
    assert other.agents_by_type[Circle].get("row") == [1]
    assert other.everybody[3] is not circle
    assert model.agents_by_type[Circle].get("row") == [1, 3]


def test_a_model_that_nobody_holds_is_forgotten() -> None:
    model = Neighbourhood()
    model.step()
    lone = weakref.ref(model)
    del model
    gc.collect()
    assert lone() is None


@pytest.mark.parametrize("copied", [copy.deepcopy, _pickled])
def test_a_copied_model_has_its_own_rows_and_the_same_agents(copied: Callable[[Any], Any]) -> None:
    model = Neighbourhood()
    model.datacollector = mesa.DataCollector()
    model.known = (model.agents_by_type[Resident][2], model.agents_by_type[Resident])
    other = copied(model)
    friend, everyone = other.known
    assert friend is other.agents_by_type[Resident][2]
    assert friend in everyone
    assert friend is everyone[2]
    assert friend.model is other
    assert friend.unique_id == model.known[0].unique_id
    friend.trust = 0.75
    assert other.residents.trust.tolist() == [0, 0, 0.75, 0]
    assert model.residents.trust.tolist() == [0, 0, 0, 0]
    assert next(iter(other.agents)).model is other
    other.step()
    assert (other.steps, model.steps) == (1, 0)


def test_a_shallow_copy_of_a_set_keeps_its_agents() -> None:
    model = Neighbourhood()
    everyone = model.agents_by_type[Resident]
    assert copy.copy(everyone).get("unique_id") == everyone.get("unique_id")
