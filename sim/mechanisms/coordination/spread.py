"""Practices of linkage begin somewhere, are learnt by doing, and are copied by who is near, alike and trusting.

All communities begin together, or street after street, or with demonstration communities that are
chosen because they stand well. Others copy what neighbours in their street do, the sooner the more
neighbours do it, the more alike they are run and the more their committee trusts organisations; where
communities visit one another they copy the best. Who comes later learns faster from who is ahead.
Sources: E26, M111, M112, M118. Left out: practices that are dropped again; copied programmes that fit
less where they are copied to.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import count, kernel
from sim.chance import Stream, draws, normal_quantiles
from sim.declare import Section, coefficient
from sim.policy import Policy
from sim.world import World


class Spreading(Section):
    """Coefficients of how practices spread and are learnt."""

    imitation: float = coefficient(
        0.15,
        "Chance in a month that a community with full trust copies one neighbour alike in its street",
        unit="share per month",
        low=0.02,
        high=0.5,
        source="E26, assumed",
        en="Copying a neighbour",
        zh="邻近社区模仿率",
    )
    unlike: float = coefficient(
        0.5,
        "How much less a community copies one that is run the other way",
        unit="share",
        low=0.0,
        high=1.0,
        source="E26, assumed",
        en="Copying the unlike",
        zh="治理模式差异的阻碍",
    )
    observation: float = coefficient(
        0.1,
        "Chance in a month that a community copies the best one it visits, and share of the lead that it learns",
        unit="share per month",
        low=0.0,
        high=0.3,
        source="M118, assumed",
        en="Copying the best",
        zh="观摩模仿率",
    )
    learning: float = coefficient(
        0.15,
        "Share of what is missing to full practice that a month of doing adds",
        unit="share per month",
        low=0.05,
        high=0.5,
        source="M112, assumed",
        en="Learning by doing",
        zh="实践熟练速度",
    )
    lead: float = coefficient(
        1.0,
        "How much faster a community learns when others are ahead by a whole practice",
        unit="ratio",
        low=0.0,
        high=3.0,
        source="M112, assumed",
        en="Learning from who is ahead",
        zh="后发学习优势",
    )
    stage_months: int = coefficient(
        6,
        "Months between one street's beginning and the next one's",
        unit="months",
        low=2,
        high=12,
        source="M112, assumed",
        en="Length of a stage",
        zh="分步间隔",
    )
    choice_noise: float = coefficient(
        0.3,
        "Standard deviation of what else counts when demonstrations are chosen, over that of performance",
        unit="ratio",
        low=0.0,
        high=20.0,
        source="M111, assumed; far above 1 the choice is as good as random",
        en="Noise in choosing demonstrations",
        zh="示范点选择随机性",
    )


@kernel
def practise(
    months: NDArray[np.int16],
    practice: NDArray[np.float64],
    begins: NDArray[np.bool_],
    learning: float,
    lead: float,
    observation: float,
) -> int:
    """Let communities that have adopted linkage learn it, and others begin, in place; give how many have adopted it.

    Who is behind the mean learns faster by `lead`; by `observation` everybody learns from the best.
    """
    total, best, adopted = 0.0, 0.0, 0
    for row in range(len(practice)):
        total += practice[row]
        best = max(best, practice[row])
    middle = total / max(len(practice), 1)
    for row in range(len(practice)):
        if months[row] > 0 or begins[row]:
            adopted += 1
            months[row] += 1
            known = practice[row]
            speed = min(learning * (1.0 + lead * max(middle - known, 0.0)), 1.0)
            learnt = known + speed * (1.0 - known)
            practice[row] = learnt + observation * max(best - learnt, 0.0)
    return adopted


def take_up(world: World, policy: Policy, how: Spreading, performance: NDArray[np.float64]) -> int:
    """Let communities adopt and practise, and count who has adopted; `performance` is float64[communities]."""
    rows = world.committees
    adopted = count(rows.practice_months)
    begins = np.zeros(len(rows), dtype=np.bool_)
    if adopted == 0:
        begins = _begin(world, policy, how, performance)
    elif adopted < len(rows):
        begins = _follow(world, policy, how)
    practising: int = practise(
        rows.practice_months, rows.practice, begins, how.learning, how.lead,
        how.observation if policy.spread.observation else 0.0,
    )  # fmt: skip
    return practising


def _begin(world: World, policy: Policy, how: Spreading, performance: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Who begins in the first month: bool[communities]."""
    rows, count = world.committees, policy.spread.demonstrations
    if count:
        luck = normal_quantiles(draws(world.key, Stream.DEMONSTRATION_CHOICE, 0, 0, len(rows)))[:, 0]
        middle = float(np.add.reduce(performance)) / max(len(rows), 1)
        apart = performance - middle
        scale = float(np.sqrt(np.add.reduce(apart * apart) / max(len(rows), 1)))
        rows.demonstration[
            world.deciders.funder.choose_demonstrations(apart + how.choice_noise * scale * luck, count)
        ] = True
        return rows.demonstration.copy()
    first: NDArray[np.bool_] = rows.street == 0
    return first if policy.spread.staged else np.ones(len(rows), dtype=np.bool_)


def _follow(world: World, policy: Policy, how: Spreading) -> NDArray[np.bool_]:
    """Who begins later: bool[communities], among those who have not begun."""
    rows, piloted = world.committees, policy.spread.demonstrations > 0
    adopted = rows.practice_months > 0
    if policy.spread.staged:
        elapsed = int(rows.practice_months.max())
        begins: NDArray[np.bool_] = elapsed >= how.stage_months * (rows.street + int(piloted))
    elif not piloted:
        begins = ~adopted
    else:
        luck = draws(world.key, Stream.ADOPTION, world.month, 0, len(rows))
        begins = luck[:, 0] < hazard(rows.street, adopted, rows.top_down, rows.trust_in_organisations, how)
        if policy.spread.observation:
            begins |= luck[:, 1] < how.observation
    return begins & ~adopted


def hazard(
    street: NDArray[np.int32],
    adopted: NDArray[np.bool_],
    top_down: NDArray[np.bool_],
    trust: NDArray[np.float64],
    how: Spreading,
) -> NDArray[np.float64]:
    """Chance that each community copies its neighbours this month: float64[communities]."""
    streets = int(street.max()) + 1
    both = np.bincount(street, weights=adopted, minlength=streets)
    above = np.bincount(street, weights=adopted & top_down, minlength=streets)
    alike = np.where(top_down, above[street], both[street] - above[street])
    peers = alike + (1.0 - how.unlike) * (both[street] - alike)
    chance: NDArray[np.float64] = how.imitation * peers * trust
    return chance
