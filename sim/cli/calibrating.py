"""`sanshe calibrate`: which values of the uncertain coefficients the facts leave possible."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import words
from sim.cli.options import RESULTS, Jobs, Json, Lang, Quiet
from sim.cli.screen import show_json, show_line, show_table, show_text
from sim.cli.sweeping import swept

if TYPE_CHECKING:
    from sim.lab.calibration.answer import Calibration
    from sim.lab.ending import SweepReport
    from sim.lab.plan import Plan
    from sim.report.words import Language


def calibrate(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="A calibration's .toml file; the bundled experiments/data/calibration.toml if not said.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The results folder; results/NAME if not said.")
    ] = None,
    jobs: Jobs = None,
    lang: Lang = "en",
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Find the sets of coefficients that the facts leave possible, or go on with it."""
    from sim.lab.calibration.answer import as_tree
    from sim.lab.calibration.answer import calibrate as match_and_accept
    from sim.lab.calibration.specification import load_specification
    from sim.report.figures.calibration import pairs_figure, ranges_figure
    from sim.report.figures.canvas import save

    asked = load_specification(file)

    def run(plan: Plan, folder: Path) -> SweepReport:
        return swept(plan, folder, jobs=jobs, quiet=quiet)

    found = match_and_accept(asked, out or RESULTS / asked.name, run)
    save(ranges_figure(found, lang), found.folder / "figures", f"ranges.{lang}")
    save(pairs_figure(found, lang), found.folder / "figures", f"pairs.{lang}")
    if as_json:
        show_json(as_tree(found))
        return
    show_text("\n".join(_story(found, lang)))
    _show_waves(found, lang)
    _show_targets(found, lang)
    _show_coefficients(found, lang)


def _story(found: Calibration, lang: Language) -> list[str]:
    """The answer in sentences, the warnings after it."""
    from sim.report import calibration_words as say

    asked, accepted = found.specification, found.accepted
    lines = [asked.title_zh if lang == "zh" else asked.title_en, say.ENDINGS[found.history.ending].say(lang)]
    if len(accepted.values):
        lines.append(
            say.ACCEPTED.say(
                lang, accepted=len(accepted.values), tried=accepted.tried, worlds=asked.acceptance.worlds,
                cut=f"{asked.cut_off:g}",
            )
        )  # fmt: skip
    elif accepted.tried:
        lines.append(say.NONE_ACCEPTED.say(lang, tried=accepted.tried, least=f"{accepted.least:.3g}"))
    if accepted.tried:
        lines.append(say.AS_IT_IS.say(lang, default=f"{accepted.default:.2f}"))
    failed = accepted.failed + sum(wave.measured.failed for wave in found.history.waves)
    if failed:
        lines.append(say.FAILED.say(lang, failed=failed))
    lines += _warnings(found, lang)
    lines.append(say.WRITTEN.say(lang, folder=found.folder, sets=len(accepted.values)))
    return lines


def _warnings(found: Calibration, lang: Language) -> Iterator[str]:
    """Emulators that were refused in any wave, or say little in the last."""
    from sim.report import calibration_words as say

    for wave in found.history.waves:
        for name, each in wave.quality.items():
            if each.verdict == "refused":
                share = f"{100 * each.within_three:.0f}"
                yield say.REFUSED.say(lang, wave=wave.number, target=name, share=share)
            elif each.verdict == "weak" and wave is found.history.waves[-1]:
                told = {"explained": f"{100 * each.explained:.0f}", "share": f"{100 * each.within_two:.0f}"}
                yield say.WEAK.say(lang, wave=wave.number, target=name, **told)


def _show_waves(found: Calibration, lang: Language) -> None:
    from sim.report import calibration_words as say

    rows = []
    for wave in found.history.waves:
        verdicts: list[str] = [each.verdict for each in wave.quality.values()]
        counts = " / ".join(str(verdicts.count(each)) for each in say.VERDICTS)
        left = f"{100 * wave.share:.3g}"
        rows.append(
            (wave.number, len(wave.points), found.specification.worlds, left, counts, f"{wave.distance.min():.2f}")
        )
    heads = (say.WAVE, say.POINTS, words.WORLDS, say.VOLUME_LEFT, say.EMULATORS, say.LOWEST)
    columns = [head.say(lang) for head in heads]
    show_line("")
    show_table(columns, rows, numbers=columns)


def _show_targets(found: Calibration, lang: Language) -> None:
    from sim.lab.calibration.answer import middle
    from sim.lab.targets import TARGETS
    from sim.report import calibration_words as say

    wave = found.history.waves[-1]
    rows = []
    for place, fitted in enumerate(found.specification.target):
        target, aim, quality = TARGETS[fitted.name], fitted.aim(), wave.quality.get(fitted.name)
        aimed = say.RELATIONS[aim.relation].say(lang, value=f"{aim.value:g}")
        rows.append(
            (
                target.fact,
                target.meaning_zh if lang == "zh" else target.meaning,
                f"{aimed} ({aim.observation_sd:g}; {aim.discrepancy_sd:g})",
                "" if quality is None else f"{100 * quality.explained:.0f}",
                "" if quality is None else f"{100 * quality.within_two:.0f}",
                "" if quality is None else say.VERDICTS[quality.verdict].say(lang),
                _between(middle(found.accepted.means[:, place])),
            )
        )
    heads = (words.CODE, words.QUANTITY, say.AIM, say.EXPLAINED, say.WITHIN_TWO, say.EMULATOR, say.ACCEPTED_VALUE)
    show_line("")
    show_table([head.say(lang) for head in heads], rows)


def _show_coefficients(found: Calibration, lang: Language) -> None:
    from sim.report import calibration_words as say
    from sim.scenario import COEFFICIENTS

    rows = [
        (
            COEFFICIENTS[each.path].label(lang),
            COEFFICIENTS[each.path].unit,
            *map(_between, (each.declared, each.left, each.accepted)),
            f"{100 * each.kept:.0f}" if isfinite(each.kept) else "",
            f"{each.default:.4g}",
            each.path.removeprefix("coefficients."),
        )
        for each in found.narrowings
    ]
    heads = (
        say.COEFFICIENT, words.UNIT, say.DECLARED, say.LEFT, say.ACCEPTED_VALUE, say.KEPT, say.DEFAULT, words.NAME,
    )  # fmt: skip
    show_line("")
    show_table([head.say(lang) for head in heads], rows)


def _between(ends: tuple[float, float]) -> str:
    """Two ends, or nothing where there are none."""
    return f"{ends[0]:.4g} – {ends[1]:.4g}" if isfinite(ends[0]) else ""
