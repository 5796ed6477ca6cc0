"""What each unit is called in English and in Chinese, and in which power of ten it is written.

A declared unit is a counted thing, and what it is counted per: `yuan per centre and year`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from sim.report.words import Language, Text


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit as it stands on an axis: numbers are multiplied by `factor` and carry `unit`."""

    factor: float
    unit: str

    @property
    def head(self) -> str:
        """The unit at the head of a column or along an axis: Chinese points of percent without their measure word."""
        return self.unit.removeprefix(MEASURE_WORD) if self.unit.startswith(CHINESE_POINTS) else self.unit


@dataclass(frozen=True, slots=True)
class Unit:
    """How a unit is named. A `share` is written in percent of `whole`; `money` in a power of ten that fits its size."""

    words: Text
    kind: Literal["plain", "share", "money"] = "plain"
    whole: str = ""

    @property
    def is_part_of_whole(self) -> bool:
        """Whether no value can be above one."""
        return self.kind == "share" and self.words.en == "{share}"

    def level(self, magnitude: float, lang: Language) -> Scale:
        """The unit of values of this size."""
        return self._scale(magnitude, lang, Text(f"%{self.whole}", "%"))

    def difference(self, magnitude: float, lang: Language) -> Scale:
        """The unit of differences of this size: shares differ by percentage points."""
        return self._scale(magnitude, lang, PERCENTAGE_POINTS)

    def alone(self) -> Unit:
        """The unit without what it is counted per."""
        bare = {"share": Text("{share}", "{share}"), "money": Text("{money}", "{money}"), "plain": self.words}
        return Unit(bare[self.kind], self.kind)

    def _scale(self, magnitude: float, lang: Language, percent: Text) -> Scale:
        if self.kind == "share":
            return Scale(100.0, self.words.say(lang, share=percent.say(lang)))
        if self.kind == "money":
            steps = MONEY[lang]
            _, size, money = next((step for step in steps if magnitude >= step[0]), steps[-1])
            return Scale(1 / size, self.words.say(lang, money=money))
        return Scale(1.0, self.words.say(lang))


STORED_SHARE = Text("share", "比例")
STORED_MONEY = Text("yuan", "元")
MEASURE_WORD, CHINESE_POINTS = "个", "个百分点"
PERCENTAGE_POINTS = Text("percentage points", CHINESE_POINTS)
# From which amount on, how many yuan, called what.
MONEY: dict[Language, tuple[tuple[float, float, str], ...]] = {
    "en": ((1e9, 1e9, "billion yuan"), (1e6, 1e6, "million yuan"), (1e4, 1e3, "thousand yuan"), (0.0, 1.0, "yuan")),
    "zh": ((1e8, 1e8, "亿元"), (1e4, 1e4, "万元"), (0.0, 1.0, "元")),
}

COUNTED = {
    "": "",
    "activities": "项活动",
    "agencies": "家机构",
    "attendances": "人次",
    "cases": "例",
    "choice": "",
    "classes": "班",
    "closures": "家",
    "communities": "个社区",
    "contacts": "次接触",
    "days": "天",
    "evaluations": "次评估",
    "inspections": "次检查",
    "events": "次",
    "flag": "",
    "fairs": "次",
    "hours": "小时",
    "index": "",
    "intents": "项意向",
    "log": "对数",
    "logit": "对数几率",
    "meetings": "次",
    "months": "个月",
    "months of cost": "个月的成本",
    "months of wage": "个月的工资",
    "needs": "项需求",
    "organisations": "家",
    "payments": "次拨款",
    "people": "人",
    "person-times": "人次",
    "persons": "人",
    "points": "分",
    "programmes": "项活动计划",
    "projects": "项",
    "rate": "比率",
    "ratio": "比值",
    "residents": "人",
    "rounds": "轮",
    "score": "",
    "salons": "场",
    "sessions": "场",
    "sources": "个来源",
    "sites": "对场地",
    "spaces": "个车位",
    "stars": "星",
    "tied residents": "位有联系的居民",
    "ties": "个联系",
    "streets": "个街道",
    "tiers": "级",
    "times": "次",
    "utility": "效用",
    "windows": "个窗口",
    "visits": "次探访",
    "workers": "人",
    "years": "年",
    "yuan": "元",
}
PER = {
    "100,000 yuan": "10万元",
    "activity": "活动",
    "agency": "机构",
    "case": "件",
    "centre": "中心",
    "committee": "居委会",
    "community": "社区",
    "contact": "接触",
    "council": "议事会",
    "decision": "决策",
    "evaluation": "评估",
    "evaluator": "评估机构",
    "group": "小组",
    "hour": "小时",
    "inspection": "检查",
    "institution": "制度",
    "load": "负荷",
    "log": "对数",
    "mediator": "调解能手",
    "meeting": "会议",
    "member": "成员",
    "month": "月",
    "monthly meeting": "每月会议",
    "organisation": "机构",
    "person": "人",
    "person-time": "人次",
    "post": "岗位",
    "programme": "活动计划",
    "project": "项目",
    "proposal": "提案",
    "resident": "居民",
    "salon": "沙龙",
    "satisfied resident": "满意居民",
    "service": "服务",
    "session": "会议",
    "share": "占比",
    "share of hours": "工时占比",
    "site": "场地",
    "space": "车位",
    "square of autonomy": "自主度平方",
    "staff-month": "人月",
    "street": "街道",
    "thousand yuan": "千元",
    "supervisor": "督导",
    "window": "窗口",
    "worker": "社工",
    "year": "年",
}


@cache
def unit_named(name: str) -> Unit:
    """Read a declared unit. Words without a translation stay as they are declared."""
    counted, things = _parts(name)
    per = " and ".join(things)
    after = "".join(f" per {per}" for _ in things[:1])
    below = "/" + "·".join(PER.get(thing, thing) for thing in things) if things else ""
    if counted == "share" or counted.startswith("share of "):
        return Unit(Text(f"{{share}}{after}", f"{{share}}{below}"), "share", counted.removeprefix("share"))
    if counted == "yuan":
        return Unit(Text(f"{{money}}{after}", f"{{money}}{below}"), "money")
    english = "" if COUNTED.get(counted) == "" else counted
    return Unit(Text((english + after).strip(), COUNTED.get(counted, counted) + below))


def stored_unit(name: str) -> Text:
    """The unit in which values are stored and given: shares as 0 to 1, money in yuan."""
    if name in {"flag", "choice"}:
        return Text("", "")
    return Text(name, unit_named(name).words.say("zh", share=STORED_SHARE.zh, money=STORED_MONEY.zh))


def untranslated(name: str) -> list[str]:
    """List the words of a declared unit that have no Chinese name."""
    counted, things = _parts(name)
    known = counted in COUNTED or counted.startswith("share")
    return [*([] if known else [counted]), *(thing for thing in things if thing not in PER)]


def _parts(name: str) -> tuple[str, list[str]]:
    """What is counted, and the things it is counted per; `per evaluation` counts nothing by itself."""
    counted, _, per = f" {name}".partition(" per ")
    return counted.strip(), per.split(" and ") if per else []
