"""How organisations are evaluated."""

from __future__ import annotations

from typing import Literal

from sim.declare import Section, lever


class Evaluation(Section):
    """How often and by which standard organisations are evaluated."""

    rounds_per_year: int = lever(
        0,
        "Evaluations of each contracted organisation in a year",
        unit="rounds per year",
        low=0,
        high=12,
        source="G41-G43: two regular and two to four process evaluations in Guangzhou",
        en="Evaluation rounds",
        zh="评估次数",
    )
    service_weight: float = lever(
        0.6,
        "Mean weight that evaluators give to service, the rest going to management and files",
        unit="share",
        low=0.0,
        high=1.0,
        source="M56, assumed",
        en="Weight on service",
        zh="评估中服务权重",
    )
    divergence: float = lever(
        0.15,
        "Standard deviation between evaluators of the weight they give to service",
        unit="share",
        low=0.0,
        high=0.3,
        source="M56, assumed; G40: eight evaluators without a common standard",
        en="Evaluators' divergence",
        zh="评估标准差异",
    )
    fee_yuan: float = lever(
        15_000.0,
        "Fee of one evaluation of one organisation",
        unit="yuan per evaluation",
        low=0.0,
        high=40_000.0,
        source="M51, assumed",
        en="Evaluation fee",
        zh="单次评估费",
    )
    payer: Literal["funder", "organisation"] = lever(
        "funder",
        "Who pays the evaluation fee",
        unit="choice",
        source="M51",
        en="Who pays evaluators",
        zh="评估费承担方",
    )
    revisit_share: float = lever(
        0.1,
        "Share of served residents whom the funder asks again about the service",
        unit="share",
        low=0.0,
        high=0.4,
        source="M26, assumed",
        en="Revisits",
        zh="回访比例",
    )
    standardised: bool = lever(
        False,
        "Whether evaluators use one set of indicators, drawn from research and tried in pilots",
        unit="flag",
        source="M57",
        en="Standard indicators",
        zh="评估标准化",
    )
    unified: bool = lever(
        False,
        "Whether projects are published, applied for, reviewed, supervised and accepted by one procedure",
        unit="flag",
        source="M33",
        en="One procedure for projects",
        zh="项目五统一",
    )
