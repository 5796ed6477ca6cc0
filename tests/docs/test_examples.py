"""Every command in a page does what the page says: it exists, it runs, and it prints what is shown."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from scripts.examples import COMMANDS, DOCS, Block, Folder, Shown, before, blocks, chains, pages, part
from sim.cli.command_line import app

QUICK = "first_hour.md"
ELSEWHERE = ("../README.md", "../README.zh.md", "../experiments/README.md", "../scenarios/README.md")
# Blocks that nobody runs here, each with its reason beside it in the page.
MOST_NOT_RUN = 12
STARTS = re.compile(r"^(?:\$ )?sanshe ", re.MULTILINE)
CALL = re.compile(r"^sanshe ((?:[^\n]*\\\n)*[^\n]*)$", re.MULTILINE)


def command_blocks() -> list[Block]:
    return [block for page in pages() for block in blocks(page) if block.is_commands]


def calls() -> Iterator[tuple[str, str]]:
    """Every call of the laboratory that a document shows in a block, and where."""
    for page in (*pages(), *ELSEWHERE):
        for block in blocks(page):
            for call in CALL.findall(block.body):
                yield page, call


@pytest.mark.parametrize(("page", "call"), sorted(set(calls())))
def test_a_command_that_is_shown_exists_with_its_options(page: str, call: str) -> None:
    name, *words = shlex.split(call.replace("\\\n", " "), comments=True)
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    context = command.make_context(name, words, resilient_parsing=True)
    assert command.make_parser(context).parse_args(words), page


def test_commands_stand_in_blocks_that_are_run() -> None:
    hidden = [block.where for page in pages() for block in blocks(page) if not block.is_commands and starts(block)]
    assert hidden == []


def starts(block: Block) -> bool:
    """Whether the block begins with a command of the laboratory."""
    return STARTS.match(block.body) is not None


def test_fences_are_of_known_kinds() -> None:
    kinds = {block.kind for page in pages() for block in blocks(page)}
    assert kinds - set(COMMANDS) <= {"", "text", "toml", "python", "r", "sql", "stata", "spss"}


def test_what_is_not_run_has_a_reason_and_is_little() -> None:
    reasons = [(block.where, block.notes["not run"]) for block in command_blocks() if "not run" in block.notes]
    assert all(reason for _, reason in reasons)
    assert len(reasons) <= MOST_NOT_RUN, reasons


def test_every_page_with_commands_is_followed_once() -> None:
    followed = [page for chain in chains() for page in chain]
    assert len(followed) == len(set(followed))
    assert set(followed) == {block.page for block in command_blocks() if "not run" not in block.notes}
    assert {before(page) for page in followed} - {None} <= {chain[0] for chain in chains()}


def test_the_short_form_changes_only_what_the_page_says() -> None:
    block = Block("p.md", "bash", "sanshe sweep demo\nls\n", {"run with": "--worlds 2"}, (0, 0))
    assert block.in_short_form() == "sanshe sweep demo --worlds 2\nls\n"


def test_a_part_of_what_is_printed() -> None:
    printed = "name  n\n────────\na  1\nb  2\n"
    assert part(printed, "") == printed
    assert part(printed, "first 1 lines") == "name  n\n...\n"
    assert part(printed, "last line") == "b  2\n"
    assert part(printed, "lines with b") == "name  n\n────────\nb  2\n...\n"


def test_times_and_hashes_may_differ_and_numbers_may_not() -> None:
    block = Block("p.md", "text", "done 3 in 12 s, 0123456789abcdef\n", {"prints": ""}, (0, 0))
    assert Shown(block, "done 3 in 1 min 2 s, fedcba9876543210\n").is_true()
    assert not Shown(block, "done 4 in 12 s, 0123456789abcdef\n").is_true()
    varying = Block("p.md", "text", "kept 3 of 60\n", {"prints": "", "numbers vary": ""}, (0, 0))
    assert Shown(varying, "kept 17 of 60\n").is_true()
    assert Shown(varying, "kept 17\nof 60\n").is_true(), "a longer time may break a line elsewhere"


def untrue(page: str, folder: Folder, *, long: bool) -> list[tuple[str, str]]:
    """Outputs in a page that are not what its commands print."""
    return [(each.block.body, each.printed) for each in folder.follow(page, long=long) if not each.is_true()]


def test_the_first_hour_goes_as_it_is_told(tmp_path: Path) -> None:
    assert untrue(QUICK, Folder(tmp_path), long=False) == [], "write the outputs anew: make examples"


@pytest.mark.nightly
@pytest.mark.parametrize("chain", chains(), ids=lambda chain: chain[0])
def test_every_page_goes_as_it_is_told(chain: list[str], tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for page in chain:
        assert untrue(page, folder, long=True) == [], f"{DOCS / page}: write the outputs anew: make examples"
