"""Patterns that the model must show, each with the ablation that must remove it."""

from __future__ import annotations

from sim.lab.patterns.brands import P20
from sim.lab.patterns.community_fund import P12
from sim.lab.patterns.complementarity import P19
from sim.lab.patterns.councils import P15
from sim.lab.patterns.delivery import P18
from sim.lab.patterns.evaluation import P1
from sim.lab.patterns.finding import Finding, Pattern, Reading
from sim.lab.patterns.hatching import P13
from sim.lab.patterns.joint_office import P10
from sim.lab.patterns.late_pay import P2, P6
from sim.lab.patterns.matching import P11
from sim.lab.patterns.maturity import P7, P8
from sim.lab.patterns.participation import P16
from sim.lab.patterns.platform import P22
from sim.lab.patterns.programmes import P21
from sim.lab.patterns.relief import P9
from sim.lab.patterns.stars import P14
from sim.lab.patterns.task_money import P3, P4
from sim.lab.patterns.transience import P17
from sim.lab.patterns.turnover import P5

PATTERNS = {
    pattern.code: pattern
    for pattern in (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22)
}

__all__ = ["PATTERNS", "Finding", "Pattern", "Reading"]
