"""The report of an experiment: page one with the answer, then figures, tables, methods, and how to get it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from sim.errors import UsageError
from sim.lab.durable import unusable, write_whole
from sim.lab.extras import need
from sim.lab.manifest import record_outputs
from sim.lab.results import read_results
from sim.report import findings, html, pdf, word, words
from sim.report.blocks import Block, Command, Facts, Heading, Items, Paragraph, Report, numbered, texts
from sim.report.community_types import apart_words, dumbbells, kind_tables
from sim.report.drawn import pictures
from sim.report.gather import gather
from sim.report.material import Material
from sim.report.methods import methods
from sim.report.tabled import comparison_table, lever_table, policy_table
from sim.report.typeface import missing_glyphs
from sim.report.words import Language, Text

Format = Literal["html", "docx", "pdf"]
RENDERERS: Mapping[Format, Callable[[Report], bytes]] = {
    "html": lambda report: html.render(report).encode(),
    "docx": word.render,
    "pdf": pdf.render,
}
PACKAGES: Mapping[Format, str] = {"docx": "docx", "pdf": "typst"}
FIGURES = "figures"
LIMITS = (
    words.LIMIT_FORECAST,
    words.LIMIT_SOURCES,
    words.LIMIT_ASSUMPTIONS,
    words.LIMIT_STABLE,
    words.LIMIT_MEASURE,
)


def asked_formats(listed: str) -> list[Format]:
    """Read a list such as `html,docx`. Raises UsageError for what is no format, or for none at all."""
    names = {name.strip().lower() for name in listed.split(",")} - {""}
    known = ", ".join(RENDERERS)
    for name in sorted(names - set(RENDERERS)):
        raise UsageError(
            f"--format: '{name}' is no format of a report; give one or more of {known}, with commas between"
        )
    if not names:
        raise UsageError(f"--format: names no format; give one or more of {known}, with commas between")
    return [chosen for chosen in RENDERERS if chosen in names]


def build_report(folder: Path, lang: Language, formats: Sequence[Format] = ("html",)) -> list[Path]:
    """Write figures/ and report.<lang>.<format> into a results folder and give the paths of the reports.

    Raises ResultsError where the folder is no results folder, has no finished runs, or cannot be written; UsageError
    where the package that a format needs is not installed.
    """
    for chosen in formats:
        if chosen in PACKAGES:
            need(PACKAGES[chosen], "report", f"report --format {chosen}")
    pages = write_report(gather(read_results(folder), lang), folder, formats)
    record_outputs(folder, [*pages, *sorted((folder / FIGURES).glob(f"*.{lang}.*"))])
    return pages


def write_report(material: Material, folder: Path, formats: Sequence[Format] = ("html",)) -> list[Path]:
    """Draw and tell once what was gathered, and lay it out in every format."""
    pages = []
    with unusable(folder):
        report = compose(material, folder / FIGURES)
        for chosen in formats:
            page = folder / f"report.{material.lang}.{chosen}"
            write_whole(page, RENDERERS[chosen](report))
            pages.append(page)
    return pages


def compose(material: Material, figures: Path) -> Report:
    """The whole report as a list of blocks; its figures are written to a folder."""
    blocks = [
        *_page_one(material),
        *_figures(material, figures),
        *_tables(material),
        *_limits(material),
        *methods(material),
        *_reproduction(material),
        *_next(material),
    ]
    title = words.REPORT.say(material.lang, name=material.name)
    return Report(title, material.lang, list(numbered([*_unreadable(blocks, material.lang), *blocks])))


def _unreadable(blocks: Sequence[Block], lang: Language) -> Iterator[Block]:
    """Say at the top which characters the typeface lacks."""
    absent = missing_glyphs("".join(text for block in blocks for text in texts(block)))
    if absent:
        yield Paragraph(words.GLYPHS_MISSING.say(lang, characters=" ".join(absent)), "note")


def _page_one(material: Material) -> Iterator[Block]:
    lang = material.lang
    yield Paragraph(words.REPORT.say(lang, name=material.name), "note")
    yield Heading(material.question, 1)
    if material.why:
        yield Paragraph(words.WHY.say(lang, why=material.why), "note")
    yield _heading(words.ANSWER, material)
    yield Paragraph(findings.joined(findings.overview(material), material), "lead")
    subjects = findings.subjects(material)
    if subjects:
        yield Items([findings.sentence(material, subject, material.outcomes[0]) for subject in subjects])
    for gap in material.gaps:
        yield Paragraph(gap, "note")
    yield Paragraph(words.CHANCE_ONLY.say(lang), "note")
    yield Facts([*material.facts, (words.COMMAND.say(lang), material.command)])
    if subjects and len(material.outcomes) > 1:
        yield Heading(words.SIDE_EFFECTS.say(lang), 3)
        yield Items([findings.side_effects(material, subject) for subject in subjects])


def _figures(material: Material, folder: Path) -> Iterator[Block]:
    yield _heading(words.FIGURES, material)
    yield from pictures(material, folder)
    for whole, picture in dumbbells(material, folder):
        yield picture
        yield Items(apart_words(material, whole))


def _tables(material: Material) -> Iterator[Block]:
    lang = material.lang
    if material.others:
        yield _heading(words.COMPARISON, material)
        yield Paragraph(words.READING_NOTE.say(lang, family=material.family), "note")
        for outcome in material.outcomes:
            yield comparison_table(material, outcome)
        yield from kind_tables(material)
    if material.levers:
        yield _heading(words.LEVERS_AND_POLICIES, material)
        yield lever_table(material)
    if material.levers and not material.is_grid:
        yield policy_table(material)


def _limits(material: Material) -> Iterator[Block]:
    yield _heading(words.ABOUT_MODEL, material)
    yield Paragraph(words.MODEL_IS.say(material.lang))
    yield Items([limit.say(material.lang) for limit in LIMITS])


def _reproduction(material: Material) -> Iterator[Block]:
    lang = material.lang
    yield _heading(words.REPRODUCE, material)
    yield Paragraph(words.REPRODUCE_HOW.say(lang))
    yield Facts(material.details)
    yield Command(words.COMMAND.say(lang), material.command)
    yield Command(words.REPORT_COMMAND.say(lang), f"sanshe report {material.folder} --lang {lang}")


def _next(material: Material) -> Iterator[Block]:
    lang = material.lang
    spoken = words.language_option(lang)
    yield _heading(words.NEXT, material)
    if findings.anything_unclear(material):
        yield Paragraph(words.NEXT_WORLDS.say(lang))
    yield Command(words.NEXT_ONE.say(lang), f"{material.command_one}{spoken}")
    yield Command(words.NEXT_LEVERS.say(lang), f"sanshe levers{spoken}")
    if material.unasked and material.others:
        asked = f"sanshe compare {material.folder} --outcome {material.unasked}{spoken}"
        yield Command(words.NEXT_COMPARE.say(lang), asked)
    copy = f"cp {material.folder}/experiment.toml experiments/mine.toml\nsanshe sweep experiments/mine.toml"
    yield Command(words.NEXT_COPY.say(lang), copy)


def _heading(text: Text, material: Material) -> Heading:
    return Heading(text.say(material.lang))
