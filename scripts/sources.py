"""What the sources themselves tell: the order of the month, and which files use what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def month() -> Iterator[str]:
    """What happens in a month, in order: every line of the month, and what a line of several parts does in turn."""
    calls = [call for call in _calls(_function(Path("sim/model.py"), "month")) if isinstance(call.func, ast.Attribute)]
    for number, call in enumerate(calls, 1):
        owner, verb = _owner(call), call.func.attr if isinstance(call.func, ast.Attribute) else ""
        where = Path("sim/model.py") if owner == "self" else _source(owner)
        yield f"{number}. `{owner}.{verb}`: {_first_paragraph(where, verb if owner == 'self' else '')} (`{where}`)"
        for part in _parts(where, verb) if where.name == "__init__.py" else ():
            yield f"    - {_first_paragraph(part)} (`{part}`)"


def _source(mechanism: str) -> Path:
    folder = Path("sim/mechanisms") / mechanism
    return folder / "__init__.py" if (ROOT / folder).is_dir() else folder.with_suffix(".py")


def _tree(where: Path) -> ast.Module:
    return ast.parse((ROOT / where).read_text(encoding="utf-8"))


def _function(where: Path, name: str) -> ast.FunctionDef:
    return next(node for node in ast.walk(_tree(where)) if isinstance(node, ast.FunctionDef) and node.name == name)


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    """Calls that a function makes, in the order in which they stand."""
    found = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _owner(call: ast.Call) -> str:
    value = call.func.value if isinstance(call.func, ast.Attribute) else None
    return value.id if isinstance(value, ast.Name) else ""


def _parts(where: Path, verb: str) -> list[Path]:
    """Modules of a package that its verb runs through, in order: its own, then those whose functions it calls."""
    own = [] if verb in {node.name for node in _tree(where).body if isinstance(node, ast.FunctionDef)} else [where]
    homes = _homes(where)
    if own:
        own = [homes[verb]]
        homes = _homes(own[0])
    calls = _calls(_function(own[0] if own else where, verb))
    called = [call.func.id if isinstance(call.func, ast.Name) else _owner(call) for call in calls]
    return list(dict.fromkeys([*own, *(homes[name] for name in called if name in homes)]))


def _homes(where: Path) -> dict[str, Path]:
    """In which module of its own package each name that a file imports is at home."""
    package = where.parent
    homes = {}
    for node in _tree(where).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(str(package).replace("/", ".")):
            home = Path(*node.module.split(".")).with_suffix(".py")
            for name in node.names:
                homes[name.asname or name.name] = home if (ROOT / home).is_file() else package / f"{name.name}.py"
    return homes


def _first_paragraph(where: Path, verb: str = "") -> str:
    words = ast.get_docstring(_function(where, verb) if verb else _tree(where))
    return " ".join((words or "").split("\n\n")[0].split())


def users(owner: str) -> dict[str, str]:
    """Files that use each member of an enumeration of the model, such as `Stream`."""
    used: dict[str, list[str]] = {}
    for path in sorted((ROOT / "sim").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        members = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        names = {node.attr for node in members if isinstance(node.value, ast.Name) and node.value.id == owner}
        for name in names if path.parent.name not in _ONLY_COUNTING else ():
            used.setdefault(name, []).append(f"`{path.relative_to(ROOT)}`")
    return {name: ", ".join(paths) for name, paths in used.items()}


_ONLY_COUNTING = {"outcomes", "lab", "patterns"}
"""Folders whose files count what moved and move nothing."""
