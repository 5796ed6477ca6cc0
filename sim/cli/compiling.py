"""Say why the very first run takes longer: the model is compiled for this machine, once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sim.cli.screen import tell

MESSAGE = "Compiling the model for this machine; this takes about a minute and happens once."


@contextmanager
def compiling_announced(*, quiet: bool = False) -> Iterator[None]:
    """While the block runs, tell the user when the model is being compiled."""
    from numba.core import event

    class Announcer(event.Listener):
        """Speaks at the first compilation and then holds its tongue."""

        spoken = quiet

        def on_start(self, _event: object) -> None:
            """Tell it once."""
            if not self.spoken:
                self.spoken = True
                tell(MESSAGE)

        def on_end(self, _event: object) -> None:
            """Nothing is to be said when it is done."""

    with event.install_listener("numba:compile", Announcer()):
        yield
