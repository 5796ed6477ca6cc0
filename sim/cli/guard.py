"""What a user sees when a command cannot go on: one clear message, an exit code that says why, no traceback."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from sim.errors import ResultsError, SansheError

INTERRUPTED = 130
FULL = (errno.ENOSPC, errno.EDQUOT)


class GuardedCommands(TyperGroup):
    """The commands of the laboratory; whatever goes wrong in one of them ends in words."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  Typer keeps its context's type private
        """Accept `--traceback` anywhere in the command, as it is usually added to a command that failed."""
        if "--traceback" in args:
            args = ["--traceback", *(word for word in args if word != "--traceback")]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  as above
        """Run the command and turn its faults into messages and exit codes."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort, SystemExit):
            raise
        except BaseException as fault:
            if ctx.params.get("traceback") and not isinstance(fault, KeyboardInterrupt):
                raise
            raise typer.Exit(_end(fault)) from None
        return answer


def _end(fault: BaseException) -> int:
    """Tell the fault on stderr and give the exit code."""
    if isinstance(fault, BrokenPipeError):
        _drop_stdout()
        return 0
    if isinstance(fault, OSError) and fault.errno in FULL and not fault.filename:
        _drop_stdout()
    message, code = _words(fault)
    typer.echo(message, err=True)
    return code


def _words(fault: BaseException) -> tuple[str, int]:
    if isinstance(fault, SansheError):
        return str(fault), fault.exit_code
    if isinstance(fault, TyperException):
        return _misused(fault), fault.exit_code
    if isinstance(fault, KeyboardInterrupt):
        return str(fault) or "interrupted", INTERRUPTED
    if isinstance(fault, OSError):
        return _system(fault)
    if isinstance(fault, MemoryError):
        return "out of memory; use fewer residents, fewer workers (--jobs) or a larger machine", SansheError.exit_code
    kind = type(fault).__name__
    return f"a fault of sanshe's own: {kind}: {fault}; add --traceback to see where", SansheError.exit_code


def _system(fault: OSError) -> tuple[str, int]:
    if fault.errno in FULL:
        where = fault.filename or "standard output"
        return f"{where}: no space is left; free some and give the same command again", ResultsError.exit_code
    where = fault.filename or "the system"
    return f"{where}: {fault.strerror or fault}; check the path and its permissions", SansheError.exit_code


def _misused(fault: TyperException) -> str:
    """Say in one line which word of the command cannot be used, and where to read how."""
    message = fault.format_message().replace("Value error, ", "").rstrip(".")
    path = getattr(getattr(fault, "ctx", None), "command_path", "sanshe")
    return message if message.endswith("?") else f"{message}; see `{path} --help`"


def _drop_stdout() -> None:
    """Send what is still to be printed nowhere, so that leaving does not fail for the same reason again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  lives until the process ends
