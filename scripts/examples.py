"""Run the commands that the documents show, and write what they print into the pages (make examples).

A block of commands is fenced as `console` or `bash`. Comments before a fence, unseen by readers, say what to do with
it:

- `<!-- file: NAME -->` the block is saved under this name, for the commands that follow;
- `<!-- prints -->` the block shows what the commands before it print on a terminal; `prints: first 5 lines`,
  `prints: last line` and `prints: lines with WORDS` (a pattern; headings stay) show a part of it, and with
  `<!-- numbers vary -->` numbers are not compared;
- `<!-- not run: REASON -->` nobody runs it here;
- `<!-- run with: OPTIONS -->` in the short form every `sanshe` of the block gets these options;
- `<!-- run as: COMMAND -->` in the short form this is run instead;
- `<!-- long form: REASON -->` it is run in the long form alone;
- `<!-- interrupted -->` Ctrl-C as soon as some runs are kept; `<!-- ends with: 5 -->` the exit code, else 0;
- `<!-- goes on from: PAGE -->` anywhere in a page: it begins in the folder that the other page leaves.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
COMMANDS = ("console", "bash")
WIDTH = 120
MOST_SECONDS = 900
POLL_SECONDS = 0.005
INTERRUPTED = 130
_GOES_ON = " " * 3
_PARTS = "results/*/parts/*.parquet"
_BLOCK = re.compile(
    r"(?P<notes>(?:^<!--[^\n]*-->\n)*)^```(?P<kind>\w*)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_NOTE = re.compile(r"<!-- (?P<what>[a-z ]+?)(?:: (?P<value>.*?))? -->")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_TIMES = re.compile(
    r"(?:\b\d+(?:\.\d+)? ?(?:h|min|s|ms)\b ?)+|(?:\d+(?:\.\d+)? ?(?:小时|分钟|分|秒) ?)+|\b[0-9a-f]{12,64}\b"
)


@dataclass(frozen=True)
class Block:
    """One fenced block of a page, with what the comments before it say."""

    page: str
    kind: str
    body: str
    notes: dict[str, str]
    span: tuple[int, int]

    @property
    def is_commands(self) -> bool:
        """Whether the block holds commands."""
        return self.kind in COMMANDS

    @property
    def where(self) -> str:
        """The page and the block's first line."""
        return f"{self.page}: {self.body.splitlines()[0] if self.body else ''}"

    def in_short_form(self) -> str:
        """The commands as the short form runs them."""
        if "run as" in self.notes:
            return self.notes["run as"]
        return re.sub(r"^(sanshe [^#\n]*)", rf"\1 {self.notes.get('run with', '')}", self.body, flags=re.MULTILINE)

    def is_short(self) -> bool:
        """Whether the short form runs other commands than the page shows, or none."""
        return not {"run as", "run with", "long form"}.isdisjoint(self.notes)


def pages() -> list[str]:
    """Every page of docs/, by its path in that folder."""
    return sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))


def read(page: str) -> str:
    """The text of a page."""
    return (DOCS / page).read_text(encoding="utf-8")


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in _BLOCK.finditer(read(page)):
        notes = {note["what"]: note["value"] or "" for note in _NOTE.finditer(found["notes"])}
        yield Block(page, found["kind"], found["body"], notes, found.span("body"))


def before(page: str) -> str | None:
    """The page in whose folder this one goes on."""
    found = re.search(r"<!-- goes on from: (\S+) -->", read(page))
    return found[1] if found else None


def chains() -> list[list[str]]:
    """Pages with commands to run, those together that go on from one another."""
    told = [
        page for page in pages() if any(block.is_commands and "not run" not in block.notes for block in blocks(page))
    ]
    firsts = [page for page in told if before(page) is None]
    return [[first, *(page for page in told if before(page) == first)] for first in firsts]


@dataclass(frozen=True)
class Shown:
    """What a block shows and what its commands really print."""

    block: Block
    printed: str

    def is_true(self) -> bool:
        """Whether the page shows what is printed, times and hashes apart."""
        return _comparable(self.block, self.block.body) == _comparable(self.block, self.printed)


def _comparable(block: Block, text: str) -> str:
    told = _TIMES.sub("#", text)
    told = re.sub(r"[\d,.]+", "#", told) if "numbers vary" in block.notes else told
    return re.sub(r"[\s─]+", " ", told).strip()


class Folder:
    """A folder in which pages are followed, with `sanshe` and `python` on the path."""

    def __init__(self, where: Path) -> None:
        """Begin with an empty folder."""
        self.where = where / "work"
        tools = where / "tools"
        for folder in (self.where, tools):
            folder.mkdir(parents=True)
        calls = {
            "sanshe": f'exec {shlex.quote(sys.executable)} -m sim "$@"',
            "python": f'exec {shlex.quote(sys.executable)} "$@"',
        }
        for name, call in calls.items():
            (tools / name).write_text(f"#!/bin/sh\n{call}\n", encoding="utf-8")
            (tools / name).chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "COLUMNS": str(WIDTH),
            "NO_COLOR": "1",
            "MPLBACKEND": "Agg",
        }

    def follow(self, page: str, *, long: bool) -> Iterator[Shown]:
        """Do what a page says, and tell what its outputs should be."""
        printed: str | None = None
        for block in blocks(page):
            if "file" in block.notes:
                (self.where / block.notes["file"]).write_text(block.body, encoding="utf-8")
            elif "prints" in block.notes and printed is not None:
                yield Shown(block, part(printed, block.notes["prints"]))
            elif block.is_commands:
                printed = self._printed(block, long=long)

    def _printed(self, block: Block, *, long: bool) -> str | None:
        if "not run" in block.notes or ("long form" in block.notes and not long):
            return None
        printed = self.run(block.body if long else block.in_short_form(), block)
        return None if block.is_short() and not long else printed

    def run(self, commands: str, block: Block) -> str:
        """Run commands as on a terminal; what they print, progress apart."""
        ours, theirs = pty.openpty()
        script = f"exec {commands}" if "interrupted" in block.notes else f"set -e\n{commands}"
        with (
            tempfile.TemporaryFile() as told,
            subprocess.Popen(
                ["bash", "-c", script],
                cwd=self.where,
                env=self.environment,
                stdout=theirs,
                stderr=told,
                start_new_session=True,
            ) as running,
        ):
            os.close(theirs)
            if "interrupted" in block.notes:
                self._interrupt(running)
            printed = _heard(ours)
            code = running.wait(MOST_SECONDS)
            code = 128 - code if code < 0 else code
            told.seek(0)
            said = told.read().decode()
        wanted = INTERRUPTED if "interrupted" in block.notes else int(block.notes.get("ends with", "0"))
        if code != wanted:
            raise RuntimeError(f"{block.where}\nended with {code} instead of {wanted}:\n{printed}{said}")
        return printed if wanted == 0 else printed + said

    def _interrupt(self, running: subprocess.Popen[bytes]) -> None:
        known = set(self.where.glob(_PARTS))
        while running.poll() is None:
            if set(self.where.glob(_PARTS)) - known:
                os.killpg(running.pid, signal.SIGINT)
                return
            time.sleep(POLL_SECONDS)


def _heard(terminal: int) -> str:
    """Everything that is written to a terminal, without its escapes."""
    heard = b""
    while True:
        try:
            some = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not some:
            break
        heard += some
    os.close(terminal)
    return _ESCAPES.sub("", heard.decode()).replace("\r\n", "\n")


def part(printed: str, wanted: str) -> str:
    """The part of an output that a page shows: all, the first lines, or headings and lines with some words."""
    told = "\n".join(line.rstrip() for line in printed.splitlines()).strip("\n")
    lines = [short for line in told.splitlines() for short in _wrapped(line)]
    if found := re.fullmatch(r"first (\d+) lines", wanted):
        count = int(found[1])
        lines = lines[:count] + ["..."] * (len(lines) > count)
    elif wanted == "last line":
        lines = lines[-1:]
    elif wanted.startswith("lines with "):
        pattern = re.compile(wanted.removeprefix("lines with "))
        rule = next((place for place, line in enumerate(lines) if set(line) <= {"─", " "} and "─" in line), -1)
        lines = [*lines[: rule + 1], *_kept(lines[rule + 1 :], pattern), "..."]
    return "".join(f"{line}\n" for line in lines)


def _kept(lines: list[str], pattern: re.Pattern[str]) -> Iterator[str]:
    """Rows of a table with some words, each with the lines on which its cells go on."""
    rows: list[list[str]] = []
    for line in lines:
        if rows and line.startswith(_GOES_ON):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        if pattern.search(re.sub(r"\s+", " ", " ".join(row))) or any(map(pattern.search, row)):
            yield from row


def _wrapped(line: str) -> list[str]:
    """A line as a terminal of this width shows it, broken between words."""
    return textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False) if len(line) > WIDTH else [line]


def refresh(page: str, folder: Folder, *, long: bool) -> int:
    """Run a page and write into it what its commands print; how many outputs changed."""
    shown = list(folder.follow(page, long=long))
    text = read(page)
    for each in reversed(shown):
        start, end = each.block.span
        text = text[:start] + each.printed + text[end:]
    (DOCS / page).write_text(text, encoding="utf-8")
    return sum(not each.is_true() for each in shown)


def main() -> None:
    """Refresh the pages named, with those that they go on from, or all."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("pages", nargs="*", help="such as first_hour.md; all if none is named")
    asked.add_argument("--short", action="store_true", help="leave alone what only the long form tells")
    given = asked.parse_args()
    named = set(given.pages)
    for chain in chains():
        if named and not named & set(chain):
            continue
        with tempfile.TemporaryDirectory() as where:
            folder = Folder(Path(where))
            for page in chain:
                try:
                    print(f"{page}: {refresh(page, folder, long=not given.short)} outputs changed", flush=True)
                except RuntimeError as fault:
                    print(fault, flush=True)


if __name__ == "__main__":
    main()
