"""A question's own scenarios, kept beside its results so that others can check and repeat them.

A scenario that comes with the laboratory goes by its name. One that somebody wrote is copied into the folder
`inputs/`, with the files it extends, byte for byte; only where a copy cannot have the name by which its child
calls it, the child's copy is written with the other name. A file of parameter sets is kept as the sets in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any

from sim.lab.durable import make_folder, unusable, write_whole
from sim.lab.experiment import Experiment, is_path
from sim.lab.resolved import experiment_toml, toml_text
from sim.lab.sets import SETS_FILE
from sim.reading import check_name, read_toml
from sim.scenario import bundled, bundled_scenarios

EXPERIMENT = "experiment.toml"
INPUTS = "inputs"
_TOML = ".toml"
_MOST_TOLD = 3


@dataclass(frozen=True)
class Inputs:
    """The own files of a question: their contents by their place in a results folder.

    `names` says what a scenario is called there, by what the experiment calls it.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    def kept(self, experiment: Experiment) -> Experiment:
        """The question with every file named as its results folder keeps it."""
        policies = tuple(
            policy if policy.scenario is None
            else policy.model_copy(update={"scenario": self.names.get(policy.scenario, policy.scenario)})
            for policy in experiment.policy
        )  # fmt: skip
        scenario = self.names.get(experiment.scenario, experiment.scenario)
        changed: dict[str, Any] = {"scenario": scenario, "policy": policies}
        if experiment.sets is not None:
            changed["sets"] = experiment.sets.model_copy(update={"file": SETS_FILE})
        return experiment.model_copy(update=changed)


def inputs_of(experiment: Experiment) -> Inputs:
    """Read the own scenario files of a question whose scenarios have been loaded, so that all of them are sound."""
    found = _Found()
    named = (experiment.scenario, *(policy.scenario for policy in experiment.policy))
    names = {name: found.named(Path(name)) for name in named if name is not None and is_path(name)}
    return Inputs(names, found.files)


def keep_question(folder: Path, experiment: Experiment, inputs: Inputs) -> None:
    """Write a question into its results folder with the files it names. Raises ResultsError where the disk refuses."""
    if inputs.files:
        make_folder(folder / INPUTS)
    for name, content in inputs.files.items():
        keep_file(folder / name, content)
    keep_file(folder / EXPERIMENT, experiment_toml(inputs.kept(experiment)).encode())


def keep_file(path: Path, content: bytes) -> None:
    """Write a file that does not stand there yet with this content. Raises ResultsError where the disk refuses."""
    with unusable(path):
        is_written = path.exists() and path.read_bytes() == content
    if not is_written:
        write_whole(path, content)


def changed_files(folder: Path, inputs: Inputs) -> Iterator[str]:
    """Say of each own file that is another one than the folder keeps what is different in it."""
    for name, content in inputs.files.items():
        path = folder / name
        with unusable(path):
            before = path.read_bytes() if path.is_file() else content
        if before != content:
            told = changed_values(_values(content), _values(before))
            yield f"another {Path(name).name}" + (f" with {told}" if told else "")


def changed_values(now: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """Name the first values that are not as they were, in the words of a scenario file."""
    changed = [name for name in {**before, **now} if now.get(name) != before.get(name)]
    told = [_change(name, now.get(name), before.get(name)) for name in changed[:_MOST_TOLD]]
    more = [f"{len(changed) - _MOST_TOLD} more values"] if len(changed) > _MOST_TOLD else []
    return ", ".join([*told, *more])


def _change(name: str, now: object, before: object) -> str:
    if isinstance(now, list) or isinstance(before, list):
        return f"other {name}"
    return f"{name} {'left out' if now is None else now} instead of {'nothing' if before is None else before}"


def _values(content: bytes) -> dict[str, Any]:
    """The values of a scenario file by path; none where somebody damaged it."""
    with suppress(ValueError, RecursionError):
        return dict(_flat(tomllib.loads(content.decode("utf-8-sig")), ""))
    return {}


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


class _Found:
    """Own files as they are found, each once, under names that no other scenario has."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._stems: dict[Path, str] = {}

    def named(self, path: Path) -> str:
        """What the kept question calls a scenario."""
        return path.stem if _comes_along(path) else f"{INPUTS}/{self._kept(path)}{_TOML}"

    def _kept(self, named: Path) -> str:
        """Keep a file and those it extends, and say its name without the ending."""
        path = named.parent.resolve() / named.name  # what a linked file extends is looked for beside the link
        if path not in self._stems:
            stem = _free(path.stem, (*bundled_scenarios(), *self._stems.values()))
            self._stems[path] = stem
            self.files[f"{INPUTS}/{stem}{_TOML}"] = self._content(path)
        return self._stems[path]

    def _content(self, path: Path) -> bytes:
        table = read_toml(path)
        with unusable(path):
            content = path.read_bytes()
        called = table.get("extends")
        if called is None:
            return content
        parent = _parent(path, called)
        comes_along = _comes_along(parent)
        name = parent.stem if comes_along else self._kept(parent)
        is_found = called == name or (called == f"{name}{_TOML}" and not comes_along)
        return content if is_found else toml_text({**table, "extends": name}).encode()


def _parent(child: Path, called: str) -> Path:
    """The file that a sound scenario extends, found as the model finds it: beside it first, then by a bundled name."""
    beside = child.parent / (called if called.endswith(_TOML) else f"{called}{_TOML}")
    if "/" not in called and "\\" not in called and beside.is_file():
        return beside
    known = called in bundled_scenarios()
    return bundled("scenarios") / f"{called}{_TOML}" if known else child.parent / called


def _comes_along(path: Path) -> bool:
    """Whether a scenario comes with the laboratory, so that everybody has it under its name."""
    return path.resolve().parent == bundled("scenarios").resolve()


def _free(stem: str, taken: Iterable[str]) -> str:
    """A file's name without its ending, numbered where it is taken, plain where other systems could not have it."""
    wanted = stem if check_name(stem, "") is None else "scenario"
    used = {name.casefold() for name in taken}
    names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return next(name for name in names if name.casefold() not in used)
