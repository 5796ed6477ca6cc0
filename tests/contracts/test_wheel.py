"""A wheel is enough: it carries scenarios, experiments, facts and typeface, and works away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import sim

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, as an installation lays it out."""
    built = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(built)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    content = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(next(built.glob("sanshe-*.whl"))) as wheel:
        wheel.extractall(content)
    return content


def names(folder: Path, pattern: str) -> set[str]:
    return {path.name for path in folder.glob(pattern)}


def test_data_of_the_checkout_are_in_the_wheel(unpacked: Path) -> None:
    data = unpacked / "sim" / "data"
    assert names(data / "scenarios", "*.toml") == names(ROOT / "scenarios", "*.toml")
    assert names(data / "experiments", "*.toml") == names(ROOT / "experiments", "*.toml")
    assert {"facts.csv", "sources.csv", "calibrated.toml", "meanings.zh.toml"} <= names(data, "*")
    assert names(data / "fonts", "*") == {"OFL.txt", "SansheSans-Bold.ttf", "SansheSans-Regular.ttf"}
    assert (unpacked / "sim" / "py.typed").exists()
    for static in ("sim/app/static", "sim/report/explorer/static"):
        assert names(unpacked / static, "*") == names(ROOT / static, "*")


def test_nothing_but_the_package_is_in_the_wheel(unpacked: Path) -> None:
    assert names(unpacked, "*") == {"sim", f"sanshe-{sim.__version__}.dist-info"}


def test_the_wheel_lists_its_scenarios_from_another_folder(unpacked: Path, tmp_path: Path) -> None:
    script = "import sim, runpy, sys; print(sim.__file__); sys.argv = ['sanshe', 'scenarios']; runpy.run_module('sim')"
    listed = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(unpacked), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert listed.stderr == ""
    lines = listed.stdout.splitlines()
    assert Path(lines[0]).is_relative_to(unpacked)
    assert {line.split("\t")[0] for line in lines[2:]} == {path.stem for path in (ROOT / "scenarios").glob("*.toml")}
