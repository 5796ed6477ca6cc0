"""What is said of conclusions over parameter sets, once, in English and in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.lab.compare import NO_DIFFERENCE, UNDEFINED
from sim.lab.conclusions import NOT_STABLE
from sim.report.findings import READINGS
from sim.report.words import Language, Text

if TYPE_CHECKING:
    import pandas as pd

OVER_SETS = Text("middle 90% of sets", "参数组的中间90%")
SAME_SIGN = Text("same sign in (%)", "符号一致（%）")
EXACT = Text("95% interval", "95%区间")
BASIS = Text(
    "Compared with: {baseline}. Other policies: {policies}; parameter sets: {sets}; worlds of each set, the same for "
    "all: {worlds}. Stable: the sign of the difference is the same in at least 95% of the sets.",
    "比较对象：{baseline}。其他政策{policies}项，参数组{sets}个，各组使用同样的{worlds}个世界。"
    "稳定：至少95%的参数组中差异符号一致。",
)
COUNTS = Text(
    "{outcome}: {stable} of {all} contrasts are stable, {none} too small to matter, {unstable} not stable, "
    "{undefined} undefined",
    "{outcome}：{all}项对比中{stable}项稳定，{none}项小到无关紧要，{unstable}项不稳定，{undefined}项无定义",
)
SET_READINGS = {**READINGS, NOT_STABLE: Text("not stable", "不稳定")}


def counted(rows: pd.DataFrame, outcome: str, lang: Language) -> str:
    """How many contrasts of one outcome are stable, too small to matter, and not stable."""
    readings = rows["reading"].value_counts()
    none, unstable, undefined = (int(readings.get(each, 0)) for each in (NO_DIFFERENCE, NOT_STABLE, UNDEFINED))
    stable = len(rows) - none - unstable - undefined
    counts = {"stable": stable, "all": len(rows), "none": none, "unstable": unstable, "undefined": undefined}
    return COUNTS.say(lang, outcome=outcome, **counts)
