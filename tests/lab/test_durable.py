"""Files appear whole and on the disk, or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from sim.errors import ResultsError
from sim.lab import durable


def test_a_file_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        target = Path(f"/proc/self/fd/{descriptor}").readlink()
        steps.append("flush folder" if target.is_dir() else "flush file")
        real_fsync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    durable.write_whole(tmp_path / "whole", b"abc")
    assert steps == ["flush file", "rename", "flush folder"]
    assert (tmp_path / "whole").read_bytes() == b"abc"


def test_a_disk_that_takes_a_byte_at_a_time_still_gets_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: real_write(descriptor, content[:1]))
    durable.write_whole(tmp_path / "whole", b"residents")
    assert (tmp_path / "whole").read_bytes() == b"residents"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no space left; free some"),
        (errno.EFBIG, "no space left; free some"),
        (errno.EROFS, "cannot be written; give yourself the right"),
        (errno.EIO, "cannot be used .Input/output error.; mend that"),
    ],
)
def test_what_the_disk_refuses_is_told_with_place_and_remedy_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ResultsError, match=words) as told:
        durable.write_whole(tmp_path / "whole", b"abc")
    assert str(told.value).startswith(f"{tmp_path / 'whole'}: ")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_lies_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_write = os.write

    def lie(descriptor: int, content: memoryview) -> int:
        return real_write(descriptor, bytes(len(content)))

    monkeypatch.setattr(os, "write", lie)
    with pytest.raises(ResultsError, match="did not keep what was written"):
        durable.write_checked(tmp_path / "plan.json", b"{}")
    assert list(tmp_path.iterdir()) == []


def test_drafts_of_an_interrupted_sweep_are_cleared(tmp_path: Path) -> None:
    (tmp_path / ".tmp-1-abc").write_bytes(b"half")
    (tmp_path / "part").write_bytes(b"whole")
    durable.clear_drafts(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["part"]


def test_a_file_is_hashed_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc" * 1000)
    assert durable.file_sha256(tmp_path / "file") == hashlib.sha256(b"abc" * 1000).hexdigest()
