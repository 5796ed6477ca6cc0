"""Where a policy fails, said in words: boxes, what counts as failing, and how far to trust it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.lab.discovery.boxes import Among, Between, Box, Limit, Stage, restricted
from sim.outcomes import OUTCOMES
from sim.report import words
from sim.report.quantities import Quantity, of_lever, of_outcome
from sim.report.words import Language, Text
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    from sim.lab.discovery.finding import Discovery, Failure
    from sim.lab.discovery.points import Condition

ABOVE = Text("{name} above {value}", "{name}高于{value}")
UNDER = Text("{name} below {value}", "{name}低于{value}")
OR_MORE = Text("{name} of {value} or more", "{name}不低于{value}")
OR_LESS = Text("{name} of {value} or less", "{name}不高于{value}")
FROM_TO = Text("{name} from {low} to {high}", "{name}在{low}至{high}之间")
IS = Text("{name}: {value}", "{name}为{value}")
OR = Text(" or ", "或")
AND = Text(" and ", "，且")
EVERYWHERE = Text("everywhere", "所有条件下")
FAILS = Text("Failing is: {outcome} {side} {threshold}.", "{outcome}{side}{threshold}即为失败。")
FAILS_AGAINST = Text(
    "Failing is: {outcome} {side} {threshold} away from that under “{against}” in the same worlds.",
    "在相同模拟世界中，{outcome}与“{against}”之差{side}{threshold}即为失败。",
)
FAILS_WORSE = Text(
    "Failing is: {outcome} worse than under “{against}” in the same worlds.",
    "在相同模拟世界中，{outcome}差于“{against}”即为失败。",
)
POLICY = Text("Policy in question: {policy}.", "所问政策：{policy}。")
SIDES = {"below": Text("below", "低于"), "above": Text("above", "高于")}
DIFFERENCE_SIDES = {"below": Text("below", "小于"), "above": Text("above", "大于")}
UNIT = Text(
    "{points} points, each judged by its mean over {worlds} worlds: {failing} fail ({share}). At {near} points the 95% "
    "interval of that mean holds the threshold, so that other worlds might judge them otherwise.",
    "共{points}个条件点，各以{worlds}个模拟世界的均值判断：{failing}个失败（{share}）。"
    "其中{near}个点均值的95%区间包含阈值，换一批模拟世界判断可能不同。",
)
BOX = Text(
    "{conditions}: {coverage} of the failures; {density} of the cases in it fail ({caught} of {held}, 95% interval "
    "{low} to {high}); n = {held} of {points}.",
    "{conditions}：涵盖{coverage}的失败；其中{density}失败（{held}个中{caught}个，95%区间{low}至{high}），"
    "n = {held}（共{points}）。",
)
AGAIN = Text(
    "Found again in {count} random halves of the points and judged on the other halves: {coverage} of the failures, "
    "{density} of the cases in it fail (middle of the halves; from {worst} to {best}).",
    "在{count}次随机抽取的一半点中重新寻找，并以另一半判断：涵盖{coverage}的失败；其中{density}失败（各次的中位数；"
    "最低{worst}，最高{best}）。",
)
NOT_AGAIN = Text(
    "Too few failures to look for the box again in halves of the points.", "失败点太少，无法在一半的点中重新寻找。"
)
DROPPED = Text(
    "Left out of the box, because chance alone would have limited them (quasi-p above 0.05): {conditions}.",
    "因仅凭偶然也会受到限制（准p值高于0.05）而未列入：{conditions}。",
)
TREE = Text(
    "A tree of three questions, on points it had not seen (five folds): {coverage} of the failures, {density} of the "
    "cases it names fail.",
    "三层判断的决策树，以未见过的点检验（五折）：涵盖{coverage}的失败；所指的点中{density}失败。",
)
TREE_NONE = Text(
    "A tree of three questions finds no leaf in which most of unseen points fail.",
    "三层判断的决策树未找到多数未见过的点会失败的条件。",
)
NUMBER = Text("box", "方框")
POINTS = Text("points", "点数")
COVERAGE = Text("coverage", "覆盖率")
DENSITY = Text("density", "密度")
MASS = Text("mass", "占比")
LIMITED = Text("conditions limited", "受限条件")
CONDITION = Text("condition", "条件")
QUASI_P = Text("quasi-p", "准p值")
FOUND_AGAIN = Text("limited again in halves", "在一半点中再现")
PATH = Text("name in files", "文件中的名称")
LEAF = Text("leaf of the tree", "决策树叶节点")
STAGES = Text(
    "{shown} of {count} boxes on the way; * number {picked} was taken (the best harmonic mean of coverage and "
    "density, unless --box says otherwise). Coverage: share of all failures in the box; density: share of the box that "
    "fails.",
    "剥离过程共{count}个方框，列出{shown}个；*为所取的第{picked}个（未用--box指定时，取覆盖率与密度调和平均最高者）。"
    "覆盖率：方框所含失败占全部失败的比例；密度：方框内失败的比例。",
)


def percent(share: float) -> str:
    """A share in whole percent; a dash where there is none."""
    return "–" if math.isnan(share) else f"{100 * share:.0f}%"


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927); nan where there is nothing to share."""
    if not whole:
        return math.nan, math.nan
    z = 1.959963984540054
    share, spread = part / whole, z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = z / (1 + spread) * math.sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return middle - reach, middle + reach


def failing_words(failure: Failure, lang: Language) -> str:
    """What counts as failing, as a sentence."""
    outcome = of_outcome(OUTCOMES[failure.outcome], lang)
    if failure.against is None:
        side = SIDES[failure.side].say(lang)
        return FAILS.say(lang, outcome=outcome.in_sentence, side=side, threshold=outcome.level(failure.threshold))
    if failure.threshold == 0:
        return FAILS_WORSE.say(lang, outcome=outcome.in_sentence, against=failure.against)
    told = outcome.difference(failure.threshold, failure.threshold, failure.threshold).signed
    side = DIFFERENCE_SIDES[failure.side].say(lang)
    return FAILS_AGAINST.say(lang, outcome=outcome.in_sentence, against=failure.against, side=side, threshold=told)


def unit_words(found: Discovery, lang: Language) -> str:
    """What a case is, how many fail, and how many are close."""
    cases = found.cases
    share = percent(cases.failing / cases.count)
    return UNIT.say(lang, points=cases.count, worlds=found.worlds, failing=cases.failing, share=share, near=found.near)


def box_words(box: Box, conditions: Sequence[Condition], lang: Language) -> str:
    """The conditions of a box, joined into the beginning of a sentence."""
    parts = [limit_words(limit, conditions[place], lang) for place, limit in enumerate(box) if limit is not None]
    return AND.say(lang).join(parts) if parts else EVERYWHERE.say(lang)


def stage_words(stage: Stage, found: Discovery, lang: Language) -> str:
    """A box with what it holds, as a sentence."""
    low, high = wilson(stage.failing, stage.held)
    told = BOX.say(
        lang,
        conditions=box_words(stage.box, found.conditions, lang),
        coverage=percent(stage.coverage),
        density=percent(stage.density),
        caught=stage.failing,
        held=stage.held,
        points=found.cases.count,
        low=percent(low),
        high=percent(high),
    )
    return told[:1].upper() + told[1:]


def trust_words(found: Discovery, lang: Language) -> list[str]:
    """How the box does where it was not found, and which conditions were left out of it."""
    import numpy as np

    told = []
    halves = found.halvings
    if halves is None:
        told.append(NOT_AGAIN.say(lang))
    else:
        coverage, density = (np.nanmedian(each) for each in (halves.coverage, halves.density))
        ends = {"worst": percent(float(np.nanmin(halves.density))), "best": percent(float(np.nanmax(halves.density)))}
        shares = {"coverage": percent(float(coverage)), "density": percent(float(density))}
        told.append(AGAIN.say(lang, count=halves.count, **shares, **ends))
    if found.dropped:
        names = [quantity(found.conditions[place], lang).in_sentence for place in found.dropped]
        told.append(DROPPED.say(lang, conditions=words.CLAUSE_MARK.say(lang).join(names)))
    return told


def tree_words(found: Discovery, lang: Language) -> str:
    """How good the tree is on points that it has not seen."""
    if found.tree is None or math.isnan(found.tree.density):
        return TREE_NONE.say(lang)
    return TREE.say(lang, coverage=percent(found.tree.coverage), density=percent(found.tree.density))


def limit_words(limit: Limit, condition: Condition, lang: Language) -> str:
    """One condition of a box with its unit."""
    about = quantity(condition, lang)
    name = about.in_sentence
    if isinstance(limit, Among):
        values = [about.level(condition.categories[place]) for place in sorted(limit.places)]
        return IS.say(lang, name=name, value=OR.say(lang).join(values))
    low, high = ends(limit, condition)
    if low is None or high is None:
        value = about.level(low if high is None else high)
        whole, part = (OR_MORE, ABOVE) if high is None else (OR_LESS, UNDER)
        return (whole if condition.whole else part).say(lang, name=name, value=value)
    if low == high:
        return IS.say(lang, name=name, value=about.level(low))
    return FROM_TO.say(lang, name=name, low=about.level(low), high=about.level(high))


def ends(limit: Between, condition: Condition) -> tuple[float | None, float | None]:
    """The ends of a range as they are said: whole numbers inside it, three digits else, None where there is no end."""
    low = None if math.isinf(limit.low) else float(f"{limit.low:.3g}")
    high = None if math.isinf(limit.high) else float(f"{limit.high:.3g}")
    if condition.whole:
        low = None if low is None else float(math.ceil(limit.low))
        high = None if high is None else float(math.floor(limit.high))
    return low, high


def quantity(condition: Condition, lang: Language) -> Quantity:
    """A condition with its label and unit."""
    return of_lever(DECLARATIONS[condition.path], lang)


def simplest(stages: Sequence[Stage], picked: int, most: int) -> list[int]:
    """Which boxes of a long trajectory are listed: evenly many, the first, the picked and the last among them."""
    if len(stages) <= most:
        return list(range(len(stages)))
    evenly = {round(place * (len(stages) - 1) / (most - 2)) for place in range(most - 1)}
    return sorted(evenly | {picked})


def listed_conditions(stage: Stage, conditions: Sequence[Condition], lang: Language) -> str:
    """The labels of the conditions that a box limits."""
    names = [quantity(conditions[place], lang).label for place in restricted(stage.box)]
    return words.LIST_MARK.say(lang).join(names)
