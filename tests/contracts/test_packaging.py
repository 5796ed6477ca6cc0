"""What a fresh machine is given: locked versions that name no place, and papers that agree with the program."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import sim
from sim.cli.command_line import app

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements/lock.txt", "requirements/dev.lock.txt")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str) -> set[str]:
    """The lines of a lock file that pin a version."""
    return {line for line in read(lock).splitlines() if line and not line.startswith("#")}


def pinned_names(lock: str) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in pins(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_exact_versions_and_names_no_place(lock: str) -> None:
    assert all(re.fullmatch(r"[a-z0-9-]+(\[[a-z,]+\])?==[^ ;]+( ; .+)?", line) for line in pins(lock))
    assert not re.search(r"https?:|file:|--(index|extra|find|trusted)", read(lock))


def test_the_development_lock_adds_to_the_users_lock() -> None:
    users, ours = pins(LOCKS[0]), pins(LOCKS[1])
    everywhere = {line for line in ours if ";" not in line}
    assert {line for line in users if line.partition(" ;")[0] not in everywhere} < ours


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    needed = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    assert {canonicalize_name(Requirement(each).name) for each in needed} <= pinned_names(LOCKS[0])
    tools = {canonicalize_name(Requirement(each).name) for each in project["dependency-groups"]["dev"]}
    assert tools <= pinned_names(LOCKS[1])


def test_the_citation_has_the_programs_version() -> None:
    assert f"\nversion: {sim.__version__}\n" in read("CITATION.cff")


def test_every_entry_of_the_changelog_says_whether_results_change() -> None:
    entries = re.findall(r"^### .*$", read("CHANGELOG.md"), flags=re.MULTILINE)
    assert entries
    assert all(re.search(r"\(results change: (yes|no)\b", entry) for entry in entries)


def commands_of(readme: str) -> list[str]:
    """The commands of a readme's table, in its order."""
    rows = [line.split(" | ")[0] for line in read(readme).splitlines() if line.startswith("| `sanshe ")]
    return [re.split("[ `]", name)[0] for row in rows for name in re.findall(r"`(?:sanshe )?([a-z][^`]*)`", row)]


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_table_of_commands_names_each_once(readme: str) -> None:
    known = [each.name or getattr(each.callback, "__name__", "") for each in app.registered_commands]
    assert sorted(commands_of(readme)) == sorted(known)
    assert commands_of(readme) == commands_of("README.md")


def test_the_makefile_explains_every_target() -> None:
    makefile = read("Makefile")
    promised = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE))
    assert promised is not None
    assert set(promised[1].split()) == explained
