from __future__ import annotations

import numpy as np

from sim.lab.keyed import generator


def test_a_key_gives_the_same_draws_and_another_key_others() -> None:
    first, again, other = (generator(key).random(8) for key in ("2012/a", "2012/a", "2012/b"))
    assert np.array_equal(first, again)
    assert not np.isin(first, other).any()
