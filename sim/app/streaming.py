"""Answers that arrive while the worlds are being lived: one request asks, its response is lines of JSON.

Ending the request is Stop: whether the button was pressed, the tab closed or the machine put to sleep,
what the page had asked for is forgotten and the workers are free for the others.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from typing import Any

from starlette.types import Receive, Scope, Send

from sim.app.answer import Answer
from sim.app.asking import Asked, read_asked
from sim.app.crew import Crew
from sim.app.guarding import BAD_ASK, BUSY, OK, RefusedError, body_of, faults_of, refuse
from sim.app.limits import Limits
from sim.app.turns import Answered, Job, Turns
from sim.errors import ScenarioError

LINES = "application/x-ndjson"
_HEARTBEAT_SECONDS = 0.5
_BREATH_SECONDS = 0.1
_MOST_FAULTS_TOLD = 10

Queue = asyncio.Queue[Answered]


class Running:
    """Runs what pages ask for and tells them what is known so far, a line at a time."""

    def __init__(self, turns: Turns, crew: Crew, limits: Limits) -> None:
        """Know who does the work and how much may be asked."""
        self._turns = turns
        self._crew = crew
        self._limits = limits
        self._jobs = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  as ASGI calls it
        """Answer one request."""
        try:
            asked = await asked_in(receive, self._limits)
            self._check_room()
        except RefusedError as refused:
            await refuse(send, refused)
            return
        self._jobs += 1
        try:
            with suppress(asyncio.CancelledError):  # the server is ending
                await self._run(asked, receive, send)
        finally:
            self._jobs -= 1

    def _check_room(self) -> None:
        if self._jobs >= self._limits.jobs:
            raise RefusedError(BUSY, f"{self._jobs} pages are running already; stop one of them and run again")

    async def _run(self, asked: Asked, receive: Receive, send: Send) -> None:
        """Work for a page until it has its answer, goes away, or has had its time."""
        loop, queue = asyncio.get_running_loop(), Queue()

        def deliver(answered: Answered) -> None:
            with suppress(RuntimeError):  # the loop has ended with the server
                loop.call_soon_threadsafe(queue.put_nowait, answered)

        job = Job(await asyncio.to_thread(asked.tasks), deliver)
        self._turns.add(job)
        telling = asyncio.create_task(self._tell(asked, queue, send))
        leaving = asyncio.create_task(_gone(receive))
        try:
            await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._turns.drop(job)
            for each in (telling, leaving):
                each.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await telling

    async def _tell(self, asked: Asked, queue: Queue, send: Send) -> None:
        """Send the answer so far whenever a world is complete, and a sign of life in between."""
        await send(
            {"type": "http.response.start", "status": OK, "headers": [(b"content-type", LINES.encode())]},
        )
        begun, answer, left, told = time.monotonic(), Answer(asked), 2 * asked.worlds, 0
        try:
            async with asyncio.timeout(self._limits.job_seconds):
                while left:
                    fresh = await _fresh(queue)
                    if not fresh:
                        await _say(send, {"type": "state", "state": self._crew.state})
                    for each in fresh:
                        answer.add(each)
                    left -= len(fresh)
                    if len(answer.worlds) > told or (fresh and not left):
                        told = len(answer.worlds)
                        content = await asyncio.to_thread(answer.told, done=not left)
                        await _say(send, {"type": "answer", **content})
                        await asyncio.sleep(_BREATH_SECONDS if left else 0)
        except TimeoutError:
            answer.faults.append(f"stopped after {self._limits.job_seconds:g} seconds; ask for fewer worlds or months")
        end = {"type": "end", "seconds": round(time.monotonic() - begun, 2), "left": left}
        await _say(send, {**end, "faults": answer.faults[:_MOST_FAULTS_TOLD]})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def asked_in(receive: Receive, limits: Limits) -> Asked:
    """What a request asks for. Raises RefusedError."""
    body = await body_of(receive, limits)
    try:
        return await asyncio.to_thread(read_asked, body, limits)
    except ScenarioError as error:
        raise RefusedError(BAD_ASK, *faults_of(error)) from None


async def _fresh(queue: Queue) -> list[Answered]:
    """The answers that have come in since, none if there is none for a while."""
    try:
        first = await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
    except TimeoutError:
        return []
    return [first, *(queue.get_nowait() for _ in range(queue.qsize()))]


async def _say(send: Send, content: dict[str, Any]) -> None:
    line = json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"
    await send({"type": "http.response.body", "body": line.encode(), "more_body": True})


async def _gone(receive: Receive) -> None:
    """Return when the page has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass
