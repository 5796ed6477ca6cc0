"""The layers of the house, read off the sources: imports go one way, chance and clocks stay out of the model."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SIM = Path(__file__).parents[2] / "sim"

# From the top of the house to the bottom; a part imports from its own layer or from a lower one.
LAYERS = (
    {"cli", "app"},
    {"report"},
    {"lab"},
    {"model"},
    {"population", "outcomes", "burn_in"},
    {"outcome", "linkage"},
    {"scenario", "coefficients"},
    {"mechanisms"},
    {"kernels"},
    {"world"},
    {"records", "census", "markets", "neighbourhoods", "memory"},
    {"agents"},
    {"policy", "setting", "fit", "beginnings", "staff"},
    {"declare", "domains", "reading"},
    {"chance", "ledger", "errors", "arithmetic", "facts", "abreast", "lanes"},
)
FLOOR = {part: floor for floor, parts in enumerate(LAYERS) for part in parts}
ABOVE_THE_MODEL = {"cli", "app", "report", "lab"}
NOT_IN_THE_MODEL = {"random", "secrets", "uuid", "time", "datetime", "numpy.random"}


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name; the package itself is `sim`."""
    found = {}
    for path in sorted(SIM.rglob("*.py")):
        parts = path.relative_to(SIM.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def imported(module: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports, anywhere in it."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def resolved(name: str) -> str | None:
    """The module of ours that an imported name lives in, if it is ours."""
    while name not in modules():
        if "." not in name:
            return None
        name = name.rpartition(".")[0]
    return name


def own_imports(module: str) -> Iterator[tuple[int, str]]:
    for line, name in imported(module):
        target = resolved(name)
        if target is not None and target not in {module, "sim"}:
            yield line, target


def part(module: str) -> str:
    """The part of the house a module belongs to: `sim.lab.plan` is in `lab`."""
    return module.split(".")[1] if "." in module else "sim"


OURS = [name for name in modules() if part(name) not in {"sim", "__main__"}]
IN_THE_MODEL = [name for name in OURS if part(name) not in ABOVE_THE_MODEL]


def test_the_walk_finds_the_sources() -> None:
    assert {"sim", "sim.errors", "sim.chance", "sim.declare"} <= set(modules())


@pytest.mark.parametrize("module", OURS)
def test_every_module_has_its_place(module: str) -> None:
    assert part(module) in FLOOR, f"{part(module)} has no layer yet: give it one in LAYERS"


@pytest.mark.parametrize("module", OURS)
def test_imports_go_down(module: str) -> None:
    upward = [
        f"{module}:{line} imports {target}"
        for line, target in own_imports(module)
        if FLOOR[part(target)] < FLOOR[part(module)]
    ]
    assert upward == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module: {target for _, target in own_imports(module)} for module in modules()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as cycle:
        pytest.fail(f"import cycle: {' -> '.join(cycle.args[1])}")
    assert set(order) == set(modules())


@pytest.mark.parametrize("module", [name for name in OURS if part(name) == "mechanisms"])
def test_mechanisms_do_not_know_one_another(module: str) -> None:
    mine = ".".join(module.split(".")[:3])
    neighbours = [target for _, target in own_imports(module) if part(target) == "mechanisms" and target in OURS]
    strange = [target for target in neighbours if target not in {"sim.mechanisms", mine}]
    assert [target for target in strange if not target.startswith(f"{mine}.")] == []


@pytest.mark.parametrize("module", IN_THE_MODEL)
def test_the_model_knows_no_clock_and_no_chance_but_its_own(module: str) -> None:
    foreign = [
        f"{module}:{line} imports {name}"
        for line, name in imported(module)
        if any(name == bad or name.startswith(f"{bad}.") for bad in NOT_IN_THE_MODEL)
    ]
    drawn = [
        f"{module}:{node.lineno} uses numpy.random"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute)
        and node.attr == "random"
        and isinstance(node.value, ast.Name)
        and node.value.id in {"np", "numpy"}
    ]
    assert foreign + drawn == []


@pytest.mark.parametrize("module", modules())
def test_nothing_is_asserted_outside_tests(module: str) -> None:
    lines = [node.lineno for node in ast.walk(tree(module)) if isinstance(node, ast.Assert)]
    assert lines == [], f"{module} asserts in lines {lines}: raise an error that says what is wrong"
