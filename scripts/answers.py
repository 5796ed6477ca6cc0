"""Ask every ready question and write the answers to docs/answers.md and docs/answers.zh.md (make answers).

Each question is an experiment file in experiments/. Its runs are kept in results/answers/, so that only what
has changed since is run again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sim.lab.experiment import load_experiment
from sim.lab.plan import make_plan
from sim.lab.results import Results, read_results
from sim.lab.sweep import sweep
from sim.report import findings
from sim.report.drawn import forest
from sim.report.gather import gather
from sim.report.material import Material
from sim.report.words import Language, Text

ROOT = Path(__file__).resolve().parent.parent
DOCS, FIGURES, KEPT = ROOT / "docs", ROOT / "docs" / "figures" / "answers", ROOT / "results" / "answers"
QUESTIONS = (
    "demo",
    "evaluation_frequency",
    "payment_delay",
    "purchase_or_fund",
    "wages",
    "turnover",
    "relief",
    "residents_decide",
    "joint_office",
    "incubation",
    "elimination",
    "matching",
    "tournament",
)
PAGES: dict[Language, str] = {"en": "answers.md", "zh": "answers.zh.md"}
_SHOWN = 3

_TITLE = Text("Answers", "已有答案")
_INTRODUCTION = Text(
    "What the model says to the questions in [experiments/](../experiments/README.md). Every number is a mean over "
    "worlds with its 95% interval; every difference is taken within worlds. They are answers of a model whose "
    "assumptions are listed in [odd.md](odd.md): they say what follows from these, not what will happen in a place. "
    "Chance alone is in the intervals, not the uncertainty of the coefficients.",
    "以下是模型对[experiments/](../experiments/README.md)中各问题的回答。每个数值均为多个世界的均值及其95%区间，"
    "差异都在同一世界内计算。这些回答出自一个模型，其假设列于[odd.md](odd.md)：说的是由这些假设会推出什么，而不是某地将会发生什么。"
    "区间只反映偶然性，不含系数的不确定性。",
)
_MADE = Text(
    "Made by `make answers`; each question alone by the command under its answer.",
    "本页由`make answers`生成；各问题可用答案下方的命令单独重算。",
)
_AGAIN = Text(
    "{worlds} worlds, {runs} runs; `sanshe sweep {name}`; results.parquet has SHA-256 `{sha256}`.",
    "{worlds}个世界，共{runs}次运行；`sanshe sweep {name}`；results.parquet的SHA-256为`{sha256}`。",
)


def answered(name: str) -> Results:
    """The results of a question, run where they are not there yet."""
    plan = make_plan(load_experiment(name))
    folder = KEPT / f"{name}-{plan.design_sha256[:12]}"
    sweep(plan, folder)
    return read_results(folder)


def section(results: Results, lang: Language) -> Iterator[str]:
    """One question's part of the page."""
    material = gather(results, lang)
    name = results.experiment.name
    yield f"## {material.question}"
    if material.why:
        yield material.why
    yield f"**{findings.joined(findings.overview(material), material)}**"
    yield "\n".join(f"- {line}" for line in _sentences(material))
    picture = forest(material, material.outcomes[:_SHOWN], FIGURES, f"{name}.{lang}")
    picture.files.svg.unlink()
    yield f"![{picture.alternative}](figures/answers/{name}.{lang}.png)"
    yield _AGAIN.say(
        lang, worlds=material.worlds, runs=f"{len(results.table):,}", name=name, sha256=results.sha256[:16]
    )


def _sentences(material: Material) -> list[str]:
    """What each policy that is worth a sentence changes, in the first outcome and in the others."""
    first = material.outcomes[0]
    few = replace(material, outcomes=material.outcomes[: 2 * _SHOWN])
    told = []
    for subject in findings.subjects(material):
        parts = [findings.sentence(material, subject, first), findings.side_effects(few, subject)]
        told.append(findings.joined(parts, material))
    return told


def main() -> None:
    """Write both pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=QUESTIONS, help="questions to run; the pages need all")
    asked = list(parser.parse_args().only)
    found = {}
    for name in asked:
        sys.stderr.write(f"{name}\n")
        found[name] = answered(name)
    if set(asked) != set(QUESTIONS):
        return
    for lang, page in PAGES.items():
        parts = [f"# {_TITLE.say(lang)}", _INTRODUCTION.say(lang), _MADE.say(lang)]
        for results in found.values():
            parts += section(results, lang)
        (DOCS / page).write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
