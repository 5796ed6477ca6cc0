"""`sanshe demo`: the main question from runs to report, and what to ask next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli import words
from sim.cli.invocation import own_name
from sim.cli.options import RESULTS, Jobs, Lang, Quiet
from sim.cli.screen import show_line, show_table, show_text, tell
from sim.cli.sweeping import swept
from sim.cli.times import duration
from sim.errors import RunsFailedError

if TYPE_CHECKING:
    from sim.report.material import Material
    from sim.report.words import Language

DEMO = "demo"
MOST_OUTCOMES = 3
NEXT = (
    ("run guangzhou --set policy.payment.delay_months=6 --worlds 10{lang}", words.ONE_POLICY),
    ("compare results/demo{lang}", words.EVERY_DIFFERENCE),
    ("sweep turnover", words.ANOTHER_QUESTION),
    ("levers{lang}", words.WHAT_CAN_CHANGE),
)


def demo(jobs: Jobs = None, lang: Lang = "en", quiet: Quiet = False) -> None:
    """Answer the main question, from runs to report."""
    from sim.lab.experiment import load_experiment
    from sim.lab.plan import make_plan
    from sim.lab.results import read_results
    from sim.report.document import build_report
    from sim.report.gather import gather

    plan = make_plan(load_experiment(DEMO))
    folder = RESULTS / DEMO
    if not quiet:
        tell(plan.experiment.question_zh if lang == "zh" else plan.experiment.question_en)
        tell(words.SIZE.say(lang, policies=len(plan.policies), worlds=plan.worlds, runs=f"{plan.run_count:,}"))
    done = swept(plan, folder, jobs=jobs, quiet=quiet)
    if not quiet:
        tell(words.DRAWING.say(lang, runs=f"{done.ok:,}", time=duration(done.seconds, lang)))
    pages = {language: build_report(folder, language)[0] for language in ("en", "zh")}
    _show_findings(gather(read_results(folder), lang), lang)
    _show_places(folder, pages[lang], lang)
    if done.failed:
        raise RunsFailedError(f"{folder}: {done.failed:,} of {done.runs:,} runs failed; see `sanshe status {folder}`")


def _show_findings(material: Material, lang: Language) -> None:
    """The answer in words, then the policies that change one lever, on the first outcomes."""
    from sim.report.findings import READINGS, overview, subjects

    show_text("\n".join(["", *overview(material), "", words.FINDINGS.say(lang)]))
    labels = {policy.name: policy.label for policy in material.policies}
    rows = []
    for outcome in material.outcomes[:MOST_OUTCOMES]:
        effects = material.effects(outcome)
        for subject in subjects(material):
            effect = effects[subject.policy]
            told = outcome.difference(effect.difference, effect.low, effect.high)
            reading = READINGS[effect.verdict].say(lang)
            rows.append((outcome.label, labels[subject.policy], told.signed, f"{told.low} … {told.high}", reading))
    heads = (words.OUTCOME, words.POLICY, words.DIFFERENCE, words.INTERVAL, words.READING)
    whole = (words.POLICY, words.INTERVAL)
    show_table([head.say(lang) for head in heads], rows, numbers=[head.say(lang) for head in whole])
    show_text(words.WRITTEN_AS.say(lang, levers=" / ".join(lever.in_sentence for lever in material.levers)))


def _show_places(folder: Path, page: Path, lang: Language) -> None:
    show_line("")
    show_line(words.REPORT.say(lang, page=page))
    show_line(words.FIGURES.say(lang, figures=folder / "figures", table=folder / "results.parquet"))
    show_line("\n" + words.TRY_NEXT.say(lang))
    for command, purpose in what_next(lang):
        show_line(f"  {own_name()} {command}   # {purpose}")


def what_next(lang: Language) -> list[tuple[str, str]]:
    """Commands to try after the demonstration, in the language in which it was run, and what each is for."""
    from sim.report.words import language_option

    return [(command.format(lang=language_option(lang)), purpose.say(lang)) for command, purpose in NEXT]
