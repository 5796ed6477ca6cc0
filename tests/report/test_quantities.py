"""Numbers as readers meet them: percent, points, 万元, signs, and as many decimals as they deserve."""

from __future__ import annotations

import math

import pytest

from sim.outcomes import OUTCOMES
from sim.report.quantities import SINGULAR, Quantity, bare_difference, interval_decimals, number, singular, trimmed
from sim.report.units import unit_named
from sim.report.words import Language
from sim.scenario import DECLARATIONS


def quantity(unit: str, lang: Language = "en", matters: float = 0.0) -> Quantity:
    return Quantity("name", "Label", unit_named(unit), lang, "higher", matters)


@pytest.mark.parametrize(
    ("unit", "value", "english", "chinese"),
    [
        ("share", 0.5986, "59.86%", "59.86%"),
        ("share per year", 0.2455, "24.55% per year", "24.55%/年"),
        ("share of the contract", 0.55, "55% of the contract", "55%"),
        ("yuan per centre and year", 2_000_000.0, "2 million yuan per centre and year", "200万元/中心·年"),
        ("yuan per project and year", 140_500.0, "140.5 thousand yuan per project and year", "14.05万元/项目·年"),
        ("yuan", 3_000.0, "3,000 yuan", "3,000元"),
        ("yuan", 1.2e9, "1.2 billion yuan", "12亿元"),
        ("months", 0, "0 months", "0个月"),
        ("months", 1, "1 month", "1个月"),
        ("rounds per year", 1, "1 round per year", "1轮/年"),
        ("rounds per year", 8, "8 rounds per year", "8轮/年"),
        ("choice", "experts", "experts", "experts"),
        ("choice", "government", "government", "政府"),
        ("", True, "on", "是"),
        ("share", math.nan, "undefined", "无定义"),
    ],
)
def test_a_level_in_words(unit: str, value: float | str, english: str, chinese: str) -> None:
    assert quantity(unit).level(value) == english
    assert quantity(unit, "zh").level(value) == chinese


def test_a_short_value_keeps_money_and_percent_only() -> None:
    assert quantity("yuan per centre and year", "zh").short(2_000_000.0) == "200万元"
    assert quantity("share of the contract").short(0.5) == "50%"
    assert quantity("months").short(6) == "6"


@pytest.mark.parametrize(
    ("value", "english", "chinese"), [(False, "label off", "label：否"), (True, "label on", "label：是")]
)
def test_a_switch_that_stands_alone_or_in_a_sentence_is_named(*, value: bool, english: str, chinese: str) -> None:
    en, zh = quantity("flag"), quantity("flag", "zh")
    assert (en.alone(value), en.named_level(value), en.short(value)) == (english,) * 3
    assert (zh.alone(value), zh.named_level(value), zh.short(value)) == (chinese,) * 3


def test_a_number_that_stands_alone_keeps_its_unit() -> None:
    assert quantity("months").alone(6) == "6 months"


def test_where_the_unit_stands_at_the_head_differences_are_numbers() -> None:
    points = quantity("share").difference_scale(0.0213, -0.4)
    assert points.unit == "percentage points"
    told = bare_difference(points, (0.0213, 0.0101, 0.0325), "en")
    assert (told.size, told.signed, told.low, told.high) == ("2.1", "+2.1", "+1.0", "+3.2")
    assert bare_difference(points, (math.nan, 0.0, 0.0), "zh").signed == "无定义"


def test_shares_differ_by_percentage_points() -> None:
    told = quantity("share").difference(0.0213, 0.0101, 0.0325)
    assert (told.size, told.signed, told.low, told.high) == (
        "2.1 percentage points",
        "+2.1 percentage points",
        "+1.0",
        "+3.2",
    )
    assert quantity("share", "zh").difference(-0.0213, -0.0325, -0.0101).signed == "−2.1个百分点"


def test_a_clear_interval_never_seems_to_touch_zero() -> None:
    assert quantity("share").difference(0.01, 0.0004, 0.0196).low == "+0.04"
    assert interval_decimals(1.0, -0.01, 2.0) == 1


def test_an_undefined_difference_has_no_number() -> None:
    told = quantity("months").difference(math.nan, math.nan, math.nan)
    assert (told.signed, told.low, told.high) == ("undefined", "–", "–")


def test_the_smallest_difference_that_matters_has_its_unit() -> None:
    assert quantity("share", matters=0.01).smallest() == "1 percentage point"
    assert quantity("yuan", "zh", matters=100_000.0).smallest() == "10万元"


@pytest.mark.parametrize(
    ("value", "decimals", "sign", "text"),
    [(1234.5, 0, False, "1,234"), (-0.04, 1, True, "0.0"), (-2.0, 1, False, "−2.0"), (2.0, 0, True, "+2")],
)
def test_a_number(value: float, decimals: int, sign: bool, text: str) -> None:  # noqa: FBT001
    assert number(value, decimals, sign=sign) == text


def test_whole_numbers_stand_in_full() -> None:
    assert trimmed(123_456.0) == "123,456"
    assert trimmed(0.12345) == "0.1235"
    assert trimmed(0.5) == "0.5"


def test_a_label_loses_its_capital_inside_a_sentence() -> None:
    assert quantity("share").in_sentence == "label"
    assert Quantity("n", "ICT use", unit_named("share"), "en").in_sentence == "ICT use"


def test_every_thing_that_is_counted_has_a_word_for_one() -> None:
    units = {each.unit for each in OUTCOMES.values()} | {each.unit for each in DECLARATIONS.values()}
    counted = {unit.partition(" per ")[0] for unit in units if not unit.startswith(("share", "per "))}
    many = {words for words in counted if words.endswith("s") or words == "people" or " of " in words}
    assert many - set(SINGULAR) == set()
    assert singular("agencies") == "agency"
    assert singular("yuan") == "yuan"
