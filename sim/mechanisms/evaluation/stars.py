"""Once a year organisations get stars, and stars have consequences.

Who holds a contract is ranked by its evaluators' scores and by the satisfaction of the residents it
serves, and gets one to five stars in the shape of the published ratings. Published stars are a credit
grade: bids are judged with less error, well-rated bidders gain, and organisations come from outside.
Five stars may be rewarded, the lowest may be barred and wound up. What is at stake makes everybody try
harder, take time for the rating and look to what evaluators look at; who is judged by another measure
than the rest finds it unfair and tries less. Sources: E21, M34, M55, M56, M58, M59, M117; 000 (G21-G25).
Left out: appeals, stars that fall by fixed marks, donors who follow the table.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.census import contract_holders
from sim.chance import Stream, draw, draws, normal_quantile
from sim.declare import Section, coefficient
from sim.kernels.evaluation import raise_stakes, residents_served
from sim.ledger import Flow, to_fen
from sim.mechanisms.evaluation.visits import Evaluations, watched
from sim.policy import Policy
from sim.world import World

_MOST_STARS = 5
_UNRATED_CREDIT = 0.5
"""Part of the credit of five stars that goes to whoever has no stars yet: that of three."""


class Ratings(Section):
    """Coefficients of stars."""

    publicity_pressure: float = coefficient(
        1.0,
        "Evaluations a year that a published league table is worth in effort",
        unit="evaluations",
        low=0.0,
        high=3.0,
        source="E9, M34, assumed",
        en="Pressure of publication",
        zh="公开排名的激励",
    )
    threat_pressure: float = coefficient(
        5.0,
        "Evaluations a year that the elimination of everybody would be worth in effort",
        unit="evaluations per share",
        low=0.0,
        high=20.0,
        source="M58, assumed: half an evaluation at a tenth",
        en="Pressure of elimination",
        zh="淘汰的激励",
    )
    reward_pressure: float = coefficient(
        1.0,
        "Evaluations a year that a reward of 100,000 yuan is worth in effort",
        unit="evaluations per 100,000 yuan",
        low=0.0,
        high=3.0,
        source="M58, assumed",
        en="Pressure of rewards",
        zh="奖励的激励",
    )
    rating_time: float = coefficient(
        0.01,
        "Share of a staff-year that being rated takes",
        unit="share",
        low=0.0,
        high=0.04,
        source="M54, M58, assumed",
        en="Staff time of a rating",
        zh="评级耗时",
    )
    gaming: float = coefficient(
        0.5,
        "How much more service gives way to what evaluators look at where stars depend on it",
        unit="ratio",
        low=0.0,
        high=2.0,
        source="M56, assumed",
        en="Gaming of stars",
        zh="评级导向的形式化",
    )
    unfairness: float = coefficient(
        0.5,
        "Effort lost for each unit by which an organisation's evaluator weighs service otherwise than the mean",
        unit="share per share",
        low=0.0,
        high=2.0,
        source="M56, assumed",
        en="Perceived unfairness",
        zh="评级不公感",
    )
    credit_weight: float = coefficient(
        0.1,
        "What published five stars add to the score of a bid",
        unit="score",
        low=0.0,
        high=0.3,
        source="M117, assumed",
        en="Credit of five stars",
        zh="五星信用加分",
    )
    credit_clarity: float = coefficient(
        0.5,
        "Part of the noise of choices among bids that public credit grades remove",
        unit="share",
        low=0.0,
        high=1.0,
        source="M117, assumed",
        en="Clarity by credit grades",
        zh="信用信息降噪",
    )
    attraction: float = coefficient(
        1.0,
        "How much likelier organisations come from outside where stars are published",
        unit="ratio",
        low=0.0,
        high=3.0,
        source="M59, assumed",
        en="Attraction of publicity",
        zh="评估公开吸引力",
    )
    survey_people: int = coefficient(
        100,
        "Residents whom a rating asks for each organisation",
        unit="people per organisation",
        low=20,
        high=500,
        source="assumed",
        en="Residents asked",
        zh="评级调查人数",
    )
    survey_yuan: float = coefficient(
        20.0,
        "Cost of asking one resident",
        unit="yuan per person",
        low=5.0,
        high=100.0,
        source="assumed, as a revisit",
        en="Cost of asking",
        zh="单次调查成本",
    )
    rating_yuan: float = coefficient(
        3_000.0,
        "Cost of rating one organisation",
        unit="yuan per organisation and year",
        low=500.0,
        high=15_000.0,
        source="assumed: a fifth of an evaluation",
        en="Cost of a rating",
        zh="单次评级成本",
    )
    publication_yuan: float = coefficient(
        20_000.0,
        "Cost of publishing stars and keeping credit grades",
        unit="yuan per street and year",
        low=2_000.0,
        high=100_000.0,
        source="assumed",
        en="Cost of publication",
        zh="评级公开成本",
    )


def press(world: World, policy: Policy, how: Ratings, visits: Evaluations, weights: NDArray[np.float64]) -> None:
    """Let contracted agencies respond to what is at stake in this year's rating.

    `weights` are what evaluators give to service.
    """
    rules, rows = policy.stars, world.organisations
    stakes = how.publicity_pressure if rules.published else 0.0
    stakes += how.threat_pressure * rules.eliminated_share + how.reward_pressure * rules.reward_yuan / 100_000.0
    raise_stakes(
        (rows.service_share, rows.effort, rows.displaced_share), world.contracts.organisation, rows.evaluator,
        weights, world.agencies, how.rating_time,
        (watched(policy, visits) + stakes, visits.least_effort, visits.effort_speed), how.gaming, how.unfairness,
    )  # fmt: skip


def rate(world: World, policy: Policy, how: Ratings) -> None:
    """Give the year's stars to whoever holds a contract, and let consequences follow."""
    rows, rules, funder = world.organisations, policy.stars, world.deciders.funder
    held = contract_holders(world.contracts.organisation, world.agencies)
    rated = np.flatnonzero(held & ~rows.barred[: world.agencies]).tolist()
    scores = _scores(world, policy, how, rated)
    if rules.published:
        world.funders.misjudgement[0] = 1.0 - how.credit_clarity
        world.funders.attraction[0] = 1.0 + how.attraction
        rows.credit[: world.agencies] = _UNRATED_CREDIT * how.credit_weight
    for row, score, stars in zip(rated, scores, funder.grade(scores), strict=True):
        rows.rating[row] = score
        rows.stars[row] = stars
        if rules.published:
            rows.credit[row] = how.credit_weight * (stars - 1) / (_MOST_STARS - 1)
        if stars == _MOST_STARS:
            world.spend(Flow.REWARD, world.accounts.organisations + row, to_fen(rules.reward_yuan))
    luck = draw(world.key, Stream.STAR_RATING, world.month, 0)[0]
    for place in funder.eliminate(scores, int(rules.eliminated_share * len(rated) + luck)):
        rows.barred[rated[place]] = True
    _pay(world, policy, how, len(rated))


def clear(world: World) -> None:
    """Take back last year's stars and what they mean in calls."""
    rows = world.organisations
    rows.stars[:] = 0
    rows.credit[:] = 0.0
    world.funders.misjudgement[0] = 1.0
    world.funders.attraction[0] = 1.0


def _scores(world: World, policy: Policy, how: Ratings, rated: list[int]) -> list[float]:
    """Score organisations for the year: evaluators' scores so far, and what residents they serve say in a survey."""
    people, weight = world.residents, policy.stars.resident_weight
    stars = world.organisations.star[rated].tolist()
    if not weight:
        return [float(star) for star in stars]
    served, content = residents_served(
        people.satisfied, people.caseworker, world.workers.contract, world.contracts.organisation, world.agencies
    )
    luck = draws(world.key, Stream.STAR_RATING, world.month, 1, world.agencies)[:, 0]
    scores = []
    for row, star in zip(rated, stars, strict=True):
        if not served[row]:
            scores.append(float(star))
            continue
        share = float(content[row]) / float(served[row])
        error = math.sqrt(share * (1.0 - share) / how.survey_people)
        said = min(max(share + error * normal_quantile(luck[row]), 0.0), 1.0)
        scores.append(float((1.0 - weight) * star + weight * said))
    return scores


def _pay(world: World, policy: Policy, how: Ratings, rated: int) -> None:
    """Pay for the rating, the survey of residents and publication."""
    rules, accounts = policy.stars, world.accounts
    each = how.rating_yuan + (how.survey_people * how.survey_yuan if rules.resident_weight else 0.0)
    world.spend(Flow.EVALUATION_FEE, accounts.evaluators, to_fen(each) * rated)
    world.ledger.transfer(Flow.CONSUMPTION, accounts.evaluators, accounts.outside, to_fen(each) * rated)
    if rules.published:
        world.spend(Flow.PUBLICITY, accounts.vendors, to_fen(how.publication_yuan) * len(world.streets))
