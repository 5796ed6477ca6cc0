"""Find again the sets of coefficients that the calibration facts leave possible (make sets).

The sets go to `experiments/data/non_implausible.csv`, what there is to say of them to
`docs/calibration_sets.md`. What was run before in `results/calibration` is kept.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sim.cli.options import RESULTS
from sim.cli.sweeping import swept
from sim.lab.calibration.answer import SET_FILE, Calibration, calibrate, middle
from sim.lab.calibration.specification import load_specification
from sim.lab.ending import SweepReport
from sim.lab.plan import Plan
from sim.lab.targets import TARGETS
from sim.report import calibration_words as words
from sim.report.figures.calibration import ranges_figure
from sim.report.figures.canvas import save
from sim.scenario import COEFFICIENTS, model_version

ROOT = Path(__file__).resolve().parent.parent
FIGURE = "calibration_ranges"


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Rows as a Markdown table."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def waves(found: Calibration) -> Iterator[str]:
    """What each wave left."""
    rows = []
    for wave in found.history.waves:
        verdicts: list[str] = [each.verdict for each in wave.quality.values()]
        counts = ", ".join(f"{verdicts.count(each)} {each}" for each in words.VERDICTS if each in verdicts)
        least = min(each.explained for each in wave.quality.values())
        near = f"{wave.distance.min():.2f}"
        rows.append((wave.number, len(wave.points), f"{100 * wave.share:.2g}%", counts, f"{100 * least:.0f}%", near))
    heads = ("wave", "points", "left of the space", "emulators", "least explained", "lowest implausibility run")
    return table(heads, rows)


def facts(found: Calibration) -> Iterator[str]:
    """What the accepted sets say to each fact."""
    rows = []
    last = found.history.waves[-1]
    for place, fitted in enumerate(found.specification.target):
        target, aim, quality = TARGETS[fitted.name], fitted.aim(), last.quality[fitted.name]
        low, high = middle(found.accepted.means[:, place])
        aimed = words.RELATIONS[aim.relation].en.format(value=f"{aim.value:g}")
        errors = f"{aim.observation_sd:g}; {aim.discrepancy_sd:g}; {last.ensemble[aim.name] ** 0.5:.2g}"
        emulated = f"{100 * quality.explained:.0f}%, {100 * quality.within_two:.0f}%, {quality.verdict}"
        rows.append((target.fact, target.meaning, aimed, errors, emulated, f"{low:.4g} to {high:.4g}"))
    heads = (
        "fact", "quantity", "aim", "sd: observation; model; luck", "last emulator: explained, within 2 sd, verdict",
        "accepted sets (middle 90%)",
    )  # fmt: skip
    return table(heads, rows)


def coefficients(found: Calibration) -> Iterator[str]:
    """Each coefficient's range before and after."""
    rows = []
    for each in found.narrowings:
        known = COEFFICIENTS[each.path]
        ends = [f"{low:.4g} to {high:.4g}" for low, high in (each.declared, each.left, each.accepted)]
        label = f"{known.en} / {known.zh}"
        rows.append(
            (label, f"`{each.path.removeprefix('coefficients.')}`", *ends, f"{100 * each.kept:.0f}%", each.default)
        )
    heads = ("coefficient", "name", "looked at", "after matching", "accepted", "width kept", "default")
    return table(heads, rows)


def page(found: Calibration) -> str:
    """The whole page."""
    asked, accepted = found.specification, found.accepted
    tried = f"{len(accepted.values)} of {accepted.tried} points"
    return "\n".join(
        [
            "# Sets of coefficients that the facts leave possible",
            "",
            "Made by `make sets` (`sanshe calibrate` on `experiments/data/calibration.toml`). History matching rules",
            "out, wave by wave, what is further than three standard deviations from a fact; points of what is left",
            f"were then run in {asked.acceptance.worlds} worlds that the waves never saw, and {tried} were accepted,",
            "because their own runs are that near to every fact. They are the sets of",
            "`experiments/data/non_implausible.csv`, which experiments name under `[sets]`. Only facts with role",
            "`calibrate` were used.",
            "",
            *asked.why.splitlines(),
            "",
            f"Each point of a wave met the same {asked.worlds} worlds. {words.ENDINGS[found.history.ending].en}",
            words.AS_IT_IS.en.format(default=f"{accepted.default:.2f}"),
            f"Model version {model_version()}.",
            "",
            *waves(found),
            "",
            "Errors that are allowed: of the fact, of the model, and of a mean over so few worlds.",
            "",
            *facts(found),
            "",
            "Ranges are the middle 90% of points; a width of 100% means that the facts say nothing of a coefficient by",
            "itself, though they may of what it does together with others.",
            "",
            *coefficients(found),
            "",
            f"![What is left of each range](figures/{FIGURE}.en.png)",
            "",
        ]
    )


def main() -> None:
    """Calibrate, or go on with it, and write sets, page and figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=None)
    parser.add_argument("--out", type=Path, default=None)
    given = parser.parse_args()
    asked = load_specification()

    def run(plan: Plan, folder: Path) -> SweepReport:
        return swept(plan, folder, jobs=given.jobs, quiet=False)

    found = calibrate(asked, given.out or RESULTS / asked.name, run)
    shutil.copyfile(found.folder / SET_FILE, ROOT / "experiments" / "data" / SET_FILE)
    (ROOT / "docs" / "calibration_sets.md").write_text(page(found), encoding="utf-8")
    drawn = save(ranges_figure(found, "en"), found.folder / "figures", "ranges.en")
    shutil.copyfile(drawn.png, ROOT / "docs" / "figures" / f"{FIGURE}.en.png")
    sys.stderr.write("experiments/data/non_implausible.csv, docs/calibration_sets.md\n")


if __name__ == "__main__":
    main()
