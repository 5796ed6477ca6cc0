"""A month's time, line by line of the model's step: every line is there, and nothing else."""

from __future__ import annotations

from sim.lab.bench.district import build
from sim.lab.bench.spent import END, OBSERVING, by_line, observing
from sim.report import bench_words
from sim.report.method_words import MONTH


def test_every_line_of_the_month_takes_time() -> None:
    model = build(5_000)
    spent = by_line(model, 2)
    assert set(spent) == {*MONTH, END}
    assert all(seconds >= 0.0 for seconds in spent.values())
    assert sum(spent.values()) > 0.0
    assert observing(model) > 0.0


def test_the_table_knows_what_is_no_mechanism() -> None:
    assert (bench_words.END, bench_words.OBSERVING) == (END, OBSERVING)
