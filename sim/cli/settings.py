"""`--set policy.evaluation.rounds_per_year=8`: values that are changed for one run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.errors import ScenarioError, UsageError, nearest

if TYPE_CHECKING:
    from sim.declare import Declaration, Value
    from sim.scenario import Scenario

WHERE = "--set"
_FLAGS = {"true": True, "false": False}


def with_settings(scenario: Scenario, settings: Sequence[str]) -> Scenario:
    """Change a scenario as the command says. Raises UsageError with every fault of every setting."""
    values, faults = _read(settings)
    try:
        scenario = scenario.with_values(values, where=WHERE)
    except ScenarioError as error:
        faults += [str(fault) for fault in error.faults]
    if faults:
        raise UsageError("\n".join(faults))
    return scenario


def _read(settings: Sequence[str]) -> tuple[dict[str, Value], list[str]]:
    from sim.scenario import DECLARATIONS

    values: dict[str, Value] = {}
    faults = []
    for setting in settings:
        path, equals, text = (part.strip() for part in setting.partition("="))
        if not equals or not path or not text:
            faults.append(f"{WHERE}: '{setting}' is no path=value; write policy.evaluation.rounds_per_year=8")
        elif path not in DECLARATIONS:
            hint = nearest(path, DECLARATIONS) or "see `sanshe levers` for the names that exist"
            faults.append(f"{WHERE}: {path}: unknown name; {hint}")
        elif path in values:
            faults.append(f"{WHERE}: {path}: set twice; keep one of them")
        else:
            values[path] = parsed(text, DECLARATIONS[path])
    return values, faults


def parsed(text: str, declaration: Declaration) -> Value:
    """Read a value as the kind that is declared; what cannot be read stays text, for the scenario to refuse."""
    if declaration.kind == "flag":
        return _FLAGS.get(text.lower(), text)
    if declaration.kind == "choice":
        return text
    for kind in (int, float):
        try:
            value: Value = kind(text)
        except ValueError:
            continue
        return value
    return text
