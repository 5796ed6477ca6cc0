"""How well a programme fits what residents need: one rule for whoever plans it (E3, M41)."""

from __future__ import annotations

from sim.arithmetic import kernel, logistic, logit
from sim.declare import Section, coefficient


class Fit(Section):
    """Coefficients of fit."""

    floor: float = coefficient(
        0.15,
        "Fit of a programme that is planned without any knowledge of needs",
        unit="share",
        low=0.02,
        high=0.4,
        source="assumed",
        en="Fit without knowledge",
        zh="无知情时契合度",
    )
    spread: float = coefficient(
        0.8,
        "Standard deviation of the logit of fit between programmes planned alike",
        unit="logit",
        low=0.2,
        high=1.5,
        source="assumed",
        en="Spread of fit",
        zh="契合度离散",
    )
    research_loss: float = coefficient(
        1.5,
        "Share of research into needs that is lost for each unit of working time spent on evaluations",
        unit="share per share",
        low=0.0,
        high=3.0,
        source="M41, assumed",
        en="Research lost to evaluation",
        zh="迎评对调研的挤占",
    )


@kernel
def programme_fit(known: float, research: float, luck: float, floor: float, spread: float) -> float:
    """Fit of one programme: share between 0 and 1.

    `known` and `research` are shares, `luck` is a standard normal number. Logit-normal, so that the
    same luck under better knowledge always gives a better fit.
    """
    middle = floor + (1.0 - floor) * known * research
    return logistic(logit(middle) + spread * luck)
