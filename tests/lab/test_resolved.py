"""An experiment that is written back is the same experiment when it is read again."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from sim.lab.experiment import Experiment
from sim.lab.resolved import experiment_toml

PRINTED = st.characters(exclude_categories=["Cc", "Cs"])
WORDS = st.text(PRINTED, min_size=1, max_size=40).filter(lambda words: bool(words.strip()))
VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(PRINTED, max_size=20),
)
PATHS = st.sampled_from(["policy.payment.delay_months", "policy.purchase.centre_yuan", "odd path", "居民"])


@given(
    question=WORDS,
    values=st.dictionaries(PATHS, VALUES, max_size=3),
    axis=st.dictionaries(PATHS, st.lists(VALUES, min_size=1, max_size=3), max_size=2),
    half_width=st.floats(1e-9, 1e9),
)
def test_written_and_read_again_it_is_the_same(
    question: str, values: dict[str, object], axis: dict[str, list[object]], half_width: float
) -> None:
    table = {
        "name": "demo",
        "question_en": question,
        "question_zh": "问题",
        "scenario": "guangzhou",
        "seed": 2012,
        "outcomes": ["burnout", "satisfied_share"],
        "policy": [{"name": "one", "set": values}, {"name": "two"}],
        "axes": axis,
        "stopping": {"outcome": "burnout", "half_width": half_width, "cap": 40},
    }
    experiment = Experiment.model_validate(table)
    again = Experiment.model_validate(tomllib.loads(experiment_toml(experiment)))
    assert repr(again) == repr(experiment)
