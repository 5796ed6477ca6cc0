"""The walls of the house style that a machine can see; the rest is for readers."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "sim").rglob("*.py"))
LONGEST_FILE = 350
LONGEST_FUNCTION = 60
NAMES_WITHOUT_A_JOB = {"utils", "util", "helpers", "common", "base", "misc", "manager"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_file_is_short_and_named_for_its_job(path: Path) -> None:
    assert path.stem not in NAMES_WITHOUT_A_JOB
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_function_is_short(path: Path) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_banner_comments(path: Path) -> None:
    banners = re.findall(r"^\s*#\s*[-=#*]{4,}.*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert banners == []
