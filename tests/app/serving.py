"""The page's server in this process, with stand-ins for runs, and plain requests to it."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import uvicorn

from sim.app.limits import Limits
from sim.app.serving import page_server

QUICK = Limits(run_seconds=30.0, body_seconds=0.5, jobs=2)
PATIENCE = 120.0


class Answer(NamedTuple):
    """What came back: status, headers and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)


class Site:
    """A running server, by its port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.address = f"127.0.0.1:{port}"

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """A request as the page would make it, save for the headers that are given (`none` leaves one out)."""
        usual = {"Host": self.address}
        if method == "POST":
            usual |= {"Origin": f"http://{self.address}", "Content-Type": "application/json"}
        sent = {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection = self.connect()
        connection.putrequest(method, path, skip_host=True)
        for name, value in sent.items():
            if value != "none":
                connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        got = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return got

    def run(self, question: dict[str, Any]) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """Begin a run; its lines are read from the response."""
        connection = self.connect()
        headers = {"Origin": f"http://{self.address}", "Content-Type": "application/json"}
        connection.request("POST", "/run", json.dumps(question), headers)
        return connection, connection.getresponse()


@contextmanager
def site(function: str, workers: int, limits: Limits = QUICK) -> Iterator[Site]:
    """A server whose runs are done by a stand-in."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        server = uvicorn.Server(page_server(port, workers, limits, function))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Site(port)
        finally:
            server.should_exit = True
            thread.join()


def lines(response: http.client.HTTPResponse, kind: str) -> Iterator[Any]:
    """The lines of one kind, until the answer ends."""
    while line := response.readline():
        told = json.loads(line)
        if told["type"] == kind:
            yield told
