"""`sanshe validate`: whether the model is like what is known, and what it fails to show."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli import words
from sim.cli.options import Jobs, Json, Lang, Quiet
from sim.cli.screen import show_json, show_line, show_table, tell

if TYPE_CHECKING:
    from sim.lab.patterns import Finding, Reading
    from sim.lab.validate import FactCheck, PatternCheck, Validation
    from sim.report.words import Language

FOLDER = Path("results") / "validation"


def validate(
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE]...", help="Facts and patterns to check, such as G38 P1; all if none is said."),
    ] = None,
    worlds: Annotated[int, typer.Option(min=3, max=10_000, help="Worlds for every check.")] = 30,
    jobs: Jobs = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the table and the picture are written.")] = FOLDER,
    lang: Lang = "en",
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Check the model against every fact it was fitted to and every pattern it must show."""
    from sim.lab.validate import codes_to_check
    from sim.lab.validate import validate as check

    def heard(done: int, every: int) -> None:
        if not quiet:
            tell(words.CHECKS_DONE.say(lang, done=done, every=every))

    codes_to_check(codes or ())
    checked = check(worlds, codes or (), jobs or os.cpu_count() or 1, heard)
    answer = as_tree(checked)
    _write(checked, answer, out, lang)
    if as_json:
        show_json(answer)
        return
    _show(checked, lang)
    show_line(words.VALIDATION_WRITTEN.say(lang, folder=out))


def as_tree(checked: Validation) -> dict[str, Any]:
    """Everything that was checked, for other programs."""
    from sim.lab.targets import NOT_FITTED

    return {
        "model": checked.model,
        "worlds": checked.worlds,
        "facts": [_fact(check) for check in checked.facts],
        "facts_not_fitted": dict(NOT_FITTED),
        "patterns": [_pattern(check) for check in checked.patterns],
    }


def _fact(check: FactCheck) -> dict[str, Any]:
    target = check.target
    return {
        "fact": target.fact,
        "scenario": target.scenario,
        "quantity_en": target.meaning,
        "quantity_zh": target.meaning_zh,
        "value": target.value,
        "band": [target.low, target.high],
        "model": _numbers(check.reading),
        "verdict": check.verdict,
    }


def _pattern(check: PatternCheck) -> dict[str, Any]:
    return {
        "pattern": check.pattern.code,
        "statement_en": check.pattern.statement,
        "statement_zh": check.pattern.says("zh"),
        "shown": check.found.shown,
        "found": _finding(check.found),
        "ablation": check.pattern.without,
        "gone_without_cause": not check.without.shown,
        "found_without_cause": _finding(check.without),
        "reason": check.pattern.reason if not check.found.shown else "",
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {"words": found.words, "readings": {each.label: _numbers(each) for each in found.readings}}


def _numbers(read: Reading) -> dict[str, float]:
    return {"mean": read.value, "low": read.low, "high": read.high}


def _write(checked: Validation, answer: dict[str, Any], folder: Path, lang: Language) -> None:
    import json

    from sim.report.figures.canvas import save
    from sim.report.figures.validation import validation_figure

    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    (folder / "validation.json").write_text(text + "\n", encoding="utf-8")
    save(validation_figure(checked, lang), folder, "validation")


def _show(checked: Validation, lang: Language) -> None:
    from sim.report import words as say

    rows: list[tuple[object, ...]] = []
    for fact in checked.facts:
        target, read = fact.target, fact.reading
        quantity = target.meaning_zh if lang == "zh" else target.meaning
        told = f"{read.value:.4g} ({read.low:.4g} – {read.high:.4g})"
        band = f"{target.low:g} – {target.high:g}"
        verdict = say.VERDICTS[fact.verdict].say(lang)
        rows.append((target.fact, quantity, target.scenario, f"{target.value:g}", band, told, verdict))
    if rows:
        heads = (words.CODE, words.QUANTITY, words.SCENARIO, words.VALUE, words.BAND, words.MODEL_VALUE, words.READING)
        show_table([head.say(lang) for head in heads], rows)
    if checked.patterns:
        show_table(
            [head.say(lang) for head in (words.CODE, words.PATTERN, words.READING, words.FOUND)],
            [
                (each.pattern.code, each.pattern.says(lang), _verdict(each, lang), each.found.words)
                for each in checked.patterns
            ],
        )


def _verdict(check: PatternCheck, lang: Language) -> str:
    from sim.report import words as say

    if not check.found.shown:
        return say.VERDICT_NOT_SHOWN.say(lang)
    return (say.VERDICT_STAYS if check.without.shown else say.VERDICT_SHOWN).say(lang)
