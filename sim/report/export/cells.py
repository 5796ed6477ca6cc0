"""What may stand in a cell of a table that other programs open: no formula, no control characters, no cut letters.

A spreadsheet takes a text that starts with = + - @ for a formula, whoever wrote it. Such a text gets an apostrophe in
front, as OWASP advises against CSV injection; where a program separates columns by semicolons, a text may also begin
a cell of its own after one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sim.report.letters import plain

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile(r"(^|;)(?=[\s\"']*[=+\-@＝＋－＠])")
_MARK = r"\1'"
_CUT = "…"


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return _FORMULA.sub(_MARK, plain(text))


def guarded_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose texts and column names cannot start a formula; numbers stay numbers, what is missing stays so."""
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    safe = frame.copy(deep=False)
    for name in frame.columns:
        if not is_numeric_dtype(frame[name]) and not is_bool_dtype(frame[name]):
            known = {value: guarded(value) for value in frame[name].unique() if isinstance(value, str)}
            safe[name] = frame[name].map(known)
    return safe.rename(columns={name: guarded(name) for name in frame.columns})


def cut(text: str, most_bytes: int) -> str:
    """The beginning of a text that fits in so many bytes of UTF-8, with a mark where something is missing."""
    clean = plain(text)
    if len(clean.encode()) <= most_bytes:
        return clean
    room = most_bytes - len(_CUT.encode())
    return clean.encode()[:room].decode("utf-8", errors="ignore").rstrip() + _CUT
