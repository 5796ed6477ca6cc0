"""Options and arguments that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Language = Literal["en", "zh"]

Lang = Annotated[Language, typer.Option("--lang", help="Language of the answer: English or Chinese.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Word = Annotated[str, typer.Argument(help="Show only what has this word in its name or label.", show_default=False)]
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
    Path, typer.Argument(metavar="RESULT", help="A results folder, such as results/demo.", show_default=False)
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
