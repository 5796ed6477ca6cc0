"""From a results folder to what a report says: labels, comparisons, monthly bands, and where they come from."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from sim.lab.answers import compare_results, planned_sets, planned_worlds
from sim.lab.bands import series_bands
from sim.lab.design import written
from sim.lab.results import Results
from sim.outcomes import OUTCOMES
from sim.report import words
from sim.report.material import Material, PolicyEntry, Study, value_list
from sim.report.quantities import Quantity, of_lever, of_outcome
from sim.report.words import Language
from sim.scenario import DECLARATIONS, SETTINGS

NO_COMPARISON = pd.DataFrame(columns=["policy", "outcome", "difference", "low", "high", "verdict"])


def gather(results: Results, lang: Language) -> Material:
    """Read what a report needs out of an experiment's results."""
    experiment, plan = results.experiment, results.plan
    outcomes = tuple(of_outcome(OUTCOMES[name], lang) for name in experiment.outcomes)
    levers = tuple(of_lever(DECLARATIONS[path], lang) for path in plan["varying"])
    policies = tuple(_entry(policy, levers, experiment.axes, lang) for policy in plan["policies"])
    names = [policy.name for policy in policies]
    compared = compare_results(results)
    return Material(
        lang=lang,
        name=experiment.name,
        folder=_place(results),
        question=experiment.question_zh if lang == "zh" else experiment.question_en,
        why=experiment.why_zh if lang == "zh" else experiment.why,
        policies=policies,
        levers=levers,
        outcomes=outcomes,
        comparison=compared.differences if len(compared.differences) else NO_COMPARISON,
        bands=_bands(results, names, [outcome.name for outcome in outcomes]),
        worlds=compared.worlds,
        left_out=len(compared.left_out),
        failed=results.failed,
        family=compared.family,
        is_grid=bool(experiment.axes) and not experiment.policy,
        facts=_facts(results, lang),
        details=_details(results, lang),
        command=f"sanshe sweep {_place(results)}/experiment.toml",
        command_one=_command_for_one(results),
        study=_study(results),
    )


def _entry(
    policy: Mapping[str, Any], levers: tuple[Quantity, ...], axes: Mapping[str, object], lang: Language
) -> PolicyEntry:
    """A policy with its label; one that a grid named by its values is labelled by them."""
    entry = PolicyEntry(policy["name"], policy[f"label_{lang}"], policy["values"])
    if axes and "=" in entry.name:
        on_axes = tuple(lever for lever in levers if lever.name in axes)
        return PolicyEntry(entry.name, value_list(entry, on_axes, lang), entry.values)
    return entry


def _bands(results: Results, policies: Sequence[str], outcomes: Sequence[str]) -> pd.DataFrame:
    worlds = planned_worlds(results)
    tables = [
        series_bands(results.table, outcome, policies=policies, worlds=worlds).assign(outcome=outcome)
        for outcome in outcomes
    ]
    return pd.concat(tables, ignore_index=True)


def _facts(results: Results, lang: Language) -> tuple[tuple[str, str], ...]:
    """What page one says of where the numbers come from."""
    plan, experiment = results.plan, results.experiment
    done = len(results.table)
    pairs = (
        (words.EXPERIMENT, experiment.name),
        (words.SCENARIO, Path(experiment.scenario).stem),
        (words.SEED, str(experiment.seed)),
        (words.BASELINE, plan["policies"][0][f"label_{lang}"]),
        (words.WORLDS, str(planned_worlds(results))),
        (words.RUNS, words.RUNS_COUNTED.say(lang, done=f"{done:,}", failed=f"{results.failed:,}")),
        (words.FINGERPRINT, plan["policies"][0]["fingerprint"]),
        (words.VERSION, f"sanshe {plan['versions']['sanshe']}"),
    )
    return tuple((name.say(lang), value) for name, value in pairs)


def _details(results: Results, lang: Language) -> tuple[tuple[str, str], ...]:
    """What someone needs who wants the same numbers again, to the last bit."""
    plan, manifest = results.plan, results.manifest
    libraries = words.LIST_MARK.say(lang).join(f"{name} {version}" for name, version in plan["versions"].items())
    pairs = (
        (words.PLAN, plan["design_sha256"]),
        (words.MODEL_VERSION, plan["model_version"]),
        (words.NUMERIC, plan["numeric_fingerprint"]),
        (words.VERSIONS, libraries),
        (words.COMMIT, _commit(manifest, lang)),
        (words.RESULTS_HASH, results.sha256),
    )
    return tuple((name.say(lang), value) for name, value in pairs if value)


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


def _place(results: Results) -> str:
    """The results folder as a command names it: never a place on one person's machine."""
    usual = f"results/{results.experiment.name}"
    return usual if results.folder.is_absolute() else shlex.quote(results.folder.as_posix())


def _command_for_one(results: Results) -> str:
    """How to run the last policy by itself."""
    values = results.plan["policies"][-1]["values"]
    settings = "".join(f" --set {path}={shlex.quote(written(value))}" for path, value in values.items())
    return f"sanshe run {shlex.quote(results.experiment.scenario)}{settings}"


def _commit(manifest: Mapping[str, Any], lang: Language) -> str:
    """The commit of the program, and whether it was changed since; empty where it ran from no checkout."""
    commit = str(manifest.get("commit", ""))
    return words.CHANGED_SINCE.say(lang, commit=commit) if commit and manifest.get("dirty") else commit
