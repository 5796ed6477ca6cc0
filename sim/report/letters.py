"""Words that somebody wrote, without what a reader cannot see: signs that turn, hide or break a line of text."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """A text without control and invisible characters, in letters that UTF-8 has."""
    sound = text.encode("utf-8", errors="replace").decode("utf-8")
    shown = (" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in sound)
    return "".join(sign for sign in shown if unicodedata.category(sign) != "Cf").strip()
