"""Sums side by side are the same, bit for bit, as vectors and as plain additions."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numba.core.errors import TypingError
from numpy.typing import NDArray

from sim.arithmetic import kernel, total
from sim.lanes import LANES, sums_in_lanes


@kernel
def in_vectors(values: NDArray[np.floating]) -> tuple[float, ...]:
    """The sums as kernels get them."""
    return sums_in_lanes(values)


@numba.njit
def in_the_middle(values: NDArray[np.floating], begin: int, end: int) -> float:
    """The sum of a part of a column, which may begin anywhere."""
    found: float = total(values[begin:end])
    return found


columns = st.sampled_from([np.float32, np.float64]).flatmap(
    lambda dtype: arrays.arrays(
        dtype, st.integers(0, 70), elements=st.floats(-1e6, 1e6, width=32 if dtype is np.float32 else 64)
    )
)


@given(columns)
def test_vectors_add_as_one_by_one(values: NDArray[np.floating]) -> None:
    assert in_vectors(values) == sums_in_lanes(values)


def test_sums_by_hand() -> None:
    values = np.arange(1.0, 2 * LANES + 4.0)
    # 1 and 9, 2 and 10, ...; 17, 18 and 19 are left over.
    assert sums_in_lanes(values) == (10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0)
    assert total(values) == 19 * 20 / 2


@given(columns, st.integers(0, 70), st.integers(0, 70))
def test_a_part_of_a_column_is_summed_like_a_column(values: NDArray[np.floating], begin: int, end: int) -> None:
    assert in_the_middle(values, begin, end) == total(values[begin:end].copy())


def test_what_overflows_or_is_undefined_stays_so() -> None:
    values = np.zeros(LANES, dtype=np.float32)
    values[3], values[5] = np.inf, np.nan
    assert in_vectors(values)[3] == np.inf
    assert np.isnan(in_vectors(values)[5])


@pytest.mark.parametrize(
    "values",
    [
        np.arange(20), np.arange(-9, 50, dtype=np.int16), np.arange(200) % 3 == 0,
        np.arange(80, dtype=np.float32)[::2], np.arange(80.0).reshape(40, 2)[:, 0],
        np.frombuffer(b"." + np.arange(30.0).tobytes(), dtype=np.float64, count=30, offset=1),
    ],
)  # fmt: skip
def test_whole_numbers_and_values_that_lie_apart_are_summed_too(values: Any) -> None:
    assert in_vectors(values) == sums_in_lanes(values)
    assert total(values) == values.sum()


def test_only_columns_are_summed() -> None:
    with pytest.raises(TypingError, match="sums_in_lanes"):
        in_vectors(np.zeros((4, 8)))
