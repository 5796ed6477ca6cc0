"""What duties take of the time of workers and committees, and what students cost."""

from __future__ import annotations

import numpy as np
import pytest

from sim.policy import Policy
from sim.scenario import load_scenario
from sim.staff import HOLIDAYS, Staff, at_work

STAFF = Staff(month_hours=160.0, voice_share=0.02, endorsing_share=0.01, hearing_share=0.03, watching_share=0.04,
              mediator_share=0.002, brokering_share=0.05, studying_share=0.01, student_wage=0.4)  # fmt: skip


def policy(**values: float) -> Policy:
    """The policy before linkage with some levers pulled, by the ends of their names."""
    paths = {name.replace("__", "."): value for name, value in values.items()}
    return load_scenario("baseline").with_values({f"policy.{path}": value for path, value in paths.items()}).policy


def test_no_duties_take_no_time() -> None:
    assert STAFF.worker_duties(policy()) == 0.0
    assert STAFF.committee_duties(policy(), 0.0) == 0.0
    assert STAFF.mean_wage_yuan(policy()) == policy().workforce.wage_yuan


def test_duties_by_hand() -> None:
    busy = policy(training__worker_hours=8.0, entry__agency_voice=True, entry__endorsed=True, volunteers__mediators=3,
                  volunteers__early_detection=True, training__committee_by_agency=True,
                  training__committee_certified_share=0.4)  # fmt: skip
    assert STAFF.worker_duties(busy) == pytest.approx(0.05 + 0.02)
    # Endorsement, hearing, watching, three mediators, half a pair of sites in talks, two kinds of courses.
    assert STAFF.committee_duties(busy, 0.5) == pytest.approx(0.01 + 0.03 + 0.04 + 0.006 + 0.025 + 0.02)


def test_the_mean_wage_by_hand() -> None:
    # Half at 4,000 and half at 1,600.
    mixed = policy(workforce__wage_yuan=4_000.0, workforce__student_share=0.5)
    assert STAFF.mean_wage_yuan(mixed) == pytest.approx(2_800.0)


@pytest.mark.parametrize("month", range(12))
def test_students_are_away_in_their_holidays_only(month: int) -> None:
    filled, identity, key = np.array([True, False, True]), np.arange(3), np.uint64(1)
    assert at_work(filled, identity, policy(), month, key).tolist() == [True, False, True]
    here = at_work(filled, identity, policy(workforce__student_share=1.0), month, key)
    assert here.tolist() == ([False] * 3 if month in HOLIDAYS else [True, False, True])
