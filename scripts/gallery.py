"""Draw one figure of each kind in both languages, in colour and in grey, and write docs/gallery.md (make gallery).

The figures are drawn from three results folders (results/demo, for kinds of community results/community_types and, for
what decides it, results/sensitivity, unless others are named) and, for the linkage network, from one month of two
scenarios.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure
from PIL import Image

from sim.cli.pricing import economics
from sim.lab.results import Results, read_results
from sim.lab.sensitivity.analysis import sensitivity
from sim.linkage import RESIDENT, dealings
from sim.model import ThreeSocietyModel
from sim.outcomes import OUTCOMES
from sim.report import gallery_words as say
from sim.report.community_types import dumbbells
from sim.report.deciding import draw_sensitivity
from sim.report.drawn import parallel, pictures
from sim.report.figures.canvas import save
from sim.report.figures.network import network_chart
from sim.report.gather import gather
from sim.report.labels import policy_labels
from sim.report.quantities import of_outcome
from sim.report.words import LANGUAGES, LIST_MARK, Language
from sim.scenario import load_scenario

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FIGURES = DOCS / "figures" / "gallery"
PAGES: dict[Language, str] = {"en": "gallery.md", "zh": "gallery.zh.md"}
SCENARIOS = ("baseline", "guangzhou")
MONTHS = 24
WIDTH, COLOURS = 1080, 64


def network(scenario: str) -> pd.DataFrame:
    """Who dealt with whom in one month of a scenario: residents apart, who are too many to draw."""
    model = ThreeSocietyModel(load_scenario(scenario).with_values({"setting.streets": 1}), rng=0)
    for _ in range(MONTHS):
        model.step()
    found = dealings(model.world)
    table = pd.DataFrame(
        {
            "first_kind": found.kinds[:, 0],
            "first": found.rows[:, 0],
            "second_kind": found.kinds[:, 1],
            "second": found.rows[:, 1],
            "by_government": found.by_government,
        }
    )
    return table[table["second_kind"] != RESIDENT]


def linkage(networks: dict[str, pd.DataFrame], lang: Language) -> Figure:
    """The networks of both scenarios side by side."""
    return network_chart(
        {say.SCENARIOS[name].say(lang): pairs for name, pairs in networks.items()},
        [kind.say(lang) for kind in say.KINDS],
        (say.THROUGH.say(lang), say.DIRECT.say(lang)),
        title="",
        notes=[say.NETWORK_NOTE.say(lang, month=MONTHS)],
    )


def worth(results: Results, lang: Language) -> tuple[str, str, str, Path]:
    """What `sanshe economics` draws of the first outcome."""
    effect = results.experiment.outcomes[0]
    with redirect_stdout(StringIO()):
        economics(results.folder, effect, discount=0, lang=lang)  # money has no months in the demonstration
    told = say.VALUE_ALT.say(lang, effect=of_outcome(OUTCOMES[effect], lang).in_sentence)
    return "value", say.VALUE_TITLE.say(lang), told, results.folder / "figures" / f"economics-{effect}.{lang}.png"


def deciding(unknowns: Results, lang: Language) -> tuple[str, str, str, Path]:
    """What `sanshe sensitivity` draws of every outcome."""
    files = draw_sensitivity(unknowns, sensitivity(unknowns), policy_labels(unknowns, lang), lang)
    labels = [of_outcome(OUTCOMES[name], lang).label for name in unknowns.experiment.outcomes]
    return (
        "bars",
        say.BARS_TITLE.say(lang),
        say.BARS_ALT.say(lang, outcomes=LIST_MARK.say(lang).join(labels)),
        files.png,
    )


def by_kind(types: Results, lang: Language) -> tuple[str, str, str, Path]:
    """What a report draws of the first outcome where there are kinds of community."""
    _, picture = next(dumbbells(gather(types, lang), types.folder / "gallery"))
    return "dumbbell", picture.title, picture.alternative, picture.files.png


def drawn(
    results: Results, types: Results, unknowns: Results, networks: dict[str, pd.DataFrame], lang: Language
) -> Iterator[tuple[str, str, str, Path]]:
    """Each kind of figure once: its name, title, alternative text and file."""
    material = gather(results, lang)
    folder = results.folder / "gallery"
    seen = set()
    for picture in [*pictures(material, folder), parallel(material, folder, f"parallel.{lang}")]:
        kind = picture.files.png.name.split(".")[0].split("-")[0]
        if kind not in seen:
            seen.add(kind)
            yield kind, picture.title, picture.alternative, picture.files.png
    yield by_kind(types, lang)
    yield worth(results, lang)
    yield deciding(unknowns, lang)
    files = save(linkage(networks, lang), folder, f"network.{lang}")
    yield "network", say.NETWORK_TITLE.say(lang), say.NETWORK_ALT.say(lang), files.png


def small(source: Path, target: Path, *, grey: bool) -> None:
    """A copy for the screen, in colour or as a printer without colour gives it."""
    with Image.open(source) as picture:
        flat = picture.convert("L" if grey else "RGB")
        size = (WIDTH, round(flat.height * WIDTH / flat.width))
        resized = flat.resize(size, Image.Resampling.LANCZOS)
        few = resized.quantize(COLOURS, None if grey else Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(target, optimize=True)


def main() -> None:
    """Draw all figures and write both pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--result", type=Path, default=ROOT / "results" / "demo", help="a results folder")
    parser.add_argument(
        "--types", type=Path, default=ROOT / "results" / "community_types", help="a results folder with kinds"
    )
    parser.add_argument(
        "--unknowns", type=Path, default=ROOT / "results" / "sensitivity", help="a results folder over unknowns"
    )
    asked = parser.parse_args()
    results, types, unknowns = map(read_results, (asked.result, asked.types, asked.unknowns))
    networks = {name: network(name) for name in SCENARIOS}
    FIGURES.mkdir(parents=True, exist_ok=True)
    for lang in LANGUAGES:
        parts = [f"# {say.TITLE.say(lang)}", say.INTRODUCTION.say(lang)]
        for kind, title, told, file in drawn(results, types, unknowns, networks, lang):
            parts += [f"## {say.NAMES[kind].say(lang)}", title]
            for shade in ("colour", "grey"):
                target = FIGURES / f"{kind}.{shade}.{lang}.png"
                small(file, target, grey=shade == "grey")
                parts.append(f"![{told}](figures/gallery/{target.name})")
        (DOCS / PAGES[lang]).write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
