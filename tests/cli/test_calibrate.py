"""`sanshe calibrate` and `sanshe stability` answer in both languages and as data, and refuse with words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from sim.cli import calibrating
from sim.cli.command_line import app
from sim.lab.experiment import load_experiment
from sim.lab.plan import make_plan
from sim.lab.resolved import toml_text
from sim.lab.sweep import sweep
from tests.lab.calibration.standins import LATE, SQUARED, STRAIGHT, inline, table


def sanshe(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), prog_name="sanshe")


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The words of a calibration of the stand-in, whose runs are done in this process."""
    run = inline()
    monkeypatch.setattr(calibrating, "swept", lambda plan, folder, **_: run(plan, folder))
    path = tmp_path / "asked.toml"
    content = table(waves=1, acceptance={"seed": 2013, "worlds": 2, "points": 20, "rounds": 1, "sets": 20})
    path.write_text(toml_text(content), encoding="utf-8")
    return ("calibrate", str(path), "--out", str(tmp_path / "out"))


def test_a_calibration_says_what_is_left_and_writes_it(asked: tuple[str, ...], tmp_path: Path) -> None:
    told = sanshe(*asked).stdout
    assert "points in what is left are accepted by runs of their own" in told
    assert "left of the space (%)" in told
    assert STRAIGHT.removeprefix("coefficients.") in told
    assert "H6\tresidents who join nothing in a year" in told
    assert (tmp_path / "out" / "non_implausible.csv").is_file()
    for name in ("ranges", "pairs"):
        assert (tmp_path / "out" / "figures" / f"{name}.en.svg").read_text(encoding="utf-8").startswith("<?xml")
    again = sanshe(*asked, "--lang", "zh").stdout
    assert "剩余空间（%）" in again
    assert "全年未参与的居民" in again
    tree = json.loads(sanshe(*asked, "--json").stdout)
    assert [each["path"] for each in tree["coefficients"]][:2] == [STRAIGHT, SQUARED]
    assert tree["waves"][0]["emulators"]["never"]["verdict"] == "good"
    assert tree["acceptance"]["tried"] == 20


def test_what_is_wrong_with_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(toml_text(table(points=3, waves=0)), encoding="utf-8")
    result = sanshe("calibrate", str(path))
    assert result.exit_code == 3
    assert len(result.stderr.strip().splitlines()) == 2
    assert f"{path}: points: 3 cannot be used here; give a whole number from 20 to 999" in result.stderr


def test_contrasts_over_sets_are_told(tmp_path: Path) -> None:
    rows = [f"{number},{value!r}" for number, value in enumerate(np.linspace(0.1, 0.9, 20).tolist())]
    (tmp_path / "sets.csv").write_text("\n".join([f"set,{STRAIGHT}", *rows]) + "\n", encoding="utf-8")
    question = {
        "name": "over_sets", "question_en": "Does it hold?", "question_zh": "是否成立？", "scenario": "guangzhou",
        "seed": 1, "worlds": 2, "outcomes": ["satisfied_share"], "sets": {"file": "sets.csv"},
        "policy": [{"name": "late", "label_en": "Late", "label_zh": "晚", "set": {"policy.payment.delay_months": 6}}],
    }  # fmt: skip
    path = tmp_path / "over_sets.toml"
    path.write_text(toml_text(question), encoding="utf-8")
    sweep(make_plan(load_experiment(path)), tmp_path / "out", jobs=0, function=LATE)
    told = sanshe("stability", str(tmp_path / "out")).stdout
    assert "Compared with: Baseline. Other policies: 1; parameter sets: 20;" in told
    assert "1 of 1 contrasts are stable" in told
    assert "稳定" in sanshe("stability", str(tmp_path / "out"), "--lang", "zh").stdout
    contrast = json.loads(sanshe("stability", str(tmp_path / "out"), "--json").stdout)["contrasts"][0]
    assert (contrast["same_sign"], contrast["reading"]) == (1.0, "worse")
