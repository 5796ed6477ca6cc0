"""What a kind of agent is: one typed column for each thing that can be said of it.

A kind is a class of columns; its table holds one row for each of its agents.  The arrays of a table are plain
contiguous numpy arrays, one attribute a column, so that kernels read and write them without any ceremony.
Nothing here needs Mesa.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sim.errors import Fault, nearest

_PARTS = 8
"""Pieces of a column that threads share."""


@dataclass(frozen=True, slots=True)
class ColumnDeclaration:
    """One thing that can be said of every agent of a kind: its type, unit, bounds and names.

    `width` is how many values an agent has of it: one value makes a column of shape (rows,), several a column of
    shape (rows, width).  `low` and `high` are the smallest and the largest value, both allowed.
    """

    name: str
    dtype: np.dtype[Any]
    width: int
    meaning: str
    unit: str
    low: float
    high: float
    en: str
    zh: str
    default: float

    @property
    def words(self) -> str:
        """What a value must be, in words: "a whole number from 0 to 8 (months)"."""
        kinds = {"b": "true or false", "f": "a number"}
        kind = kinds.get(self.dtype.kind, "a whole number")
        bounds = "" if self.dtype.kind == "b" else f" from {self.low:g} to {self.high:g}"
        return f"{kind}{bounds}" + (f" ({self.unit})" if self.unit else "")

    def admit(self, value: object) -> bool | int | float:
        """Return one value as it may be stored, or say what would be right (ValueError)."""
        try:
            stored = _READERS[self.dtype.kind](value)
        except (TypeError, ValueError):
            raise ValueError(f"{self.name}: {value!r} cannot be stored; give {self.words}") from None
        if not self.low <= stored <= self.high:
            raise ValueError(f"{self.name}: {value!r} is out of bounds; give {self.words}")
        return stored

    def admit_row(self, values: object) -> list[bool | int | float]:
        """Return the values of a wide column's row as they may be stored, or say what would be right."""
        given = np.asarray(values)
        if given.shape != (self.width,):
            what = f"{self.name}: values of shape {given.shape} cannot be stored"
            raise ValueError(f"{what}; give {self.width} values, each {self.words}")
        return [self.admit(value) for value in given.tolist()]

    def allocate(self, rows: int, threads: Executor | None = None) -> NDArray[Any]:
        """Make the column's array for that many agents, each with the default value; `threads` share the filling."""
        shape = rows if self.width == 1 else (rows, self.width)
        if not self.default:
            return np.zeros(shape, self.dtype)
        if threads is None:
            return np.full(shape, self.default, self.dtype)
        array = np.empty(shape, self.dtype)
        list(threads.map(lambda part: part.fill(self.default), np.array_split(array, _PARTS)))
        return array

    def breaches(self, array: NDArray[Any]) -> int:
        """Count the values of the column that lie outside its bounds or are no numbers."""
        return array.size - int(np.count_nonzero((array >= self.low) & (array <= self.high)))


def column(
    dtype: DTypeLike,
    *,
    meaning: str,
    unit: str,
    en: str,
    zh: str,
    width: int = 1,
    low: float | None = None,
    high: float | None = None,
    default: float = 0,
) -> Any:  # noqa: ANN401 - a declaration in the class body, an array on every table
    """Declare one thing that the agents of a kind have, in the class body of its table.

    Bounds that are not given are those of the type: whole numbers that fit, finite numbers.
    """
    kind = np.dtype(dtype)
    if kind.kind not in _READERS or width < 1:
        raise TypeError(f"column '{en}': {kind} of width {width} cannot be a column; give a number or flag type")
    least, most = _bounds(kind)
    low = least if low is None else low
    high = most if high is None else high
    declared = ColumnDeclaration("", kind, width, meaning, unit, low, high, en, zh, default)
    if not (least <= low <= default <= high <= most):
        raise ValueError(f"column '{en}': default {default} or bounds {low} to {high} do not fit; give {kind} in order")
    return declared


class Table:
    """All agents of a kind, one row each; subclass it and declare its columns.

    `Residents(5760)` has one array for each column, `len` rows long.  Elements are written freely; a column is
    never replaced by another array, because agents, kernels and reports all hold the same one.
    """

    columns: ClassVar[Mapping[str, ColumnDeclaration]] = MappingProxyType({})
    _rows: int

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Collect the columns declared in the class body, after those of the kind it extends."""
        super().__init_subclass__(**kwargs)
        own = {name: declared for name, declared in vars(cls).items() if isinstance(declared, ColumnDeclaration)}
        if taken := [name for name in own if hasattr(Table, name)]:
            raise TypeError(f"{cls.__name__}.{taken[0]}: the name is the table's own; give the column another")
        for name in own:
            delattr(cls, name)
        named = {name: replace(declared, name=name) for name, declared in own.items()}
        cls.columns = MappingProxyType({**cls.columns, **named})

    def __init__(self, rows: int, threads: Executor | None = None) -> None:
        """Make room for that many agents, every value at its column's default; `threads` share the work on many."""
        if rows < 0:
            raise ValueError(f"{type(self).__name__}: {rows} rows cannot be made; give 0 or more")
        self.__dict__["_rows"] = rows
        for name, declared in self.columns.items():
            self.__dict__[name] = declared.allocate(rows, threads)

    def __len__(self) -> int:
        """How many agents of the kind there are."""
        return self._rows

    def copy(self) -> Self:
        """Make a table of the same agents that lives on by itself."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        for name in self.columns:
            other.__dict__[name] = self.__dict__[name].copy()
        return other

    def __repr__(self) -> str:
        """Name the kind and its size."""
        return f"{type(self).__name__}({len(self)})"

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse to replace a column or to add something that is none; `table.age += 1` is fine."""
        if name not in self.columns:
            known = nearest(name, self.columns) or f"its columns are {', '.join(self.columns)}"
            raise AttributeError(f"{type(self).__name__}.{name}: there is no such column; {known}")
        if value is not self.__dict__[name]:
            raise AttributeError(f"{type(self).__name__}.{name}: a column is not replaced; write {name}[:] = ...")

    def faults(self) -> list[Fault]:
        """Every column that holds values outside its bounds, with how many."""
        found = []
        for name, declared in self.columns.items():
            if count := declared.breaches(self.__dict__[name]):
                where = f"{type(self).__name__}.{name}"
                found.append(Fault(where, f"{count} values are out of bounds", f"each is {declared.words}"))
        return found

    @classmethod
    def row_bytes(cls) -> int:
        """How many bytes one agent of the kind takes."""
        return sum(declared.dtype.itemsize * declared.width for declared in cls.columns.values())


def _flag(value: Any) -> bool:  # noqa: ANN401 - whatever a caller assigns
    """Read a flag; 0 and 1 are numbers, not flags."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError
    return bool(value)


def _number(value: Any) -> float:  # noqa: ANN401 - whatever a caller assigns
    """Read a finite number."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


_READERS: dict[str, Callable[[Any], bool | int | float]] = {
    "b": _flag,
    "i": operator.index,
    "u": operator.index,
    "f": _number,
}


def _bounds(kind: np.dtype[Any]) -> tuple[float, float]:
    """The smallest and the largest value that a type can hold."""
    if kind.kind == "b":
        return 0, 1
    limits = np.finfo(kind) if kind.kind == "f" else np.iinfo(kind)
    return (limits.min, limits.max) if kind.kind != "f" else (float(limits.min), float(limits.max))
