"""Make the tables in the documents out of what is declared, so that they cannot drift (make pages).

A page holds a table between `<!-- made: NAME -->` and `<!-- /made -->`; what stands between is written
anew. A test fails where a page is not as this script would make it.
"""

from __future__ import annotations

import csv
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from scripts.sources import month, users
from sim.agents.columns import Table
from sim.agents.committee import Committee, Committees
from sim.agents.evaluator import Evaluator, Evaluators
from sim.agents.funder import Funder, Funders, Streets
from sim.agents.organisation import Hub, Organisation, Organisations
from sim.agents.resident import Residents
from sim.agents.row_agent import RowAgent
from sim.agents.worker import Workers
from sim.chance import Stream
from sim.declare import Declaration
from sim.domains import DOMAINS
from sim.facts import facts
from sim.lab.patterns import PATTERNS
from sim.ledger import Flow, Sector
from sim.outcomes import OUTCOMES
from sim.records import Contracts, GroupRegister, MatchedProjects, Programmes, SitePairs, Tranches
from sim.scenario import COEFFICIENTS, LEVERS, SETTINGS, Scenario, bundled_scenarios, load_scenario

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "README.zh.md", "docs/odd.md", "docs/mechanisms.md", "scenarios/README.md")
MECHANISMS = ROOT / "docs" / "mechanisms.csv"
ENTITIES: Mapping[str, type[Table]] = {
    "Residents 居民": Residents,
    "Social workers 社工": Workers,
    "Committees 居委会": Committees,
    "Organisations 社会组织": Organisations,
    "Evaluators 评估机构": Evaluators,
    "Streets 街道": Streets,
    "The funder 购买方": Funders,
    "Contracts 合同": Contracts,
    "Tranches 拨款": Tranches,
    "Programmes 项目": Programmes,
    "Matched projects 对接项目": MatchedProjects,
    "Pairs of parking sites 错时停车点": SitePairs,
    "Register of community organisations 备案登记": GroupRegister,
}
_PLACE = re.compile(r"(<!-- made: (\S+) -->\n).*?(<!-- /made -->)", re.DOTALL)
DECIDERS: Mapping[str, type[RowAgent]] = {
    "residents' committee": Committee,
    "organisation": Organisation,
    "hub": Hub,
    "funder": Funder,
    "evaluator": Evaluator,
}
Lines = Iterator[str]


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Lines:
    """Rows as a Markdown table."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |"


def scenarios(lang: str) -> Lines:
    """Every bundled scenario with its source, in the order of the systems' codes."""
    known = sorted((load_scenario(name) for name in bundled_scenarios()), key=_code)
    heads = ("情景", "说明", "来源") if lang == "zh" else ("scenario", "what it is", "source")
    return table(heads, [(f"`{each.name}`", each.title(lang), each.source) for each in known])


def _code(scenario: Scenario) -> int:
    """The number of a system: 13 of `Changsha's matching and community funds (S13)`."""
    found = re.search(r"\(S(\d+)\)", scenario.title_en)
    return int(found[1]) if found else len(scenario.title_en)


def declared(of: Mapping[str, Declaration]) -> Lines:
    """Declarations, a table for each section."""
    for section, rows in sections(of).items():
        yield f"**`{section}`**"
        yield ""
        yield from in_section(rows)
        yield ""


def sections(of: Mapping[str, Declaration]) -> dict[str, list[Declaration]]:
    """Declarations by the section that they stand in, such as `policy.payment`."""
    found: dict[str, list[Declaration]] = {}
    for path, each in of.items():
        found.setdefault(".".join(path.split(".")[:-1][:2]), []).append(each)
    return found


def in_section(rows: Sequence[Declaration]) -> Lines:
    """Declarations of one section; what has a value for each domain of need takes one row."""
    heads = ("name", "meaning", "default", "range", "unit", "source")
    by_name: dict[str, list[Declaration]] = {}
    for each in rows:
        name, _, last = each.path.rpartition(".")
        by_name.setdefault(name if last in _DOMAIN_NAMES else each.path, []).append(each)
    return table(heads, [_row(path, same) for path, same in by_name.items()])


_DOMAIN_NAMES = {domain.name for domain in DOMAINS}


def _row(path: str, same: Sequence[Declaration]) -> tuple[object, ...]:
    each = same[0]
    meaning = each.meaning.removesuffix(f": {DOMAINS[0].en}") if len(same) > 1 else each.meaning
    defaults = ", ".join(_shown(one.default) for one in same)
    return (
        f"`{'.'.join(path.split('.')[2:] or path.split('.')[1:])}`",
        meaning,
        defaults,
        _range(each),
        each.unit,
        each.source,
    )


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def _range(each: Declaration) -> str:
    if each.kind == "choice":
        return " or ".join(each.choices)
    return "true or false" if each.kind == "flag" else f"{each.low:g} to {each.high:g}"


def state() -> Lines:
    """Every state variable of every entity."""
    for name, kind in ENTITIES.items():
        yield f"**{name}**"
        yield ""
        rows = [
            (f"`{each.name}`", each.meaning, each.unit, _type(each.dtype.name, each.width))
            for each in kind.columns.values()
        ]
        yield from table(("variable", "meaning", "unit", "type"), rows)
        yield ""


def _type(name: str, width: int) -> str:
    return name if width == 1 else f"{name} × {width}"


def deciders() -> Lines:
    """What institutions decide, each by a method that a subclass can replace."""
    rows = [
        (who, f"`{kind.__name__}.{name}`", " ".join((inspect.getdoc(method) or "").split("\n\n")[0].split()))
        for who, kind in DECIDERS.items()
        for name, method in vars(kind).items()
        if inspect.isfunction(method) and not name.startswith("_")
    ]
    return table(("who", "method", "what it decides"), rows)


def streams() -> Lines:
    """Every purpose for which luck is drawn, and where."""
    used = users("Stream")
    rows = [(int(number), _words(name), used[name]) for name, number in vars(Stream).items() if name in used]
    return table(("stream", "purpose", "drawn in"), rows)


def _words(name: str) -> str:
    return name.lower().replace("_", " ")


def patterns() -> Lines:
    """Every pattern with the ablation that must remove it, and what was found when it was last looked for."""
    found = dict(
        re.findall(r"^## (P\d+): (.*)$", (ROOT / "docs" / "patterns.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    rows = [
        (each.code, each.statement, each.without, found.get(code, "not yet looked for"))
        for code, each in PATTERNS.items()
    ]
    return table(("pattern", "what must show", "ablation", "found"), rows)


def outcomes() -> Lines:
    """Every outcome."""
    return table(
        ("outcome", "meaning", "unit", "better", "matters from", "source"),
        [
            (f"`{each.name}`", each.meaning, each.unit, each.direction, f"{each.matters:g}", each.source)
            for each in OUTCOMES.values()
        ],
    )


def flows() -> Lines:
    """The sectors that hold money, and every flow by which it moves, with the files that move it."""
    yield f"Sectors: {', '.join(_words(sector.name) for sector in Sector)}."
    yield ""
    used = users("Flow")
    yield from table(("flow", "moved in"), [(_words(flow.name), used[flow.name]) for flow in Flow if flow.name in used])


def data() -> Lines:
    """Every fact with what the model does with it."""
    rows = [
        (
            code,
            each.place,
            each.quantity_en,
            ", ".join(f"{value:g}" for value in each.values),
            each.unit,
            each.role,
            each.maps_to,
        )
        for code, each in facts().items()
    ]
    return table(("fact", "place", "quantity", "value", "unit", "role", "what it sets or checks"), rows)


def mechanisms() -> Lines:
    """Every mechanism of the sources, and where it is or why it is not."""
    rows = []
    for each in mechanism_rows():
        where = ", ".join(f"`{path}`" for path in each["files"].split())
        levers = ", ".join(f"`{path}`" for path in each["paths"].split())
        rows.append((each["code"], each["claim"], each["status"], where, levers, each["note"]))
    return table(("code", "claim", "in the model", "file", "levers and coefficients", "how, or why not"), rows)


def mechanism_rows() -> list[dict[str, str]]:
    """The table of mechanisms as it is kept by hand."""
    with MECHANISMS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def by_section(kind: str, of: Mapping[str, Declaration]) -> dict[str, Callable[[], Lines]]:
    """A maker for the table of each section, such as `levers-payment`."""
    return {f"{kind}-{section.split('.')[1]}": partial(in_section, rows) for section, rows in sections(of).items()}


MAKERS: Mapping[str, Callable[[], Lines]] = {
    "scenarios": lambda: scenarios("en"),
    "scenarios-zh": lambda: scenarios("zh"),
    "levers": lambda: declared(LEVERS),
    "coefficients": lambda: declared(COEFFICIENTS),
    "settings": lambda: in_section(list(SETTINGS.values())),
    **by_section("levers", LEVERS),
    **by_section("coefficients", COEFFICIENTS),
    "state": state,
    "schedule": month,
    "deciders": deciders,
    "streams": streams,
    "patterns": patterns,
    "outcomes": outcomes,
    "flows": flows,
    "data": data,
    "mechanisms": mechanisms,
}


def declared_sections() -> set[str]:
    """Names of the tables that together show every lever and coefficient."""
    return {*by_section("levers", LEVERS), *by_section("coefficients", COEFFICIENTS)}


def made(text: str) -> str:
    """A page with all its tables as they should be now."""

    def fill(found: re.Match[str]) -> str:
        lines = "\n".join(MAKERS[found[2]]()).rstrip()
        return f"{found[1]}{lines}\n{found[3]}"

    return _PLACE.sub(fill, text)


def main() -> None:
    """Write every page anew."""
    for name in PAGES:
        page = ROOT / name
        if page.is_file():
            page.write_text(made(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
