"""Links between the documents work where they lie in the repository too, on any page that shows them."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)[ ]*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} (.+?)\s*#*$", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def documents() -> list[Path]:
    """Every document that belongs to the repository, new ones too."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    known = [ROOT / name for name in listed] or [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(path for path in known if path.is_file())


def prose(path: Path) -> str:
    """A document without its code blocks."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """The places that a code-hosting page gives a document: its headings, in small letters and without signs."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in HEADING.findall(prose(path)):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def broken(path: Path) -> Iterator[str]:
    """Links of a document that lead nowhere."""
    for link in LINK.findall(prose(path)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, place = unquote(link).partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (place and target.suffix == ".md" and place not in anchors(target)):
            yield link


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_a_document_lead_somewhere(path: Path) -> None:
    assert list(broken(path)) == []


def test_a_place_is_named_as_code_hosting_pages_name_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# What it is, and is not\n## E8, E9: `a_b`\n```\n# no\n```\n## 读“结果”\n## 读“结果”\n", "utf-8")
    assert anchors(page) == {"what-it-is-and-is-not", "e8-e9-a_b", "读结果", "读结果-1"}


def test_front_pages_quote_the_answers_as_they_stand() -> None:
    """A number on a front page is one that the program gave, word for word."""
    for front, answers in (("index.md", "answers.md"), ("index.zh.md", "answers.zh.md")):
        text = (ROOT / "docs" / front).read_text(encoding="utf-8")
        quoted = " ".join(line.removeprefix("> ") for line in text.splitlines() if line.startswith("> "))
        assert quoted
        assert quoted in (ROOT / "docs" / answers).read_text(encoding="utf-8")
