"""`sanshe bench`: how fast a month is here and in what others would use, on this computer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import Json, Lang, Quiet
from sim.cli.screen import show_json, show_line, show_table, show_text, tell
from sim.errors import SansheError, UsageError

if TYPE_CHECKING:
    from sim.lab.bench.apart import Found
    from sim.lab.bench.collecting import Extent
    from sim.report.words import Language

FOLDER = Path("results") / "benchmark"


def bench(
    sizes: Annotated[
        str,
        typer.Option(
            help="Residents of the districts, such as 10000,100000; 10,000 to 10,000,000 if not said.",
            show_default=False,
        ),
    ] = "",
    quick: Annotated[bool, typer.Option("--quick", help="Small districts, no sweeps: under a minute.")] = False,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where numbers and figure are written.")] = FOLDER,
    lang: Lang = "en",
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Time the same resident month here and in what others would use; some twenty minutes in full."""
    from sim.lab.bench.collecting import FULL, QUICK, differences, measure
    from sim.lab.bench.peers import PEERS

    extent = _extent(sizes, QUICK if quick else FULL)

    def heard(what: str) -> None:
        if not quiet:
            tell(f"{what} ...")

    found = measure(extent, heard)
    found["apart"] = differences(found["months"])
    found["labels"] = {"sanshe": "sanshe", **{name: peer.label for name, peer in PEERS.items()}}
    _write(found, out, lang)
    if as_json:
        show_json(found)
    else:
        _show(found, out, lang)
    if found["apart"]:
        raise SansheError("\n".join(f"bench: {each}; bring its rules up to date" for each in found["apart"]))


def _extent(sizes: str, usual: Extent) -> Extent:
    """How much is measured. Raises UsageError for sizes that no district has."""
    from sim.lab.bench.sizes import STREET, density

    wanted = [word.strip() for word in sizes.split(",") if word.strip()]
    for word in wanted:
        if not word.isdecimal() or density(int(word)) is None:
            raise UsageError(
                f"--sizes: {word!r} cannot be a district; give multiples of {STREET:,}, such as 10000,100000"
            )
    return replace(usual, sizes=tuple(sorted({int(word) for word in wanted}))) if wanted else usual


def _write(found: Found, folder: Path, lang: Language) -> None:
    import json

    from sim.report.figures.canvas import save
    from sim.report.figures.growth import growth_figure

    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    (folder / "numbers.json").write_text(text + "\n", encoding="utf-8")
    save(growth_figure(found["months"], found["labels"], lang), folder, "growth")


def _show(found: Found, folder: Path, lang: Language) -> None:
    from sim.report import bench_words as words
    from sim.report.benched import sentences, sheets

    for sheet in sheets(found, lang):
        show_text(sheet.title)
        show_table(sheet.heads, sheet.rows, numbers=sheet.heads[1:])
        show_line("")
    for sentence in sentences(found, lang):
        show_text(sentence)
    show_line(words.SAVED.say(lang, folder=folder))
