"""Words and numbers of a page as one short text: packed bytes in letters that stand safely in any page."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.report.explorer.content import Codes, Content

_HARDEST = 9
_WORD = 8


def packed(content: Content) -> str:
    """The content in base64 of zlib's format.

    Inside: the length of the words (uint32, little-endian), the words as JSON filled up to a multiple of 8 bytes with
    spaces, the values and those under each set (float64), then the months: for each outcome the steps from one month
    to the next, zigzag (0, -1, 1, -2 are 0, 1, 2, 3), the lower bytes of all before their upper bytes.
    """
    told = json.dumps(content.told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    told += b" " * (-(len(told) + _WORD // 2) % _WORD)
    head = np.array([len(told)], dtype="<u4").tobytes()
    numbers = b"".join(each.astype("<f8").tobytes() for each in (content.values, content.by_set))
    body = head + told + numbers + _planes(content.spreads)
    return base64.b64encode(zlib.compress(body, _HARDEST)).decode("ascii")


def _planes(spreads: Sequence[Codes]) -> bytes:
    if not spreads:
        return b""
    steps = np.concatenate([np.diff(codes, axis=-1, prepend=np.int16(0)).ravel() for codes in spreads])
    zigzag = ((steps << 1) ^ (steps >> 15)).astype(np.uint16)
    return (zigzag & 255).astype(np.uint8).tobytes() + (zigzag >> 8).astype(np.uint8).tobytes()
