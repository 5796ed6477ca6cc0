"""Agents whose attributes are their row."""

from __future__ import annotations

import mesa
import numpy as np
import pytest
from numpy.typing import NDArray

from sim.agents.columns import Table, column
from sim.agents.row_agent import RowAgent, decide_alike


class Committees(Table):
    staff_count: NDArray[np.int16] = column(
        np.int16, meaning="people it employs", unit="people", low=0, high=50, default=7, en="staff", zh="人员"
    )
    responsive: NDArray[np.bool_] = column(np.bool_, meaning="has a responsive project", unit="", en="r", zh="回应")
    hours_share: NDArray[np.float64] = column(
        np.float64, width=2, meaning="hours by duty", unit="share", low=0, high=1, en="hours", zh="工时"
    )


class Committee(RowAgent):
    table = Committees

    def hire(self, people: int) -> None:
        self.staff_count += people


class OpenCommittee(Committee):
    """A replacement that decides otherwise."""

    def hire(self, people: int) -> None:
        super().hire(2 * people)


@pytest.fixture
def committees() -> Committees:
    return Committees(3)


def test_reading_gives_python_values_of_the_row(committees: Committees) -> None:
    committees.staff_count[:] = (5, 6, 7)
    agents = [Committee(model := mesa.Model(rng=1), committees, row) for row in range(3)]
    assert [agent.staff_count for agent in agents[2:]] == [7]
    assert type(agents[0].staff_count) is int
    assert agents[0].responsive is False
    assert model.agents_by_type[Committee] is not None


def test_writing_changes_the_row_and_nothing_else(committees: Committees) -> None:
    agent = Committee(mesa.Model(rng=1), committees, 1)
    agent.hire(3)
    agent.responsive = True
    agent.hours_share = (0.25, 0.5)
    assert committees.staff_count.tolist() == [7, 10, 7]
    assert committees.responsive.tolist() == [False, True, False]
    assert committees.hours_share.tolist() == [[0, 0], [0.25, 0.5], [0, 0]]


def test_a_wide_column_reads_as_a_view_of_the_row(committees: Committees) -> None:
    agent = Committee(mesa.Model(rng=1), committees, 2)
    agent.hours_share[1] = 0.75
    assert committees.hours_share[2].tolist() == [0, 0.75]


def test_two_agents_of_one_row_see_the_same_state(committees: Committees) -> None:
    model = mesa.Model(rng=1)
    one, other = Committee(model, committees, 0), OpenCommittee(model, committees, 0)
    other.hire(2)
    assert one.staff_count == 11


@pytest.mark.parametrize(
    ("name", "value", "error", "told"),
    [
        (
            "staff_count",
            51,
            ValueError,
            r"staff_count: 51 is out of bounds; give a whole number from 0 to 50 \(people\)",
        ),
        ("staff_count", 2.5, ValueError, "staff_count: 2.5 cannot be stored"),
        ("hours_share", (0.1, 1.1), ValueError, "hours_share: 1.1 is out of bounds"),
        (
            "staf_count",
            3,
            AttributeError,
            r"Committee\.staf_count: there is no such column; did you mean 'staff_count'",
        ),
        ("row", 2, AttributeError, "there is no such column"),
    ],
)
def test_a_wrong_write_is_refused_and_changes_nothing(
    committees: Committees, name: str, value: object, error: type[Exception], told: str
) -> None:
    agent = Committee(mesa.Model(rng=1), committees, 0)
    with pytest.raises(error, match=told):
        setattr(agent, name, value)
    assert (agent.staff_count, agent.hours_share.tolist(), agent.row) == (7, [0, 0], 0)


def test_an_unknown_attribute_is_told_as_python_does(committees: Committees) -> None:
    with pytest.raises(AttributeError, match="'Committee' object has no attribute 'cash'"):
        _ = Committee(mesa.Model(rng=1), committees, 0).cash


@pytest.mark.parametrize("row", [-1, 3])
def test_a_row_that_does_not_exist_is_refused(committees: Committees, row: int) -> None:
    with pytest.raises(IndexError, match=rf"Committees\(3\) has no row {row}; give 0 to 2"):
        Committee(mesa.Model(rng=1), committees, row)


def test_a_table_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Table\(2\) is no table of its kind; give Committees"):
        Committee(mesa.Model(rng=1), Table(2), 0)


def test_a_method_cannot_hide_a_column() -> None:
    with pytest.raises(TypeError, match=r"Hidden\.staff_count: the name is a column's of Committees"):

        class Hidden(RowAgent):
            table = Committees

            def staff_count(self) -> int:
                return 0


@pytest.mark.parametrize("name", ["random", "row", "pos", "step"])
def test_a_column_cannot_take_a_name_of_mesas(name: str) -> None:
    taken = type("Taken", (Table,), {name: column(np.int8, meaning="", unit="", en="x", zh="x")})
    with pytest.raises(TypeError, match=rf"Clash\.{name}: the name is a column's of Taken"):
        type("Clash", (RowAgent,), {"table": taken})


def test_a_replacement_by_subclass_keeps_the_columns_and_may_add_some() -> None:
    class Wards(Committees):
        beds_count: NDArray[np.int16] = column(np.int16, meaning="beds", unit="beds", en="beds", zh="床位")

    class Ward(OpenCommittee):
        table = Wards

    ward = Ward(mesa.Model(rng=1), Wards(1), 0)
    ward.hire(1)
    ward.beds_count = 4
    assert (ward.staff_count, ward.beds_count) == (9, 4)
    assert not hasattr(Committee, "beds_count")


def test_mesas_own_way_to_make_many_works() -> None:
    model, committees = mesa.Model(rng=1), Committees(3)
    made = Committee.create_agents(model, 3, committees, np.arange(3))
    made.set("staff_count", 9)
    assert committees.staff_count.tolist() == [9, 9, 9]
    assert model.agents.get("row") == [0, 1, 2]


def test_an_attribute_explains_itself() -> None:
    assert Committee.staff_count.__doc__ == "people it employs (a whole number from 0 to 50 (people))"
    assert Committee.hours_share.__doc__ == "hours by duty (2 values, each a number from 0 to 1 (share))"
    assert repr(Committee(mesa.Model(rng=1), Committees(1), 0)) == "<Committee 0, id 1>"


class Cautious(Committee):
    """Hires one at most."""

    def hire(self, people: int) -> None:
        super().hire(min(people, 1))


class Named(Committee):
    """A kind of its own that hires as all do."""


def test_agents_decide_alike_unless_one_has_a_way_of_its_own() -> None:
    model, columns = mesa.Model(rng=1), Committees(3)
    usual = [Committee(model, columns, row) for row in range(2)]
    assert decide_alike([*usual, Named(model, columns, 2)], Committee.hire)
    assert not decide_alike([*usual, Cautious(model, columns, 2)], Committee.hire)
    usual[1].hire = print  # type: ignore[method-assign, assignment]
    assert not decide_alike(usual, Committee.hire)
