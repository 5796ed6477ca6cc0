"""The eight kinds of need that linkage serves, as the sources divide them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Domain:
    """One kind of need: its name in code and its label in both languages."""

    name: str
    en: str
    zh: str


DOMAINS = (
    Domain("elderly", "elderly care", "养老服务"),
    Domain("mediation", "mediation", "矛盾调解"),
    Domain("mutual_aid", "mutual aid and poverty", "互助帮困"),
    Domain("culture", "culture and sport", "文体活动"),
    Domain("youth", "youth", "青少年服务"),
    Domain("disability", "disability and rehabilitation", "助残康复"),
    Domain("special", "special groups", "特殊人群"),
    Domain("environment", "environment and parking", "环境与停车"),
)
DOMAIN_COUNT = len(DOMAINS)
ELDERLY, MEDIATION, MUTUAL_AID, CULTURE, YOUTH, DISABILITY, SPECIAL, ENVIRONMENT = range(DOMAIN_COUNT)
RARE = (DISABILITY, SPECIAL)
"""The domains in which fewest residents come to need help, and that ask most of who serves."""
