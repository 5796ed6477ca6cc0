"""Every fact can be told in Chinese: where, when, in what, and what for."""

from __future__ import annotations

import re

import pytest

from sim.facts import facts
from sim.report import fact_words


@pytest.mark.parametrize("code", list(facts()))
def test_a_fact_is_told_in_chinese(code: str) -> None:
    fact = facts()[code]
    told = (
        fact_words.place(fact.place, "zh"),
        fact_words.period(fact.period, "zh"),
        fact_words.unit(fact.unit, "zh"),
        fact_words.role(fact.role, "zh"),
    )
    assert all(told)
    assert not re.search("[A-Za-z]", "".join(told))


@pytest.mark.parametrize("code", list(facts()))
def test_english_is_as_the_table_has_it(code: str) -> None:
    fact = facts()[code]
    assert fact_words.place(fact.place, "en") == fact.place
    assert fact_words.period(fact.period, "en") == fact.period
    assert fact_words.unit(fact.unit, "en") == fact.unit


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("2018", "2018年"),
        ("2012-2016", "2012—2016年"),
        ("2018-05", "2018年5月"),
        ("end 2013", "2013年末"),
        ("about 2006-2016", "约2006—2016年"),
        ("to 2016-09", "截至2016年9月"),
        ("from 2016", "2016年起"),
    ],
)
def test_a_period_in_words(english: str, chinese: str) -> None:
    assert fact_words.period(english, "zh") == chinese


@pytest.mark.parametrize(
    ("english", "chinese"), [("percent per year", "%/年"), ("yuan per month", "元/月"), ("communities", "个社区")]
)
def test_a_unit_in_words(english: str, chinese: str) -> None:
    assert fact_words.unit(english, "zh") == chinese
