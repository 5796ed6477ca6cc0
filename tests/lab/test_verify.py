"""A results folder is checked without being changed, and whatever is not as it was written is found."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from sim.errors import ResultsError
from sim.lab.experiment import load_experiment
from sim.lab.parts import Parts
from sim.lab.plan import make_plan
from sim.lab.sweep import sweep
from sim.lab.tabulate import write_results
from sim.lab.verify import Check, verify

QUESTION = """
name = "tiny"
question_en = "Does it matter?"
question_zh = "有关系吗？"
scenario = "guangzhou"
seed = 2012
worlds = 3
outcomes = ["satisfied_share", "turnover_rate"]
[baseline.set]
"setting.streets" = 1
"setting.communities_per_street" = 2
"setting.residents_per_community" = 20
"setting.months" = 3
"setting.burn_in_months" = 2
[[policy]]
name = "late"
[policy.set]
"setting.streets" = 1
"setting.communities_per_street" = 2
"setting.residents_per_community" = 20
"setting.months" = 3
"setting.burn_in_months" = 2
"policy.payment.delay_months" = 6.0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny.toml").write_text(QUESTION, encoding="utf-8")
    sweep(make_plan(load_experiment(tmp_path / "tiny.toml")), tmp_path / "tiny", jobs=0)
    return tmp_path / "tiny"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wrong(checks: tuple[Check, ...]) -> list[str]:
    return [check.what for check in checks if not check.good]


def test_what_a_sweep_wrote_is_good_and_stays_as_it_is(folder: Path) -> None:
    before = contents(folder)
    checks = verify(folder, sample=6)
    assert wrong(checks) == []
    assert checks[-1].seen == "6 runs simulated again, every bit the same"
    assert "6 runs done, 0 failed, 0 missing" in checks[-3].seen
    assert contents(folder) == before


@pytest.mark.parametrize("name", ["results.parquet", "experiment.toml"])
def test_a_changed_file_is_found(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole + b"\n")
    assert name in wrong(verify(folder, sample=0))


def test_a_missing_file_is_found(folder: Path) -> None:
    (folder / "results.parquet").unlink()
    found = {check.what: check for check in verify(folder, sample=0) if not check.good}
    assert found["results.parquet"].seen.startswith("missing")


def test_a_damaged_part_is_found_and_left_where_it_is(folder: Path) -> None:
    (part, *_) = sorted((folder / "parts").glob("part-*"))
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    checks = verify(folder)
    assert wrong(checks) == ["runs"]
    assert "1 of 2 parts damaged" in checks[-1].seen
    assert part.exists()


def test_numbers_that_the_model_does_not_give_are_found_though_every_hash_fits(folder: Path) -> None:
    # Somebody who writes other numbers and every hash anew: only simulating again can tell.
    (part, *_) = sorted((folder / "parts").glob("part-*"))
    better = _raised(pq.read_table(part))
    pq.write_table(better, part, compression="zstd", write_page_checksum=True)
    part.rename(part.with_name(f"{part.name[:14]}{_sha256(part)}.parquet"))
    table = folder / "results.parquet"
    again = make_plan(load_experiment(folder / "experiment.toml"))
    parts = Parts(folder, again.design_sha256)
    write_results(again, parts, parts.scan(again.run_count), table)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["outputs"]["results.parquet"] = _sha256(table)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    numbers = verify(folder, sample=6)[-1]
    assert not numbers.good
    assert "run 0 (satisfied_share)" in numbers.seen


def _raised(table: pa.Table) -> pa.Table:
    place = table.column_names.index("satisfied_share")
    return table.set_column(place, "satisfied_share", pc.add(table["satisfied_share"], 0.1))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_unfinished_sweep_is_not_verified(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    with pytest.raises(ResultsError, match="the sweep has not ended"):
        verify(folder)
