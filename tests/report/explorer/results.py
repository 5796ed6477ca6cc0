"""Results of a grid that lacks a corner, with skewed, undefined and constant outcomes, and labels that bite."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Any

from tests.lab.stored import DELAY, store

CENTRE = "policy.purchase.centre_yuan"
ROUNDS = "policy.evaluation.rounds_per_year"
HOSTILE = '</script><img src=x onerror="document.title=1">'
WORLDS, MONTHS = 9, 30
OUTCOMES = ("satisfied_share", "public_money_yuan", "closures", "turnover_rate")
GRID: dict[str, Any] = {
    "question_en": f"What if? {HOSTILE}",
    "question_zh": f"会怎样？{HOSTILE}",
    "worlds": WORLDS,
    "outcomes": list(OUTCOMES[:2]),
    "policy": [
        {"name": "named", "label_en": f"Named {HOSTILE}", "label_zh": f"“命名” '{HOSTILE}", "set": {ROUNDS: 9}},
    ],
    "axes": {CENTRE: [1_000_000, 2_000_000, 3_000_000], DELAY: [0, 6]},
}


def chance(*words: object) -> float:
    """A number from 0 to 1 that hangs on the words alone."""
    return int.from_bytes(hashlib.sha256(repr(words).encode()).digest()[:6], "big") / 2**48


def numbers(policy: str, under: str, world: int) -> dict[str, Any]:
    """A share; skewed money; whole closures, alike in many worlds; a turnover that some worlds lack."""
    hard = 0.01 * chance(policy, under)
    share = 0.5 + hard + 0.02 * chance(policy) + 0.03 * chance(world) + 0.004 * chance(policy, under, world)
    money = 2e7 * (1 + chance(policy)) - 1e5 * math.log(chance(policy, world))
    turnover = math.nan if policy == "named" or chance("none", policy, world) < 0.1 else 0.2 + 0.1 * share
    months = [share + 0.001 * month * chance(policy) for month in range(MONTHS)]
    if policy == "named":
        months[:3] = [math.nan] * 3
    return {
        "satisfied_share": share,
        "public_money_yuan": money,
        "closures": float(round(3 * chance(policy, world) ** 4)),
        "turnover_rate": turnover,
        "series.satisfied_share": months,
        "series.public_money_yuan": [money * month for month in range(MONTHS)],
    }


def swept(folder: Path, drop: int | None = None, **changes: Any) -> Path:
    """A results folder of the grid above, or of a question that differs from it; without run `drop`."""
    return store(folder, numbers, drop, **{**GRID, **changes})
