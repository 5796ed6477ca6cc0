"""What is simulated: a policy, the model's coefficients, a setting, and what changes when.

A scenario file says only how it differs from its parent (`extends = "guangzhou"`). Every value
remembers where it comes from, and the resolved whole has a fingerprint.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import field, replace
from importlib import resources
from pathlib import Path
from typing import Any

from sim.coefficients import Coefficients
from sim.declare import Declaration, Section, Value, check_value, declarations, flatten, replaced
from sim.errors import MOST_FAULTS, Fault, ScenarioError, first, nearest
from sim.policy import Policy
from sim.reading import check_name, read_toml
from sim.setting import Setting

LEVERS: dict[str, Declaration] = declarations(Policy, "policy")
COEFFICIENTS: dict[str, Declaration] = declarations(Coefficients, "coefficients")
SETTINGS: dict[str, Declaration] = declarations(Setting, "setting")
DECLARATIONS: dict[str, Declaration] = {**LEVERS, **COEFFICIENTS, **SETTINGS}

_WORDS = ("title_en", "title_zh", "description_en", "description_zh", "source")
_SECTIONS = {path[: place.start()] for path in DECLARATIONS for place in re.finditer(r"\.", path)}
_TABLES = ("policy", "before", "coefficients", "setting")
_CALIBRATED = "calibrated"
_MOST_CHANGES = 100


class Change(Section):
    """From `month` on, these levers have these values."""

    month: int
    values: dict[str, Value]


class Scenario(Section):
    """One resolved scenario; equal values give an equal fingerprint."""

    name: str
    title_en: str = ""
    title_zh: str = ""
    description_en: str = ""
    description_zh: str = ""
    source: str = ""
    policy: Policy = Policy()
    before: Policy = Policy()
    coefficients: Coefficients = Coefficients()
    setting: Setting = Setting()
    changes: tuple[Change, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)

    @property
    def months(self) -> int:
        """How many months are reported."""
        return self.setting.months

    def title(self, language: str) -> str:
        """Give the title in English (`en`) or Chinese (`zh`)."""
        return self.title_zh if language == "zh" else self.title_en

    def values(self) -> dict[str, Value]:
        """List every value of policy, coefficients and setting by dotted path."""
        return {
            **dict(flatten(self.policy, "policy")),
            **dict(flatten(self.coefficients, "coefficients")),
            **dict(flatten(self.setting, "setting")),
        }

    def value(self, path: str) -> Value:
        """Look up one value; ScenarioError with the nearest name where there is none."""
        if path not in DECLARATIONS:
            raise ScenarioError([_unknown(self.name, path)])
        return self.values()[path]

    def with_values(self, values: Mapping[str, Value], where: str = "--set") -> Scenario:
        """Give the scenario with some levers, coefficients or settings replaced.

        A dated change of the same lever gives way to the value set here from month 0 on.
        """
        if faults := first(_fault(path, value, where) for path, value in values.items()):
            raise ScenarioError(faults)
        update: dict[str, Any] = {"changes": _left(self.changes, values)}
        for name in ("policy", "coefficients", "setting"):
            if own := _below(name, values):
                update[name] = replaced(getattr(self, name), own)
        return replace(self, **update, provenance={**self.provenance, **dict.fromkeys(values, where)})

    def with_policy_of(self, other: Scenario) -> Scenario:
        """Give this place, its coefficients and its time before under another scenario's levers and dated changes."""
        levers = {path: origin for path, origin in other.provenance.items() if path in LEVERS}
        provenance = {**self.provenance, **levers}
        return replace(self, policy=other.policy, changes=other.changes, provenance=provenance)

    def timeline(self) -> list[tuple[int, Policy]]:
        """Give the policies in force and the month from which each holds, the first before month 0."""
        steps = [(-self.setting.burn_in_months, self.before), (0, self.policy)]
        for change in sorted(self.changes, key=lambda change: change.month):
            steps.append((change.month, replaced(steps[-1][1], _below("policy", change.values))))
        return steps

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the resolved values, the dated changes and the model's version."""
        return Variations(self).fingerprint({})


class Variations:
    """Many scenarios that differ from one in a few values, told apart without making each of them."""

    def __init__(self, start: Scenario) -> None:
        """Write down once what they share."""
        self.start = start
        self.values = start.values()
        self._lines = {path: _line(path, value) for path, value in sorted(self.values.items())}
        before = {path: _canonical(value) for path, value in flatten(start.before, "before")}
        self._before = json.dumps(before, sort_keys=True, allow_nan=False)

    def faults(self, values: Mapping[str, Value], where: str) -> list[Fault]:
        """Say what is wrong with some values: names that do not exist, kinds, bounds."""
        return [fault for path, value in values.items() if (fault := _fault(path, value, where))]

    def fingerprint(self, values: Mapping[str, Value]) -> str:
        """Give the fingerprint of the scenario with some values replaced: of `start.with_values(values)`."""
        lines = {**self._lines, **{path: _line(path, value) for path, value in values.items()}}
        changes = [[change.month, change.values] for change in _left(self.start.changes, values)]
        told = json.dumps(changes, sort_keys=True, allow_nan=False)
        text = (
            f'{{"before": {self._before}, "changes": {told}, '
            f'"model": "{model_version()}", "values": {{{", ".join(lines.values())}}}}}'
        )
        return hashlib.sha256(text.encode()).hexdigest()


def load_scenario(where: str | Path) -> Scenario:
    """Load a scenario by bundled name or path; ScenarioError lists every fault of the file."""
    path = _find(where)
    chain = _ancestors(path)
    words: dict[str, Any] = {}
    values: dict[str, Value] = {}
    provenance: dict[str, str] = {}
    before: dict[str, Value] = {}
    changes: list[Change] = []
    for file, table in reversed(chain):
        faults: list[Fault] = []
        words = {**words, **_words(table, str(file), faults)}
        own = _flat({key: table[key] for key in ("policy", "coefficients", "setting") if key in table})
        faults += first(_fault(path_, value, str(file)) for path_, value in own.items())
        start = {
            f"policy.{p.removeprefix('before.')}": v for p, v in _flat({"before": table.get("before", {})}).items()
        }
        faults += first(_fault(path_, value, f"{file}: before") for path_, value in start.items())
        changes += _changes(table.get("change", []), str(file), faults)
        faults += _unknown_keys(table, str(file))
        if faults:
            raise ScenarioError(faults)
        values |= own
        before |= start
        provenance |= dict.fromkeys(own, file.name)
    calibrated = {path: value for path, value in _calibrated().items() if path not in values}
    base = replace(Scenario(name=str(chain[0][1].get("name", path.stem)), changes=tuple(changes)), **words)
    resolved = base.with_values({**calibrated, **values}, where=str(path))
    origins = {**dict.fromkeys(DECLARATIONS, "default"), **dict.fromkeys(calibrated, _CALIBRATED), **provenance}
    earlier = replaced(Policy(), _below("policy", before))
    return replace(resolved, provenance=origins, before=earlier, changes=tuple(changes))


def bundled_scenarios() -> list[str]:
    """Names of the scenarios that come with the program, in alphabetical order."""
    return sorted(file.stem for file in bundled("scenarios").glob("*.toml"))


def bundled(kind: str) -> Path:
    """Folder of the bundled `scenarios` or `experiments`, in a checkout or in an installed package."""
    checkout = Path(__file__).resolve().parent.parent / kind
    if checkout.is_dir() and (checkout.parent / "pyproject.toml").is_file():
        return checkout
    return Path(str(resources.files("sim") / "data" / kind))


@functools.cache
def model_version() -> str:
    """SHA-256 over the sources of the model (not of lab, reports, commands or messages) and the calibration."""
    root = Path(__file__).resolve().parent
    apart = {"cli", "report", "lab", "app", "errors.py", "reading.py"}
    files = sorted(file for file in root.rglob("*.py") if file.relative_to(root).parts[0] not in apart)
    digest = hashlib.sha256()
    for file in [*files, root / "data" / "calibrated.toml"]:
        digest.update(file.relative_to(root).as_posix().encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


@functools.cache
def _calibrated() -> Mapping[str, Value]:
    """Coefficients that the calibration solved, stored with the program."""
    file = Path(__file__).resolve().parent / "data" / "calibrated.toml"
    return _flat({"coefficients": read_toml(file).get("coefficients", {})})


def _find(where: str | Path) -> Path:
    text = str(where)
    if "/" not in text and "\\" not in text and not text.endswith(".toml"):
        names = bundled_scenarios()
        if text in names:
            return bundled("scenarios") / f"{text}.toml"
        hint = nearest(text, names) or f"bundled are {', '.join(names)}"
        raise ScenarioError([Fault(text, "no bundled scenario of that name", hint)])
    return Path(where)


def _ancestors(path: Path) -> list[tuple[Path, dict[str, Any]]]:
    chain = [(path, read_toml(path))]
    seen = {path.resolve()}
    while (parent := chain[-1][1].get("extends")) is not None:
        child = chain[-1][0]
        if not isinstance(parent, str):
            raise ScenarioError([Fault(f"{child}: extends", "not a name", 'write extends = "guangzhou"')])
        file = _parent_file(child, parent)
        if file.resolve() in seen:
            circle = " -> ".join([*(step[0].stem for step in chain), file.stem])
            raise ScenarioError([Fault(f"{child}: extends", f"goes in a circle ({circle})", "drop one `extends`")])
        seen.add(file.resolve())
        chain.append((file, read_toml(file)))
    return chain


def _parent_file(child: Path, parent: str) -> Path:
    beside = child.parent / (parent if parent.endswith(".toml") else f"{parent}.toml")
    if "/" not in parent and "\\" not in parent and _exists(beside):
        return beside
    if parent in bundled_scenarios():
        return bundled("scenarios") / f"{parent}.toml"
    if parent.endswith(".toml") and _exists(child.parent / parent):
        return child.parent / parent
    hint = nearest(parent, bundled_scenarios()) or f"bundled are {', '.join(bundled_scenarios())}"
    raise ScenarioError([Fault(f"{child}: extends", f"no scenario '{parent}' beside it or bundled", hint)])


def _exists(file: Path) -> bool:
    """Say whether there is such a file; a name that no file can have is none."""
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def _words(table: Mapping[str, Any], where: str, faults: list[Fault]) -> dict[str, str]:
    if "name" in table and (fault := check_name(table["name"], f"{where}: name")):
        faults.append(fault)
    found = {}
    for key in _WORDS:
        if key in table:
            if isinstance(table[key], str) and len(table[key]) <= 4_000:  # noqa: PLR2004  a page of words
                found[key] = table[key]
            else:
                faults.append(Fault(f"{where}: {key}", "not a text of at most 4,000 characters", "write it in quotes"))
    return found


def _changes(given: object, where: str, faults: list[Fault]) -> list[Change]:
    if not isinstance(given, list) or len(given) > _MOST_CHANGES:
        faults.append(Fault(f"{where}: change", "not a list of dated changes", "write [[change]] with month = 36"))
        return []
    found = []
    for number, entry in enumerate(given, start=1):
        if len(faults) >= MOST_FAULTS:
            break
        place = f"{where}: change {number}"
        month = entry.get("month") if isinstance(entry, dict) else None
        if not isinstance(month, int) or isinstance(month, bool) or not 0 <= month <= 600:  # noqa: PLR2004  as months
            faults.append(Fault(place, "without a month from 0 to 600", "write month = 36"))
            continue
        values = _flat({key: value for key, value in entry.items() if key != "month"})
        faults += first(_lever_fault(path, value, place) for path, value in values.items())
        found.append(Change(month=month, values=values))
    return found


def _lever_fault(path: str, value: object, where: str) -> Fault | None:
    if path in DECLARATIONS and path not in LEVERS:
        return Fault(f"{where}: {path}", "only levers change at a date", "name a lever; see `sanshe levers`")
    return _fault(path, value, where)


def _unknown_keys(table: Mapping[str, Any], where: str) -> list[Fault]:
    known = {"name", "extends", "change", *_WORDS, *_TABLES}
    return first(
        Fault(f"{where}: {key}", "unknown key", nearest(key, known) or f"known are {', '.join(sorted(known))}")
        for key in table
        if key not in known
    )


def _fault(path: str, value: object, where: str) -> Fault | None:
    if path not in DECLARATIONS:
        return _unknown(where, path)
    return check_value(DECLARATIONS[path], value, f"{where}: {path}")


def _unknown(where: str, path: str) -> Fault:
    hint = nearest(path, DECLARATIONS) or "see `sanshe levers` for the names that exist"
    return Fault(f"{where}: {path}", "unknown name", hint)


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        path = f"{prefix}{key}"
        if isinstance(value, dict) and value:
            flat.update(_flat(value, f"{path}."))
        elif not isinstance(value, dict) or (prefix and path.replace("before", "policy", 1) not in _SECTIONS):
            flat[path] = value
    return flat


def _below(section: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Those of the values that are a section's, by their path in it."""
    start = f"{section}."
    return {path.removeprefix(start): value for path, value in values.items() if path.startswith(start)}


def _line(path: str, value: Value) -> str:
    return f'"{path}": {json.dumps(_canonical(value), allow_nan=False)}'


def _left(changes: tuple[Change, ...], values: Mapping[str, Value]) -> tuple[Change, ...]:
    """What is left of dated changes where some values are set from month 0 on."""
    if not changes:
        return ()
    kept = (
        Change(month=change.month, values={path: value for path, value in change.values.items() if path not in values})
        for change in changes
    )
    return tuple(change for change in kept if change.values)


def _canonical(value: Value) -> Value:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
