"""The power goes at any step of a sweep: what stands under its name is whole, and what was kept stays kept.

A model of a disk takes down every change that the laboratory's own routine makes. Until a file is flushed,
a power cut may leave all of what was written, nothing, half, or zeros; until a folder is flushed, it may
leave any beginning of the changes of names. Every disk that can come of it is laid out and swept on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim.lab.parts import Parts
from sim.lab.sweep import sweep
from tests.faults.book import Book
from tests.lab.standins import QUICK, stand_in_plan

LEFT = {"all": 1.0, "half": 0.5, "nothing": 0.0, "zeros": None}
Step = tuple[str, Any, Any]


@dataclass
class Recorder:
    """Takes down what a sweep does to a folder, in order."""

    root: Path
    steps: list[Step] = field(default_factory=list)
    _open: dict[int, Any] = field(default_factory=dict)

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Listen to the calls of the routine that writes; they are made all the same."""
        self._listen(patch, "open", self._opened)
        self._listen(patch, "write", self._written)
        self._listen(patch, "fsync", lambda _, descriptor: self._note("flush", self._open.get(descriptor)))
        self._listen(patch, "close", lambda _, descriptor: self._open.pop(descriptor, None))
        for name in ("replace", "mkdir", "unlink"):
            self._listen(patch, name, partial(self._named, name))
        add = Parts.add

        def added(parts: Parts, *words: Any) -> Path:
            path = add(parts, *words)
            self._note("kept", path)
            return path

        patch.setattr(Parts, "add", added)

    def _listen(self, patch: pytest.MonkeyPatch, name: str, heard: Callable[..., object]) -> None:
        real = getattr(os, name)

        def call(*words: Any, **options: Any) -> Any:
            answer = real(*words, **options)
            heard(answer, *words)
            return answer

        patch.setattr(os, name, call)

    def _opened(self, descriptor: int, path: Any, flags: int, *_words: Any) -> None:
        if Path(path).is_relative_to(self.root):
            self._open[descriptor] = path
            if flags & os.O_EXCL:
                self._note("create", path)

    def _written(self, count: int, descriptor: int, content: Any) -> None:
        self._note("write", self._open.get(descriptor), bytes(content)[:count])

    def _named(self, kind: str, _answer: None, path: Any, *words: Any) -> None:
        if Path(path).is_relative_to(self.root):
            self._note(kind, path, self._of(words[0]) if kind == "replace" else None)

    def _note(self, kind: str, path: Any, other: Any = None) -> None:
        if path is not None:
            self.steps.append((kind, self._of(path), other))

    def _of(self, path: Any) -> str:
        return Path(path).relative_to(self.root).as_posix()


@dataclass
class Disk:
    """What was done until the power went: names in order, and what of each file was written and flushed."""

    names: list[Step] = field(default_factory=list)
    sure: int = 0
    written: dict[int, bytes] = field(default_factory=dict)
    flushed: dict[int, bytes] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    _files: dict[str, int] = field(default_factory=dict)

    def do(self, step: Step) -> None:
        """Do one step."""
        kind, name, other = step
        if kind == "create":
            number = len(self.written)
            self._files[name] = number
            self.written[number] = self.flushed[number] = b""
            self.names.append((kind, name, number))
        elif kind == "write":
            self.written[self._files[name]] += other
        elif kind == "flush" and name in self._files:
            self.flushed[self._files[name]] = self.written[self._files[name]]
        elif kind == "flush":
            self.sure = max((at for at, one in enumerate(self.names, 1) if name in _folders(one)), default=self.sure)
        elif kind == "kept":
            self.kept.append(name)
        else:
            self.names.append(step)
            if kind == "replace":
                self._files[other] = self._files.pop(name)

    def after_a_cut(self) -> Iterator[tuple[set[str], dict[str, bytes]]]:
        """Every content that a folder may have when the power comes back: its folders, its files."""
        seen = set()
        for count in range(self.sure, len(self.names) + 1):
            folders, files = _named(self.names[:count])
            for share in LEFT.values():
                content = {
                    name: _left(self.flushed[number], self.written[number], share) for name, number in files.items()
                }
                key = (frozenset(folders), frozenset(content.items()))
                if key not in seen:
                    seen.add(key)
                    yield folders, content


def _left(flushed: bytes, written: bytes, share: float | None) -> bytes:
    """What is left of a file: what was flushed and a share of the rest, or zeros in its place."""
    rest = written[len(flushed) :]
    return flushed + (bytes(len(rest)) if share is None else rest[: int(len(rest) * share)])


def _folders(step: Step) -> set[str]:
    """The folders whose entries a change of names changes."""
    kind, name, other = step
    return {str(Path(one).parent) for one in ([name, other] if kind == "replace" else [name])}


def _named(steps: list[Step]) -> tuple[set[str], dict[str, int]]:
    folders: set[str] = set()
    files: dict[str, int] = {}
    for kind, name, other in steps:
        if kind == "create":
            files[name] = other
        elif kind == "mkdir":
            folders.add(name)
        elif kind == "replace":
            files[other] = files.pop(name)
        else:
            files.pop(name, None)
    return folders, files


def cuts(steps: list[Step]) -> Iterator[tuple[list[str], set[str], dict[str, bytes]]]:
    """After every step: which parts the laboratory counts as kept, and what may stand there."""
    disk = Disk()
    for step in steps:
        disk.do(step)
        for folders, files in disk.after_a_cut():
            yield list(disk.kept), folders, files


def judged(kept: list[str], files: dict[str, bytes]) -> tuple[int, int]:
    """How many files stand damaged under the name of a part, and how many kept parts are gone."""
    from hashlib import sha256

    parts = {name: content for name, content in files.items() if "part-" in name}
    damaged = sum(sha256(content).hexdigest() not in name for name, content in parts.items())
    return damaged, sum(name not in parts for name in kept)


def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: int) -> tuple[list[Step], str]:
    """The steps of a whole sweep that writes so many parts, and its table's SHA-256."""
    folder = tmp_path / "recorded" / "r"
    folder.parent.mkdir()
    recorder = Recorder(folder.parent)
    with monkeypatch.context() as patch:
        patch.setattr("sim.lab.buffer.Buffer._is_due", lambda _: True)
        patch.setattr("sim.lab.manifest.commit", dict)  # asking git of the sources' state takes longer than a sweep
        recorder.watch(patch)
        sha256 = sweep(stand_in_plan(worlds=parts), folder, jobs=0, batch=4, function=QUICK).sha256
    return recorder.steps, sha256


@pytest.mark.parametrize(("parts", "every"), [(2, 8), pytest.param(5, 1, marks=pytest.mark.nightly)])
def test_a_power_cut_at_any_step_damages_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Book, parts: int, every: int
) -> None:
    """Every disk is looked at; every one, or in short every eighth, is swept on."""
    steps, sha256 = recorded(tmp_path, monkeypatch, parts)
    monkeypatch.setattr("sim.lab.manifest.commit", dict)
    plan = stand_in_plan(worlds=parts)
    states = damaged = lost = other = swept = 0
    laid: set[object] = set()
    for kept, folders, files in cuts(steps):
        states += 1
        wrong, gone = judged(kept, files)
        damaged, lost = damaged + wrong, lost + gone
        key = frozenset(files.items())
        if key in laid or not folders:
            continue
        laid.add(key)
        if len(laid) % every:
            continue
        swept += 1
        place = tmp_path / str(len(laid))
        for name in sorted(folders):
            (place / name).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (place / name).write_bytes(content)
        other += sweep(plan, place / "r", jobs=0, function=QUICK).sha256 != sha256
    assert states > 100
    book.note("power", disks=states, sweeps_gone_on=swept)
    book.none("power", damaged_parts=damaged, kept_parts_lost=lost, other_results=other)


@pytest.mark.parametrize("forgotten", ["a file's", "a folder's"])
def test_the_model_sees_what_a_routine_that_does_not_flush_would_lose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    steps, _ = recorded(tmp_path, monkeypatch, parts=2)
    created = {name for kind, name, _ in steps if kind == "create"}
    careless = [
        (kind, name, other)
        for kind, name, other in steps
        if kind != "flush" or (name in created) != (forgotten == "a file's")
    ]
    seen = [judged(kept, files) for kept, _, files in cuts(careless)]
    assert any(damaged for damaged, _ in seen) == (forgotten == "a file's")
    assert any(lost for _, lost in seen) == (forgotten == "a folder's")
