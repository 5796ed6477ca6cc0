"""Names of variables that Stata and SPSS accept, made out of the laboratory's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 32
"""Stata's limit in characters; SPSS allows 64 bytes."""
RESERVED = frozenset(
    {"_all", "_b", "_cons", "_n", "_pi", "_rc", "_skip", "byte", "double", "float", "if", "in", "int", "long", "strl"}
    | {"using", "with"}  # Stata's
    | {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to"}  # SPSS's
)
_PARTS_OF_SCENARIOS = ("policy.", "coefficients.", "setting.")


def variable_names(names: Iterable[str]) -> dict[str, str]:
    """A valid name for each name, no two alike even where capitals do not count.

    A dotted path loses its first part, and more of them from the front until the rest fits.
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        wanted = _wanted(name)
        number = 1
        chosen = wanted
        while chosen in taken:
            number += 1
            ending = f"_{number}"
            chosen = wanted[: LONGEST - len(ending)] + ending
        taken.add(chosen)
        made[name] = chosen
    return made


def _wanted(name: str) -> str:
    parts = name.split(".")[1:] if name.startswith(_PARTS_OF_SCENARIOS) else [name]
    clean = [re.sub(r"[^a-z0-9_]", "_", part.lower()) for part in parts]
    while len(clean) > 1 and len("_".join(clean)) > LONGEST:
        clean = clean[1:]
    joined = "_".join(clean)
    needs_letter = not re.match(r"[a-z]", joined) or joined in RESERVED or re.fullmatch(r"str\d+", joined)
    return (f"v_{joined}" if needs_letter else joined)[:LONGEST].rstrip("_")
