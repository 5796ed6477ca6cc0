"""From a results folder to what a report says: labels, comparisons, monthly bands, and where they come from."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from sim.lab.answers import compare_results, paired_results, planned_sets, planned_worlds
from sim.lab.apart import changes_apart
from sim.lab.bands import series_bands
from sim.lab.design import written
from sim.lab.inputs import INPUTS
from sim.lab.results import Results
from sim.outcomes import OUTCOMES
from sim.outcomes.community_types import BY_TYPE, COMMUNITY_TYPES, MEASURED_BY_TYPE, type_outcome
from sim.report.labels import policy_entries
from sim.report.material import Material, Study
from sim.report.origin import details, facts, place
from sim.report.quantities import of_lever, of_outcome
from sim.report.words import Language
from sim.scenario import DECLARATIONS, SETTINGS

NO_COMPARISON = pd.DataFrame(
    columns=["policy", "outcome", "baseline_mean", "mean", "difference", "low", "high", "worlds", "verdict"]
)


def gather(results: Results, lang: Language) -> Material:
    """Read what a report needs out of an experiment's results."""
    experiment, plan = results.experiment, results.plan
    outcomes = tuple(of_outcome(OUTCOMES[name], lang) for name in experiment.outcomes)
    levers = tuple(of_lever(DECLARATIONS[path], lang) for path in plan["varying"])
    policies = policy_entries(results, lang)
    names = [policy.name for policy in policies]
    compared = compare_results(results)
    return Material(
        lang=lang,
        name=experiment.name,
        folder=place(results),
        question=experiment.question_zh if lang == "zh" else experiment.question_en,
        why=experiment.why_zh if lang == "zh" else experiment.why,
        policies=policies,
        levers=levers,
        outcomes=outcomes,
        comparison=compared.differences if len(compared.differences) else NO_COMPARISON,
        by_type=_by_type(results),
        bands=_bands(results, names, [outcome.name for outcome in outcomes]),
        worlds=compared.worlds,
        left_out=len(compared.left_out),
        failed=results.failed,
        family=compared.family,
        is_grid=bool(experiment.axes) and not experiment.policy,
        facts=facts(results, lang),
        details=details(results, lang),
        command=f"sanshe sweep {place(results)}/experiment.toml",
        command_one=_command_for_one(results),
        study=_study(results),
        unasked=next((name for name in OUTCOMES if name in results.table and name not in experiment.outcomes), None),
    )


def _by_type(results: Results) -> pd.DataFrame:
    """Every policy against the baseline in each kind of community; empty where kinds are not told apart."""
    held = [name for name in BY_TYPE if name in results.table and results.table[name].notna().any()]
    against = dict(_against(held))
    if not against or len(results.plan["policies"]) == 1:
        return NO_COMPARISON
    found = compare_results(results, held)
    apart = changes_apart(paired_results(results), found.baseline, against, results.experiment.seed)
    return found.differences.merge(apart, on=["policy", "outcome"], how="left", validate="one_to_one")


def _against(held: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The outcomes of every kind of community but the first that there is, with that of the first."""
    for whole in MEASURED_BY_TYPE:
        names = [name for name in (type_outcome(whole, home) for home in COMMUNITY_TYPES) if name in held]
        yield from ((name, names[0]) for name in names[1:])


def _bands(results: Results, policies: Sequence[str], outcomes: Sequence[str]) -> pd.DataFrame:
    worlds = planned_worlds(results)
    tables = [
        series_bands(results.table, outcome, policies=policies, worlds=worlds).assign(outcome=outcome)
        for outcome in outcomes
    ]
    return pd.concat(tables, ignore_index=True)


def _study(results: Results) -> Study:
    """How the runs were made; a setting that is newer than the results had its default."""
    plan, manifest = results.plan, results.manifest
    machine = manifest.get("machine", {})
    return Study(
        scenario=Path(results.experiment.scenario).stem,
        place={path: plan["scenario"].get(path, each.default) for path, each in SETTINGS.items()},
        seed=results.experiment.seed,
        runs=len(results.table) + results.failed,
        sets=len(planned_sets(results)),
        jobs=int(manifest.get("jobs", 1)),
        seconds=float(manifest.get("seconds", 0.0)),
        stopped=str(manifest.get("stopped_by", "")),
        system=str(machine.get("system", "")),
        cores=int(machine.get("cores") or 1),
        versions=plan["versions"],
    )


def _command_for_one(results: Results) -> str:
    """How to run the last policy by itself."""
    values = results.plan["policies"][-1]["values"]
    settings = "".join(f" --set {path}={shlex.quote(written(value))}" for path, value in values.items())
    scenario = results.experiment.scenario
    own = f"{place(results)}/" if scenario.startswith(f"{INPUTS}/") else ""
    return f"sanshe run {own}{shlex.quote(scenario)}{settings}"
