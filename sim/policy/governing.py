"""How committees are relieved, councils decide and the three societies meet."""

from __future__ import annotations

from typing import Literal

from sim.declare import Section, lever


class Relief(Section):
    """How far committees are freed from administrative tasks."""

    strength: float = lever(
        0.0,
        "How much of the planned relief from administrative tasks is ordered",
        unit="share",
        low=0.0,
        high=1.0,
        source="M2",
        en="Committee relief",
        zh="减负力度",
    )
    enforcement: float = lever(
        0.0,
        "How strictly new tasks are kept out of the time that relief frees",
        unit="share",
        low=0.0,
        high=1.0,
        source="M3",
        en="Relief enforcement",
        zh="减负监督力度",
    )


class Council(Section):
    """How residents deliberate and decide."""

    sessions_planned_per_year: int = lever(
        0,
        "Deliberation sessions that each community's council plans in a year; zero means no councils",
        unit="sessions per year",
        low=0,
        high=12,
        source="range assumed; G5, G6: 4.57 sessions held per council in four years",
        en="Council sessions planned",
        zh="议事会计划频次",
    )
    convener: Literal["committee", "organisation"] = lever(
        "committee",
        "Who convenes, records and routes what the council says",
        unit="choice",
        source="M11",
        en="Council convener",
        zh="议事会召集方",
    )
    decisiveness: float = lever(
        0.2,
        "Share of residents' proposals that are adopted in communities run from above",
        unit="share",
        low=0.0,
        high=1.0,
        source="M8, assumed: 0.2 from above, 0.7 from below",
        en="Decisiveness",
        zh="议事采纳率",
    )
    notice: float = lever(
        0.5,
        "How early and how widely a session is announced",
        unit="share",
        low=0.0,
        high=1.0,
        source="M10, assumed",
        en="Notice of sessions",
        zh="会议通知充分度",
    )


class Meeting(Section):
    """How often the three societies sit together with the street."""

    per_month: float = lever(
        0.0,
        "Joint meetings of committees, organisations and the street",
        unit="meetings per month",
        low=0.0,
        high=4.0,
        source="M24; range assumed",
        en="Joint meetings",
        zh="联席会议频次",
    )
    cost_yuan: float = lever(
        500.0,
        "Public money that one joint meeting costs each community",
        unit="yuan per meeting and community",
        low=0.0,
        high=5_000.0,
        source="assumed",
        en="Cost of a meeting",
        zh="单次会议成本",
    )
