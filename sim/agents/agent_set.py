"""Many agents as Mesa's AgentSet, read and written column by column.

Everything that Mesa's own set answers is answered alike: same values, same order, same types.  Only what needs
the agents themselves (a function of the agent, a method called on each) makes an object for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np
from mesa.agent import AgentSet
from numpy.typing import NDArray

from sim.agents.grouping import ColumnGroups, same_values
from sim.agents.roster import Roster
from sim.agents.row_agent import RowAgent

if TYPE_CHECKING:
    import pandas as pd

Rows = NDArray[np.int64]


class ColumnAgentSet(AgentSet):
    """An ordered set of agents that are rows of one table, such as all residents.

    Differences from Mesa's: `select` also takes a numpy mask, `to_frame` gives a pandas frame, and agents need not
    be held anywhere for the set to keep them.
    """

    def __init__(self, roster: Roster, rows: Rows | None = None) -> None:
        """Take these rows in this order, or every row of the roster's table."""
        self._roster = roster
        self._chosen = rows
        self.random = roster.model.random

    @property
    def rows(self) -> Rows:
        """Where in the table the agents stand, in the set's order (a copy)."""
        return self._rows.copy()

    @property
    def _rows(self) -> Rows:
        """The agents' rows; all rows of a city are counted out only for what needs them."""
        return np.arange(len(self._roster.table), dtype=np.int64) if self._chosen is None else self._chosen

    @property
    def _where(self) -> Rows | slice:
        """What picks the agents' values out of a column."""
        return slice(None) if self._chosen is None else self._chosen

    def _of(self, rows: Rows | None) -> ColumnAgentSet:
        """The same kind of set with other rows."""
        return ColumnAgentSet(self._roster, rows)

    def _become(self, rows: Rows, *, inplace: bool) -> ColumnAgentSet:
        """Take other rows, or give a new set that has them."""
        if not inplace:
            return self._of(rows)
        self._chosen = rows
        return self

    def _row_of(self, agent: object) -> int:
        """The row of an agent of this kind; other agents cannot be in the set."""
        row = self._roster.row_of(agent)
        if row is None:
            kind = self._roster.agent_type.__name__
            raise TypeError(f"{agent!r} cannot be in a set of rows; give a {kind} of the same model")
        return row

    def _update(self, agents: Iterable[RowAgent]) -> ColumnAgentSet:
        """Take these agents instead of the present ones."""
        return self._become(self._rows_of(agents), inplace=True)

    def _rows_of(self, agents: Iterable[RowAgent]) -> Rows:
        """The agents' rows, each once, in the order of first appearance."""
        return np.fromiter(dict.fromkeys(self._row_of(agent) for agent in agents), np.int64)

    def _from_iterable(self, agents: Iterable[RowAgent]) -> ColumnAgentSet:
        """What `one | other`, `one & other` and `one - other` give."""
        return self._of(self._rows_of(agents))

    def __len__(self) -> int:
        """How many agents are in the set."""
        return len(self._roster.table if self._chosen is None else self._chosen)

    def __iter__(self) -> Iterator[RowAgent]:
        """Meet the agents one by one, each made as it is met."""
        rows = range(len(self)) if self._chosen is None else self._chosen.tolist()
        return map(self._roster.agent, rows)

    def __contains__(self, agent: object) -> bool:
        """Whether the agent is in the set."""
        row = self._roster.row_of(agent)
        return row is not None and (self._chosen is None or bool((self._chosen == row).any()))

    @overload
    def __getitem__(self, item: int) -> RowAgent: ...

    @overload
    def __getitem__(self, item: slice) -> list[RowAgent]: ...

    def __getitem__(self, item: int | slice) -> RowAgent | list[RowAgent]:
        """The agent at a place in the set's order, or the agents of a slice."""
        rows = range(len(self)) if self._chosen is None else self._chosen
        if isinstance(item, slice):
            return [self._roster.agent(int(row)) for row in rows[item]]
        return self._roster.agent(int(rows[item]))

    def __repr__(self) -> str:
        """Name the kind and how many there are."""
        return f"<{len(self)} of {self._roster.table!r}>"

    def to_list(self) -> list[RowAgent]:
        """All agents of the set."""
        return list(self)

    def add(self, agent: RowAgent) -> None:
        """Put an agent of the same kind at the end, unless it is in the set."""
        if agent not in self:
            self._chosen = np.append(self._rows, np.int64(self._row_of(agent)))

    def discard(self, agent: RowAgent) -> None:
        """Take an agent out of the set if it is in it; its row stays."""
        if agent in self:
            self._chosen = self._rows[self._rows != self._row_of(agent)]

    def remove(self, agent: RowAgent) -> None:
        """Take an agent out of the set (KeyError if it is not in it); its row stays."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def select(
        self,
        filter_func: Callable[[RowAgent], bool] | NDArray[np.bool_] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,  # noqa: FBT001, FBT002 - Mesa's signature
        agent_type: type | None = None,
    ) -> ColumnAgentSet:
        """The agents for which a function holds, or for which a mask (one flag for each, in order) is true."""
        if not isinstance(at_most, int) and at_most <= 1:
            at_most = int(len(self) * at_most)
        chosen = self._rows
        if agent_type is not None and not issubclass(self._roster.agent_type, agent_type):
            chosen = chosen[:0]
        elif isinstance(filter_func, np.ndarray):
            chosen = chosen[self._mask(filter_func)]
        elif filter_func is not None:
            chosen = self._passing(filter_func, at_most)
        if at_most < len(chosen):
            chosen = chosen[: int(at_most)]
        return self._become(chosen.copy(), inplace=inplace)

    def _mask(self, mask: NDArray[Any]) -> NDArray[np.bool_]:
        """A mask that has one flag for each agent of the set."""
        if mask.dtype != np.bool_ or mask.shape != (len(self),):
            what = f"a mask of {mask.dtype} and shape {mask.shape} cannot select"
            raise ValueError(f"{what}; give {len(self)} flags, one for each agent of the set")
        return mask

    def _passing(self, holds: Callable[[RowAgent], bool], at_most: float) -> Rows:
        """The rows of the first agents for which a function holds."""
        passing: list[int] = []
        for agent in self:
            if len(passing) >= at_most:
                break
            if holds(agent):
                passing.append(agent.row)
        return np.array(passing, np.int64)

    def get(
        self,
        attr_names: str | list[str],
        handle_missing: Literal["error", "default"] = "error",
        default_value: object = None,
    ) -> list[Any]:
        """The value of an attribute for each agent; for a list of attributes, a list of values for each."""
        ways: dict[str, tuple[object, ...]] = {"error": (), "default": (default_value,)}
        if handle_missing not in ways:
            raise ValueError(f"handle_missing: {handle_missing!r} is unknown; give 'error' or 'default'")
        missing = ways[handle_missing]
        if isinstance(attr_names, str):
            return self._values(attr_names, missing)
        values = [self._values(name, missing) for name in attr_names]
        return [[of_one[place] for of_one in values] for place in range(len(self))]

    def _values(self, name: str, missing: tuple[object, ...]) -> list[Any]:
        """The value of one attribute for each agent, without making the agents where it is a column or the id."""
        if name == "unique_id":
            return [self._roster.first_id + row for row in self._rows.tolist()]
        declared = self._roster.table.columns.get(name)
        if declared is None:
            return [getattr(agent, name, *missing) for agent in self]
        array = getattr(self._roster.table, name)
        return array[self._where].tolist() if declared.width == 1 else [array[row] for row in self._rows]

    def set(self, attr_name: str, value: object) -> ColumnAgentSet:
        """Give every agent of the set the same value."""
        declared = self._roster.table.columns.get(attr_name)
        if declared is None:
            for agent in self:
                setattr(agent, attr_name, value)
            return self
        admitted = declared.admit(value) if declared.width == 1 else declared.admit_row(value)
        getattr(self._roster.table, attr_name)[self._where] = admitted
        return self

    def groupby(
        self, by: Callable[[RowAgent], Any] | str, result_type: Literal["agentset", "list"] = "agentset"
    ) -> ColumnGroups:
        """The agents by the value of an attribute or of a function, in the order of first appearance."""
        keys = [by(agent) for agent in self] if callable(by) else self.get(by)
        groups = {key: self._of(self._rows[places]) for key, places in same_values(keys)}
        if result_type == "agentset":
            return ColumnGroups(groups)
        return ColumnGroups({key: list(group) for key, group in groups.items()})

    def shuffle(self, inplace: bool = False) -> ColumnAgentSet:  # noqa: FBT001, FBT002 - Mesa's signature
        """The agents in random order: the order that Mesa's set would take with the same generator."""
        return self._become(self._shuffled(), inplace=inplace)

    def _shuffled(self) -> Rows:
        """The rows in random order."""
        rows = self._rows.tolist()
        self.random.shuffle(rows)
        return np.array(rows, np.int64)

    def sort(
        self,
        key: Callable[[RowAgent], Any] | str,
        ascending: bool = False,  # noqa: FBT001, FBT002 - Mesa's signature
        inplace: bool = False,  # noqa: FBT001, FBT002 - Mesa's signature
    ) -> ColumnAgentSet:
        """The agents by an attribute or a function, the highest first unless ascending; equals keep their order."""
        values = [key(agent) for agent in self] if callable(key) else self.get(key)
        order = sorted(range(len(self)), key=values.__getitem__, reverse=not ascending)
        return self._become(self._rows[np.array(order, np.int64)], inplace=inplace)

    def do(self, method: str | Callable[..., Any], *args: object, **kwargs: object) -> ColumnAgentSet:
        """Call a method, or a function of the agent, for each agent in turn."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: object, **kwargs: object) -> ColumnAgentSet:
        """Call a method, or a function of the agent, for each agent in random order; the set keeps its order."""
        self._of(self._shuffled()).map(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: object, **kwargs: object) -> list[Any]:
        """What a method, or a function of the agent, returns for each agent."""
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in self]
        return [method(agent, *args, **kwargs) for agent in self]

    def to_frame(self, columns: Iterable[str] | None = None) -> pd.DataFrame:
        """A pandas frame of the columns (all of them, or those named) by `unique_id`; wide ones as name_0, name_1..."""
        import pandas as pd  # noqa: PLC0415 - pandas takes long to load and few callers need it

        table = self._roster.table
        series: dict[str, NDArray[Any]] = {}
        for name in table.columns if columns is None else columns:
            values = getattr(table, name)[self._rows]
            series.update({name: values} if values.ndim == 1 else {f"{name}_{k}": v for k, v in enumerate(values.T)})
        return pd.DataFrame(series, index=pd.Index(self.get("unique_id"), name="unique_id", dtype="int64"))

    def __copy__(self) -> ColumnAgentSet:
        """Another set of the same agents."""
        return self._of(None if self._chosen is None else self._chosen.copy())

    def __getstate__(self) -> dict[str, Any]:
        """What a pickled or copied set keeps."""
        return dict(self.__dict__)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take up what was kept."""
        self.__dict__.update(state)
