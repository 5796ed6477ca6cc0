"""`sanshe economics`: what a policy costs, what that buys, and what it would cost elsewhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli import words
from sim.cli.figuring import drawn
from sim.cli.options import Json, Lang, Result
from sim.cli.screen import show_json, show_line, show_table, show_text
from sim.cli.selecting import Better
from sim.errors import UsageError

if TYPE_CHECKING:
    from sim.lab.economics import Economics, Estimate
    from sim.lab.results import Results
    from sim.lab.states import Crossed
    from sim.report.pricing import EffectUnit
    from sim.report.words import Language

GUIDELINE_RATE = 0.05  # China Guidelines for Pharmacoeconomic Evaluations 2020
OFFERS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms costs and effects are compared."""

    cost: str
    effect: str
    rate: float
    price_year: int | None
    perspective: str | None
    as_summarised: bool
    years: float
    communities: int
    own_communities: int


def economics(
    result: Result,
    effect: Annotated[str, typer.Option("--effect", help="The outcome that money is to buy.", show_default=False)],
    cost: Annotated[str, typer.Option("--cost", help="The outcome that is paid, in yuan.")] = "public_money_yuan",
    discount: Annotated[float, typer.Option("--discount", min=0, max=1, help="Discount rate a year.")] = GUIDELINE_RATE,
    willingness: Annotated[
        float | None,
        typer.Option(
            help="The largest willingness to pay to look at, in yuan per unit of effect (a share from 0 to 1)."
        ),
    ] = None,
    communities: Annotated[
        int | None, typer.Option(min=1, help="For how many communities a budget is made; as simulated if not said.")
    ] = None,
    price_year: Annotated[
        int | None, typer.Option(min=1900, max=2200, help="The year whose prices the yuan are.")
    ] = None,
    perspective: Annotated[str | None, typer.Option(help="Whose costs these are, to be printed with them.")] = None,
    as_summarised: Annotated[
        bool, typer.Option("--as-summarised", help="Take the effect as the run's one number; needs --discount 0.")
    ] = False,
    better: Annotated[
        Better | None, typer.Option(help="Which direction of the effect is better; its own if not said.")
    ] = None,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """Weigh what policies cost against what they give: frontier, ratios, net benefit, budget."""
    from sim.lab.amounts import amounts, horizon_years, known
    from sim.lab.amounts import communities as simulated
    from sim.lab.economics import price
    from sim.lab.results import read_results
    from sim.lab.states import cross
    from sim.report.labels import decision_labels

    _check(cost, discount, as_summarised=as_summarised)
    results = read_results(result)
    crossed = cross(results)
    own, years = simulated(results), horizon_years(results)
    terms = Terms(cost, effect, discount, price_year, perspective, as_summarised, years, communities or own, own)
    key = f"{results.experiment.seed}/{effect}"
    found = price(
        amounts(crossed, cost, discount),
        amounts(crossed, effect, discount, as_summarised=as_summarised),
        tuple(decision.name for decision in crossed.decisions),
        direction=better or known(effect).direction,
        most=willingness,
        key=key,
    )
    budgets = _budgets(crossed, terms, key)
    figure = _figure(results, crossed, found, terms, lang)
    if as_json:
        show_json(_as_tree(found, terms, budgets, crossed))
        return
    labels = decision_labels(results, crossed, lang)
    told = [_answer(found, terms, labels, lang), *_basis(found, terms, crossed, lang), *_named(results, lang)]
    show_text("\n".join(told))
    _show(found, terms, budgets, labels, lang)
    show_line(figure)


def _answer(found: Economics, terms: Terms, labels: dict[str, str], lang: Language) -> str:
    """The policies on the frontier, before the terms on which that was reckoned."""
    from sim.report.pricing import efficient_words

    return efficient_words(found, labels, _effect_words(terms, lang), lang) + "\n"


def _check(cost: str, rate: float, *, as_summarised: bool) -> None:
    from sim.lab.amounts import known

    declared = known(cost)
    if declared.unit != "yuan" or declared.summary != "total":
        raise UsageError(f"--cost: {cost} is no amount of yuan over the horizon; give public_money_yuan")
    if as_summarised and rate:
        raise UsageError("--as-summarised: a run's one number cannot be discounted; add --discount 0")


def _budgets(crossed: Crossed, terms: Terms, key: str) -> list[tuple[Estimate, Estimate]]:
    """Yuan a year of every policy in so many communities, and the difference to the baseline."""
    from sim.lab.economics import mean_and_difference

    scale = terms.communities / terms.own_communities / terms.years
    return mean_and_difference(crossed.values(terms.cost) * scale, f"{key}/budget")


def _unit(terms: Terms, lang: Language) -> EffectUnit:
    from sim.lab.amounts import is_flow, known
    from sim.report.pricing import effect_unit
    from sim.report.quantities import of_outcome

    declared = known(terms.effect)
    return effect_unit(of_outcome(declared, lang), per_horizon=is_flow(declared) and not terms.as_summarised)


def _effect_words(terms: Terms, lang: Language) -> str:
    from sim.lab.amounts import is_flow, known
    from sim.report import decision_words as say

    declared = known(terms.effect)
    told = say.OVER_HORIZON if is_flow(declared) else say.MEAN_OVER_HORIZON
    return (say.ONE_NUMBER if terms.as_summarised else told).say(lang, label=declared.label(lang))


def _basis(found: Economics, terms: Terms, crossed: Crossed, lang: Language) -> list[str]:
    from sim.lab.amounts import known
    from sim.report import decision_words as say
    from sim.report.meanings import meaning

    cost = known(terms.cost)
    prices = (
        say.PRICES_AS_ENTERED.say(lang) if terms.price_year is None else say.PRICES_OF.say(lang, year=terms.price_year)
    )
    lines = [
        say.PRICE_BASIS.say(
            lang,
            perspective=terms.perspective or say.WHOEVER_PAYS.say(lang, meaning=meaning(cost, lang)),
            cost=say.OVER_HORIZON.say(lang, label=cost.label(lang)),
            effect=_effect_words(terms, lang),
        ),
        say.PRICE_TERMS.say(
            lang,
            years=f"{terms.years:g}",
            rate=f"{100 * terms.rate:g}%",
            prices=prices,
            worlds=found.worlds,
        ),
    ]
    if found.states:
        lines.append(say.PRICE_STATES.say(lang, states=found.states))
    if crossed.paired.left_out:
        lines.append(words.LEFT_OUT.say(lang, count=len(crossed.paired.left_out)))
    return lines


def _named(results: Results, lang: Language) -> list[str]:
    """By what the combinations of a grid are called."""
    from sim.report import decision_words as say
    from sim.report.labels import naming_levers
    from sim.report.words import PARTS_MARK

    named = PARTS_MARK.say(lang).join(lever.in_sentence for lever in naming_levers(results, lang))
    return [say.NAMED_BY.say(lang, levers=named)] if named else []


def _figure(results: Results, crossed: Crossed, found: Economics, terms: Terms, lang: Language) -> str:
    from sim.report.figures.value import value_figure
    from sim.report.labels import decision_labels

    labels = decision_labels(results, crossed, lang)
    notes = [*_named(results, lang), *_basis(found, terms, crossed, lang)]
    effect = _effect_words(terms, lang)
    figure = value_figure(found, labels, _unit(terms, lang), effect=effect, notes=notes, lang=lang)
    return drawn(figure, results.folder, f"economics-{terms.effect}.{lang}")


def _show(
    found: Economics, terms: Terms, budgets: list[tuple[Estimate, Estimate]], labels: dict[str, str], lang: Language
) -> None:
    from sim.report import decision_words as say

    unit = _unit(terms, lang)
    _show_places(found, labels, unit, lang)
    show_text(say.NOISE_NOTE.say(lang))
    _show_offers(found, labels, unit, lang)
    show_text(say.BUDGET.say(lang, communities=f"{terms.communities:,}", own=terms.own_communities))
    _show_budgets([labels[row.policy] for row in found.rows], budgets, lang)


def _show_places(found: Economics, labels: dict[str, str], unit: EffectUnit, lang: Language) -> None:
    """What every policy costs and gives, the cheapest first, and what more it buys than the one before it."""
    from sim.report import decision_words as say
    from sim.report.pricing import estimate_words, money_scale, reading, rounded
    from sim.report.words import UNIT_OF

    money = money_scale((row.cost for row in found.rows), lang)
    effect = UNIT_OF.say(lang, label=say.EFFECT.say(lang), unit=unit.unit)
    ratio = say.RATIO.say(lang, unit=unit.one)
    heads = [words.POLICY.say(lang), say.COST.say(lang, money=money.unit), effect, say.AGAINST.say(lang)]
    heads += [say.MORE_COST.say(lang, money=money.unit), say.MORE_EFFECT.say(lang), ratio, words.READING.say(lang)]
    rows = [
        (
            labels[row.policy],
            estimate_words(row.cost, money.factor),
            estimate_words(row.effect, unit.factor),
            labels.get(row.against, ""),
            estimate_words(row.cost_difference, money.factor),
            estimate_words(row.effect_difference, unit.factor),
            rounded(row.ratio / unit.factor),
            reading(row, lang),
        )
        for row in sorted(found.rows, key=lambda row: row.cost.mean)
    ]
    show_table(heads, rows, numbers=[*heads[1:3], *heads[4:7]])


def _show_offers(found: Economics, labels: dict[str, str], unit: EffectUnit, lang: Language) -> None:
    from sim.report import decision_words as say
    from sim.report.pricing import estimate_words, money_scale, rounded

    every = (len(found.offers) - 1) // (OFFERS_SHOWN - 1)
    places = [row.policy for row in found.rows]
    offers = found.offers[::every]
    money = money_scale((offer.benefit for offer in offers), lang)
    heads = [say.WILLINGNESS.say(lang, unit=unit.one), say.BEST_VALUE.say(lang)]
    heads += [say.NET_BENEFIT.say(lang, money=money.unit), say.SHARE_BEST.say(lang)]
    rows = [
        (
            rounded(offer.willingness / unit.factor),
            labels[offer.best],
            estimate_words(offer.benefit, money.factor),
            f"{offer.shares[places.index(offer.best)]:.0%}",
        )
        for offer in offers
    ]
    show_table(heads, rows, numbers=(heads[0], *heads[2:]))


def _show_budgets(labels: list[str], budgets: list[tuple[Estimate, Estimate]], lang: Language) -> None:
    from sim.report import decision_words as say
    from sim.report.pricing import estimate_words, money_scale

    money = money_scale((amount for amount, _ in budgets), lang)
    heads = [words.POLICY.say(lang), say.MONEY_A_YEAR.say(lang, money=money.unit), say.TO_BASELINE.say(lang)]
    told = [
        (label, *(estimate_words(each, money.factor) for each in pair))
        for label, pair in zip(labels, budgets, strict=True)
    ]
    show_table(heads, told, numbers=heads[1:])


def _as_tree(
    found: Economics, terms: Terms, budgets: list[tuple[Estimate, Estimate]], crossed: Crossed
) -> dict[str, Any]:
    return {
        **asdict(terms),
        "states": found.states,
        "worlds": found.worlds,
        "left_out": list(crossed.paired.left_out),
        "set_aside": list(crossed.set_aside),
        "policies": [asdict(row) for row in found.rows],
        "offers": [asdict(offer) for offer in found.offers],
        "budget_yuan_a_year": [
            {"policy": row.policy, "amount": asdict(amount), "to_baseline": asdict(difference)}
            for row, (amount, difference) in zip(found.rows, budgets, strict=True)
        ],
    }
