"""P3 and P4: money that goes with its task helps the poor most, and late reports hold money up."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import LARGE, SMALL
from sim.census import contract_holders
from sim.chance import world_seed
from sim.declare import Value
from sim.lab.patterns.finding import ROOT_SEED, Finding, Pattern, outcome_of, policy_runs, reading
from sim.model import ThreeSocietyModel
from sim.scenario import load_scenario

_DELAY = "policy.payment.delay_months"
_TASK_MONEY = "policy.payment.task_money_share"
_BACKLOG = "coefficients.payment.evaluator_backlog"
_LATE, _PROMPT = 6.0, 0.0
_LEAST_SHARE, _MOST_SHARE = 0.1, 0.4
_NO_GATE: Mapping[str, Value] = {_BACKLOG: 0.0, "coefficients.evaluation.pass_mark": 0.0}


def _idle(values: Mapping[str, Value], worlds: int) -> NDArray[np.float64]:
    """Share of small and of large agencies' activities without money, the closed having none: float64[2, worlds]."""
    scenario = load_scenario("guangzhou").with_values(values)
    lost = np.zeros((2, worlds))
    for number in range(worlds):
        model = ThreeSocietyModel(scenario, rng=world_seed(ROOT_SEED, number), collect=())
        world, agencies = model.world, model.world.agencies
        sizes = world.organisations.size[:agencies]
        counts = np.zeros(2)
        while model.running:
            model.step()
            alive = world.organisations.alive[:agencies]
            counted = contract_holders(world.contracts.organisation, agencies) | ~alive
            idle = np.where(alive, 1.0 - world.organisations.activity_funded_share[:agencies], 1.0)
            for place, size in enumerate((SMALL, LARGE)):
                those = counted & (sizes == size)
                lost[place, number] += idle[those].sum()
                counts[place] += np.count_nonzero(those)
        lost[:, number] /= counts
    return lost


def _gain(values: Mapping[str, Value], worlds: int) -> NDArray[np.float64]:
    """How much less is left undone when money goes with its task, small and large agencies: float64[2, worlds]."""
    gain: NDArray[np.float64] = _idle(values, worlds) - _idle({**values, _TASK_MONEY: 1.0}, worlds)
    return gain


def _judge_task_money(values: Mapping[str, Value], worlds: int) -> Finding:
    late, prompt = (_gain({_DELAY: delay, **values}, worlds) for delay in (_LATE, _PROMPT))
    small, large = reading("gain of small agencies", late[0]), reading("gain of large ones", late[1])
    apart = reading("gain of small agencies less that of large ones", late[0] - late[1])
    more = reading("gain of small agencies where pay is late less that where it is prompt", late[0] - prompt[0])
    none = reading("gain of small agencies where pay is prompt", prompt[0])
    shown = small.low > 0.0 and apart.low > 0.0 and more.low > 0.0
    words = (
        f"at six months' delay money that goes with its task saves {small.value:.1%} of small agencies' activities "
        f"and {large.value:.1%} of large ones', at none {none.value:.1%} of small agencies'"
    )
    return Finding(shown, (small, large, apart, more, none), words)


def _judge_reports(values: Mapping[str, Value], worlds: int) -> Finding:
    usual = policy_runs("guangzhou", values, worlds)
    late = policy_runs("guangzhou", {_BACKLOG: 3.0, **values}, worlds)
    share = reading("share of arrears that wait for evaluation", outcome_of(usual, "arrears_by_evaluation_share"))
    owed = reading(
        "agencies owed with reports three months late less those as it is",
        outcome_of(late, "organisations_owed_share") - outcome_of(usual, "organisations_owed_share"),
    )
    shown = share.low > _LEAST_SHARE and share.high < _MOST_SHARE and owed.low > 0.0
    words = f"{share.value:.0%} of what is due and unpaid waits for an evaluation only"
    return Finding(shown, (share, owed), words)


P3 = Pattern(
    "P3",
    "Money that goes with its task saves activities where pay is late, most of all those of small agencies.",
    "an office that takes no time, and evaluations that hold nothing up",
    lambda worlds: _judge_task_money({}, worlds),
    lambda worlds: _judge_task_money({_DELAY: 0.0, **_NO_GATE}, worlds),
)
P4 = Pattern(
    "P4",
    "Late evaluation is late payment: between a tenth and four tenths of arrears wait for it alone.",
    "reports that come at once, and evaluations that all pass",
    lambda worlds: _judge_reports({}, worlds),
    lambda worlds: _judge_reports(_NO_GATE, worlds),
)
