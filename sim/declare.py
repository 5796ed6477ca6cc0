"""One declaration for everything that has a name for the user.

A lever, coefficient or setting is declared once, as a field of a frozen section, with its default,
meaning, unit, bounds or choices, source and label in both languages. Validation, commands, tables,
sweep axes, plot labels and tests are derived from it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields
from typing import Any, Literal, TypeVar, dataclass_transform, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray

from sim.domains import DOMAINS
from sim.errors import Fault, ScenarioError, nearest

Value = bool | int | float | str
_LARGEST_SHOWN, _LONGEST_SHOWN = 10**15, 60
Role = Literal["lever", "uncertainty", "constant", "setting"]
Kind = Literal["number", "integer", "flag", "choice"]


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
@dataclass(frozen=True, kw_only=True)
class Section:
    """A group of declared values: frozen, without unknown names, nan or infinity.

    Plain data, since a month of the model reads some hundred of them. What is made with a value that its
    declaration does not allow raises ScenarioError.
    """

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Make the group a frozen dataclass that takes its values by name; groups within it are on instances alone."""
        super().__init_subclass__(**kwargs)
        dataclass(frozen=True, kw_only=True)(cls)
        for each in fields(cls):
            if isinstance(each.default, Section) and each.name in vars(cls):
                delattr(cls, each.name)  # Python 3.11 reads in a third of the time what only instances have

    def __post_init__(self) -> None:
        """Refuse what the declarations do not allow, and keep whole numbers as the numbers that they stand for."""
        kind: Any = type(self)
        own = _own_declarations(kind)
        faults = [check_value(known, getattr(self, name), known.path) for name, known in own.items()]
        if found := [fault for fault in faults if fault]:
            raise ScenarioError(found)
        for name, known in own.items():
            if known.kind == "number":
                object.__setattr__(self, name, float(getattr(self, name)))


Kept = TypeVar("Kept", bound=Section)


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

    def __post_init__(self) -> None:
        """Keep whole numbers as the numbers that they stand for."""
        for domain in DOMAINS:
            object.__setattr__(self, domain.name, float(getattr(self, domain.name)))

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
) -> Any:  # noqa: ANN401  a field stands in for any annotated type
    """Declare one value as a field of a section."""
    facts = {"unit": unit, "source": source, "en": en, "zh": zh, "role": role, "low": low, "high": high}
    return field(default=default, metadata={"meaning": meaning, **facts})


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
    return field(default=numbers, metadata={"meaning": meaning, "role": "uncertainty", **facts})


def declarations(section: type[Section], prefix: str) -> dict[str, Declaration]:
    """List every declaration of a section and its sub-sections by dotted path."""
    found: dict[str, Declaration] = {}
    kinds = get_type_hints(section)
    for each in fields(section):
        path, kind = f"{prefix}.{each.name}", kinds[each.name]
        if kind is ByDomain:
            found.update(_by_domain(path, each))
        elif isinstance(kind, type) and issubclass(kind, Section):
            found.update(declarations(kind, path))
        else:
            found[path] = _declaration(path, kind, each)
    return found


@functools.cache
def _own_declarations(section: type[Any]) -> dict[str, Declaration]:
    """Declarations of a section's own values, by name."""
    kinds = get_type_hints(section)
    declared_here = [each for each in fields(section) if "role" in each.metadata]
    plain = [each for each in declared_here if kinds[each.name] is not ByDomain]
    return {each.name: _declaration(f"{section.__name__}.{each.name}", kinds[each.name], each) for each in plain}


def _by_domain(path: str, declared_as: Field[Any]) -> dict[str, Declaration]:
    facts = dict(declared_as.metadata)
    meaning, label_en, label_zh = facts.pop("meaning"), facts.pop("en"), facts.pop("zh")
    return {
        f"{path}.{domain.name}": Declaration(
            path=f"{path}.{domain.name}",
            default=getattr(declared_as.default, domain.name),
            meaning=f"{meaning}: {domain.en}",
            choices=(),
            kind="number",
            en=f"{label_en}: {domain.en}",
            zh=f"{label_zh}：{domain.zh}",
            **facts,
        )
        for domain in DOMAINS
    }


def _declaration(path: str, annotation: object, declared_as: Field[Any]) -> Declaration:
    if "role" not in declared_as.metadata:
        raise TypeError(f"{path}: declared without meaning, unit, source and labels")
    choices = tuple(str(choice) for choice in get_args(annotation))
    kind: Kind = "choice" if choices else "number"
    if annotation is bool:
        kind = "flag"
    elif annotation is int:
        kind = "integer"
    default: Any = declared_as.default
    return Declaration(path=path, default=default, choices=choices, kind=kind, **declared_as.metadata)


def flatten(section: Section, prefix: str) -> Iterator[tuple[str, Value]]:
    """Walk every value of a section by dotted path, in the order of declaration."""
    for each in fields(section):
        value = getattr(section, each.name)
        path = f"{prefix}.{each.name}"
        if isinstance(value, Section):
            yield from flatten(value, path)
        else:
            yield path, value


def replaced(section: Kept, values: Mapping[str, Value]) -> Kept:
    """Give a section with some values, by dotted path below it, replaced; what is not touched is shared."""
    own: dict[str, Any] = {each.name: getattr(section, each.name) for each in fields(section)}
    below: dict[str, dict[str, Value]] = {}
    for path, value in values.items():
        name, _, rest = path.partition(".")
        if rest:
            below.setdefault(name, {})[rest] = value
        else:
            own[name] = value
    own |= {name: replaced(own[name], inner) for name, inner in below.items()}
    return type(section)(**own)


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
