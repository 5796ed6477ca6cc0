"""The typeface of every figure and report, cut from Noto Sans SC to the characters Chinese policy papers use.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    python scripts/build_font.py package

The package carries Noto Sans SC 2.004 as TrueType under the SIL Open Font License 1.1, which lets a subset be
bundled with its licence and asks that a changed font take another name. Ours is Sanshe Sans.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY = "Sanshe Sans"
TARGET = Path(__file__).resolve().parent.parent / "sim" / "data" / "fonts"
LICENCE = "LICENSE_FONT"
SOURCES = {
    "Regular": (
        "400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    "Bold": (
        "700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "pwid"]
ASCII = range(0x20, 0x7F)
LATIN_1 = range(0xA0, 0x100)
SYMBOLS = "–—‘’“”…‰′″←↑→↓↔−±×÷≈≠≤≥∞√∑∆Δαβγδεθλμσρφχψω²³½·•●○■□▲△▼▽◆◇★☆✓¥€"
# Characters of Cantonese place names that the 1980 standard leaves out.
BEYOND_STANDARD = "塱滘漖埗磡氹堃垚甪"


def gb2312() -> set[int]:
    """Every character of the 1980 national standard: 6,763 ideographs and 682 signs."""
    characters = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                characters.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return characters


def wanted() -> set[int]:
    """What the typeface covers: the standard, Latin, and the signs of tables and figures."""
    extra = {ord(character) for character in SYMBOLS + BEYOND_STANDARD}
    return gb2312() | set(ASCII) | set(LATIN_1) | extra


def cut(source: Path, style: str) -> TTFont:
    """The font with only the wanted characters, under our own name."""
    options = subset.Options(
        layout_features=FEATURES, name_IDs=[0, 7, 8, 9, 10, 11, 13, 14], hinting=False, notdef_outline=True
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "STAT", "gasp"]
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted())
    cutter.subset(font)
    missing = wanted() - set(font.getBestCmap())
    if missing:
        raise SystemExit(f"{source}: has no glyph for {''.join(map(chr, sorted(missing)))}")
    rename(font, style)
    return font


def rename(font: TTFont, style: str) -> None:
    """Gives the font its own name, and leaves copyright, designers and licence as they were."""
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    names = {
        1: FAMILY,
        2: style,
        3: f"2.004;{postscript}",
        4: f"{FAMILY} {style}",
        5: "Version 2.004, a subset",
        6: postscript,
    }
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build(package: Path) -> None:
    """Writes both weights and the licence, and refuses a source that is not the one named above."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, (name, expected) in SOURCES.items():
        source = package / name
        if digest(source) != expected:
            raise SystemExit(f"{source}: not the file this script was written for; unpack version 0.4.3")
        target = TARGET / f"SansheSans-{style}.ttf"
        cut(source, style).save(target)
        print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB")
    shutil.copyfile(package / LICENCE, TARGET / "OFL.txt")


def main() -> None:
    """Reads the folder of the unpacked package from the command line."""
    parser = argparse.ArgumentParser(description="Cut the report typeface from Noto Sans SC.")
    parser.add_argument("package", type=Path, help="the folder the package was unpacked into")
    build(parser.parse_args().package)


if __name__ == "__main__":
    main()
