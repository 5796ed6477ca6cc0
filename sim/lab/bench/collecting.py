"""Measure everything, one process after another, and say what was found and what was left out."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sim import __version__
from sim.errors import SansheError
from sim.lab.bench.apart import ONE_THREAD, Found, told
from sim.lab.bench.month import OURS
from sim.lab.bench.peers import PEERS
from sim.lab.bench.state import apart

PACKAGES = ("mesa", "numpy", "numba")
Heard = Callable[[str], None]
_PROFILED = 1_000_000
"""Residents of the largest district whose months are profiled."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured, and how thoroughly."""

    sizes: tuple[int, ...]
    """Residents of the districts, smallest first."""
    enough: float
    """Seconds of years that are lived before the fastest counts."""
    longest_month: float
    """Seconds that a month may take; a version that would need more at a size is left out there."""
    elements: int
    """Of each array of the triad."""
    sweep_runs: int
    cluster_runs: int
    """Short runs by a cluster of Dask on this computer; none: no cluster is started."""
    worlds: int
    """Worlds in which 125 policies of the model are swept, where runners are compared."""
    whole_runs: int
    helps: int
    compiling: bool
    """Whether the first run ever is measured, which compiles everything anew."""


FULL = Extent(
    sizes=(10_000, 30_000, 100_000, 300_000, 1_000_000, 10_000_000), enough=3.0, longest_month=5.0, elements=20_000_000,
    sweep_runs=10_000, cluster_runs=40_000, worlds=30, whole_runs=40, helps=9, compiling=True,
)  # fmt: skip
QUICK = Extent(
    sizes=(5_000, 10_000), enough=0.2, longest_month=0.6, elements=4_000_000,
    sweep_runs=0, cluster_runs=0, worlds=0, whole_runs=3, helps=3, compiling=False,
)  # fmt: skip


def measure(extent: Extent, heard: Heard) -> Found:
    """Measure all that the extent asks for; `heard` is told what comes next."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    months = measure_months(extent, heard)
    heard("memory: bytes that a month moves, and the triad")
    memory = told("moved", str(extent.elements))
    profiled = (extent.sizes[0], max(size for size in extent.sizes if size <= max(_PROFILED, extent.sizes[0])))
    heard("profile: " + " and ".join(f"{size:,}" for size in dict.fromkeys(profiled)) + " residents")
    spent = told("spent", *(str(size) for size in dict.fromkeys(profiled)), settings=ONE_THREAD)
    heard("waiting: whole runs, the list of commands" + (", compiling everything anew" if extent.compiling else ""))
    from sim.lab.bench import sweeping, tasks, waiting

    waits = waiting.measure(extent.whole_runs, extent.helps, compiling=extent.compiling)
    sweeps = on_cluster = None
    if extent.sweep_runs:
        heard(f"sweeps: {extent.sweep_runs:,} runs by each runner, and 125 policies of the model")
        sweeps = {**sweeping.measure(extent.sweep_runs), "model": sweeping.measure_model(extent.worlds)}
    if extent.cluster_runs:
        heard(f"a cluster: the demonstration, and {extent.cluster_runs:,} short runs")
        on_cluster = tasks.measure(extent.cluster_runs)
    return {
        "months": months,
        "not installed": {peer.label: peer.package for peer in PEERS.values() if peer.installed is None},
        "memory": memory,
        "spent": spent["districts"],
        "waiting": waits,
        "sweeps": sweeps,
        "tasks": on_cluster,
        "machine": {**machine(), "load": load},
    }


def measure_months(extent: Extent, heard: Heard) -> dict[str, list[Found]]:
    """The resident month of every version that is installed, at every size at which it does not take too long."""
    present = [name for name, peer in PEERS.items() if peer.installed is not None]
    found: dict[str, list[Found]] = {name: [] for name in (OURS, *present)}
    with tempfile.TemporaryDirectory() as folder:
        for residents in extent.sizes:
            file = Path(folder) / "district.npz"
            for name, rows in found.items():
                rows.append(_measured(name, residents, file, rows, extent, heard))
            file.unlink()
    return found


def _measured(name: str, residents: int, file: Path, before: Sequence[Found], extent: Extent, heard: Heard) -> Found:
    """One version at one size, or why it is left out there. Raises SansheError where our own cannot be measured."""
    words = (name, str(residents), str(file), str(extent.enough))
    if name == OURS:
        heard(f"{name}: {residents:,} residents")
        return told("month", *words, settings=ONE_THREAD)
    seconds = residents * max((row["ns"] for row in before if "ns" in row), default=0.0) / 1e9
    if seconds > extent.longest_month or any("fault" in row for row in before):
        return {"residents": residents, "seconds expected": seconds}
    heard(f"{PEERS[name].label}: {residents:,} residents")
    try:
        return told("month", *words, settings=ONE_THREAD)
    except SansheError as fault:
        return {"residents": residents, "fault": str(fault)}


def differences(months: dict[str, list[Found]]) -> list[str]:
    """Where a version's residents have come apart from ours by more than luck within a year, in words."""
    ours = {row["residents"]: row["after a year"] for row in months[OURS]}
    told_apart = []
    for name, rows in months.items():
        for row in rows:
            size, after = row["residents"], row.get("after a year", {})
            if names := apart(after, ours[size], size):
                label = PEERS[name].label
                told_apart.append(f"{label}, {size:,} residents: differs from the model in {', '.join(names)}")
    return told_apart


def machine() -> Found:
    """What was measured, on what."""
    peers = {peer.label: peer.installed for peer in PEERS.values() if peer.installed is not None}
    others = {name: version(name) for name in PACKAGES if name not in {peer.package for peer in PEERS.values()}}
    return {
        "sanshe": __version__,
        "Python": platform.python_version(),
        "packages": {**peers, **others},
        "processor": processor(),
        "cores": os.cpu_count(),
    }


def processor() -> str:
    """The processor's name."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    names = (line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
