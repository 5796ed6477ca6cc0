"""What each lever, setting, coefficient and outcome means, in the language of the reader.

The English sentence stands where the thing is declared; the Chinese one in `sim/data/meanings.zh.toml`, so that
a better translation never changes the version of the model.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from sim.declare import Declaration
from sim.domains import DOMAINS
from sim.outcome import Outcome
from sim.report.words import Language, Text

_DOMAINS = {each.name: each.zh for each in DOMAINS}


def meaning(of: Declaration | Outcome, lang: Language) -> str:
    """Give the sentence that explains it, without a full stop; the English one where there is no Chinese one."""
    return (_chinese(key_of(of)) or of.meaning) if lang == "zh" else of.meaning


def meaning_text(of: Declaration | Outcome) -> Text:
    """Give the sentence that explains it in both languages."""
    return Text(of.meaning, meaning(of, "zh"))


def key_of(declared: Declaration | Outcome) -> str:
    """Say under which key its Chinese meaning stands, the domain of need included."""
    return declared.path if isinstance(declared, Declaration) else f"outcomes.{declared.name}"


@functools.cache
def chinese_meanings() -> Mapping[str, str]:
    """List every Chinese meaning by its key."""
    text = (files("sim") / "data" / "meanings.zh.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text), ""))


def _chinese(key: str) -> str:
    """The sentence of a key, or of what it differs from by the domain of need alone; empty where there is none."""
    known = chinese_meanings()
    stem, _, last = key.rpartition(".")
    if key in known or last not in _DOMAINS or stem not in known:
        return known.get(key, "")
    return f"{known[stem]}：{_DOMAINS[last]}"


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield f"{prefix}{name}", value
        else:
            yield from _flat(value, f"{prefix}{name}.")
