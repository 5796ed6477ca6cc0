"""Names that Stata and SPSS accept, one for each column."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sim.outcomes import OUTCOMES
from sim.report.export.names import variable_names
from sim.scenario import DECLARATIONS

# Words that Stata's and SPSS's manuals list as reserved.
STATA = {"_all", "_b", "byte", "double", "float", "if", "in", "int", "long", "using", "with"}
SPSS = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}


def all_valid(names: dict[str, str]) -> bool:
    shapes = all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name) for name in names.values())
    free = not (STATA | SPSS) & set(names.values()) and not any(re.fullmatch(r"str\d+", n) for n in names.values())
    return shapes and free and len(set(names.values())) == len(names)


def test_everything_that_is_declared_gets_a_name_of_its_own() -> None:
    names = variable_names([*DECLARATIONS, *OUTCOMES])
    assert all_valid(names)
    assert names["policy.payment.delay_months"] == "payment_delay_months"
    assert names["coefficients.coordination.front_office.people_per_window"] == "front_office_people_per_window"
    assert names["turnover_rate"] == "turnover_rate"


def test_names_that_would_be_alike_are_numbered() -> None:
    names = variable_names(["policy.a.b", "setting.a.b", "A_B", "x" * 40, "x" * 41])
    assert list(names.values()) == ["a_b", "a_b_2", "a_b_3", "x" * 32, "x" * 30 + "_2"]


def test_reserved_words_and_strange_signs() -> None:
    assert list(variable_names(["with", "str8", "拨款", "9x"]).values()) == ["v_with", "v_str8", "v", "v_9x"]


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_names_are_made_valid(names: list[str]) -> None:
    assert all_valid(variable_names(names))
