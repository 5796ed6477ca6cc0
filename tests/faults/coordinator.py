"""A sweep of quick runs in a process of its own, for tests that kill, starve or interrupt it."""

from __future__ import annotations

import argparse
import json
import sys


def main() -> int:
    """Run the sweep; the last line of standard output is its report."""
    words = argparse.ArgumentParser()
    words.add_argument("folder")
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--worlds", type=int, default=60)
    words.add_argument("--seconds", type=float, default=0.01)
    words.add_argument("--batch", type=int, default=None)
    words.add_argument("--function", default="tests.lab.standins:quick")
    words.add_argument("--largest-file", type=int, default=None)
    chosen = words.parse_args()
    if chosen.largest_file is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (chosen.largest_file, resource.RLIM_INFINITY))
    from sim.errors import SansheError
    from sim.lab.sweep import SweepInterrupted, sweep
    from tests.lab.standins import stand_in_plan

    plan = stand_in_plan(worlds=chosen.worlds, seconds=chosen.seconds)
    try:
        report = sweep(plan, chosen.folder, jobs=chosen.jobs, batch=chosen.batch, function=chosen.function)
    except (SansheError, SweepInterrupted) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return refusal.exit_code
    told = {"sha256": report.sha256, "ok": report.ok, "failed": report.failed, "kept": report.kept}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
