"""Nothing that is finished is lost: a file appears whole and on the disk, or it does not appear.

A file is written under a temporary name, flushed to the disk, renamed, and the folder's entry is
flushed too. In a model of power cuts at every step, only this order left no damaged and no lost file.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import ResultsError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

DRAFT_MARK = ".tmp-"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Draft(io.RawIOBase):
    """A file being written under a temporary name; `sha256` is of all that was written so far."""

    def __init__(self, path: Path) -> None:
        """Begin a draft next to the place where the file will stand."""
        self._path = path
        self._draft = path.with_name(f"{DRAFT_MARK}{os.getpid()}-{uuid.uuid4().hex}")
        self._digest = hashlib.sha256()
        self._descriptor = os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was meant to be written."""
        return self._digest.hexdigest()

    def writable(self) -> bool:
        """A draft is there to be written."""
        return True

    def write(self, content: ReadableBuffer) -> int:
        """Write all of it; a disk that takes only a part of it is asked again."""
        view = memoryview(content).cast("B")
        self._digest.update(view)
        sent = 0
        while sent < len(view):
            sent += os.write(self._descriptor, view[sent:])
        return len(view)

    def publish(self) -> None:
        """Let the file appear under its name."""
        os.fsync(self._descriptor)
        self._release()
        self._draft.replace(self._path)
        flush_folder(self._path.parent)

    def discard(self) -> None:
        """Leave nothing behind."""
        self._release()
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)

    def _release(self) -> None:
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)


@contextmanager
def drafted(path: Path) -> Iterator[Draft]:
    """A draft that is published when the block ends well and discarded when it does not.

    Raises ResultsError where the disk refuses it.
    """
    with unusable(path):
        draft = Draft(path)
        try:
            yield draft
            draft.publish()
        finally:
            draft.discard()
            draft.close()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all. Raises ResultsError where the disk refuses it."""
    with drafted(path) as draft:
        draft.write(content)


def write_checked(path: Path, content: bytes) -> None:
    """Write a file and read it back; a disk that keeps something else is told of as ResultsError.

    What it kept is taken away again, so that the next sweep does not find a damaged file.
    """
    write_whole(path, content)
    try:
        check_kept(path, hashlib.sha256(content).hexdigest())
    except ResultsError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def check_kept(path: Path, sha256: str) -> None:
    """Raise ResultsError where a file is not what was written."""
    with unusable(path):
        kept = file_sha256(path)
    if kept != sha256:
        raise ResultsError(f"{path}: the disk did not keep what was written; check it, or choose another folder")


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def as_json(content: object) -> bytes:
    """Content as people and programs read it: UTF-8, sorted keys, no nan."""
    text = json.dumps(content, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def make_folder(path: Path) -> None:
    """Make a folder that is still there after a power cut. Raises ResultsError where it cannot be made."""
    if path.is_dir():
        return
    with unusable(path):
        path.mkdir(parents=True, exist_ok=True)
        flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_drafts(folder: Path) -> None:
    """Remove what an interrupted sweep was still writing."""
    with unusable(folder):
        for leftover in folder.glob(f"{DRAFT_MARK}*"):
            leftover.unlink(missing_ok=True)


@contextmanager
def unusable(path: Path) -> Iterator[None]:
    """Tell what the system refuses as a ResultsError with the place and what to do."""
    try:
        yield
    except OSError as error:
        raise ResultsError(f"{path}: {_refusal(error)}") from error


def _refusal(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "no space left; free some and run the same command again, what was finished is kept"
    if error.errno in _NOT_ALLOWED:
        return "cannot be written; give yourself the right to write here, or choose another folder"
    reason = error.strerror or type(error).__name__
    return f"cannot be used ({reason}); mend that, or choose another folder, then run the same command again"
