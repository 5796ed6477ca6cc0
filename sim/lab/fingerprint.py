"""Whether two machines would give the same numbers for the same world.

Processors, mathematical libraries and versions of Python and numpy differ in the last bits of
exponentials, sums and draws. A short battery of such operations, hashed, tells two of them apart
before their runs are put into one table.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import math
import platform
from functools import cache

import numpy as np

_PACKAGES = ("mesa", "numba", "numpy")
_SIZE = 512


@cache
def numeric_fingerprint() -> str:
    """The SHA-256 of a few milliseconds of arithmetic and of the versions that compute it."""
    digest = hashlib.sha256()
    for version in (platform.python_version_tuple()[:2], *versions(_PACKAGES).items()):
        digest.update(repr(version).encode())
    for answer in _battery():
        digest.update(np.ascontiguousarray(answer).tobytes())
    return digest.hexdigest()


def versions(packages: tuple[str, ...]) -> dict[str, str]:
    """The installed version of each package; a package that is not installed is left out."""
    found = {}
    for package in packages:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _battery() -> list[np.ndarray]:
    """Operations whose last bits are known to depend on the machine; too small to use threads."""
    draw = np.random.Generator(np.random.PCG64DXSM(2012))
    numbers = draw.random(_SIZE) * 6.0 - 3.0
    square = numbers.reshape(16, 32)
    ties = np.repeat(np.arange(8), _SIZE // 8)[draw.permutation(_SIZE)]
    libm = [operation(abs(number) + 0.1) for number in numbers for operation in (math.exp, math.log, math.sin)]
    return [
        np.exp(numbers),
        np.log(np.abs(numbers)),
        np.power(np.abs(numbers), 1.7),
        np.tanh(numbers),
        np.exp(numbers.astype(np.float32)),
        square @ square.T,
        np.array([np.dot(numbers, numbers), numbers.sum(), numbers.mean()]),
        np.argsort(ties),
        np.array(libm),
        draw.normal(size=_SIZE),
        draw.exponential(size=_SIZE),
        draw.lognormal(size=_SIZE),
        draw.gamma(0.7, size=_SIZE),
        draw.poisson(3.0, size=_SIZE),
    ]
