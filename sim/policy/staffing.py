"""How social workers are paid, supervised and kept."""

from __future__ import annotations

from typing import Literal

from sim.declare import Section, lever


class Workforce(Section):
    """How social workers are paid, supervised and kept."""

    wage_yuan: float = lever(
        3_428.0,
        "Take-home pay of a social worker at entry level",
        unit="yuan per month",
        low=2_000.0,
        high=8_000.0,
        source="G35-G37: mean of 3,840, 3,174.17 and 3,270.25",
        en="Worker wage",
        zh="社工月薪",
    )
    supervision_ratio: float = lever(
        20.0,
        "Social workers for each supervisor",
        unit="workers per supervisor",
        low=5.0,
        high=60.0,
        source="M82, assumed; G9 / G10: at most 1 to 48 in Guangzhou",
        en="Supervision ratio",
        zh="督导配比",
    )
    promotion_share: float = lever(
        0.1,
        "Share of eligible workers promoted one level in a year",
        unit="share per year",
        low=0.0,
        high=0.5,
        source="M81, assumed",
        en="Promotion",
        zh="年晋升比例",
    )
    turnover: Literal["emerging", "imposed"] = lever(
        "emerging",
        "Whether workers leave for their reasons (pay, burnout, arrears, tenure) or at an imposed rate",
        unit="choice",
        source="E12",
        en="Kind of turnover",
        zh="离职机制",
    )
    imposed_turnover_rate: float = lever(
        0.2455,
        "Leavers in a year over mean staff, where turnover is imposed",
        unit="share per year",
        low=0.0,
        high=0.9,
        source="G38",
        en="Imposed turnover",
        zh="设定离职率",
    )
    borrowed_share: float = lever(
        0.1,
        "Share of workers' time that committees borrow for administrative tasks",
        unit="share",
        low=0.0,
        high=0.3,
        source="M90, assumed",
        en="Borrowed time",
        zh="借用社工工时",
    )
    student_share: float = lever(
        0.0,
        "Share of posts that students of a university's agency hold",
        unit="share",
        low=0.0,
        high=1.0,
        source="M72",
        en="Students in posts",
        zh="高校学生社工比例",
    )
    rotation: bool = lever(
        default=False,
        meaning="Whether workers of a contract change places once a year",
        unit="flag",
        source="M89",
        en="Rotation",
        zh="轮岗",
    )
    recognition_campaign: bool = lever(
        default=False,
        meaning="Whether stories of good workers are told in public",
        unit="flag",
        source="M80, M120",
        en="Recognition campaign",
        zh="社工形象宣传",
    )
    professional_standards: bool = lever(
        default=False,
        meaning="Whether a law sets the standards and the field of the profession",
        unit="flag",
        source="M125",
        en="Professional standards",
        zh="职业标准立法",
    )
    routine_share: float = lever(
        0.0,
        "Share of workers' service time kept for regular visits to vulnerable residents",
        unit="share",
        low=0.0,
        high=0.5,
        source="M76; range assumed",
        en="Routine care",
        zh="弱势群体日常照护占比",
    )
