"""How many bytes a resident month moves between memory and processor, and how fast this machine's memory is.

The bytes are an upper estimate read off a month that is lived: every column of residents that a mechanism hands to a
kernel is taken to be read whole, once, and every column that it changed to be written whole, once. Kernels go through
a district community by community, so that what one of them reads twice is still in the processor's cache; but of
some columns (ties and caseworkers of those who are served, neighbours where they decide) they read a part only.

The machine is measured by the triad of the STREAM benchmark (McCalpin 1995), a = b + s c over arrays that no cache
holds, 24 bytes for each element: https://www.cs.virginia.edu/stream/ref.html
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from time import perf_counter
from types import ModuleType
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.agents.resident import Residents
from sim.lab.bench.apart import Found, answer
from sim.lab.bench.district import build, live_resident_month, steps
from sim.model import ThreeSocietyModel

TRIAD_BYTES = 24
REPEATS = 10
SIZE_FOR_COUNTING = 5_000
_MECHANISMS = "sim.mechanisms."


def bytes_moved(model: ThreeSocietyModel) -> dict[str, tuple[int, int]]:
    """Bytes read and written for each resident in a month, at most, by mechanism."""
    people, found = model.world.residents, {}
    for name, live in steps(model).items():
        before = {column: getattr(people, column).copy() for column in Residents.columns}
        read: set[str] = set()
        with listening(people, read):
            live()
        written = {column for column, was in before.items() if not np.array_equal(was, getattr(people, column))}
        found[name] = (_bytes(read | written), _bytes(written))
    model.world.month += 1
    return found


def _bytes(columns: set[str]) -> int:
    return sum(Residents.columns[name].dtype.itemsize * Residents.columns[name].width for name in columns)


@contextmanager
def listening(people: Residents, heard: set[str]) -> Iterator[None]:
    """Note which columns of residents the mechanisms hand to kernels."""
    places = {_place(getattr(people, name)): name for name in Residents.columns}
    modules = [module for name, module in sys.modules.items() if name.startswith(_MECHANISMS)]
    with ExitStack() as stack:
        for module in modules:
            for name, kernel in list(vars(module).items()):
                if hasattr(kernel, "py_func"):
                    stack.callback(setattr, module, name, kernel)
                    _listen(module, name, places, heard)
        yield


def _listen(module: ModuleType, name: str, places: dict[int, str], heard: set[str]) -> None:
    kernel = getattr(module, name)

    def listen(*given: object) -> object:
        heard.update(places[_place(array)] for array in _arrays(given) if _place(array) in places)
        return kernel(*given)

    setattr(module, name, listen)


def _place(array: NDArray[Any]) -> int:
    return int(array.__array_interface__["data"][0])


def _arrays(given: object) -> Iterator[NDArray[Any]]:
    if isinstance(given, np.ndarray):
        yield given
    elif isinstance(given, tuple | list):
        for each in given:
            yield from _arrays(each)


@njit(nogil=True)
def triad(a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64], scale: float) -> None:
    """Set a to b + s c, in place."""
    for place in range(len(a)):
        a[place] = b[place] + scale * c[place]


def triad_bytes_per_second(elements: int, threads: int) -> float:
    """Bytes a second that the triad moves over so many elements, with so many threads, at best of several times."""
    a, b, c = np.zeros(elements), np.ones(elements), np.full(elements, 2.0)
    parts = [slice(elements * part // threads, elements * (part + 1) // threads) for part in range(threads)]
    triad(a[:1], b[:1], c[:1], 3.0)
    best = float("inf")
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(REPEATS):
            start = perf_counter()
            list(pool.map(partial(_part, a, b, c), parts))
            best = min(best, perf_counter() - start)
    return TRIAD_BYTES * elements / best


def _part(a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64], here: slice) -> None:
    triad(a[here], b[here], c[here], 3.0)


def measure(elements: int) -> Found:
    """Count the bytes in a small district, where they are the same for each resident, and run the triad."""
    model = build(SIZE_FOR_COUNTING)
    live_resident_month(model)
    moved = bytes_moved(model)
    return {
        "read": {name: read for name, (read, _) in moved.items()},
        "written": {name: written for name, (_, written) in moved.items()},
        "triad": {str(threads): triad_bytes_per_second(elements, threads) for threads in (1, 2)},
    }


if __name__ == "__main__":
    answer(measure(int(sys.argv[1])))
