"""Write the Chinese reference pages of the documents out of what is declared (make pages).

They hold what the English ones hold (`scripts/reference.py`), with the Chinese meanings, units and ranges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scripts.pages import sections, table
from scripts.reference import Lines, as_page, as_written, grouped, write
from sim.app.words import SECTIONS
from sim.declare import Declaration
from sim.domains import DOMAINS
from sim.outcomes import OUTCOMES
from sim.report.allowed import allowed
from sim.report.meanings import meaning
from sim.report.method_words import DIRECTIONS, SUMMARIES
from sim.report.units import stored_unit
from sim.scenario import COEFFICIENTS, LEVERS, SETTINGS, bundled_scenarios, load_scenario

SOURCES = "“来源”一栏为英文；`assumed`表示没有来源给出数值，取值范围是设想中可能的范围。"


def levers() -> Lines:
    """Every lever."""
    yield "# 政策杠杆"
    yield ""
    yield (
        "政策可以设定的一切，以路径为名：用于实验文件的`[policy.set]`和`[axes]`、情景文件，以及`--set`之后。"
        f"`sanshe levers 词 --lang zh`可查找其中几项。{SOURCES}"
    )
    yield from declarations(LEVERS)


def coefficients() -> Lines:
    """Every coefficient of the model's rules."""
    yield "# 系数"
    yield ""
    yield (
        "模型规则中的数值。它们不是政策：改动它们，是为了查看结论在其他取值下是否仍然成立"
        f"（[不确定性](../howto/uncertainty.md)，英文）。{SOURCES}"
    )
    yield from declarations(COEFFICIENTS)


def settings() -> Lines:
    """Everything that describes the place."""
    yield "# 地区设定"
    yield ""
    yield f"一个地区是什么样子、跟踪多久；对一个问题的所有政策都相同。{SOURCES}"
    yield from declarations(SETTINGS)


def declarations(of: Mapping[str, Declaration]) -> Lines:
    """Declarations, a table for each section."""
    for section, rows in sections(of).items():
        kind, _, last = section.partition(".")
        title = SECTIONS[last].zh if kind == "policy" else ""
        yield ""
        yield f"## {section} {title}".rstrip()
        yield ""
        yield from table(
            ("路径", "含义", "默认值", "取值范围", "来源"), [_row(*same) for same in grouped(rows).items()]
        )
    if any(len(same) > 1 for same in grouped(list(of.values())).values()):
        yield ""
        named = "、".join(f"`{each.name}`（{each.zh}）" for each in DOMAINS)
        yield f"`DOMAIN`为需求领域之一，默认值依次为：{named}。"


def _row(path: str, same: Sequence[Declaration]) -> Sequence[object]:
    """A declaration, or those that differ by the domain of need alone, as a row."""
    each, shown, ending = same[0], path, ""
    if len(same) > 1:
        shown, ending = f"{path}.DOMAIN", f"：{DOMAINS[0].zh}"
    defaults = "、".join(as_written(one.default) for one in same)
    label, told = each.zh.removesuffix(ending), meaning(each, "zh").removesuffix(ending)
    return f"`{shown}`<br>{label}", told, defaults, allowed(each, "zh"), each.source


def outcomes() -> Lines:
    """Every outcome."""
    yield "# 结果指标"
    yield ""
    yield (
        "所测量的一切，以实验文件`outcomes`所用的名称列出。每次运行的汇总值由各月的值按“汇总方式”得出。"
        "差异的整个区间小于“最小实质差异”时，称为“无实质差异”。“来源”一栏为英文。"
    )
    yield ""
    heads = ("结果指标", "含义", "单位", "优劣方向", "最小实质差异", "汇总方式", "来源")
    rows = [
        (
            f"`{each.name}`<br>{each.zh}",
            meaning(each, "zh"),
            stored_unit(each.unit).zh,
            DIRECTIONS[each.direction].zh,
            as_written(each.matters),
            SUMMARIES[each.summary].zh,
            each.source,
        )
        for each in OUTCOMES.values()
    ]
    yield from table(heads, rows)


def scenarios() -> Lines:
    """Every scenario, with what its own file says."""
    yield "# 情景"
    yield ""
    yield (
        "每个情景是`scenarios/`中的一个文件，以另一个情景为底本，只写出不同之处。可按名称运行，也可以作为底本"
        "（[情景文件](../../scenarios/README.md)，英文）。"
    )
    for name in bundled_scenarios():
        scenario = load_scenario(name)
        yield ""
        yield f"## {name}"
        yield ""
        yield f"**{scenario.title_zh}**"
        yield ""
        yield f"{scenario.description_zh}来源：{scenario.source}。"
        own = [path for path, where in scenario.provenance.items() if where == f"{name}.toml"]
        if own:
            yield ""
            labels = {**LEVERS, **SETTINGS, **COEFFICIENTS}
            rows = [(f"`{path}`", labels[path].zh, as_written(scenario.value(path))) for path in own]
            yield from table(("由本文件设定", "名称", "取值"), rows)
        for change in scenario.changes:
            told = "、".join(f"`{path}` = {as_written(value)}" for path, value in change.values.items())
            yield ""
            yield f"自第{change.month}月起：{told}。"


PAGES: Mapping[str, Callable[[], Lines]] = {
    "levers.zh.md": levers,
    "coefficients.zh.md": coefficients,
    "settings.zh.md": settings,
    "outcomes.zh.md": outcomes,
    "scenarios.zh.md": scenarios,
}


def made(page: str) -> str:
    """A page of the Chinese reference as it should be now."""
    return as_page(PAGES[page]())


if __name__ == "__main__":
    write(PAGES)
