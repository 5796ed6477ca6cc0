"""Which figures a report needs, drawn and written to the results folder in its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from sim.declare import Value
from sim.report import gallery_words, words
from sim.report.blocks import Picture
from sim.report.contrasts import cells, lever_pairs, one_lever, reference, thinned
from sim.report.figures.canvas import save
from sim.report.figures.fan import MOST_LINES, fan_chart
from sim.report.figures.forest import MOST_COLUMNS, forest_plot
from sim.report.figures.heat import heat_map
from sim.report.figures.parallel import parallel_chart
from sim.report.material import Material, PolicyEntry
from sim.report.quantities import Quantity

Item = TypeVar("Item")

MOST_FAN_PANELS = 8
MOST_FOREST_ROWS = 40
MANY_ROWS = 12
MOST_HEAT_MAPS = 3


def pictures(material: Material, folder: Path) -> list[Picture]:
    """Draw the forest plots, then the heat maps of a grid, then the months; titles stand in the captions."""
    if not material.others:
        return [*_fans(material, folder)]
    heats = _heats(material, folder) if material.is_grid else []
    return [*_forests(material, folder), *heats, *_fans(material, folder)]


def _forests(material: Material, folder: Path) -> Iterator[Picture]:
    """All outcomes in one figure where policies are few; three outcomes a figure where they are many."""
    many = len(thinned(material.others, MOST_FOREST_ROWS)) > MANY_ROWS
    groups = _grouped(material.outcomes, MOST_COLUMNS if many else MOST_COLUMNS * 3)
    for place, outcomes in enumerate(groups, start=1):
        yield forest(material, outcomes, folder, f"forest-{place}.{material.lang}", titled=False)


def forest(
    material: Material, outcomes: Sequence[Quantity], folder: Path, name: str, *, titled: bool = True
) -> Picture:
    """Draw what every policy changes in some outcomes, and write it to a folder under a name.

    `titled` writes the title into the drawing, for where no caption stands below it.
    """
    lang = material.lang
    shown = thinned(material.others, MOST_FOREST_ROWS)
    levers = [lever for lever in material.levers if len({policy.values[lever.name] for policy in shown}) > 1]
    named = material.is_grid and bool(levers)
    mark = words.PARTS_MARK.say(lang)
    labels = words.LIST_MARK.say(lang).join(_axis(lever, shown) for lever in levers)
    title = words.FOREST_TITLE.say(lang)
    figure = forest_plot(
        material.comparison,
        outcomes,
        {policy.name: policy.label for policy in shown},
        title=title if titled else "",
        notes=[
            words.ROWS_NOTE.say(lang, levers=labels) if named else "",
            words.FOREST_NOTE.say(lang, worlds=material.worlds),
            *material.gaps,
        ],
        rows_title=f"{mark.rstrip()}\n".join(lever.label for lever in levers) if named else "",
    )
    told = words.FOREST_ALT.say(lang, count=len(shown), outcomes=_listed(outcomes, material))
    return Picture(save(figure, folder, name), title, told)


def _heats(material: Material, folder: Path) -> Iterator[Picture]:
    """The first outcome over every two levers, the rest as in the baseline."""
    lang, outcome = material.lang, material.outcomes[0]
    held = reference(material)
    for place, (across, down) in enumerate(lever_pairs(material)[:MOST_HEAT_MAPS], start=1):
        rest = [lever for lever in material.levers if lever not in (across, down)]
        surface = cells(material, outcome, across, down)
        levers = {"across": across.in_sentence, "down": down.in_sentence}
        title = words.HEAT_TITLE.say(lang, outcome=outcome.label, **levers)
        notes = [words.HEAT_NOTE.say(lang, worlds=material.worlds), _fixed(material, rest, held), *material.gaps]
        figure = heat_map(surface, outcome, across, down, title="", notes=notes, lang=lang)
        ends = [
            outcome.difference(end, end, end).signed
            for end in (surface["difference"].max(), surface["difference"].min())
        ]
        told = words.HEAT_ALT.say(lang, outcome=outcome.in_sentence, **levers, largest=ends[0], smallest=ends[1])
        yield Picture(save(figure, folder, f"heat-{place}.{lang}"), title, told)


def parallel(material: Material, folder: Path, name: str) -> Picture:
    """Draw all outcomes at once for the baseline and the policies that do best on the first outcome."""
    lang, first = material.lang, material.outcomes[0]
    rows = material.comparison.pivot_table(index="policy", columns="outcome", values="mean")
    base = material.comparison.groupby("outcome")["baseline_mean"].first()
    rows.loc[material.baseline.name] = base
    best = rows[first.name].drop(material.baseline.name).sort_values(ascending=first.direction == "lower")
    named = [material.baseline.name, *best.index[: MOST_LINES - 1]]
    labels = {policy.name: policy.label for policy in material.policies}
    chosen = {name: labels[name] for name in named}
    outcomes = [outcome for outcome in material.outcomes if outcome.name in rows][:MOST_FAN_PANELS]
    notes = [gallery_words.PARALLEL_NOTE.say(lang, worlds=material.worlds), *material.gaps]
    figure = parallel_chart(rows, outcomes, chosen, title="", notes=notes, lang=lang)
    told = gallery_words.PARALLEL_ALT.say(
        lang, outcomes=_listed(outcomes, material), policies=words.LIST_MARK.say(lang).join(chosen.values())
    )
    return Picture(save(figure, folder, name), gallery_words.PARALLEL_TITLE.say(lang), told)


def _fans(material: Material, folder: Path) -> Iterator[Picture]:
    """One figure a lever in a grid, one figure for every few policies otherwise."""
    lang = material.lang
    for place, (title, lines, fixed) in enumerate(_lines(material), start=1):
        outcomes = material.outcomes[:MOST_FAN_PANELS]
        notes = [words.FAN_NOTE.say(lang, worlds=material.worlds), fixed, *material.gaps]
        figure = fan_chart(material.bands, outcomes, lines, title="", notes=notes, lang=lang)
        policies = words.LIST_MARK.say(lang).join(lines.values())
        told = words.FAN_ALT.say(lang, outcomes=_listed(outcomes, material), policies=policies)
        yield Picture(save(figure, folder, f"fan-{place}.{lang}"), title, told)


def _lines(material: Material) -> Iterator[tuple[str, dict[str, str], str]]:
    """Title, lines and what is held fixed, for each fan chart."""
    lang = material.lang
    if not material.is_grid:
        for others in _grouped(material.others, MOST_LINES - 1) or [()]:
            lines = {policy.name: policy.label for policy in (material.baseline, *others)}
            yield words.FAN_TITLE.say(lang), lines, ""
        return
    held = reference(material)
    for lever in material.levers:
        line = thinned(one_lever(material, lever), MOST_LINES)
        if len(line) > 1:
            rest = [other for other in material.levers if other is not lever]
            title = words.FAN_LEVER_TITLE.say(lang, lever=lever.in_sentence)
            yield (
                title,
                {policy.name: _line_label(material, lever, policy) for policy in line},
                _fixed(material, rest, held),
            )


def _line_label(material: Material, lever: Quantity, policy: PolicyEntry) -> str:
    value = lever.alone(policy.values[lever.name])
    if policy is not material.baseline:
        return value
    return words.UNIT_OF.say(material.lang, label=value, unit=words.BASELINE.say(material.lang).lower())


def _fixed(material: Material, levers: Sequence[Quantity], held: Mapping[str, Value]) -> str:
    if not levers:
        return ""
    parts = words.LIST_MARK.say(material.lang).join(lever.named_level(held[lever.name]) for lever in levers)
    return words.FAN_FIXED.say(material.lang, levers=parts)


def _listed(outcomes: Sequence[Quantity], material: Material) -> str:
    return words.LIST_MARK.say(material.lang).join(outcome.label for outcome in outcomes)


def _axis(lever: Quantity, policies: Sequence[PolicyEntry]) -> str:
    """A lever with the unit in which the labels of these policies give its values."""
    values = [policy.values[lever.name] for policy in policies]
    largest = max((abs(value) for value in values if not isinstance(value, bool | str)), default=0.0)
    return lever.axis(lever.unit.level(largest, lever.lang))


def _grouped(everyone: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Groups of at most this size, as even as they can be."""
    count = -(-len(everyone) // size)
    ends = [len(everyone) * place // count for place in range(count + 1)] if count else [0]
    return [everyone[start:end] for start, end in pairwise(ends)]
