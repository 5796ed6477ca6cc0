"""`sanshe explore` through the command line: a page whole or not at all, and one line where it cannot be."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.command_line import app
from sim.errors import UsageError
from sim.lab.durable import Draft, file_sha256
from sim.report.explorer.content import Asked
from sim.report.explorer.exploring import explore
from tests.report.explorer.results import swept


def sanshe(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["explore", *(str(word) for word in words)], prog_name="sanshe")


def refused(code: int, *words: str | Path) -> str:
    result = sanshe(*words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr.strip()


@pytest.fixture(scope="module", name="folder")
def folder_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return swept(tmp_path_factory.mktemp("swept") / "r")


def test_a_page_in_the_results_folder_is_noted_in_its_manifest(tmp_path: Path) -> None:
    folder = swept(tmp_path / "r")
    result = sanshe(folder)
    assert (result.exit_code, result.stdout.strip()) == (0, str(folder / "explorer.html"))
    outputs = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert outputs["explorer.html"] == file_sha256(folder / "explorer.html")


def test_the_same_command_writes_the_same_bytes_over_its_own_page(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "a page.html"
    assert sanshe(folder, "-o", page, "--outcomes", "closures, turnover_rate").exit_code == 0
    first = page.read_bytes()
    assert sanshe(folder, "-o", page, "--outcomes", "closures, turnover_rate").exit_code == 0
    assert page.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["a page.html"]


def test_fewer_months_make_a_smaller_page(folder: Path, tmp_path: Path) -> None:
    sizes = []
    for every in ("1", "10"):
        assert sanshe(folder, "-o", tmp_path / every, "--every-months", every).exit_code == 0
        sizes.append((tmp_path / every).stat().st_size)
    assert sizes[1] < sizes[0]


def test_what_is_no_results_folder(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(5, tmp_path, "-o", tmp_path / "page.html")
    assert "nowhere" in refused(5, tmp_path / "nowhere", "-o", tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_damaged_results(tmp_path: Path) -> None:
    folder = swept(tmp_path / "r")
    with (folder / "results.parquet").open("r+b") as table:
        table.seek(100)
        table.write(b"\0\0\0\0")
    told = refused(5, folder, "-o", tmp_path / "page.html")
    assert "is not what the sweep wrote; run the same sweep again" in told
    assert not (tmp_path / "page.html").exists()


def test_one_policy_alone(tmp_path: Path) -> None:
    folder = swept(tmp_path / "r", policy=[], axes={})
    assert "there is only one policy, and nothing to set beside it" in refused(5, folder)


def test_no_two_worlds_in_common(tmp_path: Path) -> None:
    told = refused(5, swept(tmp_path / "r", worlds=1))
    assert "at least 2 are needed to compare" in told


def test_a_folder_where_the_page_should_be(folder: Path, tmp_path: Path) -> None:
    told = refused(5, folder, "-o", tmp_path)
    assert told == f"{tmp_path}: is a folder; name a file, such as {tmp_path / 'explorer.html'}"


def test_a_file_that_is_no_page_is_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.html"
    thesis.write_text("<p>Four years of work</p>", encoding="utf-8")
    assert "holds something else than an explorer and is left as it is" in refused(2, folder, "-o", thesis)
    assert thesis.read_text(encoding="utf-8") == "<p>Four years of work</p>"


def test_a_place_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    assert "choose another folder" in refused(5, folder, "-o", tmp_path / "not" / "there.html")


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EACCES])
def test_a_disk_that_refuses_leaves_no_part_of_a_page(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def refuse(_draft: Draft, _content: bytes) -> int:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(Draft, "write", refuse)
    assert str(tmp_path / "page.html") in refused(5, folder, "-o", tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_too_large_says_how_large_and_what_makes_it_smaller(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    with pytest.raises(UsageError, match=r"about 0.1 MB.*fewer outcomes than 2 \(--outcomes satisfied_share\)"):
        explore(folder, Asked(), page, most_bytes=20_000)
    with pytest.raises(UsageError, match="explore a sweep with fewer policies or worlds"):
        explore(folder, Asked(("closures",)), page, most_bytes=20_000)
    assert not page.exists()


def test_unknown_outcomes_and_months(folder: Path) -> None:
    assert "the results have no outcome 'closure'" in refused(2, folder, "--outcomes", "closure")
    assert sanshe(folder, "--every-months", "0").exit_code == 2
