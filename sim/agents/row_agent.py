"""One agent of a kind, as Mesa knows agents: its attributes are the values of its row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import mesa

from sim.agents.columns import ColumnDeclaration, Table
from sim.errors import nearest

_MESA_OWN = frozenset({"model", "unique_id", "pos"})


class ColumnAttribute(property):
    """An agent's attribute that is a value of its row."""

    declared: ColumnDeclaration


class RowAgent(mesa.Agent):
    """An agent whose attributes read and write its row: there is never a second copy of a state.

    `class Committee(RowAgent): table = Committees` gives every committee the columns of `Committees` as
    attributes.  Reading gives a Python number (or, where a column holds several values, a view of the row);
    writing checks type and bounds.

    The few (institutions) are made like any Mesa agent, `Committee(model, committees, 3)`, and are registered with
    the model.  The many (residents, workers, community organisations) are handed out by
    `model.agents_by_type[Resident]`.
    """

    table: ClassVar[type[Table]] = Table
    row: int
    """Where in its table the agent stands."""

    if TYPE_CHECKING:
        # A column is declared once, on the table; checkers take an agent's value for any value.
        def __getattr__(self, name: str) -> Any: ...  # noqa: ANN401, D105

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Give the kind one attribute for each column of its table."""
        super().__init_subclass__(**kwargs)
        for name, declared in cls.table.columns.items():
            present = getattr(cls, name, None)
            if isinstance(present, ColumnAttribute) and present.declared == declared:
                continue
            if present is not None or name in _MESA_OWN or name == "row":
                raise TypeError(f"{cls.__name__}.{name}: the name is a column's of {cls.table.__name__}; give another")
            attribute = _wide(declared) if declared.width > 1 else _single(declared)
            attribute.declared = declared
            attribute.__doc__ = _explanation(declared)
            setattr(cls, name, attribute)

    def __init__(self, model: mesa.Model, columns: Table, row: int) -> None:
        """Make the agent of a row and register it with the model."""
        if not isinstance(columns, self.table):
            raise TypeError(f"{type(self).__name__}: {columns!r} is no table of its kind; give {self.table.__name__}")
        if not 0 <= row < len(columns):
            raise IndexError(f"{type(self).__name__}: {columns!r} has no row {row}; give 0 to {len(columns) - 1}")
        self.__dict__.update(_columns=columns, row=int(row))
        super().__init__(model)

    @classmethod
    def of_row(cls, model: mesa.Model, columns: Table, row: int, unique_id: int) -> RowAgent:
        """Make the agent of a row without registering it with the model: for kinds with many rows."""
        agent = cls.__new__(cls)
        agent.__dict__.update(_columns=columns, row=row, model=model, unique_id=unique_id, pos=None)
        return agent

    def __setattr__(self, name: str, value: object) -> None:
        """Write to the agent's row; refuse what is no column, which would be lost or be a second state."""
        if name not in _MESA_OWN and not hasattr(type(self), name):
            known = nearest(name, self.table.columns) or f"see {self.table.__name__}.columns"
            raise AttributeError(f"{type(self).__name__}.{name}: there is no such column; {known}")
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        """Name the kind, the row and the agent's id."""
        return f"<{type(self).__name__} {self.row}, id {self.unique_id}>"


def decide_alike(agents: Sequence[RowAgent], rule: Callable[..., object]) -> bool:
    """Whether all agents decide something by `rule`, the method of their kind, and none in a way of its own.

    Then a mechanism may work out at once what it would otherwise ask each of them.
    """
    name = rule.__name__
    for agent in agents:  # noqa: SIM110  generators take twice as long, and this is asked every month
        if getattr(type(agent), name) is not rule or name in agent.__dict__:
            return False
    return True


def _explanation(declared: ColumnDeclaration) -> str:
    """What `help` says of the attribute."""
    several = f"{declared.width} values, each " if declared.width > 1 else ""
    return f"{declared.meaning} ({several}{declared.words})"


def _single(declared: ColumnDeclaration) -> ColumnAttribute:
    """Read and write the one value that an agent has in a column."""
    name = declared.name

    def read(agent: RowAgent) -> Any:  # noqa: ANN401 - bool, int or float by the column's type
        return getattr(agent._columns, name).item(agent.row)  # noqa: SLF001

    def write(agent: RowAgent, value: object) -> None:
        getattr(agent._columns, name)[agent.row] = declared.admit(value)  # noqa: SLF001

    return ColumnAttribute(read, write)


def _wide(declared: ColumnDeclaration) -> ColumnAttribute:
    """Read and write the several values that an agent has in a wide column."""
    name = declared.name

    def read(agent: RowAgent) -> Any:  # noqa: ANN401 - a view of the row
        return getattr(agent._columns, name)[agent.row]  # noqa: SLF001

    def write(agent: RowAgent, values: object) -> None:
        getattr(agent._columns, name)[agent.row] = declared.admit_row(values)  # noqa: SLF001

    return ColumnAttribute(read, write)
