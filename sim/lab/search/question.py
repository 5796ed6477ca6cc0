"""What a search may change and what it is after: the table `[search]` of an experiment file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.declare import check_value
from sim.errors import Fault, nearest
from sim.outcomes import OUTCOMES
from sim.scenario import DECLARATIONS, LEVERS

MOST_POLICIES = 10**12
_MOST_VALUES = 1_000_000
_COST = "public_money_yuan"


class _Block(BaseModel):
    """A table of `[search]`: frozen, strict, without unknown keys, nan or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class LeverRange(_Block):
    """The values of a lever that are tried: a list, or every step from the lowest to the highest."""

    low: int | float | None = Field(default=None, description="the lowest value; the declared one if not said")
    high: int | float | None = Field(default=None, description="the highest value; the declared one if not said")
    step: int | float | None = Field(default=None, gt=0, description="a number above 0; 1 for whole numbers")
    values: Annotated[tuple[bool | int | float | str, ...], Field(strict=False, max_length=10_000)] = Field(
        default=(), description="a list of values instead of low, high and step"
    )


class Bound(_Block):
    """An outcome that must be at least or at most so much, as a mean over worlds."""

    outcome: str = Field(description="the name of an outcome")
    at_least: float | None = Field(default=None, description="a number in the outcome's unit")
    at_most: float | None = Field(default=None, description="a number in the outcome's unit")


class Target(Bound):
    """What is to be reached as cheaply as can be."""

    cost: str = Field(default=_COST, description="the name of the outcome that is to be low")


class Objective(_Block):
    """An outcome that is to be high or low."""

    outcome: str = Field(description="the name of an outcome")
    direction: Literal["higher", "lower"] | None = Field(
        default=None, description="higher or lower; the outcome's own better direction if not said"
    )


class Search(_Block):
    """A search over levers: the cheapest way to a target, or the front of several objectives."""

    levers: dict[str, LeverRange] = Field(min_length=1, max_length=50, description="ranges by a lever's path")
    target: Target | None = Field(default=None, description="a table: outcome, at_least or at_most, and cost")
    objective: Annotated[tuple[Objective, ...], Field(strict=False, max_length=4)] = Field(
        default=(), description="two to four tables, each headed [[search.objective]]"
    )
    constraint: Annotated[tuple[Bound, ...], Field(strict=False, max_length=20)] = Field(
        default=(), description="tables, each headed [[search.constraint]]"
    )
    population: int = Field(default=24, ge=4, le=1000, description="policies a generation, from 4 to 1000")
    generations: int = Field(default=12, ge=1, le=1000, description="a whole number from 1 to 1000")
    fresh_worlds: int = Field(default=20, ge=2, le=10_000, description="worlds of the last check, from 2 to 10000")
    fresh_policies: int = Field(default=8, ge=1, le=100, description="policies of the last check, from 1 to 100")

    def aims(self) -> tuple[tuple[str, Literal["higher", "lower"]], ...]:
        """The outcomes that are to be high or low, with the direction; a target's cost comes second."""
        if self.target is not None:
            direction: Literal["higher", "lower"] = "lower" if self.target.at_least is None else "higher"
            return (self.target.outcome, direction), (self.target.cost, "lower")
        return tuple((each.outcome, each.direction or _better(each.outcome)) for each in self.objective)

    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that it looks at, each once."""
        bounds = (bound.outcome for bound in self.constraint)
        return tuple(dict.fromkeys((*(name for name, _ in self.aims()), *bounds)))


def search_faults(table: Mapping[str, Any], where: str) -> Iterator[Fault]:
    """What is wrong with `[search]` beyond the kinds of its values: names, ranges, and what it is after."""
    search = table.get("search")
    if not isinstance(search, Mapping):
        return
    place = f"{where}: search"
    yield from _aim_faults(search, place)
    levers = search.get("levers")
    size = 1
    for path, given in levers.items() if isinstance(levers, Mapping) else ():
        faults = list(_lever_faults(path, given, f"{place}.levers.{path[:60]!r}"))
        yield from faults
        if not faults and isinstance(given, Mapping):
            size *= len(tried_values(path, LeverRange.model_construct(**given)))
    if size > MOST_POLICIES:
        yield Fault(f"{place}.levers", f"{size:.1e} policies are too many", "give larger steps or fewer levers")
    for name in ("axes", "one_at_a_time", "sample", "policy", "sets", "unknowns", "stopping"):
        if table.get(name):
            yield Fault(f"{where}: {name}", "a search makes its own policies", "leave it out, or leave [search] out")


def tried_values(path: str, given: LeverRange) -> tuple[bool | int | float | str, ...]:
    """Every value of a lever that a search may try, in order."""
    declaration = DECLARATIONS[path]
    if given.values:
        return tuple(given.values)
    if declaration.kind == "flag":
        return (False, True)
    if declaration.kind == "choice":
        return declaration.choices
    low, high = _ends(path, given)
    step = given.step or 1
    count = int((high - low) / step + 1e-9) + 1
    if declaration.kind == "integer":
        return tuple(int(low) + int(step) * place for place in range(count))
    return tuple(float(f"{low + step * place:.10g}") for place in range(count))


def _ends(path: str, given: LeverRange) -> tuple[float, float]:
    declaration = DECLARATIONS[path]
    low = declaration.low if given.low is None else given.low
    high = declaration.high if given.high is None else given.high
    return float(low or 0.0), float(high or 0.0)


def _better(outcome: str) -> Literal["higher", "lower"]:
    return "lower" if OUTCOMES[outcome].direction == "lower" else "higher"


def _aim_faults(search: Mapping[str, Any], place: str) -> Iterator[Fault]:
    target, objectives = search.get("target"), search.get("objective") or []
    if bool(target) == bool(objectives) or (objectives and isinstance(objectives, list) and len(objectives) == 1):
        remedy = "give [search.target], or two to four [[search.objective]]"
        yield Fault(place, "what is searched for is not said, or said twice", remedy)
    bounds = search.get("constraint") or []
    blocks = [("target", target), *(("objective", each) for each in objectives if isinstance(objectives, list))]
    blocks += [("constraint", each) for each in bounds if isinstance(bounds, list)]
    for name, block in blocks:
        if isinstance(block, Mapping):
            yield from _block_faults(name, block, f"{place}.{name}")


def _block_faults(name: str, block: Mapping[str, Any], place: str) -> Iterator[Fault]:
    for key in ("outcome", "cost"):
        outcome = block.get(key)
        if isinstance(outcome, str) and outcome not in OUTCOMES:
            hint = nearest(outcome, OUTCOMES) or "see `sanshe outcomes` for the names that exist"
            yield Fault(f"{place}.{key}", f"there is no outcome '{outcome[:60]}'", hint)
    if name != "objective" and ("at_least" in block) == ("at_most" in block):
        yield Fault(place, "neither one bound nor the other, or both", "give at_least or at_most")
    known = OUTCOMES.get(str(block.get("outcome")))
    if name == "objective" and "direction" not in block and known is not None and known.direction == "neutral":
        yield Fault(f"{place}.direction", f"'{known.name}' has no better direction", "give higher or lower")


def _lever_faults(path: str, given: object, place: str) -> Iterator[Fault]:
    declaration = LEVERS.get(path)
    if declaration is None:
        hint = nearest(path, LEVERS) or "see `sanshe levers` for the names that exist"
        yield Fault(place, "there is no such lever", hint)
        return
    if not isinstance(given, Mapping):
        yield Fault(place, "not a range", "write { low = 0, high = 6, step = 1 }, { values = [...] } or {} for all")
        return
    values = given.get("values")
    for value in (
        values if isinstance(values, list) and values else [given[key] for key in ("low", "high") if key in given]
    ):
        fault = check_value(declaration, value, place)
        if fault is not None:
            yield fault
    if values:
        if any(key in given for key in ("low", "high", "step")):
            yield Fault(place, "a list of values and a range", "give one of them")
        return
    if declaration.kind in ("number", "integer"):
        yield from _step_faults(path, given, place)


def _step_faults(path: str, given: Mapping[str, Any], place: str) -> Iterator[Fault]:
    kind, step = DECLARATIONS[path].kind, given.get("step")
    if kind == "number" and step is None:
        yield Fault(place, "no step", "give a step, since a search tries a list of values")
    if kind == "integer" and step is not None and (not isinstance(step, int) or isinstance(step, bool)):
        yield Fault(place, "a step that is no whole number", "give a whole number")
    numbers = [given.get(key) for key in ("low", "high", "step") if given.get(key) is not None]
    if all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers):
        low, high = _ends(path, LeverRange.model_construct(low=given.get("low"), high=given.get("high"), values=()))
        if low > high:
            yield Fault(place, f"the lowest value {low:g} is above the highest {high:g}", "put the lower first")
        elif isinstance(step, int | float) and step > 0 and (high - low) / step > _MOST_VALUES:
            yield Fault(place, "more than a million values", "give a larger step")
