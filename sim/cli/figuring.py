"""Where the figure of an analysis goes: into the results folder that it is about, noted in its manifest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def drawn(figure: Figure, folder: Path, name: str) -> str:
    """Write a figure as SVG and PNG into a results folder and give the SVG's path.

    Raises ResultsError where the folder cannot be written.
    """
    from sim.lab.durable import unusable
    from sim.lab.manifest import record_outputs
    from sim.report.figures.canvas import save

    with unusable(folder):
        files = save(figure, folder / "figures", name)
    record_outputs(folder, [files.svg, files.png])
    return str(files.svg)
