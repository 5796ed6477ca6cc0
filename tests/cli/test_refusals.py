"""A folder that a sweep cannot use is refused in one line with exit code 5, and keeps every byte it had."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from sim.lab.durable import Draft, as_json
from sim.lab.experiment import load_experiment
from sim.lab.plan import make_plan
from sim.lab.store import opened
from tests.cli.test_results import answered, refused, sanshe, write_question


def contents(folder: Path) -> dict[str, bytes]:
    apart = {"log.jsonl", ".lock"}
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in apart
    }


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_question(tmp_path_factory.mktemp("question"), worlds=2)


@pytest.fixture(scope="module")
def folder(question: Path) -> Path:
    """The results of two worlds, to which a third is to be added."""
    answer = question.parent / "answer"
    answered("sweep", question, "--out", answer, "--jobs", "1", "--quiet")
    return answer


def refused_one_world_more(question: Path, folder: Path) -> str:
    before = contents(folder)
    told = refused(5, "sweep", question, "--worlds", "3", "--out", folder, "--jobs", "1", "--quiet")
    assert contents(folder) == before
    assert len(told.splitlines()) == 1
    assert told.startswith(str(folder))
    return told


def test_a_second_coordinator(question: Path, folder: Path) -> None:
    with opened(folder, make_plan(load_experiment(question))):
        told = refused_one_world_more(question, folder)
    assert "another sweep is at work here; wait until it is done" in told


def test_another_experiments_folder(question: Path, folder: Path) -> None:
    other = question.with_name("other.toml")
    other.write_text(question.read_text(encoding="utf-8").replace("seed = 7", "seed = 8"), encoding="utf-8")
    assert "belongs to another experiment (another seed); choose another folder" in refused_one_world_more(
        other, folder
    )
    assert "belongs to another experiment" in refused(5, "sweep", other, "--out", folder, "--extend", "--quiet")


def test_a_full_disk(question: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_draft: Draft, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(Draft, "write", full)
        told = refused_one_world_more(question, folder)
    assert told.endswith("no space left; free some and run the same command again, what was finished is kept")


def test_a_read_only_folder_can_be_read_and_not_written(
    question: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as disk:
        disk.setattr(os, "open", _read_only(folder, os.open))
        told = refused_one_world_more(question, folder)
        assert "6 of 9 runs done in 3 worlds" in answered("status", folder)
        assert sanshe("compare", folder).exit_code == 0
    assert "cannot be written; give yourself the right to write here, or choose another folder" in told


def _read_only(folder: Path, system: Any) -> Any:
    """The system's `open` on a disk that is mounted for reading only."""

    def opening(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if str(path).startswith(str(folder)) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        descriptor: int = system(path, flags, *rest, **more)
        return descriptor

    return opening


@pytest.mark.parametrize("command", ["sweep", "status", "compare", "report", "explore", "verify"])
def test_an_old_format(question: Path, folder: Path, command: str) -> None:
    path = folder / "plan.json"
    whole = path.read_bytes()
    plan = {name: value for name, value in json.loads(whole).items() if name != "sha256"} | {"format": 0}
    path.write_bytes(as_json({**plan, "sha256": hashlib.sha256(as_json(plan)).hexdigest()}))
    try:
        told = refused_one_world_more(question, folder) if command == "sweep" else refused(5, command, folder)
    finally:
        path.write_bytes(whole)
    assert "was written by another version of sanshe (format 0, here 1)" in told


def test_after_all_refusals_the_same_command_goes_on(question: Path, folder: Path) -> None:
    words = ("sweep", question, "--worlds", "3", "--jobs", "1", "--quiet", "--json")
    went_on = json.loads(answered(*words, "--out", folder))
    assert (went_on["runs"], went_on["ok"], went_on["kept"]) == (9, 9, 6)
    assert went_on["sha256"] == json.loads(answered(*words, "--out", folder.with_name("straight")))["sha256"]
