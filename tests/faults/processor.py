"""What this process computes, as a line of JSON: the model's bits, the fingerprint, and what a switch may change."""

from __future__ import annotations

import hashlib
import json
import math
import os
import sys

import numpy as np
from numba.core import config
from numpy._core._multiarray_umath import __cpu_features__ as features  # type: ignore[import-not-found]

from sim.lab.fingerprint import numeric_fingerprint
from sim.model import simulate
from tests.districts import bits, small


def main() -> None:
    """Compute a little with every library, and live in small districts."""
    numbers = np.random.Generator(np.random.PCG64DXSM(1)).random((64, 64))
    parts = {
        "numpy": np.exp(numbers).tobytes() + str(sorted(name for name, there in features.items() if there)).encode(),
        "blas": (numbers @ numbers).tobytes(),
        "libm": np.array(
            [[math.exp(x), math.log(x), math.sin(x), math.pow(x, 1.7)] for x in numbers.ravel()]
        ).tobytes(),
        "numba": f"{vars(config)['CPU_NAME']} {vars(config)['CPU_FEATURES']}".encode(),
        "hash": str(hash("resident")).encode(),
        "threads": " ".join(os.environ.get(name, "") for name in ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS")).encode(),
    }
    told = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    runs = {name: bits(simulate(small(name), 2012)) for name in sys.argv[1:]}
    sys.stdout.write(json.dumps({**told, "fingerprint": numeric_fingerprint(), "model": runs}) + "\n")


if __name__ == "__main__":
    main()
