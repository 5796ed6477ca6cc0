"""What a results folder is about: `plan.json`, written first, sealed with its own SHA-256, never changed."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ResultsError
from sim.lab.durable import as_json, unusable
from sim.lab.fingerprint import numeric_fingerprint
from sim.lab.inputs import changed_files, changed_values
from sim.lab.provenance import package_versions

if TYPE_CHECKING:
    from sim.lab.plan import Plan

PLAN = "plan.json"
_FORMAT = 1
_MOST_TOLD = 3


class ChangedDesignError(ResultsError):
    """The folder holds runs of the same question, asked with other policies or outcomes.

    `what` says which, `remedy` what extending the folder would do.
    """

    def __init__(self, what: str, *, serves: bool) -> None:
        """Say what has changed, and that it can be extended; whether runs of before can serve."""
        self.what = what
        self.remedy = (
            "to keep them and do only what is new" if serves
            else "they lack outcomes or months that it asks for now, so to do every run again"
        )  # fmt: skip
        super().__init__(f"{what}; {self.remedy}, sweep with `extend`")


def read_plan(folder: Path) -> dict[str, Any]:
    """The plan with which a results folder began. Raises ResultsError where it is no such folder."""
    path = folder / PLAN
    if not path.is_file():
        raise ResultsError(f"{folder}: is no results folder (it has no {PLAN}); name one that `sanshe sweep` wrote")
    return read_sealed(path)


def read_sealed(path: Path) -> dict[str, Any]:
    """A plan whose seal is whole, the present one or one of before.

    Raises ResultsError where it is not, or where another version of the program wrote it.
    """
    with unusable(path):
        content = path.read_bytes()
    try:
        plan: dict[str, Any] = json.loads(content)
        kept = plan.pop("sha256")
    except (ValueError, KeyError, AttributeError, TypeError):
        kept, plan = "", {}
    if plan.get("format", _FORMAT) != _FORMAT:
        raise ResultsError(
            f"{path.parent}: was written by another version of sanshe (format {plan['format']}, here {_FORMAT}); "
            "use that version to read it, or sweep into another folder"
        )
    if kept != _seal(plan):
        raise ResultsError(
            f"{path}: is damaged; put back a copy of it, or move the folder away and sweep the experiment again"
        )
    return plan


def plan_file(plan: Plan) -> bytes:
    """The content of `plan.json`: what the runs are, what computes them, and the scenario they start from."""
    content = {
        "format": _FORMAT,
        **_identity(plan),
        "worlds": plan.worlds,
        "runs": plan.run_count,
        "numeric_fingerprint": numeric_fingerprint(),
        "versions": package_versions(),
        "host": socket.gethostname(),
    }
    return as_json({**content, "sha256": _seal(content)})


def _identity(plan: Plan) -> dict[str, Any]:
    """What must be the same for runs to stand in one table."""
    from sim.scenario import model_version

    return {
        "name": plan.experiment.name,
        "design_sha256": plan.design_sha256,
        "model_version": model_version(),
        "seed": plan.experiment.seed,
        "outcomes": list(plan.experiment.outcomes),
        "measured": plan.experiment.measured and list(plan.experiment.measured),
        "varying": list(plan.varying),
        "scenario": dict(plan.baseline.scenario.values()),
        "policies": [
            {
                "name": policy.name,
                "label_en": policy.label_en,
                "label_zh": policy.label_zh,
                "fingerprint": policy.fingerprint,
                "values": dict(policy.values),
            }
            for policy in plan.policies
        ],
        **_sets(plan),
    }


def _sets(plan: Plan) -> dict[str, Any]:
    """The parameter sets by name and SHA-256, where there are any; their values stand in a file of their own."""
    if not plan.sets:
        return {}
    seals = [_seal(dict(each.values)) for each in plan.sets]
    return {"uncertain": list(plan.uncertain), "sets": [each.name for each in plan.sets], "sets_sha256": seals}


def _seal(content: dict[str, Any]) -> str:
    return hashlib.sha256(as_json(content)).hexdigest()


def refuse_other(folder: Path, plan: Plan, kept: dict[str, Any], *, allow_mixed: bool) -> None:
    """Raise ResultsError where runs of `plan` cannot stand in one table with those of a kept plan.

    It is a ChangedDesignError where the kept runs could be taken over into the changed design.
    """
    now, files = _identity(plan), list(changed_files(folder, plan.inputs))
    is_grown = all(now[name] == kept[name] for name in ("name", "seed", "model_version"))
    if kept["design_sha256"] != now["design_sha256"] and not is_grown:
        raise ResultsError(
            f"{folder}: belongs to another experiment ({_differences(now, kept, files)}); "
            "choose another folder, or move this one away"
        )
    if kept["numeric_fingerprint"] != numeric_fingerprint() and not allow_mixed:
        raise ResultsError(
            f"{folder}: was begun with other arithmetic ({_versions_differ(kept['versions'])}); "
            "go on where it was begun, sweep into another folder, or mix the two with --allow-mixed"
        )
    if kept["design_sha256"] != now["design_sha256"]:
        what = f"{folder}: holds runs of this experiment as it was before ({_differences(now, kept, files)})"
        raise ChangedDesignError(what, serves=can_serve(kept, now))


def can_serve(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether runs of a plan of before have every outcome and every monthly series that a plan of now asks for."""
    had, wanted = before.get("measured"), now.get("measured")
    has_all = had is None or (wanted is not None and set(wanted) <= set(had))
    return has_all and set(now["outcomes"]) <= set(before["outcomes"])


def _differences(now: dict[str, Any], kept: dict[str, Any], files: list[str]) -> str:
    """Name what an experiment and a folder do not share, in the words of an experiment file.

    `files` says what is different in the scenario files that somebody wrote for it.
    """
    words = {
        "seed": "another seed",
        "outcomes": "other outcomes",
        "measured": "other outcomes measured",
        "varying": "other values vary",
        "model_version": "another version of the model",
        "sets": "other parameter sets",
    }
    named = [word for name, word in words.items() if now.get(name) != kept.get(name)]
    telling = "fingerprint" if now["model_version"] == kept.get("model_version") else "values"
    if _policies(now, telling) != _policies(kept, telling):
        named.append("other policies")
    named += files or _other_baseline(now, kept)
    named += _other_sets(now, kept)
    other = f"'{kept.get('name')}'" if kept.get("name") != now["name"] else ""
    return ", ".join([*filter(None, [other]), *named]) or "another design"


def _other_baseline(now: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    """What the baseline has otherwise, where the same model tells."""
    told = changed_values(now["scenario"], kept.get("scenario", now["scenario"]))
    return [f"a baseline with {told}"] if told and now["model_version"] == kept.get("model_version") else []


def _other_sets(now: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    """The parameter sets that kept their names and not their values."""
    seals = dict(zip(kept.get("sets", ()), kept.get("sets_sha256", ()), strict=False))
    sealed = zip(now.get("sets", ()), now.get("sets_sha256", ()), strict=True)
    changed = [f"'{name}'" for name, seal in sealed if seals.get(name, seal) != seal]
    more = f" and {len(changed) - _MOST_TOLD} more" if len(changed) > _MOST_TOLD else ""
    return [f"other values in parameter set {', '.join(changed[:_MOST_TOLD])}{more}"] if changed else []


def _policies(plan: dict[str, Any], telling: str) -> list[object]:
    """Name and fingerprint of each policy, or its values where another model has other fingerprints."""
    return [(policy["name"], policy[telling]) for policy in plan["policies"]]


def _versions_differ(kept: dict[str, str]) -> str:
    now = package_versions()
    changed = [f"{name} {old}, here {now.get(name, 'none')}" for name, old in kept.items() if now.get(name) != old]
    return "; ".join(changed) or "another processor or mathematical library"
