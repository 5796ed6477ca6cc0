"""Kernels that make arrays are compiled to count who uses them; the others are not, and must never hold one.

What a kernel without counting is given by one that makes arrays would never be given back.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from numba.core.errors import NumbaError

from sim.arithmetic import compiled
from tests.contracts.test_architecture import modules, tree

COUNTING, NOT_COUNTING = {"array_kernel", "shared_array_kernel"}, {"kernel", "shared_kernel"}


class Kernel(NamedTuple):
    """A compiled function: its decorator and the full names of the functions that it calls."""

    how: str
    calls: frozenset[str]


@cache
def kernels() -> dict[str, Kernel]:
    """Every kernel of the package by its full name."""
    found = {}
    for module in modules():
        named = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in tree(module).body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        functions = [node for node in tree(module).body if isinstance(node, ast.FunctionDef)]
        named |= {function.name: f"{module}.{function.name}" for function in functions}
        for function in functions:
            for decorator in function.decorator_list:
                if isinstance(decorator, ast.Name) and decorator.id in COUNTING | NOT_COUNTING:
                    nodes = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
                    called = {named[node.id] for node in nodes if isinstance(node, ast.Name) and node.id in named}
                    found[named[function.name]] = Kernel(decorator.id, frozenset(called))
    return found


def test_no_kernel_without_counting_calls_one_that_makes_arrays() -> None:
    makers = {name for name, each in kernels().items() if each.how in COUNTING}
    assert len(makers) > 50
    for name, each in kernels().items():
        if each.how in NOT_COUNTING:
            assert not each.calls & makers, f"{name} calls what makes arrays; decorate it with array_kernel"


def test_a_kernel_without_counting_that_makes_an_array_does_not_compile() -> None:
    def double(values: np.ndarray) -> float:
        twice = np.empty(len(values))
        twice[0] = 2.0 * values[0]
        return float(twice[0])

    assert compiled(cache=False, _nrt=True)(double)(np.ones(1)) == 2.0
    with pytest.raises(NumbaError, match="array passed into the function|NRT required"):
        compiled(cache=False, _nrt=False)(double)(np.ones(1))
