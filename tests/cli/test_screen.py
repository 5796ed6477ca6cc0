"""What a person sees on a terminal, and what a program gets through a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from sim.cli.screen import show_line, show_table, show_text

HEADS, ROWS = ("policy", "worlds", "reading"), (("Prompt pay", 20, "better"), ("Late pay", 1_000, None))
SENTENCE = "Paid without delay: 2.1 percentage points more."
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """A terminal of so many columns that shows no colours."""

    def of(columns: int) -> None:
        for name, value in (("TERM", "dumb"), ("COLUMNS", str(columns)), ("LINES", "40")):
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    return of


def test_sentences_break_between_words_on_a_terminal(terminal: Callable[[int], None], capsys: Captured) -> None:
    terminal(20)
    show_text(f"{SENTENCE}\n\n按需购买使满意率提高。")
    assert capsys.readouterr().out == (
        "Paid without delay:\n2.1 percentage\npoints more.\n\n按需购买使满意率提\n高。\n"
    )


def test_paths_and_commands_are_never_broken(terminal: Callable[[int], None], capsys: Captured) -> None:
    terminal(20)
    show_line("sanshe sweep experiments/mine.toml --extend")
    assert capsys.readouterr().out == "sanshe sweep experiments/mine.toml --extend\n"


def test_a_pipe_gets_whole_lines_and_cells_between_tabs(capsys: Captured) -> None:
    show_text(SENTENCE * 4)
    show_table(HEADS, [*ROWS, ("two\nlines", 1, "a\ttab")], numbers=("worlds",))
    sentences, *table = capsys.readouterr().out.splitlines()
    assert sentences == SENTENCE * 4
    assert table == ["policy\tworlds\treading", "Prompt pay\t20\tbetter", "Late pay\t1,000\t", "two lines\t1\ta tab"]


def test_a_table_is_drawn_on_a_terminal(terminal: Callable[[int], None], capsys: Captured) -> None:
    terminal(60)
    show_table(HEADS, ROWS, numbers=("worlds",))
    assert capsys.readouterr().out.splitlines() == [
        "",
        " policy       worlds   reading",
        " ─────────────────────────────",
        " Prompt pay       20   better",
        " Late pay      1,000",
        "",
    ]


@pytest.mark.parametrize(("columns", "stacked"), [(18, False), (60, True)])
def test_rows_stand_below_one_another_where_a_table_does_not_fit_or_has_long_texts(
    columns: int, *, stacked: bool, terminal: Callable[[int], None], capsys: Captured
) -> None:
    terminal(columns)
    show_table(HEADS, ROWS, numbers=("worlds",), stacked=stacked)
    told = [line.rstrip() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert [line.split() for line in told] == [
        ["Prompt", "pay"], ["worlds", "20"], ["reading", "better"],
        ["Late", "pay"], ["worlds", "1,000"], ["reading"],
    ]  # fmt: skip
