"""Who may speak to the page's server: this computer's browser, from the page itself, and nobody else.

The Host check turns away names that another site has pointed at this computer, the Origin check
requests that another site's script makes. The Content-Security-Policy keeps the page from loading or
sending anything elsewhere.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.app.limits import Limits

OK, BAD_ASK, FORBIDDEN, TOO_SLOW, TOO_LARGE, NOT_JSON, MISDIRECTED, BUSY = 200, 422, 403, 408, 413, 415, 421, 503
JSON_TYPE = "application/json"
POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}
_RAW_HEADERS = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


class RefusedError(Exception):
    """A request that is not answered: its HTTP status, and what the page shows."""

    def __init__(self, status: int, *faults: str) -> None:
        """Keep the status and the faults."""
        super().__init__(*faults)
        self.status = status
        self.faults = faults


class Guard:
    """Lets requests through to `app` that come from this computer's page on `port`, and sets the safe headers."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        """Know by which names this computer is called."""
        self._app = app
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_RAW_HEADERS]}
            await send(message)

        try:
            self._check(scope)
        except RefusedError as refused:
            await refuse(send_safely, refused)
        else:
            await self._app(scope, receive, send_safely)

    def _check(self, scope: Scope) -> None:
        hosts = header(scope, "host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            raise RefusedError(MISDIRECTED, "host: not this page's address; open the address that `sanshe serve` shows")
        origins = header(scope, "origin")
        asks = scope["method"] not in {"GET", "HEAD"}
        if (asks and not origins) or any(origin not in self._origins for origin in origins):
            raise RefusedError(FORBIDDEN, "origin: not this page; open the address that `sanshe serve` shows")
        if asks and header(scope, "content-type") != [JSON_TYPE]:
            raise RefusedError(NOT_JSON, f"content-type: not {JSON_TYPE}; reload the page")


def header(scope: Scope, name: str) -> list[str]:
    """Every value that a request gives for a header."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key.decode("latin-1").lower() == name]


async def refuse(send: Send, refused: RefusedError) -> None:
    """Answer with what is wrong."""
    await answer_json(send, refused.status, {"faults": list(refused.faults)})


async def answer_json(send: Send, status: int, content: Any) -> None:  # noqa: ANN401  any tree that JSON can hold
    """Answer with JSON at once."""
    body = json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", JSON_TYPE.encode()), (b"content-length", str(len(body)).encode())],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def body_of(receive: Receive, limits: Limits) -> bytes:
    """A request's body, unless it is too long or takes too long. Raises RefusedError."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.body_seconds):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusedError(TOO_SLOW, "the page went away")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > limits.body_bytes:
                    raise RefusedError(TOO_LARGE, f"page: asks in more than {limits.body_bytes} bytes; reload the page")
                more = message.get("more_body", False)
    except TimeoutError:
        raise RefusedError(TOO_SLOW, f"page: did not ask within {limits.body_seconds:g} seconds; try again") from None
    return b"".join(parts)


def faults_of(error: Exception) -> Sequence[str]:
    """What a fault says, line by line."""
    return str(error).splitlines()
