"""The facts are read as they stand in the table, each with a source that is named."""

from __future__ import annotations

import pytest

from sim.facts import facts


def test_turnover_of_social_workers_is_read_with_its_source() -> None:
    turnover = facts()["G38"]
    assert turnover.value == 24.55
    assert (turnover.place, turnover.period, turnover.unit) == ("Guangzhou", "2014", "percent per year")
    assert turnover.role == "calibrate"
    assert turnover.source.code == "000"


def test_a_range_keeps_all_its_values() -> None:
    assert facts()["G42"].values == (2.0, 4.0)


def test_a_range_has_no_single_value() -> None:
    with pytest.raises(ValueError, match="fact G42 has 2 values, not one"):
        _ = facts()["G42"].value


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_fact_is_named_and_cited(language: str) -> None:
    known = facts().values()
    assert len(known) == 75
    for fact in known:
        assert fact.quantity(language)
        assert fact.source.citation(language)
        assert fact.unit


def test_what_is_calibrated_to_says_which_quantity_of_the_model() -> None:
    assert all(fact.maps_to for fact in facts().values() if fact.role == "calibrate")
