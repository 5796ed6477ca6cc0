"""The same resident month in what others would use; each module has a `Version` made out of what is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from sim.lab.bench.handed import Handed


class Lived(Protocol):
    """A district that somebody's tools move on month by month."""

    def month(self) -> None:
        """Live one month."""

    def state(self) -> dict[str, float]:
        """Say how residents are: shares and means."""
        ...


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to write the month: its module, the package that it needs, and how people would call it."""

    module: str
    package: str
    label: str
    keeps_arrays: bool = False
    """Whether residents stay in the arrays that were handed over, which then count as its memory."""

    @property
    def installed(self) -> str | None:
        """The version of its package that is installed here, if one is."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None

    def load(self) -> Any:  # noqa: ANN401  a module of ours with a class `Version`
        """Import the module, and with it the package."""
        return import_module(f"sim.lab.bench.peers.{self.module}")

    def start(self, handed: Handed) -> Lived:
        """Make the district."""
        made: Lived = self.load().Version(handed)
        return made


PEERS = {
    "mesa": Peer("plain_mesa", "mesa", "plain Mesa"),
    "agentpy": Peer("agent_lists", "agentpy", "AgentPy"),
    "numpy": Peer("numpy_columns", "numpy", "NumPy", keeps_arrays=True),
    "polars": Peer("polars_frame", "polars", "Polars", keeps_arrays=True),
    "ambr": Peer("ambr_records", "ambr", "ambr", keeps_arrays=True),
}
