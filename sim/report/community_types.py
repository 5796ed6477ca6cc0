"""Where a district tells kinds of community apart: who gains from a policy, drawn and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sim.outcomes import OUTCOMES
from sim.outcomes.community_types import COMMUNITY_TYPES, MEASURED_BY_TYPE, type_outcome
from sim.report import community_words as say
from sim.report import findings, words
from sim.report.blocks import Picture, Table
from sim.report.contrasts import thinned
from sim.report.figures.canvas import save
from sim.report.figures.dumbbell import dumbbell_chart
from sim.report.material import Material, PolicyEntry
from sim.report.quantities import of_outcome
from sim.report.tabled import kind_table

APART = ["apart", "apart_low", "apart_high", "apart_clear"]
FEWEST_KINDS = 2
MOST_PANELS = 6


def kinds_of(material: Material, whole: str) -> dict[str, str]:
    """The outcomes that tell of each kind what one tells of the district, with the kinds' labels; empty below two."""
    held = material.by_type.loc[material.by_type["baseline_mean"].notna(), "outcome"].unique()
    lang = material.lang
    known = {type_outcome(whole, home): home.zh if lang == "zh" else home.en for home in COMMUNITY_TYPES}
    found = {name: label[:1].upper() + label[1:] for name, label in known.items() if name in held}
    return found if len(found) >= FEWEST_KINDS else {}


def dumbbells(material: Material, folder: Path) -> Iterator[tuple[str, Picture]]:
    """Draw every outcome that is measured by kind of community, with its name, where the results tell kinds apart."""
    for whole in MEASURED_BY_TYPE:
        if kinds_of(material, whole):
            yield whole, dumbbell(material, whole, folder, f"dumbbell-{whole}.{material.lang}", titled=False)


def dumbbell(material: Material, whole: str, folder: Path, name: str, *, titled: bool = True) -> Picture:
    """Draw one outcome by kind of community under the baseline and each policy, and write it to a folder.

    `titled` writes the title into the drawing, for where no caption stands below it.
    """
    lang, outcome, kinds = material.lang, of_outcome(OUTCOMES[whole], material.lang), kinds_of(material, whole)
    shown = _worth_a_panel(material)
    levers = words.LIST_MARK.say(lang).join(lever.label for lever in material.levers)
    notes = [
        say.PANELS_NOTE.say(lang, levers=levers) if material.is_grid else "",
        say.DUMBBELL_NOTE.say(lang, worlds=material.worlds),
        *material.gaps,
    ]
    labels = {policy.name: policy.label for policy in shown}
    title = say.DUMBBELL_TITLE.say(lang, outcome=outcome.label)
    figure = dumbbell_chart(material.by_type, kinds, labels, outcome, title=title if titled else "", notes=notes)
    listed = words.LIST_MARK.say(lang)
    told = say.DUMBBELL_ALT.say(
        lang, policies=listed.join(labels.values()), kinds=listed.join(map(in_sentence, kinds.values()))
    )
    return Picture(save(figure, folder, name), title, told)


def _worth_a_panel(material: Material) -> list[PolicyEntry]:
    """Policies that the answer tells of one by one, or some of all where it tells of none."""
    told = {subject.policy for subject in findings.subjects(material)}
    return thinned([each for each in material.others if each.name in told] or material.others, MOST_PANELS)


def apart_words(material: Material, whole: str) -> list[str]:
    """What each policy changes in the other kinds of community beyond what it changes in the first."""
    kinds = kinds_of(material, whole)
    if not kinds:
        return []
    lang, outcome = material.lang, of_outcome(OUTCOMES[whole], material.lang)
    first, *_ = kinds
    rows = material.by_type[material.by_type["against"] == first]
    columns = [rows[column].tolist() for column in ("policy", "outcome", *APART)]
    apart = {(policy, name): numbers for policy, name, *numbers in zip(*columns, strict=True)}
    told = []
    for subject in findings.subjects(material):
        changes = []
        for name, kind in list(kinds.items())[1:]:
            mean, low, high, clear = apart[subject.policy, name]
            said = outcome.difference(mean, low, high)
            text = say.APART_CLEAR if clear else say.APART_UNCLEAR
            changes.append(text.say(lang, kind=in_sentence(kind), signed=said.signed, low=said.low, high=said.high))
        given = {"subject": subject.words, "outcome": outcome.in_sentence, "first": in_sentence(kinds[first])}
        told.append(say.APART.say(lang, changes=words.CLAUSE_MARK.say(lang).join(changes), **given))
    family = int(material.by_type["against"].notna().sum())
    return [*told, say.APART_NOTE.say(lang, first=in_sentence(kinds[first]), family=family)]


def in_sentence(label: str) -> str:
    """A kind's label inside a sentence."""
    return label[:1].lower() + label[1:]


def kind_tables(material: Material) -> Iterator[Table]:
    """A table of each outcome that is measured by kind: every policy and every kind."""
    for whole in MEASURED_BY_TYPE:
        kinds = kinds_of(material, whole)
        if kinds:
            outcome = of_outcome(OUTCOMES[whole], material.lang)
            title = say.TABLE_TITLE.say(material.lang, outcome=outcome.label)
            yield kind_table(material, outcome, kinds, (title, say.KIND.say(material.lang)))
