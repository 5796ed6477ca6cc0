"""The addresses of the live page: the page itself, what it can choose from, running, and questions as files."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from sim.app.catalogue import catalogue
from sim.app.crew import Crew
from sim.app.guarding import BAD_ASK, JSON_TYPE, OK, Guard, RefusedError, answer_json, body_of, faults_of, refuse
from sim.app.limits import LIMITS, Limits
from sim.app.opening import opened
from sim.app.streaming import Running, asked_in
from sim.app.turns import Turns
from sim.errors import ScenarioError
from sim.lab.policies import resolve_policies
from sim.lab.resolved import experiment_toml
from sim.scenario import load_scenario

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

STATIC = Path(__file__).parent / "static"


def application(crew: Crew, turns: Turns, port: int, limits: Limits = LIMITS) -> ASGIApp:
    """The whole page's server; the crew starts with it and ends with it."""

    @asynccontextmanager
    async def at_work(_app: Starlette) -> AsyncIterator[None]:
        crew.start()
        try:
            yield
        finally:
            await asyncio.to_thread(crew.close)

    routes = [
        Route("/", _page),
        Route("/catalogue.json", _Catalogue(limits).answer),
        Route("/run", Running(turns, crew, limits), methods=["POST"]),
        Route("/experiment.toml", _Question(limits), methods=["POST"]),
        Route("/open", _Opening(limits), methods=["POST"]),
        Mount("/fonts", StaticFiles(directory=str(resources.files("sim") / "data" / "fonts"))),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    return Guard(Starlette(routes=routes, lifespan=at_work), port)


async def _page(_request: Request) -> FileResponse:
    return FileResponse(STATIC / "index.html", media_type="text/html")


class _Catalogue:
    """What there is to choose from, written out once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._written = b""

    async def answer(self, _request: Request) -> Response:
        if not self._written:
            content = await asyncio.to_thread(catalogue, self._limits)
            self._written = json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
        return Response(self._written, media_type=JSON_TYPE)


class _Question:
    """What a page asks, as an experiment file for `sanshe sweep`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            asked = await asked_in(receive, self._limits)
            experiment = asked.experiment()
            resolve_policies(experiment, load_scenario(experiment.scenario))
            written = experiment_toml(experiment)
        except ScenarioError as error:
            await refuse(send, RefusedError(BAD_ASK, *faults_of(error)))
        except RefusedError as refused:
            await refuse(send, refused)
        else:
            await Response(written, media_type="application/toml")(scope, receive, send)


class _Opening:
    """An experiment file as a page shows it; as text inside JSON a file takes up to twice its own length."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  as ASGI calls it
        try:
            body = await body_of(receive, self._limits._replace(body_bytes=2 * self._limits.file_bytes))
            told = await asyncio.to_thread(opened, body, self._limits)
        except ScenarioError as error:
            await refuse(send, RefusedError(BAD_ASK, *faults_of(error)))
        except RefusedError as refused:
            await refuse(send, refused)
        else:
            await answer_json(send, OK, told)
