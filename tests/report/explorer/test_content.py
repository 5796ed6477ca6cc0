"""What a page holds: every number as it was, months fine enough to read, and commands that make it again."""

from __future__ import annotations

import base64
import json
import math
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ResultsError, UsageError
from sim.lab.answers import paired_results
from sim.lab.results import Results, read_results
from sim.report.explorer.content import PERCENTILES, Asked, gathered, known_outcomes
from sim.report.explorer.packing import packed
from tests.report.explorer.results import MONTHS, OUTCOMES, WORLDS, numbers, swept


@pytest.fixture(scope="module", name="results")
def results_fixture(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(swept(tmp_path_factory.mktemp("swept") / "r"))


def test_values_are_those_of_the_results(results: Results) -> None:
    content = gathered(results, Asked(("all",)))
    paired = paired_results(results)
    names = [each["name"] for each in content.told["outcomes"]]
    assert names[:2] == list(OUTCOMES[:2])
    assert sorted(names) == sorted(OUTCOMES)
    assert content.values.shape == (4, 8, WORLDS)
    for place, name in enumerate(names):
        assert np.array_equal(content.values[place], paired.values(name), equal_nan=True)


def test_kinds_of_communities_are_left_out_where_they_are_not_told_apart(results: Results) -> None:
    shares = {"satisfied_share_mixed": np.nan, "satisfied_share_village": 0.5}
    table = results.table.assign(**shares, migrant_gap=np.nan)
    known = known_outcomes(replace(results, table=table))
    assert sorted(known) == sorted([*OUTCOMES, "satisfied_share_village", "migrant_gap"])


def test_a_world_in_which_a_run_failed_is_left_out_for_all(tmp_path: Path) -> None:
    results = read_results(swept(tmp_path / "r", drop=20))  # the third world's
    content = gathered(results, Asked())
    told = content.told
    assert (told["failed"], told["left_out"]) == (1, 1)
    assert told["worlds"] == [0, 1, 3, 4, 5, 6, 7, 8]
    assert content.values.shape[2] == len(told["critical"]) + 1 == 8


def test_months_are_read_off_right_to_a_four_hundredth_of_their_range(results: Results) -> None:
    content = gathered(results, Asked())
    codes = content.spreads[0]
    scale = content.told["outcomes"][0]["months"]
    assert codes.shape == (len(PERCENTILES), 8, MONTHS)
    policies = list(dict.fromkeys(results.table["policy"]))
    months = np.array([[numbers(policy, "", world)["series.satisfied_share"] for world in range(WORLDS)]
                       for policy in policies])  # fmt: skip
    expected = np.quantile(months, [0.05, 0.25, 0.5, 0.75, 0.95], axis=1)
    defined = np.isfinite(expected)
    found = scale["low"] + codes * scale["step"]
    reach = expected[defined].max() - expected[defined].min()
    assert np.abs(found - expected)[defined].max() <= scale["step"] / 2 * (1 + 1e-6)
    assert reach / scale["step"] >= 250
    assert math.log10(scale["step"]) == pytest.approx(round(math.log10(scale["step"])))
    assert (codes[~defined] == -1).all()
    assert (~defined).sum() == 5 * 3


def test_packed_content_is_unpacked_as_it_was(results: Results) -> None:
    content = gathered(results, Asked(every_months=7))
    body = zlib.decompress(base64.b64decode(packed(content)))
    length = int.from_bytes(body[:4], "little")
    told: dict[str, Any] = json.loads(body[4 : 4 + length])
    assert (4 + length) % 8 == 0
    assert told == json.loads(json.dumps(content.told))
    assert told["months"] == [1, 8, 15, 22, 29]
    count = content.values.size
    assert content.by_set.shape == (2, 8, 0)
    assert np.array_equal(np.frombuffer(body, "<f8", count, 4 + length), content.values.ravel(), equal_nan=True)
    planes = np.frombuffer(body, np.uint8, offset=4 + length + 8 * count).astype(np.int64)
    low, high = planes.reshape(2, -1)
    zigzag = low + 256 * high
    steps = (zigzag >> 1) ^ -(zigzag & 1)
    spreads = np.stack(content.spreads)
    assert np.array_equal(steps.reshape(spreads.shape).cumsum(axis=-1), spreads)


def test_the_commands_make_the_same_page_again(results: Results) -> None:
    content = gathered(results, Asked(("closures", "turnover_rate"), 3, "zh"))
    commands = content.told["commands"]
    assert commands["file"].endswith("-o explorer.html --outcomes closures,turnover_rate --every-months 3 --lang zh")
    assert commands["compare"].endswith("--outcome closures --outcome turnover_rate")
    many = gathered(results, Asked(("all",))).told["commands"]
    assert many["compare"].count("--outcome ") == len(OUTCOMES)
    assert commands["sweep"] == "sanshe sweep results/stored/experiment.toml"
    assert content.told["others"] == 2
    assert content.told["months"] == []
    assert content.spreads == ()


def test_policies_of_different_length_have_no_months_side_by_side(tmp_path: Path) -> None:
    axes = {"setting.months": [24, 36]}
    results = read_results(swept(tmp_path / "r", axes=axes, policy=[]))
    uneven = [list(range(len(str(policy)))) for policy in results.table["policy"]]
    results.table["series.satisfied_share"] = uneven
    content = gathered(results, Asked(("satisfied_share",)))
    assert content.told["uneven"]
    assert content.spreads == ()


def test_an_unknown_outcome_has_its_nearest(results: Results) -> None:
    with pytest.raises(UsageError, match=r"--outcomes: the results have no outcome 'closure'.*closures"):
        gathered(results, Asked(("closure",)))


def test_an_outcome_that_was_not_measured_is_refused(results: Results) -> None:
    with pytest.raises(ResultsError, match="'trust_agency' was not measured; name it in the experiment's `outcomes`"):
        gathered(results, Asked(("trust_agency",)))
    with pytest.raises(
        UsageError, match="the results have no outcome 'satisfied_shar'; did you mean 'satisfied_share'"
    ):
        gathered(results, Asked(("satisfied_shar",)))


def test_a_command_does_not_spell_many_outcomes_out(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.report.explorer.content.MOST_SPELLED", 3)
    commands = gathered(results, Asked(("all",))).told["commands"]
    assert commands["compare"] == "sanshe compare results/stored --outcome NAME"
