"""Tables on narrow terminals: words and numbers stay whole, every line fits, and units stand at the heads."""

from __future__ import annotations

import textwrap

import pytest
from rich.cells import cell_len

from sim.cli.tables import laid_out

HEADS = ("policy", "mean", "difference", "reading")
ROWS = (
    ("Paid without delay", "23.17 [22.9, 23.4]", "−0.52", "no difference that matters"),
    ("A supervisor for ten workers instead of twenty", "14.77 [14.2, 15.1]", "−8.9", "better"),
)


def told(room: int) -> str:
    laid = laid_out(HEADS, ROWS, ("mean", "difference"), room)
    assert laid is not None
    rule = laid.heads.pop()
    assert set(rule.strip()) == {"─"}
    return "\n".join([*laid.heads, *laid.rows])


def lines(text: str) -> str:
    return textwrap.indent(textwrap.dedent(text).strip("\n"), " ")


def test_where_there_is_room_every_row_is_one_line() -> None:
    assert told(120) == lines(
        """
        policy                                                         mean   difference   reading
        Paid without delay                               23.17 [22.9, 23.4]        −0.52   no difference that matters
        A supervisor for ten workers instead of twenty   14.77 [14.2, 15.1]         −8.9   better
        """
    )


def test_texts_break_between_words_and_labels_hang() -> None:
    assert told(72) == lines(
        """
        policy                                 mean  difference  reading
        Paid without delay       23.17 [22.9, 23.4]       −0.52  no difference
                                                                 that matters
        A supervisor for ten     14.77 [14.2, 15.1]        −8.9  better
          workers instead of
          twenty
        """
    )


def test_labels_stand_above_where_they_do_not_fit_beside_and_intervals_below() -> None:
    assert told(40) == lines(
        """
        policy
                  mean  difference  reading
        Paid without delay
                 23.17       −0.52  no
          [22.9, 23.4]              difference
                                    that
                                    matters
        A supervisor for ten workers instead
          of twenty
                 14.77        −8.9  better
          [14.2, 15.1]
        """
    )


@pytest.mark.parametrize("room", range(40, 121, 8))
def test_no_line_is_longer_than_the_terminal(room: int) -> None:
    assert max(map(cell_len, told(room).split("\n"))) <= room


def test_what_fits_in_no_way_is_no_table() -> None:
    assert laid_out(HEADS, ROWS, ("mean", "difference"), 36) is None


def test_chinese_heads_break_between_words() -> None:
    heads = ("政策", "95%下限", "等效性p值", "净效益（万元）", "改变选择")
    row = ("每10名（原20名）社工配一名督导", "−0.8", "0.0002", "112", "86%")
    laid = laid_out(heads, [row], heads[1:], 36)
    assert laid is not None
    assert [*laid.heads[:-1], *laid.rows] == [
        " 政策",
        "    95%  等效性    净效益",
        "   下限     p值  （万元）  改变选择",
        " 每10名（原20名）社工配一名督导",
        "   −0.8  0.0002       112       86%",
    ]
