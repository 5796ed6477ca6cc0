"""Which values a lever takes, as a reader of each language is told."""

from __future__ import annotations

import pytest

from sim.report.allowed import allowed
from sim.scenario import DECLARATIONS


@pytest.mark.parametrize(
    ("path", "english", "chinese"),
    [
        ("policy.payment.delay_months", "a number from 0 to 12 months", "0至12（个月）"),
        ("policy.evaluation.rounds_per_year", "a whole number from 0 to 12 rounds per year", "0至12的整数（轮/年）"),
        ("policy.donation.publicity", "a number from 0 to 1 share", "0至1（比例）"),
        ("policy.stars.rating", "true or false", "true（是）、false（否）"),
        ("policy.council.convener", "one of committee, organisation", "committee（居委会）、organisation（社会组织）"),
    ],
)
def test_a_range_in_words(path: str, english: str, chinese: str) -> None:
    assert allowed(DECLARATIONS[path], "en") == english
    assert allowed(DECLARATIONS[path], "zh") == chinese
