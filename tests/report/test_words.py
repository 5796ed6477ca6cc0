"""Every sentence exists in both languages, says the same things, and can be drawn."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from sim.outcomes import OUTCOMES
from sim.report import (
    answer_words,
    bench_words,
    calibration_words,
    checklist_words,
    decision_words,
    gallery_words,
    method_words,
    stability_words,
    typeface,
    units,
    unknown_words,
    words,
)
from sim.report.findings import READINGS
from sim.scenario import DECLARATIONS

CATALOGUE = {name: text for name, text in vars(words).items() if isinstance(text, words.Text)}
CATALOGUE |= {name: text for name, text in vars(decision_words).items() if isinstance(text, words.Text)}
CATALOGUE |= {f"CHOICES.{name}": text for name, text in words.CHOICES.items()}
for own in (
    answer_words,
    bench_words,
    calibration_words,
    gallery_words,
    method_words,
    stability_words,
    unknown_words,
):
    CATALOGUE |= {f"{own.__name__}.{name}": text for name, text in vars(own).items() if isinstance(text, words.Text)}
CATALOGUE |= {f"ENDINGS.{name}": text for name, text in calibration_words.ENDINGS.items()}
CATALOGUE |= {f"bench_words.STATES.{name}": text for name, text in bench_words.STATES.items()}
for listed in ("SUMMARIES", "DIRECTIONS", "STOPPED", "MONTH"):
    CATALOGUE |= {f"{listed}.{name}": text for name, text in getattr(method_words, listed).items()}
for listed in ("STRESS", "CHEERS"):
    for item in getattr(checklist_words, listed):
        CATALOGUE |= {f"{listed} {item[0].en}{part}": text for part, text in zip((" ", ""), item, strict=True)}
LABELS = [(entry.en, entry.zh, entry.unit) for entry in OUTCOMES.values()]
LABELS += [(entry.en, entry.zh, entry.unit) for entry in DECLARATIONS.values()]
SAME_IN_BOTH = {
    "ALSO",
    "PARTS_MARK",
    "NAMED_VALUE",
    "JOINED",
    "RESULTS_HASH",
    "UNIT_OF",
    "UNIT_BELOW",
    "PAIR",
    "CAPTION",
}
SAME_IN_BOTH |= {"sim.report.unknown_words.AT_VALUE", "NAMED_SWITCH", "STRESS 5.1 Software", "CHEERS 7 Comparators"}


def blanks(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_both_languages_fill_in_the_same_values(name: str) -> None:
    text = CATALOGUE[name]
    assert text.en
    assert text.zh
    assert blanks(text.en) == blanks(text.zh)


@pytest.mark.parametrize("name", sorted(set(CATALOGUE) - SAME_IN_BOTH - {"LIST_MARK", "CLAUSE_MARK"}))
def test_each_language_keeps_to_itself(name: str) -> None:
    assert is_chinese(CATALOGUE[name].zh)
    assert not is_chinese(CATALOGUE[name].en)


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_character_has_a_glyph(name: str) -> None:
    assert typeface.missing_glyphs(CATALOGUE[name].en + CATALOGUE[name].zh) == ""


def test_every_label_has_a_glyph() -> None:
    labels = "".join(english + chinese for english, chinese, _ in LABELS)
    numbers = "0123456789+−±×≤≥–—“”‘’.,:;%()（）→←·αβσμθ"
    named_units = "".join(
        (*units.COUNTED.values(), *units.PER.values(), *(m for s in units.MONEY.values() for *_, m in s))
    )
    assert typeface.missing_glyphs(labels + numbers + named_units) == ""


def test_a_character_outside_the_typeface_is_named_once() -> None:
    assert typeface.missing_glyphs("a龘b龘") == "龘"


@pytest.mark.parametrize("name", sorted({unit for _, _, unit in LABELS}))
def test_every_declared_unit_has_a_chinese_name(name: str) -> None:
    assert units.untranslated(name) == []


def test_every_choice_of_a_lever_has_a_name() -> None:
    choices = {choice for declaration in DECLARATIONS.values() for choice in declaration.choices}
    assert choices <= set(words.CHOICES)


def test_every_verdict_has_a_reading() -> None:
    from sim.lab.compare import VERDICTS

    assert set(READINGS) == set(VERDICTS)


@pytest.mark.parametrize("weight", typeface.WEIGHTS)
def test_the_typeface_has_its_own_name_and_carries_its_licence(weight: int) -> None:
    path = typeface.font_file(weight)
    with TTFont(path) as font:
        told = {record.nameID: str(record) for record in font["name"].names}
        assert told[1] == "Sanshe Sans"
        assert "Adobe" in told[0]
        assert "SIL Open Font License" in told[13]
        assert "glyf" in font
    assert path.stat().st_size < 3_000_000
    licence = Path(path).with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2014-2021 Adobe" in licence


def test_both_weights_cover_the_national_standard() -> None:
    standard = {
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
        if _exists(row, cell)
    }
    assert len(standard) == 3755
    for weight in typeface.WEIGHTS:
        with TTFont(typeface.font_file(weight)) as font:
            assert standard <= set(map(chr, font.getBestCmap()))


def _exists(row: int, cell: int) -> bool:
    try:
        bytes((row, cell)).decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True
