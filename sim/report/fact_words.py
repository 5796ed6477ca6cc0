"""Where, when and in what a fact was counted, in both languages; the table of facts is written in English."""

from __future__ import annotations

import re

from sim.report.units import COUNTED, PER, untranslated
from sim.report.words import Language, Text

PLACES = {
    "Guangzhou": "广州",
    "Haizhu": "广州海珠",
    "Tianhe": "广州天河",
    "Yuexiu": "广州越秀",
    "Zengcheng": "广州增城",
    "Changsha": "长沙",
    "Chongqing": "重庆",
    "Hebei": "河北",
    "Beijing pilot": "北京试点街道",
    "Dongfeng, Beijing": "北京东风",
    "Shifoying Xili, Beijing": "北京石佛营西里",
    "Tangqiao, Shanghai": "上海塘桥",
    "Lehe, Shenyang": "沈阳乐和",
}
ROLES = {
    "input": Text("input", "作为起点"),
    "calibrate": Text("calibrate", "用于校准"),
    "validate": Text("validate", "用于检验"),
    "context": Text("context", "作为背景"),
}
UNITS = {
    "date": "日期",
    "event": "次",
    "firms": "家企业",
    "institutions": "项制度",
    "lists": "份清单",
    "councils": "个议事会",
    "passes": "人次",
    "per year": "次/年",
    "percent": "%",
    "percent per year": "%/年",
    "spaces (prior median)": "个车位（先验中位数）",
    "steps": "个环节",
}
OTHER_PERIODS = {"proposal": "建议方案", "three years to 2018": "截至2018年的三年"}
PERIOD = re.compile(r"(?:(?P<when>end|about|to|from) )?(?P<first>\d{4})(?:-(?P<last>\d{4})|-(?P<month>\d{2}))?")
WHEN = {"end": "{year}年末", "about": "约{year}年", "to": "截至{year}年", "from": "{year}年起", None: "{year}年"}


def place(name: str, lang: Language) -> str:
    """Name the place."""
    return PLACES.get(name, name) if lang == "zh" else name


def period(name: str, lang: Language) -> str:
    """Name the time: a year or several, a month, the end of a year, about, until or from then on."""
    found = PERIOD.fullmatch(name)
    if lang == "en" or not found:
        return name if lang == "en" else OTHER_PERIODS.get(name, name)
    years = f"{found['first']}—{found['last']}" if found["last"] else found["first"]
    told = WHEN[found["when"]].format(year=years)
    return f"{told}{int(found['month'])}月" if found["month"] else told


def unit(name: str, lang: Language) -> str:
    """Name the unit in which the source counts, shares in percent and money in yuan."""
    if lang == "en" or name in UNITS or untranslated(name):
        return UNITS.get(name, name) if lang == "zh" else name
    counted, _, per = name.partition(" per ")
    return f"{COUNTED[counted]}/{PER[per]}" if per else COUNTED[counted]


def role(name: str, lang: Language) -> str:
    """Say what the model may do with it."""
    return ROLES[name].say(lang)
