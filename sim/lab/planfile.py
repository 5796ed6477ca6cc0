"""What a results folder is about: `plan.json`, written first, sealed with its own SHA-256, never changed."""

from __future__ import annotations

import hashlib
import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ResultsError
from sim.lab.durable import as_json, unusable
from sim.lab.fingerprint import numeric_fingerprint
from sim.lab.provenance import package_versions

if TYPE_CHECKING:
    from sim.lab.plan import Plan

PLAN = "plan.json"
_FORMAT = 1


def read_plan(folder: Path) -> dict[str, Any]:
    """The plan with which a results folder began. Raises ResultsError where it is no such folder."""
    path = folder / PLAN
    if not path.is_file():
        raise ResultsError(f"{folder}: is no results folder (it has no {PLAN}); name one that `sanshe sweep` wrote")
    with unusable(path):
        content = path.read_bytes()
    try:
        plan: dict[str, Any] = json.loads(content)
        kept = plan.pop("sha256")
    except (ValueError, KeyError, AttributeError, TypeError):
        kept, plan = "", {}
    if kept != _seal(plan):
        raise ResultsError(
            f"{path}: is damaged; put back a copy of it, or move the folder away and sweep the experiment again"
        )
    return plan


def plan_file(plan: Plan) -> bytes:
    """The content of `plan.json`: what the runs are, what computes them, and the scenario they start from."""
    baseline = plan.policies[0].scenario
    content = {
        "format": _FORMAT,
        "name": plan.experiment.name,
        **_identity(plan),
        "worlds": plan.worlds,
        "runs": plan.run_count,
        "scenario": dict(baseline.values()),
        "numeric_fingerprint": numeric_fingerprint(),
        "versions": package_versions(),
        "host": socket.gethostname(),
    }
    return as_json({**content, "sha256": _seal(json.loads(as_json(content)))})


def _identity(plan: Plan) -> dict[str, Any]:
    """What must be the same for runs to stand in one table."""
    from sim.scenario import model_version

    return {
        "design_sha256": plan.design_sha256,
        "model_version": model_version(),
        "seed": plan.experiment.seed,
        "outcomes": list(plan.experiment.outcomes),
        "varying": list(plan.varying),
        "policies": [
            {
                "name": policy.name,
                "label_en": policy.label_en,
                "label_zh": policy.label_zh,
                "fingerprint": policy.scenario.fingerprint,
                "values": dict(policy.values),
            }
            for policy in plan.policies
        ],
        **_sets(plan),
    }


def _sets(plan: Plan) -> dict[str, Any]:
    """The parameter sets by name, where there are any; their values stand in a file of their own."""
    return {"uncertain": list(plan.uncertain), "sets": [each.name for each in plan.sets]} if plan.sets else {}


def _seal(content: dict[str, Any]) -> str:
    return hashlib.sha256(as_json(content)).hexdigest()


def refuse_other(folder: Path, plan: Plan, kept: dict[str, Any], *, allow_mixed: bool) -> None:
    """Raise ResultsError where runs of `plan` cannot stand in one table with those of a kept plan."""
    if kept.get("format") != _FORMAT:
        raise ResultsError(f"{folder}: was written by another version of sanshe; sweep into another folder")
    if kept["design_sha256"] != plan.design_sha256:
        raise ResultsError(
            f"{folder}: belongs to another experiment ({_differences(plan, kept)}); "
            "choose another folder, or move this one away"
        )
    if kept["numeric_fingerprint"] != numeric_fingerprint() and not allow_mixed:
        raise ResultsError(
            f"{folder}: was begun with other arithmetic ({_versions_differ(kept['versions'])}); "
            "go on where it was begun, sweep into another folder, or allow mixed results"
        )


def _differences(plan: Plan, kept: dict[str, Any]) -> str:
    """Name what an experiment and a folder do not share, in the words of an experiment file."""
    now = json.loads(as_json(_identity(plan)))
    words = {
        "seed": "another seed",
        "outcomes": "other outcomes",
        "varying": "other values vary",
        "model_version": "another version of the model",
        "policies": "other policies",
        "sets": "other parameter sets",
    }
    named = [word for name, word in words.items() if now.get(name) != kept.get(name)]
    other = f"'{kept.get('name')}'" if kept.get("name") != plan.experiment.name else ""
    return ", ".join([*filter(None, [other]), *named]) or "another design"


def _versions_differ(kept: dict[str, str]) -> str:
    now = package_versions()
    changed = [f"{name} {old}, here {now.get(name, 'none')}" for name, old in kept.items() if now.get(name) != old]
    return "; ".join(changed) or "another processor or mathematical library"
