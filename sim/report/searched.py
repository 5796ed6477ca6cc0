"""What a search found, said in words and in a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.lab.search.question import tried_values
from sim.outcomes import OUTCOMES
from sim.report import words
from sim.report.quantities import LEVEL_DIGITS, Quantity, decimals_for, number, of_lever, of_outcome
from sim.report.words import Language, Text
from sim.scenario import DECLARATIONS

if TYPE_CHECKING:
    from sim.lab.search.answer import Answer, Found, Reading
    from sim.lab.search.question import Bound, Search

TRIED = Text(
    "{tried} of {size} policies tried in {worlds} worlds, the same for all; {found} of them and the baseline judged in "
    "{fresh} fresh worlds, which the search had not seen.",
    "在{worlds}个共同的模拟世界中试了{size}项政策中的{tried}项；其中{found}项与基准在{fresh}个搜索未见过的新世界中检验。",
)
TRIED_ALL = Text("Every policy of the grid was tried.", "网格中的每一项政策都已试过。")
SETTLED = Text(
    "Nothing around the best is better: no change of one lever, and no small change of two. That is no proof that "
    "nothing better lies farther off.",
    "其周围没有更好的政策：改变任一杠杆，或小幅改变两个杠杆，均无改善。但这不能证明更远处没有更好的政策。",
)
UNSETTLED = Text(
    "The search ended before it had tried everything around the best; give it more generations.",
    "搜索结束时尚未试遍最优政策的周围；请增加代数。",
)
CHEAPEST = Text(
    "The cheapest policy found with {target}: {values}. It costs {cost} ({cost_low} to {cost_high}; baseline "
    "{base_cost}) and reaches {reached} ({low} to {high}; baseline {base}).",
    "所找到的满足“{target}”的最便宜政策：{values}。成本为{cost}（{cost_low}至{cost_high}；基准为{base_cost}），"
    "达到{reached}（{low}至{high}；基准为{base}）。",
)
NOT_CONFIRMED = Text(
    "Some policies reached {target} in the worlds of the search, but none does clearly in fresh worlds. The nearest is "
    "{reached} ({low} to {high}) with {values}.",
    "有政策在搜索的世界中满足“{target}”，但在新世界中没有一项明确满足。最接近的为{reached}（{low}至{high}）：{values}。",
)
OUT_OF_REACH = Text(
    "No policy within these ranges was found with {target}. The nearest is {reached} ({low} to {high}) with {values}.",
    "在这些范围内没有找到满足“{target}”的政策。最接近的为{reached}（{low}至{high}）：{values}。",
)
FRONT = Text(
    "{kept} of the {count} policies found are still on the front in fresh worlds: none of the others is better in "
    "everything.",
    "所得{count}项政策中有{kept}项在新世界中仍处于前沿：没有其他政策在各方面都更好。",
)
OPTIMISM = Text(
    "In the search the policies found looked better than they are in fresh worlds by {size} of {outcome}, on average "
    "and against the baseline.",
    "所得政策在搜索中看起来比在新世界中平均好{size}（{outcome}，相对基准）。",
)
PESSIMISM = Text(
    "In the search the policies found looked worse than they are in fresh worlds by {size} of {outcome}, on average "
    "and against the baseline.",
    "所得政策在搜索中看起来比在新世界中平均差{size}（{outcome}，相对基准）。",
)
KEPT = Text(
    "Only policies that keep to this, as means over worlds, count: {bounds}.",
    "只计入各世界均值满足以下条件的政策：{bounds}。",
)
EDGES = Text(
    "At the end of their ranges: {levers}. Beyond them there may be cheaper ways; see also what else changes with "
    "`sanshe compare {folder}`.",
    "处于取值范围端点的杠杆：{levers}。范围之外可能有更便宜的办法；其他指标的变化见`sanshe compare {folder}`。",
)
FAILED = Text(
    "{failed} runs failed; their policies count as not allowed.", "有{failed}次运行失败；相应政策视为不可行。"
)
AT_LEAST = Text("{outcome} of at least {value}", "{outcome}不低于{value}")
AT_MOST = Text("{outcome} of at most {value}", "{outcome}不高于{value}")
SEARCHED = Text("{outcome}, search", "{outcome}，搜索")
FRESH = Text("{outcome}, fresh worlds", "{outcome}，新世界")
STANDING = Text("reading", "判读")
REACHES = Text("reaches the target", "达到目标")
MISSES = Text("not clearly", "不明确")
ON_FRONT = Text("on the front", "处于前沿")
BEHIND = Text("behind", "不在前沿")
NOT_ALLOWED = Text("breaks a bound", "违反约束")
TITLE = Text("What was found: {first} and {second}", "搜索所得：{first}与{second}")
ALL_TRIED = Text("tried", "试过的政策")
FOUND = Text("found, in fresh worlds", "所得政策（新世界）")
BASELINE = Text("baseline", "基准")
BEST = Text("cheapest that reaches the target", "达到目标的最便宜政策")
TARGET = Text("target", "目标")
NOTE = Text(
    "Small dots: means over {worlds} worlds of the search, each a policy. Large: policies found, means and 95% "
    "intervals over {fresh} fresh worlds; numbers as in the table.",
    "小点：各项政策在搜索的{worlds}个世界中的均值。大点：所得政策在{fresh}个新世界中的均值与95%区间；编号同表。",
)


def sentences(answer: Answer, lang: Language) -> Iterator[str]:
    """The answer in words, the most important first."""
    search = _search(answer)
    if search.target is not None:
        yield _target_words(answer, search, lang)
    else:
        kept = sum(each.on_front for each in answer.found)
        yield FRONT.say(lang, kept=kept, count=len(answer.found))
    if search.constraint:
        bounds = words.LIST_MARK.say(lang).join(bound_words(bound, lang) for bound in search.constraint)
        yield KEPT.say(lang, bounds=bounds)
    facts = {"tried": f"{answer.tried:,}", "size": f"{answer.size:,}", "worlds": answer.worlds}
    yield TRIED.say(lang, **facts, found=len(answer.found), fresh=answer.fresh_worlds)
    if answer.tried == answer.size:
        yield TRIED_ALL.say(lang)
    elif answer.settled is not None:
        yield (SETTLED if answer.settled else UNSETTLED).say(lang)
    edges = _at_the_end(answer)
    if edges:
        levers = [of_lever(DECLARATIONS[path], lang).in_sentence for path in edges]
        yield EDGES.say(lang, levers=words.LIST_MARK.say(lang).join(levers), folder=answer.folder / "fresh")
    for name, size in answer.optimism.items():
        about = outcome(name, lang)
        told = about.difference(size, size, size).size
        yield (OPTIMISM if size >= 0 else PESSIMISM).say(lang, size=told, outcome=about.in_sentence)
    if answer.failed:
        yield FAILED.say(lang, failed=answer.failed)


def header(answer: Answer, lang: Language) -> list[str]:
    """The columns of the table of policies: name, levers, outcomes in the search and in fresh worlds, reading."""
    levers = [of_lever(DECLARATIONS[path], lang).label for path in answer.baseline.values]
    outcomes = [
        text.say(lang, outcome=outcome(name, lang).label)
        for name in answer.baseline.readings
        for text in (SEARCHED, FRESH)
    ]
    return [words.POLICY.say(lang), *levers, *outcomes, STANDING.say(lang)]


def rows(answer: Answer, lang: Language) -> list[list[str]]:
    """A row for the baseline and for each policy found."""
    return [_row(each, answer, lang) for each in (answer.baseline, *answer.found)]


def values_words(found: Found, lang: Language) -> str:
    """The levers of a policy in a sentence."""
    told = [of_lever(DECLARATIONS[path], lang).named_level(value) for path, value in found.values.items()]
    return words.LIST_MARK.say(lang).join(told)


def bound_words(bound: Bound, lang: Language) -> str:
    """What must be reached, in a sentence."""
    about = outcome(bound.outcome, lang)
    if bound.at_least is not None:
        return AT_LEAST.say(lang, outcome=about.in_sentence, value=about.level(bound.at_least))
    return AT_MOST.say(lang, outcome=about.in_sentence, value=about.level(bound.at_most))


def outcome(name: str, lang: Language) -> Quantity:
    """An outcome as a quantity."""
    return of_outcome(OUTCOMES[name], lang)


def written(reading: Reading, about: Quantity) -> tuple[str, str, str, str]:
    """A reading's mean in the search, and mean and interval in fresh worlds, in one unit."""
    scale = about.unit.level(abs(reading.mean), about.lang)
    decimals = decimals_for(abs(reading.mean) * scale.factor, LEVEL_DIGITS)
    searched, mean, low, high = (number(each * scale.factor, decimals) for each in reading)
    unit = scale.unit
    glue = "" if about.lang == "zh" or unit.startswith("%") or not unit else " "
    return searched, f"{mean}{glue}{unit}", low, high


def _row(found: Found, answer: Answer, lang: Language) -> list[str]:
    levers = [of_lever(DECLARATIONS[path], lang).level(value) for path, value in found.values.items()]
    cells = []
    for name, reading in found.readings.items():
        searched, mean, low, high = written(reading, outcome(name, lang))
        cells += [searched, f"{mean} ({words.RANGE.say(lang, low=low, high=high)})"]
    is_baseline = found.name == answer.baseline.name
    return [BASELINE.say(lang) if is_baseline else found.name, *levers, *cells, _standing(found, lang)]


def _standing(found: Found, lang: Language) -> str:
    if not found.allowed:
        return NOT_ALLOWED.say(lang)
    if found.reaches is not None:
        return (REACHES if found.reaches else MISSES).say(lang)
    return (ON_FRONT if found.on_front else BEHIND).say(lang)


def _target_words(answer: Answer, search: Search, lang: Language) -> str:
    target = search.target
    if target is None:
        return ""
    sign = 1.0 if target.at_least is not None else -1.0
    allowed = [each for each in answer.found if each.allowed] or list(answer.found) or [answer.baseline]
    shown = answer.best or max(allowed, key=lambda each: sign * each.readings[target.outcome].mean)
    about, cost = outcome(target.outcome, lang), outcome(target.cost, lang)
    _, reached, low, high = written(shown.readings[target.outcome], about)
    told = {
        "target": bound_words(target, lang),
        "values": values_words(shown, lang),
        "reached": reached,
        "low": low,
        "high": high,
    }
    if answer.best is None:
        searched = [sign * each.readings[target.outcome].searched for each in allowed]
        asked = sign * (target.at_least if target.at_least is not None else target.at_most or 0.0)
        return (NOT_CONFIRMED if max(searched) >= asked else OUT_OF_REACH).say(lang, **told)
    _, money, money_low, money_high = written(shown.readings[target.cost], cost)
    base = [answer.baseline.readings[name] for name in (target.outcome, target.cost)]
    return CHEAPEST.say(
        lang,
        **told,
        cost=money,
        cost_low=money_low,
        cost_high=money_high,
        base=written(base[0], about)[1],
        base_cost=written(base[1], cost)[1],
    )


def _at_the_end(answer: Answer) -> list[str]:
    """The numbers of the best policy that lie at an end of what was tried, where the lever could go further."""
    search, best = _search(answer), answer.best
    if best is None:
        return []
    found = []
    for path, value in best.values.items():
        declaration, tried = DECLARATIONS[path], tried_values(path, search.levers[path])
        further = {tried[0]: declaration.low, tried[-1]: declaration.high}
        if not isinstance(value, bool | str) and value in further and value != further[value]:
            found.append(path)
    return found


def _search(answer: Answer) -> Search:
    search = answer.experiment.search
    if search is None:
        raise ValueError(f"{answer.folder}: the answer of no search")
    return search
