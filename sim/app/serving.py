"""The live page's server, put together: workers, turns, addresses, and how much it takes on."""

from __future__ import annotations

import uvicorn

from sim.app.crew import LIVE, Crew
from sim.app.errand import Errand
from sim.app.limits import LIMITS, Limits
from sim.app.pages import application
from sim.app.turns import Turns
from sim.chance import world_seed
from sim.scenario import load_scenario

_LEAVING_SECONDS = 1
_IDLE_SECONDS = 10


def page_server(port: int, workers: int, limits: Limits = LIMITS, function: str = LIVE) -> uvicorn.Config:
    """The server's settings; `function` names what does a run, which only tests replace."""
    turns = Turns()
    crew = Crew(turns, workers, warming(), run_seconds=limits.run_seconds, function=function)
    return uvicorn.Config(
        application(crew, turns, port, limits),
        log_level="critical",  # ending while a page runs is no error
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        limit_concurrency=limits.connections,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_LEAVING_SECONDS,
    )


def warming() -> Errand:
    """What a worker does first, so that everything is loaded when a page asks."""
    scenario = load_scenario("guangzhou").with_values({"setting.months": 12}, "warming")
    return Errand(scenario, scenario.fingerprint, world_seed(0, 0), ("satisfied_share",))
