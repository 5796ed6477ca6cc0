"""Whole months on one thread are months of the whole district."""

from __future__ import annotations

from sim.lab.bench.district import build
from sim.lab.bench.month import go_on_alone


def test_a_district_goes_on_alone_with_all_its_communities() -> None:
    model = build(100_000, threads=2)
    assert len(model.world.spans) > 1
    go_on_alone(model)
    model.world.residents.activities[:] = 0
    model.step()
    last = model.world.first_resident[-2]
    # A fifth of residents take part in a month: of the 250 of a community somebody does.
    assert model.world.residents.activities[last:].any()
