"""A file with policies, opened on the page: an experiment, read by the loader that reads it for a sweep.

The page is told what the file says and nothing that it names: no scenario of somebody's own and no file of sets is
read. What the page cannot show is left out and told, so that nobody takes its numbers for those of a sweep.
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from pydantic import Field, ValidationError

from sim.app.asking import MONTHS, MOST_SEED, Part, shape_fault
from sim.app.limits import FEWEST_MONTHS, Limits
from sim.errors import Fault, ScenarioError, nearest
from sim.lab.experiment import Experiment, read_experiment
from sim.lab.policies import Policy, resolve_policies
from sim.reading import parse_toml
from sim.scenario import LEVERS, bundled_scenarios, load_scenario

MOST_POLICIES = 1_000
_SWEEP = "sweep the file, and see all of it with `sanshe explore`"


class _File(Part):
    """A file as the page sends it."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    text: str


class Left(NamedTuple):
    """What a page does not take from a file: which of its words says so (`sim.app.words.LEFT`), with which values."""

    word: str
    values: dict[str, int]


def opened(body: bytes, limits: Limits) -> dict[str, Any]:
    """What a page makes of a file: the question, its policies with the baseline first, and what it leaves out.

    Raises ScenarioError with every fault of the file.
    """
    try:
        file = _File.model_validate_json(body)
    except ValidationError as error:
        raise ScenarioError([shape_fault(each) for each in error.errors(include_url=False)[:20]]) from None
    table = parse_toml(file.text.removeprefix("\ufeff").replace("\r\n", "\n"), file.name)
    experiment = read_experiment(table, file.name)
    faults = [*_own_scenarios(experiment, file.name), *_too_much(experiment, file.name)]
    if faults:
        raise ScenarioError(faults)
    baseline, *others = resolve_policies(experiment, load_scenario(experiment.scenario))
    strange = _strange(baseline)
    if strange:
        what = f"sets {strange[0]}, and a page changes levers and months alone"
        raise ScenarioError([Fault(f"{file.name}: policy '{baseline.name}'", what, _SWEEP)])
    fitting = [each for each in others if not _strange(each) and _months(each) == _months(baseline)]
    return {
        "file": file.name,
        "en": experiment.question_en,
        "zh": experiment.question_zh,
        **_circumstances(experiment, _months(baseline), limits),
        "policies": [_policy(each, experiment) for each in (baseline, *fitting)],
        "left": [
            [left.word, left.values]
            for left in _left(experiment, _months(baseline), len(others) - len(fitting), limits)
            if left is not None
        ],
    }


def _own_scenarios(experiment: Experiment, where: str) -> list[Fault]:
    """Scenarios that do not come with the laboratory: whatever the file calls them, no file is read."""
    places = {f"{where}: scenario": experiment.scenario}
    places |= {f"{where}: policy '{each.name}': scenario": each.scenario for each in experiment.policy if each.scenario}
    known, why = bundled_scenarios(), "does not come with sanshe, and a page reads no other files"
    return [
        Fault(place, f"'{name}' {why}", nearest(name, known) or _SWEEP)
        for place, name in places.items()
        if name not in known
    ]


def _too_much(experiment: Experiment, where: str) -> list[Fault]:
    if experiment.search is not None:
        remedy = "run it with `sanshe search`, and open fresh/experiment.toml of its results"
        return [Fault(f"{where}: search", "a search finds its policies on its way", remedy)]
    count = experiment.policy_count()
    if count > MOST_POLICIES:
        return [
            Fault(where, f"{count:,} policies are too many for a page", f"open at most {MOST_POLICIES:,}, or {_SWEEP}")
        ]
    return []


def _strange(policy: Policy) -> list[str]:
    """What a policy has otherwise than its place and a page cannot set: people, organisations, coefficients."""
    circumstances = ((path, value) for path, value in policy.set.items() if path not in LEVERS and path != MONTHS)
    return [path for path, value in circumstances if value != policy.start.value(path)]


def _months(policy: Policy) -> int:
    return int(policy.set.get(MONTHS, policy.start.months))


def _circumstances(experiment: Experiment, months: int, limits: Limits) -> dict[str, Any]:
    """Place, worlds, months and outcomes as far as a page may ask, and the seed unless it is too large for one."""
    told: dict[str, Any] = {
        "place": experiment.scenario,
        "worlds": min(experiment.worlds, limits.worlds),
        "months": min(max(months, FEWEST_MONTHS), limits.months),
        "outcomes": list(experiment.outcomes[: limits.outcomes]),
    }
    return told | ({"seed": experiment.seed} if experiment.seed <= MOST_SEED else {})


def _policy(policy: Policy, experiment: Experiment) -> dict[str, Any]:
    started = {each.name: each.scenario for each in experiment.policy}
    return {
        "en": policy.label_en or policy.name,
        "zh": policy.label_zh or policy.name,
        "scenario": started.get(policy.name) or experiment.scenario,
        "set": {path: value for path, value in policy.set.items() if path in LEVERS},
    }


def _left(experiment: Experiment, months: int, policies: int, limits: Limits) -> list[Left | None]:
    """What is left out of a question on the page."""
    worlds, outcomes = experiment.worlds, len(experiment.outcomes)
    has_sets = experiment.sets is not None or experiment.unknowns is not None
    is_shown = FEWEST_MONTHS <= months <= limits.months
    return [
        Left("policies", {"count": policies}) if policies else None,
        Left("sets", {}) if has_sets else None,
        Left("stopping", {}) if experiment.stopping is not None else None,
        Left("worlds", {"count": worlds, "most": limits.worlds}) if worlds > limits.worlds else None,
        None if is_shown else Left("months", {"count": months, "least": FEWEST_MONTHS, "most": limits.months}),
        Left("outcomes", {"count": outcomes, "most": limits.outcomes}) if outcomes > limits.outcomes else None,
        Left("seed", {}) if experiment.seed > MOST_SEED else None,
    ]
