"""Kernels that make arrays are compiled to count who uses them; the others are not, and must hold none of their own.

What a kernel without counting is given by one that makes arrays would never be given back, and an array that it
handed on would be given back too often.
"""

from __future__ import annotations

import importlib
import inspect
from functools import cache
from typing import Any

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher
from numba.core.errors import NumbaError

from sim.arithmetic import compiled
from sim.model import simulate
from sim.scenario import load_scenario
from tests.contracts.test_architecture import modules

COUNTS = "_nrt"


@cache
def kernels() -> dict[str, Dispatcher]:
    """Every function of the package that numba compiles, by its full name; those that become part of others apart."""
    found = {}
    for module in modules():
        if not module.startswith(("sim.lab", "sim.cli", "sim.app", "sim.report", "sim.__main__")):
            for each in vars(importlib.import_module(module)).values():
                if isinstance(each, Dispatcher) and each.targetoptions.get("inline") != "always":
                    found[f"{each.py_func.__module__}.{each.py_func.__name__}"] = each
    return found


def test_every_kernel_says_whether_it_makes_arrays() -> None:
    assert len(kernels()) > 300
    unsaid = [name for name, each in kernels().items() if COUNTS not in each.targetoptions]
    assert not unsaid, f"{unsaid}: decorate with kernel or array_kernel of sim.arithmetic"


def test_no_kernel_without_counting_calls_one_that_makes_arrays_or_hands_one_on() -> None:
    for name, each in kernels().items():
        if not each.targetoptions[COUNTS]:
            used = {word: each.py_func.__globals__.get(word) for word in each.py_func.__code__.co_names}
            assert not [word for word, what in used.items() if inspect.ismodule(what) and what.__name__[:3] == "sim"]
            makers = [word for word, what in used.items() if isinstance(what, Dispatcher) and what in counting()]
            assert not makers, f"{name} calls {makers}, which make arrays; decorate it with array_kernel"
            given = str(each.py_func.__annotations__.get("return"))
            assert "ndarray" not in given.lower(), f"{name} gives back an array; decorate it with array_kernel"


@cache
def counting() -> frozenset[Dispatcher]:
    """The kernels that make arrays."""
    return frozenset(each for each in kernels().values() if each.targetoptions[COUNTS])


def test_a_kernel_without_counting_that_makes_an_array_does_not_compile() -> None:
    def double(values: np.ndarray) -> float:
        twice = np.empty(len(values))
        twice[0] = 2.0 * values[0]
        return float(twice[0])

    assert compiled(cache=False, _nrt=True)(double)(np.ones(1)) == 2.0
    with pytest.raises(NumbaError, match=r"array passed into the function|NRT required"):
        compiled(cache=False, _nrt=False)(double)(np.ones(1))


@pytest.mark.parametrize("scenario", ["guangzhou", "guangzhou_pilots", "beijing_joint_office", "tidal_parking"])
def test_nothing_that_was_left_in_memory_comes_into_a_run(scenario: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = load_scenario(scenario).with_values({"setting.months": 14})
    expected, empty = simulate(given, 3), np.empty

    def used(*shape: Any, **kind: Any) -> np.ndarray:
        room = empty(*shape, **kind)
        room.fill(1)
        return room

    monkeypatch.setattr(np, "empty", used)  # kernels are compiled by now: only what Python makes is full
    found = simulate(given, 3)
    assert np.array_equal(list(found.outcomes.values()), list(expected.outcomes.values()), equal_nan=True)
    for name, months in expected.series.items():
        assert np.array_equal(found.series[name], months, equal_nan=True), name
