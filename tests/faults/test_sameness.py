"""However many workers there are, in whatever order and surroundings runs are done: one table."""

from __future__ import annotations

from itertools import product

import pytest

from tests.faults.book import Book
from tests.faults.sweeps import Site

EVERY = [(jobs, batch, order) for order, (jobs, batch) in enumerate(product((0, 1, 2, 4, 8), (1, 7, 100)))]
SURROUNDINGS = [
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "random"},
    {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"},
    {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2", "NUMBA_NUM_THREADS": "2"},
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Shanghai"},
]


@pytest.mark.parametrize(
    ("jobs", "batch", "order"),
    [(2, 7, 0), *(pytest.param(*case, marks=pytest.mark.nightly) for case in EVERY)],
)
def test_workers_batches_and_order_give_one_table(
    site: Site, golden: str, book: Book, jobs: int, batch: int, order: int
) -> None:
    report = site.finish(
        "--jobs", str(jobs), "--batch", str(batch), "--order", str(order), "--seconds", "0", "--every-reply"
    )
    book.note("sameness", sweeps=1)
    book.none("sameness", other_results=report["sha256"] != golden)


@pytest.mark.nightly
@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda given: " ".join(f"{k}={v}" for k, v in given.items()))
def test_surroundings_give_one_table(site: Site, golden: str, book: Book, surroundings: dict[str, str]) -> None:
    report = site.finish("--seconds", "0", **surroundings)
    book.note("sameness", sweeps=1)
    book.none("sameness", other_results=report["sha256"] != golden)
