"""Which sizes a compared district may have, worked out from streets of 5,000 residents and at most 400 of them."""

from __future__ import annotations

import pytest

from sim.lab.bench.district import build
from sim.lab.bench.sizes import density


@pytest.mark.parametrize(
    ("residents", "times"),
    [(5_000, 1), (2_000_000, 1), (2_010_000, 2), (10_000_000, 5), (0, None), (7_000, None), (1_000_000_000, None)],
)
def test_communities_grow_where_streets_run_out(residents: int, times: int | None) -> None:
    assert density(residents) == times


def test_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="7,000 residents: a district has a multiple of 5,000"):
        build(7_000)
