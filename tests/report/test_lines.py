"""Lines are counted as they are broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.lines import lines_filled, sized_pieces, wrapped


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 13, 1),
        ("one two three", 8, 2),
        ("one two three", 5, 3),
        # A word stays whole though it is longer than the line, and nothing stands before it.
        ("one two three", 1, 3),
        ("购买力度与评估轮数", 8, 3),
        ("满意，不满意", 4, 4),
        ("", 5, 1),
    ],
)
def test_lines_are_counted_by_hand(text: str, columns: int, lines: int) -> None:
    assert lines_filled(sized_pieces(text), columns) == lines


@given(text=st.text("ab 1.5，（）购买“”：", max_size=40), columns=st.integers(1, 30))
def test_as_many_lines_are_counted_as_are_written(text: str, columns: int) -> None:
    assert lines_filled(sized_pieces(text.strip()), columns) == wrapped(text.strip(), columns).count("\n") + 1
