"""How a sweep ended: with a table of results, or by somebody's Ctrl-C."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep gave. `sha256` is of `results.parquet`; `stopped` says why there were enough worlds.

    `kept` of the `ok` runs had been done by earlier sweeps.
    """

    folder: Path
    runs: int
    ok: int
    failed: int
    kept: int
    by_status: dict[str, int]
    worlds: int
    stopped: str
    sha256: str
    seconds: float


class SweepInterrupted(KeyboardInterrupt):
    """Somebody pressed Ctrl-C; what was finished is kept."""

    exit_code = 130

    def __init__(self, folder: Path, kept: int, total: int) -> None:
        """Keep the counts for the message."""
        self.folder = folder
        self.kept = kept
        self.total = total
        super().__init__(str(self))

    def __str__(self) -> str:
        """How many runs are kept and how to go on."""
        return (
            f"{self.folder}: interrupted; {self.kept} of {self.total} runs are kept, "
            "run the same command again to go on"
        )
