"""`sanshe run`: one scenario in one world or a few, and every outcome it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import words
from sim.cli.compiling import compiling_announced
from sim.cli.options import Json, Lang, ScenarioName
from sim.cli.screen import show_json, show_table
from sim.cli.settings import with_settings

if TYPE_CHECKING:
    from sim.lab.trial import Estimate
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
    seed: Annotated[int, typer.Option(min=0, help="The root of all worlds.")] = 2012,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Run one scenario and print every outcome."""
    from sim.lab.trial import try_scenario
    from sim.scenario import load_scenario

    chosen = with_settings(load_scenario(scenario), settings or [])
    with compiling_announced():
        estimates = try_scenario(chosen, seed, range(world, world + worlds))
    if as_json:
        show_json(_as_json(chosen, estimates, seed, world, worlds))
    else:
        _show(estimates, lang, worlds)


def _show(estimates: tuple[Estimate, ...], lang: Language, worlds: int) -> None:
    from sim.outcomes import OUTCOMES
    from sim.report.quantities import of_outcome

    rows = []
    for each in estimates:
        outcome = of_outcome(OUTCOMES[each.outcome], lang)
        ends = () if worlds == 1 else (outcome.level(each.low), outcome.level(each.high), each.worlds)
        rows.append((outcome.label, outcome.level(each.mean), *ends, each.outcome))
    spread = () if worlds == 1 else (words.LOW, words.HIGH, words.WORLDS)
    heads = (words.LABEL, words.VALUE if worlds == 1 else words.MEAN, *spread, words.NAME)
    columns = [head.say(lang) for head in heads]
    show_table(columns, rows, numbers=columns[1:-1])


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
