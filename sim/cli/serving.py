"""`sanshe serve`: the live page, for this computer's browser alone."""

from __future__ import annotations

import contextlib
import os
import socket
from typing import Annotated

import typer

from sim.cli import words
from sim.cli.options import Jobs, Lang
from sim.cli.screen import show_line, tell
from sim.errors import UsageError

HERE = "127.0.0.1"


def serve(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port on this computer; 0 takes a free one.")] = 8765,
    jobs: Jobs = None,
    browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    lang: Lang = "en",
) -> None:
    """Show two policies side by side on a live page, on this computer alone."""
    from sim.lab.extras import need

    uvicorn = need("uvicorn", "serve", "serve")
    need("starlette", "serve", "serve")
    from sim.app.serving import page_server

    listening = _listen(port)
    port = listening.getsockname()[1]
    address = f"http://{HERE}:{port}/" + ("#lang=zh" if lang == "zh" else "")
    server = uvicorn.Server(page_server(port, jobs or os.cpu_count() or 1))
    show_line(words.PAGE.say(lang, address=address))
    tell(words.END_PAGE.say(lang))
    if browser:
        import webbrowser

        webbrowser.open(address)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    """A socket on this computer's own address. Raises UsageError where the port is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HERE, port))
        listening.listen()
    except OSError as error:
        listening.close()
        reason = error.strerror or "cannot be used"
        raise UsageError(f"port {port}: {reason}; choose another with --port, or --port 0 for a free one") from None
    return listening
