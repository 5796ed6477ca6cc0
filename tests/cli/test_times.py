"""How long something takes, as people say it."""

from __future__ import annotations

import pytest

from sim.cli.times import duration


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (0.2, "1 s", "1秒"),
        (40.4, "40 s", "40秒"),
        (200, "3 min 20 s", "3分20秒"),
        (7_500, "2 h 5 min", "2小时5分"),
    ],
)
def test_a_duration_in_words(seconds: float, english: str, chinese: str) -> None:
    assert duration(seconds) == duration(seconds, "en") == english
    assert duration(seconds, "zh") == chinese
