"""Chance in analyses: the same key gives the same draws, on any machine and in any order."""

from __future__ import annotations

import hashlib

import numpy as np


def generator(key: str) -> np.random.Generator:
    """A generator that is keyed by what it is for, such as `2012/satisfied_share`."""
    words = np.frombuffer(hashlib.sha256(key.encode()).digest(), dtype="<u4")
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(words.tolist())))
