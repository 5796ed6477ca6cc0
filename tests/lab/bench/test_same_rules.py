"""Every version of the resident month lives by the same rules, so that comparing their speed means something."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.lab.bench.district import District, district, live_resident_month
from sim.lab.bench.handed import MONTHS_PER_YEAR, Handed, hand_over, read_handed
from sim.lab.bench.peers import PEERS
from sim.lab.bench.state import apart, luck_alone, state_of_columns

RESIDENTS = 10_000


@pytest.fixture(scope="module")
def there() -> District:
    return district(RESIDENTS)


@pytest.fixture(scope="module")
def handed(there: District) -> Handed:
    return hand_over(there)


@pytest.fixture(scope="module")
def after_a_year(there: District, handed: Handed) -> dict[str, float]:
    """What our own residents are like after a year; `handed` is asked for so that it is copied before."""
    assert len(handed.residents["needs"]) == RESIDENTS
    for _ in range(MONTHS_PER_YEAR):
        live_resident_month(there.model)
    return state_of_columns(there.model.world.residents)


@pytest.mark.parametrize("name", PEERS)
def test_after_a_year_residents_are_as_ours(
    name: str, handed: Handed, after_a_year: dict[str, float], tmp_path: Path
) -> None:
    pytest.importorskip(PEERS[name].package)
    file = tmp_path / "district.npz"
    handed.save(file)
    lived = PEERS[name].start(read_handed(file))
    for _ in range(MONTHS_PER_YEAR):
        lived.month()
    # Luck differs: four standard errors of a share among 10,000 residents are 4 sqrt(0.25 / 10,000) = 0.02.
    assert lived.state() == pytest.approx(after_a_year, abs=0.02)


def test_what_is_taken_for_luck_shrinks_to_one_in_a_hundred() -> None:
    assert [luck_alone(size) for size in (10_000, 100_000, 10_000_000)] == [0.02, 0.01, 0.01]


def test_versions_that_came_apart_are_named_by_what_differs() -> None:
    ours = {"in need": 0.3, "tie": 0.4}
    assert apart({"in need": 0.315, "tie": 0.4}, ours, 100_000) == ["in need"]
    assert apart({"in need": 0.315, "tie": 0.4}, ours, 10_000) == []
