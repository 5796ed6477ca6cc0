"""`sanshe run`: one scenario in one world or a few, and every outcome it leads to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import words
from sim.cli.compiling import compiling_announced
from sim.cli.options import Json, Lang, Quiet, ScenarioName
from sim.cli.progress import ShownMonths
from sim.cli.screen import show_json, show_table, tell
from sim.cli.settings import WHERE as SET
from sim.cli.settings import with_settings

if TYPE_CHECKING:
    from sim.lab.trial import Estimate
    from sim.report.quantities import Quantity
    from sim.report.words import Language
    from sim.scenario import Scenario


def run(
    scenario: ScenarioName,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value, as often as needed.", show_default=False),
    ] = None,
    world: Annotated[int, typer.Option(min=0, help="The first world.")] = 0,
    worlds: Annotated[int, typer.Option(min=1, max=10_000, help="How many worlds.")] = 1,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="The root of all worlds.")] = 2012,
    threads: Annotated[
        int | None,
        typer.Option(min=1, max=256, help="Threads for a large district; all cores if not said.", show_default=False),
    ] = None,
    quiet: Quiet = False,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Run one scenario and print every outcome; those by kind of community where it tells kinds apart."""
    from sim.lab.sweep import available_cores
    from sim.lab.trial import try_scenario
    from sim.scenario import load_scenario

    chosen = with_settings(load_scenario(scenario), settings or [])
    months = chosen.setting.burn_in_months + chosen.months
    with compiling_announced(quiet=quiet), ShownMonths(chosen.name, months, worlds, quiet=quiet) as shown:
        lived = range(world, world + worlds)
        estimates = try_scenario(chosen, seed, lived, threads or available_cores(), shown)
    if as_json:
        show_json(_as_json(chosen, estimates, seed, world, worlds))
    else:
        for line in _about(chosen, load_scenario(scenario), lived, lang):
            tell(line)
        _show(estimates, lang, worlds)


def _about(chosen: Scenario, plain: Scenario, worlds: range, lang: Language) -> Iterator[str]:
    """What was run: the scenario and what was changed in it, in which worlds, and of which months the numbers are."""
    from sim.report.quantities import of_lever
    from sim.report.words import CLAUSE_MARK
    from sim.scenario import DECLARATIONS

    yield words.RUN_OF.say(
        lang, name=chosen.name, title=chosen.title(lang), months=chosen.months, before=chosen.setting.burn_in_months
    )
    changes = []
    for path, where in chosen.provenance.items():
        if where == SET:
            lever = of_lever(DECLARATIONS[path], lang)
            now, before = lever.named_level(chosen.value(path)), lever.level(plain.value(path))
            changes.append(words.ONE_CHANGE.say(lang, now=now, before=before))
    if changes:
        yield words.RUN_CHANGED.say(lang, changes=CLAUSE_MARK.say(lang).join(changes))
    told = words.RUN_IN_ONE if len(worlds) == 1 else words.RUN_IN_MANY
    yield told.say(lang, first=worlds[0], last=worlds[-1])
    yield words.RUN_SUMS.say(lang)


def _show(estimates: tuple[Estimate, ...], lang: Language, worlds: int) -> None:
    from sim.outcomes import OUTCOMES
    from sim.outcomes.community_types import BY_TYPE
    from sim.report.quantities import of_outcome

    rows = []
    for each in estimates:
        if each.outcome in BY_TYPE and math.isnan(each.mean):
            continue
        outcome = of_outcome(OUTCOMES[each.outcome], lang)
        numbers, unit = _written(outcome, (each.mean, each.low, each.high))
        spread = (*numbers[1:], each.worlds) if worlds > 1 else ()
        rows.append((outcome.label, numbers[0], *spread[:2], unit, *spread[2:], each.outcome))
    middle = (words.MEAN, words.LOW, words.HIGH, words.UNIT, words.WORLDS) if worlds > 1 else (words.VALUE, words.UNIT)
    columns = [head.say(lang) for head in (words.LABEL, *middle, words.NAME)]
    show_table(columns, rows, numbers=columns[1 : len(middle) - 1])


def _written(outcome: Quantity, values: tuple[float, ...]) -> tuple[list[str], str]:
    """Numbers of one outcome with the same decimals, and the unit they are all in."""
    from sim.report import words as report_words
    from sim.report.quantities import LEVEL_DIGITS, decimals_for, number

    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    scale = outcome.unit.level(largest, outcome.lang)
    decimals = decimals_for(largest * scale.factor, LEVEL_DIGITS)
    undefined = report_words.UNDEFINED.say(outcome.lang)
    told = [number(value * scale.factor, decimals) if math.isfinite(value) else undefined for value in values]
    return told, scale.unit


def _as_json(scenario: Scenario, estimates: tuple[Estimate, ...], seed: int, world: int, worlds: int) -> object:
    from sim.outcomes import OUTCOMES

    return {
        "scenario": scenario.name,
        "fingerprint": scenario.fingerprint,
        "seed": seed,
        "worlds": list(range(world, world + worlds)),
        "set": {path: scenario.value(path) for path, where in scenario.provenance.items() if where == "--set"},
        "outcomes": [
            {
                "name": each.outcome,
                "label_en": OUTCOMES[each.outcome].en,
                "label_zh": OUTCOMES[each.outcome].zh,
                "unit": OUTCOMES[each.outcome].unit,
                "mean": each.mean,
                "low": each.low,
                "high": each.high,
                "worlds": each.worlds,
            }
            for each in estimates
        ],
    }
