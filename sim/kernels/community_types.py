"""What residents of one kind of community have together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import shared_kernel


@shared_kernel
def total_by_type(
    values: NDArray[np.uint8] | NDArray[np.bool_],
    first_resident: NDArray[np.int64],
    types: NDArray[np.uint8],
    kind: int,
) -> tuple[int, int]:
    """Sum of a column over the residents of communities of one kind, and how many residents these are.

    `first_resident` is int64[communities + 1], `types` uint8[communities].
    """
    found, people = 0, 0
    for community in range(len(types)):
        if types[community] != kind:
            continue
        here = values[first_resident[community] : first_resident[community + 1]]
        people += len(here)
        for resident in range(len(here)):
            found += here[resident]
    return found, people
