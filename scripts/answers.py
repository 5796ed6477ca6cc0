"""Ask every ready question and write the answers to docs/answers.md and docs/answers.zh.md (make answers).

Each question is an experiment file in experiments/. Its runs are kept in results/answers/, so that only what
has changed since is run again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from scripts.answer_parts import Part, Place, Teller, cheapest, compared, decided, failures, worth
from sim.lab.discovery.finding import Failure
from sim.report import answer_words as say
from sim.report.blocks import Picture
from sim.report.community_types import dumbbell
from sim.report.material import Material
from sim.report.words import Language

ROOT = Path(__file__).resolve().parent.parent
DOCS, FIGURES, KEPT = ROOT / "docs", ROOT / "docs" / "figures" / "answers", ROOT / "results" / "answers"
PAGES: dict[Language, str] = {"en": "answers.md", "zh": "answers.zh.md"}
UNSATISFIED = Failure("satisfied_share", "below", 0.65, None)
CLOSED = Failure("closures", "above", 9.0, None)


def _by_kind(material: Material, folder: Path, name: str) -> Picture:
    return dumbbell(material, "satisfied_share", folder, name)


QUESTIONS: Mapping[str, Callable[[str, Place], Teller]] = {
    "demo": compared,
    "evaluation_frequency": compared,
    "payment_delay": compared,
    "purchase_or_fund": compared,
    "wages": compared,
    "turnover": compared,
    "relief": compared,
    "residents_decide": compared,
    "joint_office": compared,
    "incubation": compared,
    "elimination": compared,
    "matching": compared,
    "community_types": partial(compared, draw=_by_kind),
    "tournament": compared,
    "cheapest_75": cheapest,
    "cheapest_75_safe": cheapest,
    "where_it_fails": failures(UNSATISFIED, CLOSED),
    "sensitivity": decided(contrast="two_rounds"),
    "what_to_measure": worth("needs_resolved", contrast="two_rounds"),
}


def section(part: Part, pages: Path) -> Iterator[str]:
    """One question's part of the page, which lies in `pages`."""
    yield f"## {part.question}"
    if part.why:
        yield part.why
    yield f"**{part.answer}**"
    yield "\n".join(f"- {line}" for line in part.details)
    yield f"![{part.alternative}]({part.picture.relative_to(pages).as_posix()})"
    yield part.again


def written(tellers: Mapping[str, Teller], pages: Path) -> None:
    """Write the page in both languages, its questions in the order given."""
    for lang, page in PAGES.items():
        parts = [f"# {say.TITLE.say(lang)}", say.INTRODUCTION.say(lang), say.MADE.say(lang)]
        for tell in tellers.values():
            parts += section(tell(lang), pages)
        (pages / page).write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def main() -> None:
    """Ask what is missing and write both pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=QUESTIONS, help="questions to run; the pages need all")
    parser.add_argument("--jobs", type=int, default=None, help="worker processes; all cores if not said")
    asked = parser.parse_args()
    place = Place(KEPT, FIGURES, asked.jobs)
    tellers = {}
    for name in asked.only or QUESTIONS:
        sys.stderr.write(f"{name}\n")
        tellers[name] = QUESTIONS[name](name, place)
    if set(tellers) == set(QUESTIONS):
        written(tellers, DOCS)


if __name__ == "__main__":
    main()
