"""`sanshe serve` where it cannot: a port that is taken, a package that is missing."""

from __future__ import annotations

import socket
import sys

import pytest
from typer.testing import CliRunner

from sim.cli.command_line import app


def test_a_port_that_is_taken_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["serve", "--port", str(port)])
    assert result.exit_code == 2
    assert (
        result.stderr
        == f"port {port}: Address already in use; choose another with --port, or --port 0 for a free one\n"
    )


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(app, ["serve", "--port", "0"])
    assert result.exit_code == 2
    assert result.stderr.strip().endswith("install it with: pip install 'sanshe[serve]'")
