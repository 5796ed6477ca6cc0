"""The comparison of speed as sheets of a table, for the terminal and for a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, nan
from typing import Any

from sim.report import bench_words as words
from sim.report.method_words import MONTH
from sim.report.words import Language

Found = dict[str, Any]
Months = dict[str, list[Found]]
OURS = "sanshe"
THOUSAND = 1e3
_DECIMALS_BELOW = 100.0
_BUSY_FROM = 0.25
"""Load for each core from which other work lengthens what is measured."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with what it says above it."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def sheets(found: Found, lang: Language) -> Iterator[Sheet]:
    """Every table of what was found."""
    months, labels = found["months"], found["labels"]
    sizes = [row["residents"] for row in months[OURS]]
    heads = (words.RESIDENTS.say(lang), *(f"{size:,}" for size in sizes))
    rows = [(labels[name], *_cells(each, "ns", lang), _power(each)) for name, each in months.items()]
    rows.insert(1, (words.WHOLE_MONTH.say(lang), *_cells(months[OURS], "whole month ns", lang), ""))
    rows.insert(2, (words.ON_THREADS.say(lang), *_cells(months[OURS], "threads ns", lang), ""))
    yield Sheet(words.NS.say(lang), (*heads, words.POWER.say(lang)), rows)
    theirs = {name: each for name, each in months.items() if name != OURS}
    rows = [(labels[name], *_ratios(each, months[OURS])) for name, each in theirs.items()]
    yield Sheet(words.RATIO.say(lang), heads, rows)
    rows = [(labels[name], *_cells(each, "bytes", lang)) for name, each in months.items()]
    yield Sheet(words.HELD.say(lang), heads, rows)
    yield _after(months, labels, lang)
    yield _memory(found["memory"], months[OURS][-1], lang)
    yield _spent(found["spent"], lang)
    yield _waiting(found["waiting"], found["sweeps"], lang)
    if found["sweeps"]:
        yield _sweeps(found["sweeps"], lang)
    if found["tasks"] and "not installed" not in found["tasks"]:
        yield _tasks(found["tasks"], lang)


def sentences(found: Found, lang: Language) -> Iterator[str]:
    """What is said below the tables: what was left out and why, and the machine."""
    labels, machine = found["labels"], found["machine"]
    for name, rows in found["months"].items():
        for row in rows:
            if "fault" in row:
                yield words.FAILED.say(lang, label=labels[name], **row)
    if missing := found["not installed"]:
        yield words.NOT_INSTALLED.say(lang, names=", ".join(missing))
    if found["tasks"] and "not installed" in found["tasks"]:
        yield words.NO_CLUSTER.say(lang)
    yield words.NOT_TO_BE_HAD.say(lang)
    if not found["apart"]:
        yield words.AGREE.say(lang)
    load, cores = machine["load"], machine["cores"]
    if load is not None and load > _BUSY_FROM * cores:
        yield words.BUSY.say(lang, load=load, cores=cores)
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    yield words.MACHINE.say(
        lang, python=machine["Python"], packages=packages, processor=machine["processor"], cores=cores
    )


def power(rows: Sequence[Found]) -> float:
    """The exponent with which a month's time grows with residents, by least squares on logarithms; nan for one size."""
    points = [(log(row["residents"]), log(row["ns"] * row["residents"])) for row in rows if "ns" in row]
    if len({size for size, _ in points}) < 2:  # noqa: PLR2004  a line needs two points
        return nan
    mean_x, mean_y = (sum(each) / len(points) for each in zip(*points, strict=True))
    across = sum((x - mean_x) * (y - mean_y) for x, y in points)
    exponent: float = across / sum((x - mean_x) ** 2 for x, _ in points)
    return exponent


def _power(rows: Sequence[Found]) -> str:
    exponent = power(rows)
    return "" if exponent != exponent else f"{exponent:.2f}"  # noqa: PLR0124  nan is the only number unlike itself


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= _DECIMALS_BELOW else f"{value:.1f}"


def _cells(rows: Sequence[Found], what: str, lang: Language) -> Iterator[str]:
    """One version's numbers by size, or why there is none."""
    for row in rows:
        if row.get(what) is not None:
            yield _number(row[what])
        elif "seconds expected" in row and row["seconds expected"] > 0.0:
            yield words.LEFT_OUT.say(lang, seconds=row["seconds expected"])
        else:
            yield words.FAULT.say(lang) if "fault" in row else ""


def _ratios(theirs: Sequence[Found], ours: Sequence[Found]) -> Iterator[str]:
    for their, our in zip(theirs, ours, strict=True):
        yield _number(their["ns"] / our["ns"]) if "ns" in their else ""


def _after(months: Months, labels: dict[str, str], lang: Language) -> Sheet:
    """What a year has made of the same residents in every version, at the largest size that all have."""
    lived = [{row["residents"]: row["after a year"] for row in rows if "ns" in row} for rows in months.values()]
    lived = [each for each in lived if each]
    size = max(set.intersection(*(set(each) for each in lived)), default=0)
    names = [labels[name] for name, rows in months.items() if any("ns" in row for row in rows)]
    rows = [
        (label.say(lang), *(f"{each[size][state]:.4f}" for each in lived))
        for state, label in words.STATES.items()
        if size
    ]
    return Sheet(words.AFTER.say(lang, residents=size), (words.QUANTITY.say(lang), *names), rows)


def _lines(title: str, rows: Sequence[tuple[str, ...]], lang: Language) -> Sheet:
    return Sheet(title, (words.QUANTITY.say(lang), words.VALUE.say(lang), words.UNIT.say(lang)), rows)


def _memory(memory: Found, ours: Found, lang: Language) -> Sheet:
    """How long moving the month's bytes alone would take."""
    read, written = (sum(memory[each].values()) for each in ("read", "written"))
    moving = 1e9 * (read + written) / memory["triad"]["1"]
    return _lines(
        words.MEMORY.say(lang),
        [
            (words.READ.say(lang), f"{read:,}", "B"),
            (words.WRITTEN.say(lang), f"{written:,}", "B"),
            *((words.TRIAD.say(lang, threads=n), _number(speed / 1e9), "GB/s") for n, speed in memory["triad"].items()),
            (words.MOVING.say(lang), _number(moving), "ns"),
            (words.TAKEN.say(lang, residents=ours["residents"]), _number(ours["ns"]), "ns"),
            (words.SHARE.say(lang), f"{100 * moving / ours['ns']:.0f}", "%"),
        ],
        lang,
    )


def _spent(districts: Sequence[Found], lang: Language) -> Sheet:
    """How long each line of a month takes, in all and for each resident, and its part of the month."""
    heads, names = [words.LINE.say(lang)], list(MONTH)
    columns: list[list[str]] = []
    for each in districts:
        residents, seconds = each["residents"], each["seconds"]
        month = sum(seconds[name] for name in (*names, words.END))
        heads += [
            words.OF_RESIDENTS.say(lang, residents=residents),
            words.EACH_RESIDENT.say(lang),
            words.PART.say(lang),
        ]
        listed = [*(seconds[name] for name in (*names, words.END)), month, seconds[words.OBSERVING]]
        columns.append([_number(1e6 * one) for one in listed])
        columns.append([_number(1e9 * one / residents) for one in listed])
        columns.append([*(f"{100 * one / month:.0f}" for one in listed[:-1]), ""])
    labels = [*(text.say(lang) for text in MONTH.values()), words.MONTH_ENDS.say(lang)]
    labels += [words.MONTH_IN_ALL.say(lang), words.LOOKED_AT.say(lang)]
    return Sheet(words.SPENT.say(lang), tuple(heads), list(zip(labels, *columns, strict=True)))


def _waiting(waiting: Found, sweeps: Found | None, lang: Language) -> Sheet:
    compiling = waiting["compiling"]
    rows = [(words.COLD.say(lang), _number(compiling["cold"]), "s")] if compiling else []
    first = compiling["warm"] if compiling else waiting["first"]
    size = {"months": waiting["months"], "residents": waiting["residents"]}
    rows += [
        (words.WARM.say(lang), f"{first:.2f}", "s"),
        *(
            (text.say(lang, **size), f"{THOUSAND * waiting[fastest]:.1f}, {THOUSAND * waiting[usual]:.1f}", "ms")
            for text, fastest, usual in (
                (words.RUN, "fastest", "seconds"),
                (words.RUN_IN_SWEEP, "fastest in sweep", "seconds in sweep"),
                (words.RUN_ASKED, "fastest asked in sweep", "seconds asked in sweep"),
            )
        ),
        (words.HELP.say(lang), f"{waiting['help']:.2f}", "s"),
    ]
    if sweeps:
        answer = sweeps["runners"]["sanshe sweep"]["first answer"]
        rows.append((words.FIRST.say(lang, workers=sweeps["workers"]), f"{answer:.1f}", "s"))
        model = sweeps["model"]
        rows.append((words.FACTORIAL.say(lang, workers=sweeps["workers"], **model), f"{model['seconds']:.0f}", "s"))
        rows.append((words.FACTORIAL_ASKED.say(lang), f"{model['seconds asked']:.0f}", "s"))
    return _lines(words.WAITING.say(lang), rows, lang)


def _sweeps(sweeps: Found, lang: Language) -> Sheet:
    ours = sweeps["runners"]["sanshe sweep"]
    beyond = words.BEYOND.say(lang, ms=sweeps["short run seconds"] * THOUSAND)
    every = {
        **{f"{name} {row.get('version', '')}".strip(): row for name, row in sweeps["runners"].items()},
        beyond: sweeps["beyond short runs"],
    }
    rows = [
        (name, f"{row['start']:.1f}", f"{row['each'] * THOUSAND:.2f}") if "each" in row else (name, "", "")
        for name, row in every.items()
        if "not installed" not in row
    ]
    title = words.SWEEPS.say(lang, few=ours["few"], runs=ours["runs"], workers=sweeps["workers"])
    return Sheet(title, (words.RUNNER.say(lang), words.START.say(lang), words.EACH.say(lang)), rows)


def _tasks(tasks: Found, lang: Language) -> Sheet:
    """How much a task of Dask carries, in the middle of a sweep, where tasks have found their size."""
    kinds = [tasks["model"], tasks["short"]]
    heads = (words.QUANTITY.say(lang), words.MODEL_RUNS.say(lang), words.SHORT_RUNS.say(lang))
    rows = [
        (words.RUNS.say(lang), *(f"{each['runs']:,}" for each in kinds)),
        (words.TASKS.say(lang), *(f"{each['tasks']:,}" for each in kinds)),
        (words.RUNS_A_TASK.say(lang), *(_number(each["runs a task"]) for each in kinds)),
        (words.SECONDS_A_TASK.say(lang), *(f"{each['seconds a task']:.2f}" for each in kinds)),
        (words.MIDDLE_SECONDS.say(lang), *(f"{each['middle seconds a task']:.2f}" for each in kinds)),
        (words.AT_WORK.say(lang), *(f"{100 * each['at work']:.0f}" for each in kinds)),
    ]
    return Sheet(words.ON_CLUSTER.say(lang, workers=tasks["workers"]), heads, rows)


def markdown(found: Found, lang: Language) -> str:
    """All of it for a page."""
    parts = []
    for sheet in sheets(found, lang):
        lines = [f"| {' | '.join(row)} |" for row in (sheet.heads, *sheet.rows)]
        lines.insert(1, f"| --- |{' ---: |' * (len(sheet.heads) - 1)}")
        parts.append("\n".join([f"**{sheet.title}**", "", *lines]))
    said = "\n".join(f"- {each}" for each in sentences(found, lang))
    return "\n\n".join([*parts, said]) + "\n"
