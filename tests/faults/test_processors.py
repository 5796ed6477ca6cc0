"""Other processors and libraries give the model's numbers to the last bit, or are known by their fingerprint."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.book import Book
from tests.faults.springboard import ROOT

SCENARIOS = ("guangzhou", "nanjing_enterprises", "late_pay")
OLDER = {"NPY_DISABLE_CPU_FEATURES": "X86_V4 X86_V3", "OPENBLAS_CORETYPE": "Nehalem"}
# What is switched, and what it must be seen to change.
SWITCHES: dict[str, tuple[dict[str, str], str]] = {
    "numpy without AVX-512": ({"NPY_DISABLE_CPU_FEATURES": "X86_V4"}, "numpy"),
    "numpy without AVX2": ({"NPY_DISABLE_CPU_FEATURES": "X86_V4 X86_V3"}, "numpy"),
    "BLAS for Haswell": ({"OPENBLAS_CORETYPE": "Haswell"}, "blas"),
    "BLAS for Zen": ({"OPENBLAS_CORETYPE": "Zen"}, "blas"),
    "BLAS for Nehalem": ({"OPENBLAS_CORETYPE": "Nehalem"}, "blas"),
    "C library without FMA": ({"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable"}, "libm"),
    "numba for any processor": ({"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "+sse2"}, "numba"),
    "one thread": ({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}, "threads"),
    "two threads": ({"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2", "NUMBA_NUM_THREADS": "2"}, "threads"),
    "hash seed 0": ({"PYTHONHASHSEED": "0"}, "hash"),
    "hash seed 1": ({"PYTHONHASHSEED": "1"}, "hash"),
}


def computed(environment: dict[str, str], *scenarios: str) -> dict[str, Any]:
    """What a process computes in these surroundings."""
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.processor", *scenarios],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return told


@pytest.fixture(scope="module")
def here() -> dict[str, Any]:
    """What this computer computes as it is."""
    plain = {"NUMBA_NUM_THREADS": "", "OMP_NUM_THREADS": ""}
    kept = {name: os.environ.pop(name) for name in plain if name in os.environ}
    try:
        return computed({}, *SCENARIOS)
    finally:
        os.environ.update(kept)


def judged(book: Book, here: dict[str, Any], there: dict[str, Any]) -> None:
    """The model's bits are the same, or the fingerprint refuses to mix them."""
    same = there["model"] == here["model"]
    known = there["fingerprint"] != here["fingerprint"]
    book.note("processors", emulated=1, same_bits=same, other_fingerprint=known)
    book.none("processors", mixed_unseen=not same and not known)


def test_an_older_processor_gives_the_same_bits_or_is_known(here: dict[str, Any], book: Book) -> None:
    there = computed(OLDER, *SCENARIOS)
    if (there["numpy"], there["blas"]) == (here["numpy"], here["blas"]):
        pytest.skip("this processor cannot be switched to an older one")
    judged(book, here, there)


@pytest.mark.nightly
@pytest.mark.parametrize("switch", SWITCHES)
def test_every_switch_gives_the_same_bits_or_is_known(
    here: dict[str, Any], book: Book, switch: str, tmp_path: Path
) -> None:
    environment, changed = SWITCHES[switch]
    if changed == "numba":  # compiled anew, and not kept beside the sources
        environment = {**environment, "NUMBA_CACHE_DIR": str(tmp_path)}
    there = computed(environment, *SCENARIOS)
    if there[changed] == here[changed]:
        pytest.skip(f"{switch}: the switch changes nothing on this computer")
    judged(book, here, there)
