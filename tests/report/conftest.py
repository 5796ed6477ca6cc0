"""Small hand-made results: a grid of 27 policies, and three named policies, in both languages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

from sim.declare import Value
from sim.report.gather import NO_COMPARISON
from sim.report.material import Material, PolicyEntry, Study, value_list
from sim.report.quantities import Quantity
from sim.report.units import unit_named
from sim.report.words import Language
from sim.scenario import SETTINGS

PURCHASE, ROUNDS, DELAY = (
    "policy.purchase.centre_yuan",
    "policy.evaluation.rounds_per_year",
    "policy.payment.delay_months",
)
MONTHS = 48


def outcomes(lang: Language) -> tuple[Quantity, ...]:
    """Four outcomes: a share, a count, a rate that is better when lower, and money without a direction."""
    rows = (
        ("satisfied_share", "Satisfied residents", "满意居民占比", "share", "higher", 0.01),
        ("service_person_times", "Service delivered", "服务人次", "person-times per month", "higher", 50.0),
        ("turnover_rate", "Worker turnover", "社工离职率", "share per year", "lower", 0.01),
        ("public_money_yuan", "Public money spent", "公共资金支出", "yuan per year", "neutral", 10_000.0),
    )
    return tuple(
        Quantity(name, zh if lang == "zh" else en, unit_named(unit), lang, direction, matters)
        for name, en, zh, unit, direction, matters in rows
    )


def levers(lang: Language) -> tuple[Quantity, ...]:
    """The three levers of the grid."""
    rows = (
        (PURCHASE, "Purchase level", "购买力度", "yuan per centre and year"),
        (ROUNDS, "Evaluation rounds", "评估轮数", "rounds per year"),
        (DELAY, "Payment delay", "拨款滞后", "months"),
    )
    return tuple(Quantity(path, zh if lang == "zh" else en, unit_named(unit), lang) for path, en, zh, unit in rows)


def grid(lang: Language) -> Material:
    """27 combinations of three levers; the middle one is the baseline."""
    combinations = itertools.product((1_000_000.0, 2_000_000.0, 3_000_000.0), (0, 2, 8), (0, 3, 12))
    policies = [_combination(values, lang) for values in combinations]
    middle = policies.pop(13)
    baseline = PolicyEntry("baseline", "基准" if lang == "zh" else "Baseline", middle.values)
    return material(lang, (baseline, *policies), is_grid=True)


def named(lang: Language) -> Material:
    """A baseline and three policies with names of their own."""
    labels = (
        ("baseline", "Baseline", "基准", (2_000_000.0, 2, 3)),
        ("prompt_pay", "Pay on time", "按时拨款", (2_000_000.0, 2, 0)),
        ("late_pay", "Pay a year late", "滞后一年拨款", (2_000_000.0, 2, 12)),
        ("light_touch", "One evaluation a year & prompt pay", "每年一次评估并按时拨款", (2_000_000.0, 1, 0)),
    )
    policies = tuple(
        PolicyEntry(name, zh if lang == "zh" else en, dict(zip((PURCHASE, ROUNDS, DELAY), values, strict=True)))
        for name, en, zh, values in labels
    )
    return material(lang, policies, is_grid=False)


def material(lang: Language, policies: tuple[PolicyEntry, ...], *, is_grid: bool) -> Material:
    """Everything a report is made from, with numbers that follow a simple rule and a fixed seed."""
    return Material(
        lang=lang,
        name="demo",
        folder="results/demo",
        question=(
            "购买力度、评估轮数与拨款滞后如何影响居民满意度？"
            if lang == "zh"
            else "What happens to residents' satisfaction when purchase, evaluation and payment delay change?"
        ),
        why="",
        policies=policies,
        levers=levers(lang),
        outcomes=outcomes(lang),
        comparison=comparison(policies, outcomes(lang)),
        by_type=NO_COMPARISON,
        bands=bands(policies, outcomes(lang)),
        worlds=19,
        left_out=1,
        failed=2,
        family=len(outcomes(lang)) * (len(policies) - 1),
        is_grid=is_grid,
        facts=(("情景" if lang == "zh" else "Scenario", "guangzhou"), ("种子" if lang == "zh" else "Seed", "2012")),
        details=(("SHA-256", "0123456789abcdef" * 4),),
        command="sanshe sweep results/demo/experiment.toml",
        command_one="sanshe run guangzhou --set policy.payment.delay_months=0",
        study=Study(
            scenario="guangzhou",
            place={path: each.default for path, each in SETTINGS.items()},
            seed=2012,
            runs=len(policies) * 20,
            sets=0,
            jobs=2,
            seconds=81.5,
            stopped="the number of worlds asked for",
            system="Linux",
            cores=2,
            versions={"python": "3.11", "sanshe": "0.1.0"},
        ),
        unasked="closures",
    )


def comparison(policies: Sequence[PolicyEntry], measured: Sequence[Quantity]) -> pd.DataFrame:
    """Differences of every kind: clear, unclear, too small to matter, undefined."""
    random = np.random.default_rng(7)
    rows = []
    for outcome in measured:
        for policy in policies[1:]:
            difference = (3 - float(policy.values[DELAY]) + random.normal()) * outcome.matters / 2
            reach = abs(random.normal()) * outcome.matters * 1.5
            if outcome.name == "turnover_rate" and policy is policies[-1]:
                difference = reach = np.nan
            low, high = difference - reach, difference + reach
            rows.append(
                (
                    policy.name,
                    outcome.name,
                    0.5,
                    0.5 + difference,
                    difference,
                    low,
                    high,
                    19,
                    _verdict(low, high, outcome),
                )
            )
    columns = ["policy", "outcome", "baseline_mean", "mean", "difference", "low", "high", "worlds", "verdict"]
    return pd.DataFrame(rows, columns=columns)


def bands(policies: Sequence[PolicyEntry], measured: Sequence[Quantity]) -> pd.DataFrame:
    """Monthly means that drift apart, with bands."""
    random = np.random.default_rng(11)
    levels = {"satisfied_share": 0.6, "service_person_times": 1500.0, "turnover_rate": 0.2455, "public_money_yuan": 4e7}
    months = np.arange(MONTHS)
    tables = []
    for outcome, policy in itertools.product(measured, policies):
        drift = (3 - float(policy.values[DELAY])) * months / MONTHS * outcome.matters
        mean = levels[outcome.name] + drift + random.normal(size=MONTHS).cumsum() * outcome.matters / 5
        reach = outcome.matters
        tables.append(
            pd.DataFrame(
                {
                    "policy": policy.name,
                    "outcome": outcome.name,
                    "month": months,
                    "mean": mean,
                    "low95": mean - reach,
                    "high95": mean + reach,
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def _combination(values: tuple[Value, ...], lang: Language) -> PolicyEntry:
    entry = PolicyEntry(",".join(map(str, values)), "", dict(zip((PURCHASE, ROUNDS, DELAY), values, strict=True)))
    return PolicyEntry(entry.name, value_list(entry, levers(lang), lang), entry.values)


def _verdict(low: float, high: float, outcome: Quantity) -> str:
    if np.isnan(low):
        return "undefined"
    if -outcome.matters <= low and high <= outcome.matters:
        return "no difference larger than the smallest that matters"
    if low <= 0 <= high:
        return "unclear"
    if outcome.direction == "neutral":
        return "higher" if low > 0 else "lower"
    return "better" if (low > 0) == (outcome.direction == "higher") else "worse"


@pytest.fixture(name="grid")
def grid_fixture() -> Callable[[Language], Material]:
    """27 combinations of three levers, in a language."""
    return grid


@pytest.fixture(name="named")
def named_fixture() -> Callable[[Language], Material]:
    """A baseline and three named policies, in a language."""
    return named
