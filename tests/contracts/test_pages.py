"""Documents say what the program does: their tables are made, and what they point to exists."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from scripts.pages import ENTITIES, MAKERS, MECHANISMS, PAGES, ROOT, declared_sections, made, mechanism_rows
from sim.agents.columns import Table
from sim.facts import facts
from sim.outcomes import OUTCOMES
from sim.scenario import DECLARATIONS

WRITTEN = [page for page in PAGES if (ROOT / page).is_file()]
BY_HAND = sorted((ROOT / "docs").glob("*.md"))
STATUSES = {"in", "part", "out"}
LAST = 126
LEAST_REASON = 30
ROWS = mechanism_rows()
MECHANISM_FILES = sorted((ROOT / "sim" / "mechanisms").rglob("*.py"))


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """Names of the tables that a page asks for."""
    return re.findall(r"<!-- made: (\S+) -->", text)


@pytest.mark.parametrize("page", WRITTEN)
def test_a_page_is_as_it_would_be_made(page: str) -> None:
    assert read(page) == made(read(page)), "write the tables anew: make pages"


@pytest.mark.parametrize("page", WRITTEN)
def test_every_table_has_a_maker_and_an_end(page: str) -> None:
    text = read(page)
    assert set(blocks(text)) <= set(MAKERS)
    assert len(blocks(text)) == text.count("<!-- /made -->")


def test_no_table_is_made_where_nobody_makes_it() -> None:
    pages = [path for path in ROOT.rglob("*.md") if not {".venv", ".git"} & set(path.parts)]
    holding = {str(path.relative_to(ROOT)) for path in pages if blocks(path.read_text(encoding="utf-8"))}
    assert holding <= set(PAGES)


def test_the_description_shows_everything_that_is_declared() -> None:
    """Every lever and coefficient stands in the table of its section, everything else in the table of its kind."""
    shown = Counter(blocks(read("docs/odd.md")))
    assert set(shown.values()) == {1}
    assert {*declared_sections(), "state", "schedule", "settings", "outcomes", "flows", "data"} <= set(shown)


def test_every_kind_of_row_in_the_model_is_described() -> None:
    kinds = {kind for kind in Table.__subclasses__() if kind.__module__.startswith("sim.")}
    assert kinds == set(ENTITIES.values())


@pytest.mark.parametrize("page", BY_HAND, ids=lambda path: path.name)
def test_files_that_a_document_names_exist(page: Path) -> None:
    named = re.findall(r"`((?:sim|scripts|tests|docs)/[\w./]+)`", page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_mechanism_stands_once_and_in_order() -> None:
    assert [row["code"] for row in ROWS] == [f"M{number}" for number in range(1, LAST + 1)]
    assert list(ROWS[0]) == ["code", "claim", "status", "files", "paths", "note"]
    assert MECHANISMS.is_file()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_a_mechanism_is_where_the_table_says_or_has_a_reason(row: dict[str, str]) -> None:
    files, paths = row["files"].split(), row["paths"].split()
    assert row["claim"]
    assert row["note"]
    assert row["status"] in STATUSES
    assert [name for name in files if not (ROOT / name).is_file()] == []
    assert [path for path in paths if not is_declared(path)] == []
    if row["status"] == "out":
        assert not files
        assert len(row["note"]) >= LEAST_REASON
    else:
        assert files


def test_facts_that_are_cited_exist() -> None:
    known = {code for each in facts() for code in (each, *spelled_out(each))}
    cited = {path: each.source for path, each in DECLARATIONS.items()}
    cited |= {name: each.source for name, each in OUTCOMES.items()}
    cited |= {
        str(path): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "" for path in MECHANISM_FILES
    }
    codes = {(where, code) for where, words in cited.items() for code in re.findall(r"\b[GHCBTYQDN]\d+\b", words)}
    assert {(where, code) for where, code in codes if code not in known} == set()


def spelled_out(code: str) -> list[str]:
    """Codes of a range such as G21-25, one by one."""
    found = re.fullmatch(r"([A-Z])(\d+)-(\d+)", code)
    return [f"{found[1]}{number}" for number in range(int(found[2]), int(found[3]) + 1)] if found else []


def is_declared(path: str) -> bool:
    """Whether a dotted path, or everything in the section that it names, is declared."""
    return path in DECLARATIONS or any(each.startswith(f"{path}.") for each in DECLARATIONS)
