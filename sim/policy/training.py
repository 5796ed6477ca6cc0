"""How social workers and committees' staff are trained and certified."""

from __future__ import annotations

from sim.declare import Section, lever


class Training(Section):
    """Who is trained, how, and what a certificate earns."""

    worker_hours: float = lever(
        0.0,
        "Hours of courses that each social worker takes",
        unit="hours per worker and month",
        low=0.0,
        high=24.0,
        source="M84; range assumed",
        en="Workers' training",
        zh="社工培训时数",
    )
    ordered: bool = lever(
        default=False,
        meaning="Whether courses go from lectures over participatory training to filling of gaps, without repeats",
        unit="flag",
        source="M85",
        en="Ordered training",
        zh="递进式培训",
    )
    committee_certified_share: float = lever(
        0.0,
        "Share of committees' staff who are to hold a social-work certificate",
        unit="share",
        low=0.0,
        high=1.0,
        source="M88: 38% to 40% hold one",
        en="Certified committee staff",
        zh="居委会持证目标",
    )
    certificate_yuan: float = lever(
        0.0,
        "Monthly allowance of committee staff who hold a certificate",
        unit="yuan per person and month",
        low=0.0,
        high=1_500.0,
        source="M119; range assumed",
        en="Certificate allowance",
        zh="持证补贴",
    )
    committee_by_agency: bool = lever(
        default=False,
        meaning="Whether agencies train committees' staff in an active and respectful attitude to residents",
        unit="flag",
        source="M122, M75",
        en="Agencies train committees",
        zh="机构培训居委会",
    )
