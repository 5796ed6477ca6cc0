"""One declaration for everything that has a name for the user.

A lever, coefficient or setting is declared once, as a field of a frozen section, with its default,
meaning, unit, bounds or choices, source and label in both languages. Validation, commands, tables,
sweep axes, plot labels and tests are derived from it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from sim.domains import DOMAINS
from sim.errors import Fault, nearest

Value = bool | int | float | str
_LARGEST_SHOWN, _LONGEST_SHOWN = 10**15, 60
Role = Literal["lever", "uncertainty", "constant", "setting"]
Kind = Literal["number", "integer", "flag", "choice"]


class Section(BaseModel):
    """A group of declared values: frozen, strict, without unknown keys, nan or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class ByDomain(Section):
    """One number for each domain of need."""

    elderly: float
    mediation: float
    mutual_aid: float
    culture: float
    youth: float
    disability: float
    special: float
    environment: float

    @functools.cached_property
    def array(self) -> NDArray[np.float64]:
        """The eight numbers in the order of `DOMAINS`: float64[8], not to be written to."""
        numbers = np.array([getattr(self, domain.name) for domain in DOMAINS])
        numbers.flags.writeable = False
        return numbers


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is known of one lever, coefficient or setting. `low` and `high` are inclusive bounds."""

    path: str
    default: Value
    meaning: str
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    role: Role
    source: str
    en: str
    zh: str
    kind: Kind

    @property
    def allowed(self) -> str:
        """Say in words which values are allowed."""
        if self.kind == "flag":
            return "true or false"
        if self.kind == "choice":
            return "one of " + ", ".join(self.choices)
        number = "a whole number" if self.kind == "integer" else "a number"
        return f"{number} from {self.low:g} to {self.high:g} {self.unit}".rstrip()

    def label(self, language: str) -> str:
        """Give the short label in English (`en`) or Chinese (`zh`)."""
        return self.zh if language == "zh" else self.en


def declared(
    default: Value,
    meaning: str,
    *,
    unit: str,
    source: str,
    en: str,
    zh: str,
    low: float | None = None,
    high: float | None = None,
    role: Role,
) -> Any:  # noqa: ANN401  a pydantic field stands in for any annotated type
    """Declare one value as a field of a section."""
    bounds: dict[str, Any] = {} if low is None else {"ge": low, "le": high}
    extra: dict[str, Any] = {"unit": unit, "source": source, "en": en, "zh": zh, "role": role}
    return Field(default=default, description=meaning, json_schema_extra=extra, **bounds)


def lever(default: Value, meaning: str, **facts: Any) -> Any:  # noqa: ANN401
    """Declare something a government can change."""
    return declared(default, meaning, role="lever", **facts)


def coefficient(default: Value, meaning: str, **facts: Any) -> Any:  # noqa: ANN401
    """Declare a number of the model that is not known for certain."""
    return declared(default, meaning, role="uncertainty", **facts)


def constant(default: Value, meaning: str, **facts: Any) -> Any:  # noqa: ANN401
    """Declare a number of the model that is fixed by definition or by calibration."""
    return declared(default, meaning, role="constant", **facts)


def setting(default: Value, meaning: str, **facts: Any) -> Any:  # noqa: ANN401
    """Declare a property of the place and time that is simulated."""
    return declared(default, meaning, role="setting", **facts)


def by_domain(values: Sequence[float], meaning: str, **facts: Any) -> Any:  # noqa: ANN401
    """Declare one uncertain number for each domain, in the order of `DOMAINS`."""
    numbers = ByDomain(**{domain.name: value for domain, value in zip(DOMAINS, values, strict=True)})
    return Field(default=numbers, description=meaning, json_schema_extra={"role": "uncertainty", **facts})


def declarations(model: type[BaseModel], prefix: str) -> dict[str, Declaration]:
    """List every declaration of a section and its sub-sections by dotted path."""
    found: dict[str, Declaration] = {}
    for name, field in model.model_fields.items():
        path = f"{prefix}.{name}"
        annotation = field.annotation
        if annotation is ByDomain:
            found.update(_by_domain_declarations(path, field))
        elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found.update(declarations(annotation, path))
        else:
            found[path] = _declaration(path, field)
    return found


def _by_domain_declarations(path: str, field: FieldInfo) -> dict[str, Declaration]:
    facts: dict[str, Any] = dict(field.json_schema_extra or {})  # type: ignore[arg-type]
    label_en, label_zh = facts.pop("en"), facts.pop("zh")
    return {
        f"{path}.{domain.name}": Declaration(
            path=f"{path}.{domain.name}",
            default=getattr(field.default, domain.name),
            meaning=f"{field.description}: {domain.en}",
            choices=(),
            kind="number",
            en=f"{label_en}: {domain.en}",
            zh=f"{label_zh}：{domain.zh}",
            **facts,
        )
        for domain in DOMAINS
    }


def _declaration(path: str, field: FieldInfo) -> Declaration:
    extra = field.json_schema_extra
    if not isinstance(extra, dict):
        raise TypeError(f"{path}: declared without meaning, unit, source and labels")
    bounds = {name: getattr(rule, name) for rule in field.metadata for name in ("ge", "le") if hasattr(rule, name)}
    choices = tuple(str(choice) for choice in get_args(field.annotation))
    kind: Kind = "choice" if choices else "number"
    if field.annotation is bool:
        kind = "flag"
    elif field.annotation is int:
        kind = "integer"
    return Declaration(
        path=path,
        default=field.default,
        meaning=field.description or "",
        low=bounds.get("ge"),
        high=bounds.get("le"),
        choices=choices,
        kind=kind,
        **extra,  # type: ignore[arg-type]
    )


def flatten(section: BaseModel, prefix: str) -> Iterator[tuple[str, Value]]:
    """Walk every value of a section by dotted path, in the order of declaration."""
    for name in type(section).model_fields:
        value = getattr(section, name)
        path = f"{prefix}.{name}"
        if isinstance(value, BaseModel):
            yield from flatten(value, path)
        else:
            yield path, value


def replaced(section: BaseModel, values: Mapping[str, Value]) -> Any:  # noqa: ANN401  the section's own kind
    """Give a section with some values, by dotted path below it, replaced; what is not touched is shared."""
    own: dict[str, Any] = {name: getattr(section, name) for name in type(section).model_fields}
    below: dict[str, dict[str, Value]] = {}
    for path, value in values.items():
        name, _, rest = path.partition(".")
        if rest:
            below.setdefault(name, {})[rest] = value
        else:
            own[name] = value
    own |= {name: replaced(own[name], inner) for name, inner in below.items()}
    return type(section).model_validate(own)


def nest(values: Mapping[str, Value]) -> dict[str, Any]:
    """Turn dotted paths into nested tables."""
    tree: dict[str, Any] = {}
    for path, value in values.items():
        *sections, name = path.split(".")
        table = tree
        for section in sections:
            table = table.setdefault(section, {})
        table[name] = value
    return tree


def check_value(declaration: Declaration, value: object, where: str) -> Fault | None:
    """Say what is wrong with a value of a declared quantity, or nothing."""
    remedy = f"give {declaration.allowed}"
    if declaration.kind == "flag":
        return None if isinstance(value, bool) else Fault(where, f"{_shown(value)} is not true or false", remedy)
    if declaration.kind == "choice":
        if isinstance(value, str) and value in declaration.choices:
            return None
        hint = nearest(value, declaration.choices) if isinstance(value, str) else ""
        return Fault(
            where, f"{_shown(value)} is not a known choice", "; ".join(part for part in (remedy, hint) if part)
        )
    return _check_number(declaration, value, where, remedy)


def _shown(value: object) -> str:
    """Show what was given, the beginning of it where it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def _check_number(declaration: Declaration, value: object, where: str, remedy: str) -> Fault | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Fault(where, f"{_shown(value)} is not a number", remedy)
    if declaration.kind == "integer" and not isinstance(value, int):
        return Fault(where, f"{_shown(value)} is not a whole number", remedy)
    if isinstance(value, float) and not math.isfinite(value):
        return Fault(where, f"{value} is not a finite number", remedy)
    low, high = declaration.low, declaration.high
    if low is not None and high is not None and not low <= value <= high:
        shown = value if abs(value) < _LARGEST_SHOWN else "a number of so many digits"
        return Fault(where, f"{shown} lies outside its bounds", remedy)
    return None


def validation_faults(error: ValidationError, where: str, known: Mapping[str, Declaration]) -> list[Fault]:
    """Turn pydantic's complaints into faults with place, remedy and the nearest known name."""
    faults = []
    for complaint in error.errors():
        path = ".".join(str(part) for part in complaint["loc"])
        if path in known:
            fault = check_value(known[path], complaint["input"], f"{where}: {path}")
            faults.append(fault or Fault(f"{where}: {path}", complaint["msg"], f"give {known[path].allowed}"))
        elif complaint["type"] == "extra_forbidden":
            hint = nearest(path, known) or "see `sanshe levers` for the names that exist"
            faults.append(Fault(f"{where}: {path}", "unknown key", hint))
        else:
            faults.append(Fault(f"{where}: {path}", complaint["msg"], "see `sanshe scenarios` for examples"))
    return faults
