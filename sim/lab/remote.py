"""What a worker of a cluster does: introduce itself, and do batches of runs.

Loaded on machines that the coordinator knows nothing of, so everything that decides a run's bits is
compared before a worker gets any run, and again with every batch.
"""

from __future__ import annotations

import faulthandler
import hashlib
import pickle
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.lab.fingerprint import numeric_fingerprint
from sim.lab.provenance import package_versions
from sim.lab.worker import Item, Reply, Setup, Station
from sim.scenario import model_version

_MOST_STATIONS = 4
_STANDARD_ERROR = 2


class Introduction(NamedTuple):
    """What decides the bits that a worker computes: the model, its arithmetic, and what both run on."""

    model: str
    arithmetic: str
    packages: tuple[tuple[str, str], ...]

    def differences(self, here: Introduction) -> str:
        """Say how this worker differs from the coordinator; nothing where it does not."""
        if self.model != here.model:
            return f"has another model ({self.model[:12]}, here {here.model[:12]})"
        if self.arithmetic != here.arithmetic:
            theirs = dict(self.packages)
            changed = [
                f"{name} {theirs.get(name, 'none')}, here {version}"
                for name, version in here.packages
                if theirs.get(name) != version
            ]
            return (
                f"computes with other last bits ({'; '.join(changed) or 'another processor or mathematical library'})"
            )
        return ""


def introduce() -> Introduction:
    """Say what decides the bits that are computed here."""
    return Introduction(model_version(), numeric_fingerprint(), tuple(package_versions().items()))


@dataclass
class _Bench:
    """What a worker process keeps between batches: the stations of the sweeps that it works for."""

    stations: OrderedDict[str, Station] = field(default_factory=OrderedDict)

    def station(self, packed: bytes, time_limit: float) -> Station:
        """The station of a sweep, made when its first batch comes."""
        name = hashlib.sha256(packed).hexdigest()
        if name not in self.stations:
            setup: Setup = pickle.loads(packed)  # noqa: S301  sent by the sweep that this worker works for
            made = Station(setup, before=lambda _runs: _allow(time_limit))
            made.load()
            self.stations[name] = made
            if len(self.stations) > _MOST_STATIONS:
                self.stations.popitem(last=False)
        return self.stations[name]


_BENCH = _Bench()


def work(packed: bytes, model: str, time_limit: float, items: tuple[Item, ...]) -> Reply:
    """Do a batch of runs of a sweep; `packed` is its set-up, `model` the version that it must be."""
    if model_version() != model:
        fault = f"the model is {model_version()[:12]}, the sweep wants {model[:12]}"
        return Reply(numeric_fingerprint(), fault, (), (), ())
    try:
        return _BENCH.station(packed, time_limit).work(items)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _allow(seconds: float) -> None:
    """Give the runs that begin their time; if they take longer the process ends, even in compiled code."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=_STANDARD_ERROR)
