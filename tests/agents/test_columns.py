"""Tables: what a kind's columns are, and what may be written into them."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.agents.columns import Table, column


class Households(Table):
    community: NDArray[np.int32] = column(
        np.int32, meaning="where they live", unit="index", low=0, en="community", zh="社区"
    )
    needs: NDArray[np.uint8] = column(
        np.uint8, width=3, meaning="months waited, by domain", unit="months", en="needs", zh="需求"
    )
    trust: NDArray[np.float32] = column(
        np.float32, meaning="trust", unit="share", low=0, high=1, default=0.5, en="trust", zh="信任"
    )
    member: NDArray[np.bool_] = column(
        np.bool_, meaning="belongs to a group", unit="", default=True, en="member", zh="成员"
    )


class Lodgers(Households):
    rent_fen: NDArray[np.int64] = column(np.int64, meaning="monthly rent", unit="fen", en="rent", zh="租金")


@pytest.mark.parametrize("rows", [0, 1, 7])
def test_a_table_has_one_contiguous_array_for_each_column_at_its_default(rows: int) -> None:
    homes = Households(rows)
    assert len(homes) == rows
    assert homes.community.tolist() == [0] * rows
    assert homes.needs.shape == (rows, 3)
    assert homes.trust.tolist() == [0.5] * rows
    assert homes.member.tolist() == [True] * rows
    assert [getattr(homes, name).dtype for name in Households.columns] == [np.int32, np.uint8, np.float32, np.bool_]
    assert all(getattr(homes, name).flags.c_contiguous for name in Households.columns)


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 1_001])
def test_threads_fill_every_row_with_its_default(rows: int) -> None:
    with ThreadPoolExecutor(3) as threads:
        homes = Households(rows, threads)
    assert homes.trust.tolist() == [0.5] * rows
    assert homes.member.tolist() == [True] * rows
    assert homes.needs.tolist() == [[0, 0, 0]] * rows
    assert all(getattr(homes, name).flags.c_contiguous for name in Households.columns)


def test_a_declaration_carries_all_that_is_said_of_a_column() -> None:
    needs = Households.columns["needs"]
    assert (needs.name, needs.width, needs.unit, needs.low, needs.high) == ("needs", 3, "months", 0, 255)
    assert (needs.meaning, needs.en, needs.zh, needs.default) == ("months waited, by domain", "needs", "需求", 0)
    assert Households.columns["trust"].words == "a number from 0 to 1 (share)"
    assert Households.columns["member"].words == "true or false"
    assert list(Households.columns) == ["community", "needs", "trust", "member"]
    assert Households.row_bytes() == 4 + 3 + 4 + 1


def test_a_kind_extends_another() -> None:
    assert list(Lodgers.columns) == [*Households.columns, "rent_fen"]
    assert "rent_fen" not in Households.columns
    assert Lodgers(2).rent_fen.tolist() == [0, 0]


def test_elements_are_written_freely_and_columns_stay_the_same_arrays() -> None:
    homes = Households(2)
    before = homes.community
    homes.community += 3
    homes.community[1] = 9
    assert homes.community is before
    assert before.tolist() == [3, 9]


def test_a_column_is_not_replaced() -> None:
    homes = Households(2)
    with pytest.raises(AttributeError, match=r"Households\.community: a column is not replaced; write community\[:\]"):
        homes.community = np.zeros(2, np.int32)


def test_a_misspelt_column_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(
        AttributeError, match=r"Households\.comunity: there is no such column; did you mean 'community'"
    ):
        Households(2).comunity = np.zeros(2)


def test_a_table_cannot_have_fewer_than_no_rows() -> None:
    with pytest.raises(ValueError, match="-1 rows cannot be made; give 0 or more"):
        Households(-1)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda homes: pickle.loads(pickle.dumps(homes))])  # noqa: S301
def test_a_copy_has_its_own_values(copied: object) -> None:
    homes = Households(2)
    homes.trust[:] = (0.25, 0.75)
    other = copied(homes)  # type: ignore[operator]
    homes.trust[0] = 0
    assert other.trust.tolist() == [0.25, 0.75]
    with pytest.raises(AttributeError, match="not replaced"):
        other.trust = np.zeros(2, np.float32)


def test_faults_name_each_column_that_left_its_bounds() -> None:
    homes = Households(3)
    assert homes.faults() == []
    homes.trust[:] = (1.5, np.nan, 0.5)
    homes.community[2] = -1
    assert [str(fault) for fault in homes.faults()] == [
        "Households.community: 1 values are out of bounds; each is a whole number from 0 to 2.14748e+09 (index)",
        "Households.trust: 2 values are out of bounds; each is a number from 0 to 1 (share)",
    ]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("community", -1, "community: -1 is out of bounds"),
        ("community", 2**31, "community: 2147483648 is out of bounds"),
        ("community", 1.0, "community: 1.0 cannot be stored; give a whole number"),
        ("trust", 1.01, r"trust: 1.01 is out of bounds; give a number from 0 to 1 \(share\)"),
        ("trust", float("nan"), "trust: nan cannot be stored"),
        ("trust", "much", "trust: 'much' cannot be stored"),
        ("member", 1, "member: 1 cannot be stored; give true or false"),
        ("member", None, "member: None cannot be stored"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(name: str, value: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Households.columns[name].admit(value)


@pytest.mark.parametrize("values", [[1, 2], 1, [[1, 2, 3]]])
def test_a_row_of_another_length_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match=r"needs: values of shape .* cannot be stored; give 3 values"):
        Households.columns["needs"].admit_row(values)


@given(st.integers(0, 2**31 - 1))
def test_what_is_admitted_is_stored_exactly(value: int) -> None:
    homes = Households(1)
    homes.community[0] = Households.columns["community"].admit(value)
    assert homes.community.item(0) == value


@pytest.mark.parametrize(
    ("dtype", "options", "told"),
    [
        (np.uint8, {"high": 300}, "do not fit"),
        (np.float32, {"low": 1, "high": 2}, "default 0 or bounds 1 to 2 do not fit"),
        (np.float64, {"low": float("-inf")}, "do not fit"),
    ],
)
def test_bounds_that_contradict_the_type_or_the_default_are_refused(
    dtype: type, options: dict[str, float], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        column(dtype, meaning="", unit="", en="x", zh="x", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("dtype", "width"), [(object, 1), ("U5", 1), (np.uint8, 0), (np.complex128, 1)])
def test_only_numbers_and_flags_make_columns(dtype: object, width: int) -> None:
    with pytest.raises(TypeError, match="cannot be a column; give a number or flag type"):
        column(dtype, width=width, meaning="", unit="", en="x", zh="x")  # type: ignore[arg-type]


def test_a_column_cannot_take_a_name_of_the_table() -> None:
    with pytest.raises(TypeError, match=r"Fields\.faults: the name is the table's own"):

        class Fields(Table):
            faults: NDArray[np.int8] = column(np.int8, meaning="", unit="", en="x", zh="x")  # type: ignore[assignment]


def test_tables_load_without_mesa() -> None:
    code = "import sys, sim.agents.columns; sys.exit('mesa' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
