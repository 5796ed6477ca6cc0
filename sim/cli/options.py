"""Options and arguments that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.errors import ResultsError

RESULTS = Path("results")

Language = Literal["en", "zh"]


def results_folder(named: Path) -> Path:
    """The folder that a reader means: a path, or the name of a folder in `results`.

    Raises ResultsError, naming the folder there is, where a question's file is given instead of its results.
    """
    if (named / "plan.json").exists():
        return named
    there = RESULTS / (named.stem if named.suffix == ".toml" else named)
    stands = (there / "plan.json").exists()
    if named.suffix == ".toml":
        remedy = f"did you mean {there}?" if stands else f"sweep it first: sanshe sweep {named}"
        raise ResultsError(f"{named}: is a question and not its results; {remedy}")
    return there if stands and not named.exists() else named


Lang = Annotated[Language, typer.Option("--lang", help="Language of the answer: English or Chinese.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Word = Annotated[
    str,
    typer.Argument(
        help="Show only what has this word in its name or label, or else in its meaning.", show_default=False
    ),
]
ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A name from `sanshe scenarios`, or the path of a .toml file.", show_default=False
    ),
]
ExperimentName = Annotated[
    str,
    typer.Argument(
        metavar="EXPERIMENT", help="The name of a bundled experiment, or the path of a .toml file.", show_default=False
    ),
]
Result = Annotated[
    Path,
    typer.Argument(
        metavar="RESULT",
        help="A results folder, such as results/demo, or its name there: demo.",
        show_default=False,
        callback=results_folder,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Worker processes; all cores if not said.", show_default=False),
]
Worlds = Annotated[
    int | None,
    typer.Option("--worlds", min=1, help="Worlds for each policy, instead of the file's.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
