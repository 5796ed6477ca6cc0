"""Make the tables in the documents out of what is declared, so that they cannot drift (make pages).

A page holds a table between `<!-- made: NAME -->` and `<!-- /made -->`; what stands between is written
anew. A test fails where a page is not as this script would make it.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from sim.agents.columns import Table
from sim.agents.committee import Committees
from sim.agents.evaluator import Evaluators
from sim.agents.funder import Funders, Streets
from sim.agents.organisation import Organisations
from sim.agents.resident import Residents
from sim.agents.worker import Workers
from sim.declare import Declaration
from sim.facts import facts
from sim.ledger import Flow, Sector
from sim.outcomes import OUTCOMES
from sim.records import Contracts, Programmes, Tranches
from sim.scenario import COEFFICIENTS, LEVERS, SETTINGS, bundled_scenarios, load_scenario

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
}
_PLACE = re.compile(r"(<!-- made: (\S+) -->\n).*?(<!-- /made -->)", re.DOTALL)
Lines = Iterator[str]


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Lines:
    """Rows as a Markdown table."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |"


def scenarios(lang: str) -> Lines:
    """Every bundled scenario with its parent and source."""
    known = [load_scenario(name) for name in bundled_scenarios()]
    heads = ("情景", "说明", "来源") if lang == "zh" else ("scenario", "what it is", "source")
    return table(heads, [(f"`{each.name}`", each.title(lang), each.source) for each in known])


def declared(of: Mapping[str, Declaration]) -> Lines:
    """Declarations, a table for each section."""
    sections: dict[str, list[Declaration]] = {}
    for path, each in of.items():
        sections.setdefault(".".join(path.split(".")[:-1][:2]), []).append(each)
    for section, rows in sections.items():
        yield f"**`{section}`**"
        yield ""
        yield from table(
            ("name", "meaning", "default", "range", "unit", "source"),
            [(_last(each.path), each.meaning, each.default, each.allowed, each.unit, each.source) for each in rows],
        )
        yield ""


def _last(path: str) -> str:
    parts = path.split(".")
    return f"`{'.'.join(parts[2:] or parts[1:])}`"


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


def schedule() -> Lines:
    """What happens in a month, in order, each with the first sentence of its description."""
    tree = ast.parse((ROOT / "sim" / "model.py").read_text(encoding="utf-8"))
    step = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "step")
    calls = [node.value.func for node in step.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    for number, call in enumerate((each for each in calls if isinstance(each, ast.Attribute)), 1):
        owner = call.value.id if isinstance(call.value, ast.Name) else ""
        where = "sim/model.py" if owner == "self" else _source(owner)
        yield f"{number}. `{owner}.{call.attr}`: {_first_sentence(where, call.attr)} (`{where}`)"


def _source(mechanism: str) -> str:
    folder = Path("sim/mechanisms") / mechanism
    return str(folder / "__init__.py" if (ROOT / folder).is_dir() else folder.with_suffix(".py"))


def _first_sentence(where: str, verb: str) -> str:
    tree = ast.parse((ROOT / where).read_text(encoding="utf-8"))
    own = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == verb]
    words = ast.get_docstring(tree) if where != "sim/model.py" else ast.get_docstring(own[0])
    return " ".join((words or "").split("\n\n")[0].split())


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
    """Every flow of money, and the sectors that hold it."""
    yield f"Sectors: {', '.join(sector.name.lower().replace('_', ' ') for sector in Sector)}."
    yield ""
    yield f"Flows: {', '.join(flow.name.lower().replace('_', ' ') for flow in Flow)}."


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


MAKERS: Mapping[str, Callable[[], Lines]] = {
    "scenarios": lambda: scenarios("en"),
    "scenarios-zh": lambda: scenarios("zh"),
    "levers": lambda: declared(LEVERS),
    "coefficients": lambda: declared(COEFFICIENTS),
    "settings": lambda: declared(SETTINGS),
    "state": state,
    "schedule": schedule,
    "outcomes": outcomes,
    "flows": flows,
    "data": data,
    "mechanisms": mechanisms,
}


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
