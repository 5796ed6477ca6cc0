"""Chance in analyses: the same key gives the same draws, on any machine and in any order."""

from __future__ import annotations

import hashlib

import numpy as np


def generator(key: str) -> np.random.Generator:
    """A generator that is keyed by what it is for, such as `2012/satisfied_share`."""
    return np.random.Generator(_philox(key))


def philox_key(key: str) -> tuple[int, int]:
    """The two 64-bit words that make a generator's draws, for programs that repeat them."""
    first, second = _philox(key).state["state"]["key"]
    return int(first), int(second)


def _philox(key: str) -> np.random.Philox:
    words = np.frombuffer(hashlib.sha256(key.encode()).digest(), dtype="<u4")
    return np.random.Philox(np.random.SeedSequence(words.tolist()))
