"""Where the numbers of a report come from, and what somebody needs who wants the same numbers again."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from sim.lab.answers import planned_worlds
from sim.report import words
from sim.report.labels import policy_labels
from sim.report.words import Language

if TYPE_CHECKING:
    from sim.lab.results import Results


def facts(results: Results, lang: Language) -> tuple[tuple[str, str], ...]:
    """What page one says of where the numbers come from."""
    plan, experiment = results.plan, results.experiment
    done = len(results.table)
    pairs = (
        (words.EXPERIMENT, experiment.name),
        (words.SCENARIO, Path(experiment.scenario).stem),
        (words.SEED, str(experiment.seed)),
        (words.BASELINE, policy_labels(results, lang)[plan["policies"][0]["name"]]),
        (words.WORLDS, str(planned_worlds(results))),
        (words.RUNS, words.RUNS_COUNTED.say(lang, done=f"{done:,}", failed=f"{results.failed:,}")),
        (words.FINGERPRINT, plan["policies"][0]["fingerprint"]),
        (words.VERSION, f"sanshe {plan['versions']['sanshe']}"),
    )
    return tuple((name.say(lang), value) for name, value in pairs)


def details(results: Results, lang: Language) -> tuple[tuple[str, str], ...]:
    """What someone needs who wants the same numbers again, to the last bit."""
    plan = results.plan
    libraries = words.LIST_MARK.say(lang).join(f"{name} {version}" for name, version in plan["versions"].items())
    pairs = (
        (words.PLAN, plan["design_sha256"]),
        (words.MODEL_VERSION, plan["model_version"]),
        (words.NUMERIC, arithmetic(results)),
        (words.VERSIONS, libraries),
        (words.COMMIT, commit(results, lang)),
        (words.RESULTS_HASH, results.sha256),
    )
    return tuple((name.say(lang), value) for name, value in pairs if value)


def place(results: Results) -> str:
    """The results folder as a command names it: never a place on one person's machine."""
    usual = f"results/{results.experiment.name}"
    return usual if results.folder.is_absolute() else shlex.quote(results.folder.as_posix())


def arithmetic(results: Results) -> str:
    """The numeric fingerprint of the computers that did the runs, or of each kind where somebody mixed them."""
    return ", ".join(results.manifest.get("numeric_fingerprints", [results.plan["numeric_fingerprint"]]))


def commit(results: Results, lang: Language) -> str:
    """The commit of the program, and whether it was changed since; empty where it ran from no checkout."""
    known = str(results.manifest.get("commit", ""))
    return words.CHANGED_SINCE.say(lang, commit=known) if known and results.manifest.get("dirty") else known
