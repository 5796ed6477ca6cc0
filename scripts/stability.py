"""Ask the demonstration and the tournament again under every set that calibration leaves possible (make stability).

Each policy meets each parameter set in the same worlds; what keeps its sign in at least 95% of the sets
is written to `docs/stability.md`, and what does not too. Sweeps go on where they were interrupted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from sim.cli.sweeping import swept
from sim.lab.answers import planned_sets, planned_worlds
from sim.lab.compare import NO_DIFFERENCE
from sim.lab.conclusions import NOT_STABLE, conclusions
from sim.lab.experiment import Sets, load_experiment
from sim.lab.plan import make_plan
from sim.lab.results import Results, read_results
from sim.lab.sets import sets_file
from sim.outcomes import OUTCOMES
from sim.report.labels import policy_labels
from sim.report.quantities import of_outcome
from sim.report.stability_words import SET_READINGS, counted
from sim.scenario import model_version

ROOT = Path(__file__).resolve().parent.parent
EXPERIMENTS = ("demo", "tournament")
SETS, WORLDS = 40, 3
MONEY, MILLION = "public_money_yuan", 1e6


def asked_over_sets(name: str, sets: int, worlds: int, jobs: int | None) -> Results:
    """Sweep an experiment under the first so many sets, into a folder of its own."""
    file = Sets(file=str(sets_file("non_implausible", None)), count=sets)
    changes = {"name": f"{name}-over-sets", "sets": file, "worlds": worlds, "stopping": None}
    experiment = load_experiment(name).model_copy(update=changes)
    folder = Path("results") / experiment.name
    swept(make_plan(experiment), folder, jobs=jobs, quiet=False)
    return read_results(folder)


def section(results: Results, found: pd.DataFrame) -> Iterator[str]:
    """One experiment's part of the page."""
    labels = policy_labels(results, "en")
    baseline = labels[results.plan["policies"][0]["name"]]
    title = results.experiment.name.removesuffix("-over-sets")
    yield from (f"## {title}", "", results.experiment.question_en, "")
    yield f'{len(results.plan["policies"]) - 1} policies against "{baseline}" under {len(planned_sets(results))} sets, '
    yield from (f"each in the same {planned_worlds(results)} worlds (seed {results.experiment.seed}).", "")
    for name, rows in found.groupby("outcome", sort=False):
        yield f"- {counted(rows, OUTCOMES[str(name)].en, 'en')}."
    if MONEY in results.experiment.outcomes:
        yield from ("", money(results, labels))
    first, *others = results.experiment.outcomes
    yield from ("", f"### {OUTCOMES[first].en}", "")
    yield from table(found[found["outcome"] == first], labels)
    for name in others:
        yield from ("", f"### {OUTCOMES[name].en}", "")
        yield from listed(found[found["outcome"] == name], labels)


def table(rows: pd.DataFrame, labels: dict[str, str]) -> Iterator[str]:
    """Every contrast of one outcome as a Markdown table."""
    heads = ["policy", "difference", "middle 90% of sets", "same sign", "95% interval", "reading"]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows.to_dict(orient="records"):
        told = of_outcome(OUTCOMES[row["outcome"]], "en").difference(row["difference"], row["low"], row["high"])
        cells = [
            labels[row["policy"]],
            told.signed,
            f"{told.low} to {told.high}",
            f"{100 * row['same_sign']:.0f}%",
            f"{100 * row['same_low']:.0f} to {100 * row['same_high']:.0f}%",
            said(row["reading"]),
        ]
        yield f"| {' | '.join(cells)} |"


def money(results: Results, labels: dict[str, str]) -> str:
    """What each policy spends in the set with least and in that with most: equal money holds at the defaults alone."""
    spent = results.table.pivot_table(MONEY, index="policy", columns="set") / MILLION
    ends = (
        f"{label} {row.min():.1f} to {row.max():.1f}"
        for label, row in ((labels[policy["name"]], spent.loc[policy["name"]]) for policy in results.plan["policies"])
    )
    return (
        "Money was made equal at the defaults and does not stay so: levers are the same in all sets, and what they "
        f"cost is not. Public money in million yuan, from the set with least to that with most: {'; '.join(ends)}."
    )


def listed(rows: pd.DataFrame, labels: dict[str, str]) -> Iterator[str]:
    """The policies of one outcome by what is said of them; for those that are not stable, the share with one sign."""
    for reading, group in rows.groupby("reading", sort=False):
        shares = [f" ({100 * share:.0f}%)" if reading == NOT_STABLE else "" for share in group["same_sign"]]
        names = "; ".join(labels[name] + share for name, share in zip(group["policy"], shares, strict=True))
        yield f"- **{said(str(reading)).capitalize()}**: {names}."


def said(reading: str) -> str:
    """A reading in as few words as a table has room for."""
    return "too small to matter" if reading == NO_DIFFERENCE else SET_READINGS[reading].en


def page(parts: list[str], sets: int) -> str:
    """The whole page."""
    head = [
        "# Which contrasts are stable",
        "",
        f"Made by `make stability` from the first {sets} sets of `experiments/data/non_implausible.csv`: sets of",
        "fourteen influential uncertain coefficients that the calibration facts leave possible",
        "([calibration_sets.md](calibration_sets.md)). In each set a contrast is the mean difference to the baseline",
        "over the same worlds. It is called stable where its sign is the same in at least 95% of the sets; where it is",
        "too small to matter in at least 95% of them it is called that. The interval of the share (Clopper & Pearson)",
        "says what so many sets can tell. Coefficients outside the fourteen stay at their defaults.",
        "",
        "The worlds are few and the same in all sets. Luck that differs between sets can hide a stable sign; luck of a",
        "world that is the same in all of them can make one. So a stable sign is a conclusion where `sanshe compare`",
        "finds it over twenty worlds of the defaults as well; what is not stable is none, whatever its interval there.",
        "",
        f"Model version {model_version()}.",
        "",
    ]
    return "\n".join([*head, *parts]) + "\n"


def main() -> None:
    """Sweep what is missing and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=SETS)
    parser.add_argument("--worlds", type=int, default=WORLDS)
    parser.add_argument("--jobs", type=int, default=None)
    asked = parser.parse_args()
    parts: list[str] = []
    for name in EXPERIMENTS:
        results = asked_over_sets(name, asked.sets, asked.worlds, asked.jobs)
        parts += [*section(results, conclusions(results)), ""]
    (ROOT / "docs" / "stability.md").write_text(page(parts[:-1], asked.sets), encoding="utf-8")
    sys.stderr.write("docs/stability.md\n")


if __name__ == "__main__":
    main()
