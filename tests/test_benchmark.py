"""The plain version of the resident month lives by the same rules, so that comparing their speed means something."""

from __future__ import annotations

import pytest

from benchmarks.resident_month import YEAR, state_of_columns, state_of_objects
from benchmarks.same_world import district, live_resident_month, plain


def test_plain_agents_and_columns_are_alike_after_a_year() -> None:
    there = district(5_000)
    copy = plain(there)
    for _ in range(YEAR):
        live_resident_month(there.model)
        copy.step()
    # Luck differs: four standard errors of a share among 5,000 residents are 0.028.
    assert state_of_objects(copy) == pytest.approx(state_of_columns(there.model), abs=0.028)
