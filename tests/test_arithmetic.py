"""The model's own exponential and logarithm are right to the last bits, and the same on every processor."""

from __future__ import annotations

import decimal
import hashlib
import itertools
import json
import os
import platform
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.arithmetic import (
    clip,
    count_between,
    exponential,
    exponential32,
    largest,
    logarithm,
    logistic,
    logit,
    round_half_up,
    squash32,
    sum_in_pairs,
)
from sim.model import simulate
from tests.districts import bits, small

ROOT = Path(__file__).parents[1]
EXACT = decimal.Context(prec=50, Emax=10**6, Emin=-(10**6))
ONE = Decimal(1)
CLOSE = 1e-15


def grid(low: float, high: float, count: int) -> list[float]:
    """Numbers over a range, the same at every run."""
    luck = random.Random(7)  # noqa: S311  numbers for a test
    return [low, high, *(luck.uniform(low, high) for _ in range(count))]


def error(found: float, expected: Decimal) -> float:
    """Relative error of a number against one of fifty digits."""
    return float(abs((Decimal(found) - expected) / expected))


def test_exponential_against_fifty_digits() -> None:
    points = [*grid(-700.0, 700.0, 2_000), *grid(-2.0, 2.0, 2_000), *grid(-1e-8, 1e-8, 200)]
    assert max(error(exponential(x), EXACT.exp(Decimal(x))) for x in points) < CLOSE
    assert exponential(0.0) == 1.0


def test_the_exponential_in_32_bits_against_fifty_digits() -> None:
    # Half the last of 24 bits is 6e-8; the series up to the seventh power leaves 0.347^8 / 8! = 5e-9 at most.
    points = [np.float32(x) for x in [*grid(-87.0, 87.0, 2_000), *grid(-2.0, 2.0, 2_000), *grid(-1e-8, 1e-8, 200)]]
    assert max(error(float(exponential32(x)), EXACT.exp(Decimal(float(x)))) for x in points) < 2e-7
    assert exponential32(np.float32(0.0)) == 1.0
    assert exponential32(np.float32(900.0)) == exponential32(np.float32(87.0))
    assert exponential32(np.float32(-900.0)) == exponential32(np.float32(-87.0)) > 0.0


def test_logarithm_against_fifty_digits() -> None:
    powers = [2.0**power * share for power in range(-1000, 1000, 37) for share in (1.0, 1.3, 1.999)]
    points = [*powers, *grid(1e-9, 2.0, 2_000), *grid(0.7, 1.42, 2_000), *grid(1.0, 1e9, 500)]
    assert max(error(logarithm(x), EXACT.ln(Decimal(x))) for x in points if x != 1.0) < CLOSE
    assert logarithm(1.0) == 0.0


def test_logistic_against_fifty_digits() -> None:
    for x in grid(-40.0, 40.0, 2_000):
        assert error(logistic(x), ONE / (ONE + EXACT.exp(-Decimal(x)))) < CLOSE
    assert logistic(0.0) == 0.5


def test_beyond_the_range_the_ends_hold() -> None:
    assert exponential(5_000.0) == exponential(700.0)
    assert exponential(-5_000.0) == exponential(-700.0) > 0.0
    assert logistic(-5_000.0) > 0.0
    assert logistic(5_000.0) == 1.0


@pytest.mark.parametrize(
    ("function", "low", "high"), [(exponential, -700.0, 700.0), (logistic, -30.0, 30.0), (logarithm, 1e-12, 1e12)]
)
def test_no_step_goes_down(function: object, low: float, high: float) -> None:
    assert callable(function)
    near = [value for x in grid(low, high, 500) for value in (x, float(np.nextafter(x, np.inf)))]
    values = [function(x) for x in sorted(near) if low <= x <= high]
    assert all(before <= after for before, after in itertools.pairwise(values))


@given(share=st.floats(1e-6, 1.0 - 1e-6))
def test_the_logistic_undoes_the_logit(share: float) -> None:
    assert logistic(logit(share)) == pytest.approx(share, rel=1e-12)


def test_the_logit_of_the_ends_is_finite() -> None:
    # ln(1e9 - 1): the share is kept a billionth from the ends.
    assert logit(0.0) == pytest.approx(-20.72326583594641, rel=1e-12)
    assert logit(1.0) == pytest.approx(20.72326583594641, rel=1e-7)


def test_squashing() -> None:
    # 0.5 + 0.5 x / (1 + |x|): at 1 three quarters, at -3 an eighth.
    assert [squash32(np.float32(x)) for x in (0.0, 1.0, -3.0)] == [0.5, 0.75, 0.125]


@given(low=st.floats(-50, 50), more=st.floats(0.01, 50))
def test_squashing_rises_within_0_and_1(low: float, more: float) -> None:
    assert 0.0 < squash32(np.float32(low)) < squash32(np.float32(low + more)) < 1.0


def test_clipping_and_rounding() -> None:
    assert [clip(x, 0.1, 0.9) for x in (-1.0, 0.5, 7.0)] == [0.1, 0.5, 0.9]
    assert [round_half_up(x) for x in (-0.5, 0.49, 0.5, 1.5, 2.5)] == [0, 0, 1, 2, 3]


def test_the_largest_of_a_column_of_whole_numbers() -> None:
    assert largest(np.array([-1, 4, -7, 3], dtype=np.int32)) == 4
    assert largest(np.array([5, 250, 0], dtype=np.uint8)) == 250
    # -1 stands for nobody: nothing lies below it, and where there are no rows there is nobody.
    assert [largest(np.array(rows, dtype=np.int32)) for rows in ([], [-1], [-9])] == [-1, -1, -1]


def test_values_are_counted_from_the_low_to_the_high_one() -> None:
    column = np.array([0, 1, 2, 2, 3, 255] * 300, dtype=np.uint8)
    found = [count_between(column, *ends) for ends in ((1, 2), (2, 2), (0, 255), (3, 255), (2, 1), (4, 254))]
    assert found == [900, 600, 1_800, 600, 0, 0]


def arithmetic_bits() -> str:
    """SHA-256 over the bits of every function at many points."""
    values = [exponential(x) for x in grid(-700.0, 700.0, 3_000)] + [logarithm(x) for x in grid(1e-9, 1e9, 3_000)]
    values += [logistic(x) for x in grid(-40.0, 40.0, 3_000)] + [
        squash32(np.float32(x)) for x in grid(-40.0, 40.0, 300)
    ]
    values += [exponential32(np.float32(x)) for x in grid(-90.0, 90.0, 3_000)]
    return hashlib.sha256(np.array(values).tobytes()).hexdigest()


def run_bits() -> dict[str, str]:
    """SHA-256 over a short run of two scenarios."""
    return {name: bits(simulate(small(name), 2012)) for name in ("baseline", "guangzhou")}


def elsewhere(code: str, environment: dict[str, str]) -> dict[str, object]:
    """What a Python process of its own prints as JSON, in another environment."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_without_compiling_the_bits_are_the_same() -> None:
    code = (
        "import json, numba, tests.test_arithmetic as t;"
        "print(json.dumps({'jit': not numba.config.DISABLE_JIT, 'bits': t.arithmetic_bits()}))"
    )
    assert elsewhere(code, {"NUMBA_DISABLE_JIT": "1"}) == {"jit": False, "bits": arithmetic_bits()}


ON_ANOTHER_PROCESSOR = """
import json
import numpy as np
from numba.core.registry import cpu_target
from numpy._core._multiarray_umath import __cpu_features__
import tests.test_arithmetic as t
result = {"runs": t.run_bits(), "arithmetic": t.arithmetic_bits()}
result["numba"] = cpu_target.target_context.codegen().magic_tuple()[1]
result["numpy"] = [name for name in ("X86_V3", "X86_V4") if __cpu_features__.get(name)]
print(json.dumps(result))
"""


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="emulates older processors of this family")
def test_an_older_processor_gives_the_same_bits() -> None:
    found = elsewhere(
        ON_ANOTHER_PROCESSOR,
        {
            "NUMBA_CPU_NAME": "generic",
            "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4",
            "OPENBLAS_CORETYPE": "Nehalem",
            "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA",
        },
    )
    assert found["numba"] == "generic"
    assert found["numpy"] == []
    assert found["arithmetic"] == arithmetic_bits()
    assert found["runs"] == run_bits()


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 127, 128, 129, 136, 255, 1000, 4097, 70_001])
def test_sums_are_numpy_s_to_the_last_bit(count: int) -> None:
    places = np.arange(count)
    values = 10.0 ** (places * 7919 % 13 - 6) / (places + 3.0)
    assert sum_in_pairs(values, count) == np.add.reduce(values)
    assert sum_in_pairs(np.append(values, 1e9), count) == np.add.reduce(values)
