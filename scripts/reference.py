"""Write the reference pages of the documents out of what is declared (make pages).

`docs/reference/` is made whole by this script; a test fails where a page is not as it would be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import typer.main

from scripts.pages import sections, table
from sim.cli.command_line import app
from sim.declare import Declaration
from sim.domains import DOMAINS
from sim.outcomes import OUTCOMES
from sim.scenario import COEFFICIENTS, LEVERS, SETTINGS, bundled_scenarios, load_scenario

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
Lines = Iterator[str]
DOMAIN_NAMES = {each.name for each in DOMAINS}
SUMMARIES: Mapping[str, str] = {
    "last_year": "mean of the last twelve months",
    "mean": "mean of all months",
    "total": "sum of all months",
    "end": "last month",
}
DIRECTIONS: Mapping[str, str] = {"higher": "higher", "lower": "lower", "neutral": "neither"}


def levers() -> Lines:
    """Every lever."""
    yield "# Levers"
    yield ""
    yield (
        "What a policy can set, by its path: in `[policy.set]` and `[axes]` of an experiment, in a scenario's file, "
        "and after `--set`. `sanshe levers WORD` looks one up. *Assumed* stands where no source gives the value; "
        "its range is what was thought possible."
    )
    yield from declarations(LEVERS)


def coefficients() -> Lines:
    """Every coefficient of the model's rules."""
    yield "# Coefficients"
    yield ""
    yield (
        "The numbers in the model's rules. They are no policy: change them to ask whether a conclusion holds under "
        "others ([what nobody knows for certain](../howto/uncertainty.md))."
    )
    yield from declarations(COEFFICIENTS)


def settings() -> Lines:
    """Everything that describes the place."""
    yield "# Settings"
    yield ""
    yield "What a place is like, and how long it is followed: the same for all policies of a question."
    yield from declarations(SETTINGS)


def declarations(of: Mapping[str, Declaration]) -> Lines:
    """Declarations, a table for each section."""
    for section, rows in sections(of).items():
        yield ""
        yield f"## {section}"
        yield ""
        heads = ("path", "meaning", "default", "allowed", "source")
        yield from table(heads, [_row(*same) for same in grouped(rows).items()])
    if any(path.rpartition(".")[2] in DOMAIN_NAMES for path in of):
        yield ""
        yield (
            "`DOMAIN` is one of the domains of need; the defaults stand in this order: "
            + ", ".join(f"`{each.name}` ({each.en}, {each.zh})" for each in DOMAINS)
            + "."
        )


def grouped(rows: Sequence[Declaration]) -> dict[str, list[Declaration]]:
    """Declarations by path; those that differ by the domain of need alone stand together, by what they share."""
    by_name: dict[str, list[Declaration]] = {}
    for each in rows:
        stem, _, last = each.path.rpartition(".")
        by_name.setdefault(stem if last in DOMAIN_NAMES else each.path, []).append(each)
    return by_name


def _row(path: str, same: Sequence[Declaration]) -> Sequence[object]:
    """A declaration, or those that differ by the domain of need alone, as a row."""
    each = same[0]
    labels, meaning, shown = (each.en, each.zh), each.meaning, path
    if len(same) > 1:
        first = DOMAINS[0]
        labels = (each.en.removesuffix(f": {first.en}"), each.zh.removesuffix(f"：{first.zh}"))
        meaning, shown = meaning.removesuffix(f": {first.en}"), f"{path}.DOMAIN"
    defaults = ", ".join(as_written(one.default) for one in same)
    return f"`{shown}`<br>{labels[0]} · {labels[1]}", meaning, defaults, _allowed(each), each.source


def _allowed(each: Declaration) -> str:
    """Which values may be given, with thousands apart."""
    if each.low is None or each.high is None:
        return each.allowed
    whole = "whole " if each.kind == "integer" else ""
    return f"{whole}{as_written(each.low)} to {as_written(each.high)} {each.unit}".strip()


def outcomes() -> Lines:
    """Every outcome."""
    yield "# Outcomes"
    yield ""
    yield (
        "What is measured, by the name that `outcomes` of an experiment takes. A run's one number is made of its "
        "months as the table says. A difference is *no difference that matters* where its whole interval is smaller "
        "than the size in the fifth column."
    )
    yield ""
    heads = ("outcome", "meaning", "unit", "better", "matters from", "one number", "source")
    rows = [
        (
            f"`{each.name}`<br>{each.en} · {each.zh}",
            each.meaning,
            each.unit,
            DIRECTIONS[each.direction],
            f"{each.matters:g}",
            SUMMARIES[each.summary],
            each.source,
        )
        for each in OUTCOMES.values()
    ]
    yield from table(heads, rows)


def scenarios() -> Lines:
    """Every scenario, with what its own file says."""
    yield "# Scenarios"
    yield ""
    yield (
        "Each is a file in `scenarios/` that extends another and says what differs. Run one by its name, or extend it "
        "([scenario files](../../scenarios/README.md))."
    )
    for name in bundled_scenarios():
        scenario = load_scenario(name)
        yield ""
        yield f"## {name}"
        yield ""
        yield f"**{scenario.title_en}** · {scenario.title_zh}"
        yield ""
        yield f"{scenario.description_en} Source: {scenario.source}."
        own = [path for path, where in scenario.provenance.items() if where == f"{name}.toml"]
        if own:
            yield ""
            yield from table(
                ("set by its own file", "value"), [(f"`{path}`", as_written(scenario.value(path))) for path in own]
            )
        for change in scenario.changes:
            said = ", ".join(f"`{path}` = {as_written(value)}" for path, value in change.values.items())
            yield ""
            yield f"From month {change.month}: {said}."


def as_written(value: object) -> str:
    """A value as people write it: thousands apart, no digits that nobody set."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:,.0f}" if value == round(value) else f"{value:,.6g}"
    return str(value)


def commands() -> Lines:
    """Every command with its arguments and options, as the program declares them."""
    yield "# Commands"
    yield ""
    yield (
        "`sanshe COMMAND --help` shows the same. Answers go to the standard output, progress to the standard error. "
        "Exit codes: 0 done, 1 a fault of the program, 2 a command that cannot be used, 3 a bad scenario or experiment "
        "file, 4 some runs failed, 5 a results folder that cannot be used, 130 interrupted."
    )
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        context = command.make_context(name, [], resilient_parsing=True)
        usage = " ".join(command.collect_usage_pieces(context))
        yield ""
        yield f"## {name}"
        yield ""
        yield f"`sanshe {name} {usage}`"
        yield ""
        yield command.help
        yield ""
        records = [param.get_help_record(context) for param in command.get_params(context)]
        rows = [(f"`{_choices(said)}`", _escaped(told)) for said, told in filter(None, records)]
        yield from table(("argument or option", "what it is"), rows)


def _choices(said: str) -> str:
    """An option in which no upright line parts the choices, which would part the table's cells."""
    return " ".join(said.split()).replace("|", " or ")


def _escaped(told: str) -> str:
    """A help text in which brackets make no link."""
    return " ".join(told.split()).replace("[", r"\[").replace("<", "&lt;")


PAGES: Mapping[str, Callable[[], Lines]] = {
    "levers.md": levers,
    "coefficients.md": coefficients,
    "settings.md": settings,
    "outcomes.md": outcomes,
    "scenarios.md": scenarios,
    "commands.md": commands,
}


def made(page: str) -> str:
    """A page of the reference as it should be now."""
    return as_page(PAGES[page]())


def as_page(lines: Lines) -> str:
    """Lines as they stand in a file."""
    return "\n".join(lines).rstrip() + "\n"


def write(pages: Mapping[str, Callable[[], Lines]]) -> None:
    """Write pages of the reference anew."""
    FOLDER.mkdir(exist_ok=True)
    for page, lines in pages.items():
        (FOLDER / page).write_text(as_page(lines()), encoding="utf-8")


if __name__ == "__main__":
    write(PAGES)
