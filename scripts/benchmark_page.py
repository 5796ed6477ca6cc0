"""Put what `sanshe bench` measured last into benchmarks/README.md, with its figure (make bench)."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from sim.report.benched import markdown

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "benchmarks" / "README.md"
MEASURED = ROOT / "results" / "benchmark"
FIGURE = ROOT / "docs" / "figures" / "growth.en.png"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->"
ALT = "Nanoseconds and bytes for each resident against residents, for every tool"


def written(page: str, tables: str, day: str) -> str:
    """The page with the tables between its marks, and the day on which they were measured."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    shown = f"Measured on {day}.\n\n![{ALT}](../docs/figures/{FIGURE.name})\n\n{tables}"
    return f"{head}{BEGIN}{shown}{END}{tail}"


def main() -> int:
    """Write the page; 1 where nothing has been measured."""
    numbers = MEASURED / "numbers.json"
    if not numbers.exists():
        print(f"{numbers}: nothing has been measured; first: sanshe bench", file=sys.stderr)
        return 1
    day = datetime.fromtimestamp(numbers.stat().st_mtime, UTC).date().isoformat()
    tables = markdown(json.loads(numbers.read_text(encoding="utf-8")), "en")
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), tables, day), encoding="utf-8")
    shutil.copyfile(MEASURED / "growth.png", FIGURE)
    print(f"Written: {PAGE.relative_to(ROOT)}, {FIGURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
