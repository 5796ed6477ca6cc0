"""A search from its question to its answer: try policies in common worlds, then check what was found in fresh ones.

Worlds of a search are those of its seed, for every policy. What looks best among hundreds of policies looks
better than it is, so the last word have worlds that the search never saw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import UsageError
from sim.lab.ending import SweepInterrupted
from sim.lab.experiment import Baseline, Experiment, NamedPolicy
from sim.lab.inputs import Inputs
from sim.lab.plan import Plan, Policy, make_plan
from sim.lab.results import read_results
from sim.lab.sampling import unit_points
from sim.lab.search.answer import Answer, best_of, optimism_of, read_fresh
from sim.lab.search.evaluations import Evaluations, Hands
from sim.lab.search.folder import EVALUATIONS, FRESH, opened_folder
from sim.lab.search.front import evolve, non_dominated, spread_out
from sim.lab.search.question import Search
from sim.lab.search.refine import refined
from sim.lab.search.scoring import Scoring, missed
from sim.lab.search.space import Grid, Space, space_of
from sim.lab.search.table import write_evaluations
from sim.lab.sweep import TIME_LIMIT_SECONDS, available_cores, fair_share, sweep
from sim.lab.worker import SIMULATE
from sim.scenario import model_version

if TYPE_CHECKING:
    from sim.lab.progress import Progress

_DRAWS = 8


@dataclass(frozen=True)
class Quest:
    """Everything that decides what a search finds."""

    experiment: Experiment
    search: Search
    baseline: Policy
    space: Space
    model: str
    inputs: Inputs = field(default_factory=Inputs)

    def design(self) -> dict[str, Any]:
        """What must be the same for a search to go on."""
        aims = self.search.model_dump(mode="json", exclude={"fresh_worlds", "fresh_policies"})
        if self.experiment.measured is not None:
            aims["measured_outcomes"] = self.experiment.measured
        return {
            "name": self.experiment.name,
            "seed": self.experiment.seed,
            "worlds": self.experiment.worlds,
            "scenario": self.baseline.fingerprint,
            "search": aims,
            "model_version": self.model,
        }


def quest_of(experiment: Experiment) -> Quest:
    """Resolve a search. Raises UsageError where the experiment has none."""
    if experiment.search is None:
        raise UsageError(f"{experiment.name}: has no [search]; sweep it with `sanshe sweep {experiment.name}`")
    plan = make_plan(experiment.model_copy(update={"search": None}), 1)
    space = space_of(experiment.search)
    return Quest(experiment, experiment.search, plan.baseline, space, model_version(), plan.inputs)


def search(
    quest: Quest,
    folder: str | Path,
    *,
    jobs: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    time_limit: float = TIME_LIMIT_SECONDS,
    function: str = SIMULATE,
) -> Answer:
    """Search, and check what was found in fresh worlds; what an earlier search of the folder did is not done again.

    `jobs`, `time_limit` and `function` are as in a sweep. Raises ResultsError where the folder cannot be
    used, SweepInterrupted at Ctrl-C, UsageError where pymoo is not installed.
    """
    path = Path(folder)
    workers = available_cores() if jobs is None else jobs
    hands = Hands(workers, time_limit, fair_share(workers), function, progress or (lambda _: None))
    with opened_folder(path, quest.experiment, quest.inputs, quest.design()) as place:
        grid = Grid(quest.baseline.scenario, quest.space)
        asked = quest.experiment
        evaluations = Evaluations(place, grid, asked.seed, asked.worlds, hands, asked.measured)
        place.log("search", jobs=workers, policies=quest.space.size)
        try:
            settled = _explore(quest, Scoring(quest.search, evaluations))
            sha256 = write_evaluations(evaluations, quest.space)
            answer = _checked(quest, evaluations, settled, path, sha256)
        except KeyboardInterrupt:
            evaluations.close()
            evaluations.flush()
            kept = sum(1 for _ in evaluations.rows())
            raise SweepInterrupted(path, kept, kept + evaluations.ahead) from None
        finally:
            evaluations.close()
        place.log("finished", tried=answer.tried, sha256=sha256)
    return answer


def _explore(quest: Quest, scoring: Scoring) -> bool | None:
    """Try policies: all of them where they are few, else generations, and for a target what is around the best."""
    search, space, evaluations = quest.search, quest.space, scoring.evaluations
    worlds, size = quest.experiment.worlds, search.population
    evaluations.ahead = worlds * min(search.generations * size, space.size)
    evaluations.run([space.size])
    if space.size <= search.generations * size:
        for start in range(0, space.size, size):
            evaluations.run(range(start, min(start + size, space.size)))
        return None
    key = f"{quest.experiment.seed}/search/{quest.experiment.name}"

    def told(left: int) -> None:
        evaluations.ahead = left * size * worlds

    first = _first(space, size, space.nearest(quest.baseline.scenario.values()), key)
    evolve(space, scoring.scores, first, generations=search.generations, key=key, told=told)
    return None if search.target is None else _refine(quest, scoring)


def _first(space: Space, count: int, start: int, key: str) -> list[int]:
    """The first generation: the policy nearest to the baseline, and others spread evenly over the grid."""
    seed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big")
    shares = unit_points("halton", count * _DRAWS, len(space.lengths), seed)
    spread = [space.cell((row * np.array(space.lengths)).astype(int)) for row in shares]
    return list(dict.fromkeys([start, *spread]))[:count]


def _refine(quest: Quest, scoring: Scoring) -> bool:
    """Go on from the cheapest policy that reaches the target; where none does, from the one that comes nearest."""
    target = quest.search.target
    if target is None:
        return False

    def cost(cells: Sequence[int]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = np.where(scoring.reaching(cells), scoring.means(cells, target.cost), np.inf)
        return found

    def shortfall(cells: Sequence[int]) -> NDArray[np.float64]:
        short = missed(target, scoring.means(cells, target.outcome))
        return np.where(scoring.allowed(cells) & np.isfinite(short), short, np.inf)

    tried = _tried(quest, scoring)
    settled = True
    if not np.isfinite(cost(tried)).any():
        nearest = tried[int(np.argmin(shortfall(tried)))]
        _, settled = refined(quest.space, nearest, shortfall)
        tried = _tried(quest, scoring)
    if np.isfinite(cost(tried)).any():
        _, settled = refined(quest.space, tried[int(np.argmin(cost(tried)))], cost)
    return settled


def _tried(quest: Quest, scoring: Scoring) -> list[int]:
    return [cell for cell in scoring.evaluations.order if cell < quest.space.size]


def _checked(quest: Quest, evaluations: Evaluations, settled: bool | None, path: Path, sha256: str) -> Answer:  # noqa: FBT001  a finding, not an option
    """Run what was found in fresh worlds and read them."""
    scoring = Scoring(quest.search, evaluations)
    tried = _tried(quest, scoring)
    cells = _worth_checking(quest, scoring, tried)
    plan = fresh_plan(quest, evaluations.grid, cells)
    hands = evaluations.hands
    evaluations.close()
    sweep(plan, path / FRESH, jobs=hands.jobs, progress=hands.progress, time_limit=hands.time_limit,
          function=hands.function, extend=True)  # fmt: skip
    names = [policy.name for policy in plan.policies]
    everyone = [quest.space.size, *cells]
    values = [quest.baseline.scenario.values(), *(quest.space.values(cell) for cell in cells)]
    levers = [{path: each[path] for path in quest.space.levers} for each in values]
    searched = {
        name: dict(zip(names, scoring.means(everyone, name).tolist(), strict=True)) for name in quest.search.outcomes()
    }
    policies = list(zip(names, everyone, levers, strict=True))
    found = read_fresh(read_results(path / FRESH).table, quest.search, policies, searched)
    aims = quest.search.aims()
    return Answer(
        quest.experiment,
        path,
        size=quest.space.size,
        tried=len(tried),
        settled=settled,
        worlds=quest.experiment.worlds,
        fresh_worlds=plan.worlds,
        baseline=found[0],
        found=found[1:],
        best=best_of(quest.search, found[1:]),
        optimism=optimism_of(quest.search, found),
        cloud=np.column_stack([scoring.means(tried, name) for name, _ in aims]),
        failed=len(evaluations.failed),
        sha256=sha256,
    )


def _worth_checking(quest: Quest, scoring: Scoring, tried: list[int]) -> list[int]:
    """What fresh worlds are to judge: the cheapest that reach the target, and policies spread along the front."""
    search, baseline = quest.search, quest.baseline.fingerprint
    allowed = np.flatnonzero(scoring.allowed(tried))
    lows = scoring.lows(tried)
    front = allowed[non_dominated(lows[allowed])]
    cells: list[int] = []
    if search.target is not None:
        reaching = np.flatnonzero(scoring.reaching(tried))
        costs = lows[reaching, 1]
        cheapest = reaching[np.argsort(costs, kind="stable")][: -(-search.fresh_policies // 2)]
        cells = [tried[place] for place in cheapest]
    if len(front):
        cells += [tried[front[place]] for place in spread_out(lows[front], search.fresh_policies)]
    grid = scoring.evaluations.grid
    new = [cell for cell in dict.fromkeys(cells) if grid.scenario(cell).fingerprint != baseline]
    return sorted(new[: search.fresh_policies], key=lambda cell: tuple(scoring.lows([cell])[0][::-1]))


def fresh_plan(quest: Quest, grid: Grid, cells: Sequence[int]) -> Plan:
    """The plan of the check: the baseline and what was found, in worlds of another seed."""
    asked = quest.experiment.baseline
    words = hashlib.sha256(f"{quest.experiment.seed}/fresh worlds".encode()).digest()
    policies = tuple(
        NamedPolicy(
            name=f"found_{number}",
            label_en=f"Found {number}",
            label_zh=f"所得{number}",
            set={**asked.set, **quest.space.values(cell)},
        )
        for number, cell in enumerate(cells, start=1)
    )
    experiment = quest.experiment.model_copy(
        update={
            "search": None,
            "name": f"{quest.experiment.name[:50]}_fresh",
            "seed": int.from_bytes(words[:8], "big") >> 1,
            "worlds": quest.search.fresh_worlds,
            "outcomes": tuple(dict.fromkeys([*quest.experiment.outcomes, *quest.search.outcomes()])),
            "baseline": Baseline(
                name=asked.name,
                label_en=quest.baseline.label_en,
                label_zh=quest.baseline.label_zh,
                set=asked.set,
            ),
            "policy": policies,
        }
    )
    policies_found = _policies(experiment, quest, grid, cells)
    return Plan(experiment, policies_found, quest.search.fresh_worlds, inputs=quest.inputs)


def _policies(experiment: Experiment, quest: Quest, grid: Grid, cells: Sequence[int]) -> tuple[Policy, ...]:
    paths = experiment.paths()
    known = quest.baseline.scenario.values()
    first = Policy(
        quest.baseline.name, quest.baseline.label_en, quest.baseline.label_zh, quest.baseline.scenario,
        {path: known[path] for path in paths},
    )  # fmt: skip
    others = []
    for named, cell in zip(experiment.policy, cells, strict=True):
        scenario = grid.scenario(cell)
        values = {**known, **quest.space.values(cell)}
        others.append(
            Policy(named.name, named.label_en, named.label_zh, scenario, {path: values[path] for path in paths})
        )
    return (first, *others)


__all__ = ["EVALUATIONS", "FRESH", "Quest", "fresh_plan", "quest_of", "search"]
