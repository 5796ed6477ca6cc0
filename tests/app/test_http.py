"""Plain requests to the page's server: who is let in, how much may be asked, and that pages take turns."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from sim.app.guarding import POLICY
from tests.app.serving import PATIENCE, Site, lines, site
from tests.app.test_asking import question

BODY = json.dumps(question()).encode()


@pytest.fixture(scope="module")
def quick() -> Iterator[Site]:
    with site("tests.app.standins:quick", workers=1) as running:
        yield running


@pytest.fixture(scope="module")
def slow() -> Iterator[Site]:
    with site("tests.app.standins:slow", workers=1) as running:
        yield running


def test_the_page_and_its_parts_are_there(quick: Site) -> None:
    assert quick.ask("GET", "/").headers["content-type"].startswith("text/html")
    assert quick.ask("GET", "/static/page.js").headers["content-type"].startswith("text/javascript")
    assert quick.ask("GET", "/catalogue.json").told["limits"]["worlds"] == 200
    assert quick.ask("GET", "/fonts/SansheSans-Regular.ttf").status == 200


@pytest.mark.parametrize("host", ["none", "localhost", "evil.example", "127.0.0.1:1", "127.0.0.1.evil.example:{port}"])
def test_other_names_for_this_computer_are_turned_away(quick: Site, host: str) -> None:
    answer = quick.ask("GET", "/", Host=host.format(port=quick.port))
    assert answer.status in {400, 421}
    assert b"<html" not in answer.body


def test_localhost_is_this_computer_too(quick: Site) -> None:
    assert quick.ask("GET", "/", Host=f"localhost:{quick.port}").status == 200


@pytest.mark.parametrize(
    "origin", ["none", "null", "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1"]
)
@pytest.mark.parametrize("path", ["/run", "/experiment.toml", "/open"])
def test_other_sites_may_not_ask(quick: Site, origin: str, path: str) -> None:
    answer = quick.ask("POST", path, BODY, Origin=origin.format(port=quick.port))
    assert answer.status == 403
    assert answer.told["faults"] == ["origin: not this page; open the address that `sanshe serve` shows"]


def test_other_sites_may_not_read(quick: Site) -> None:
    answer = quick.ask("GET", "/catalogue.json", Origin="http://evil.example")
    assert answer.status == 403
    assert "access-control-allow-origin" not in quick.ask("GET", "/catalogue.json").headers


def test_a_form_cannot_ask(quick: Site) -> None:
    assert quick.ask("POST", "/run", BODY, Content_Type="text/plain").status == 415


@pytest.mark.parametrize("path", ["/", "/catalogue.json", "/static/page.js", "/static/none.js", "/nowhere"])
def test_every_answer_keeps_the_page_at_home(quick: Site, path: str) -> None:
    headers = quick.ask("GET", path).headers
    assert headers["content-security-policy"] == POLICY
    assert POLICY.startswith("default-src 'self';")
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_refusals_have_the_safe_headers_too(quick: Site) -> None:
    assert quick.ask("POST", "/run", BODY, Origin="null").headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    "path", ["/static/../pages.py", "/static/%2e%2e/pages.py", "/static/..%2fpages.py", "/fonts//etc/passwd"]
)
def test_nothing_but_the_pages_own_files_is_given(quick: Site, path: str) -> None:
    assert quick.ask("GET", path).status == 404


def test_only_what_is_meant_to_be_asked_can_be(quick: Site) -> None:
    assert quick.ask("GET", "/run").status == 405
    assert quick.ask("DELETE", "/", Origin=f"http://{quick.address}", Content_Type="application/json").status == 405


def test_what_cannot_be_asked_is_said_line_by_line(quick: Site) -> None:
    answer = quick.ask("POST", "/run", json.dumps(question(worlds=201, months=500)).encode())
    assert answer.status == 422
    assert answer.told["faults"] == [
        "page: worlds: 201 are too many; ask for at most 200",
        "page: months: 500 are too many; ask for at most 120",
    ]
    assert quick.ask("POST", "/run", b"\xff").status == 422


def test_a_body_that_is_too_long_is_not_read(quick: Site) -> None:
    assert quick.ask("POST", "/run", b" " * 65_537).status == 413


def test_a_body_that_never_comes_is_not_waited_for(quick: Site) -> None:
    head = f"POST /run HTTP/1.1\r\nHost: {quick.address}\r\nOrigin: http://{quick.address}\r\n"
    with socket.create_connection(("127.0.0.1", quick.port), timeout=PATIENCE) as speaking:
        speaking.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{".encode())
        assert speaking.recv(100).startswith(b"HTTP/1.1 408 ")


def test_worlds_come_in_and_the_last_line_is_the_end(quick: Site) -> None:
    connection, response = quick.run(question(worlds=4))
    told = [json.loads(line) for line in response]
    connection.close()
    answers = [line for line in told if line["type"] == "answer"]
    assert [answers[-1][name] for name in ("worlds", "asked", "failed")] == [4, 4, 0]
    assert [line["worlds"] for line in answers] == sorted({line["worlds"] for line in answers})
    assert told[-1]["type"] == "end"
    assert (told[-1]["left"], told[-1]["faults"]) == (0, [])
    assert [row["difference"] for row in answers[-1]["table"]] == [[0, 0, 0], [0, 0, 0]]


def test_the_question_comes_as_an_experiment_file(quick: Site) -> None:
    answer = quick.ask("POST", "/experiment.toml", BODY)
    assert answer.headers["content-type"].startswith("application/toml")
    assert 'scenario = "late_pay"' in answer.body.decode()


def test_that_file_can_be_opened_again(quick: Site) -> None:
    saved = quick.ask("POST", "/experiment.toml", BODY).body.decode()
    answer = quick.ask("POST", "/open", json.dumps({"name": "side_by_side.toml", "text": saved}).encode())
    assert answer.headers["content-type"] == "application/json"
    assert [policy["scenario"] for policy in answer.told["policies"]] == ["guangzhou", "late_pay"]
    assert [answer.told[name] for name in ("worlds", "months", "seed")] == [3, 24, 5]


def test_a_file_that_cannot_be_opened_is_refused_line_by_line(quick: Site) -> None:
    file = {"name": "mine.toml", "text": 'name = "no good"\nworlds = 0'}
    answer = quick.ask("POST", "/open", json.dumps(file).encode())
    assert answer.status == 422
    assert answer.told["faults"][0].startswith("mine.toml: name: ")
    assert len(answer.told["faults"]) > 3
    large = json.dumps({"name": "large.toml", "text": "#" * 2 * 65_536}).encode()
    assert quick.ask("POST", "/open", large).status == 413


def test_two_policies_that_are_one_make_no_experiment_but_can_be_run(quick: Site) -> None:
    same: dict[str, Any] = {"scenario": "guangzhou", "set": {}}
    answer = quick.ask("POST", "/experiment.toml", json.dumps(question(a=same, b=same)).encode())
    assert answer.status == 422
    assert answer.told["faults"][0].startswith("side_by_side: policy 'b': has the same values as 'a'")
    connection, response = quick.run(question(a=same, b=same))
    assert next(lines(response, "end"))["left"] == 0
    connection.close()


def test_a_small_question_is_answered_while_a_large_one_runs(slow: Site) -> None:
    large, begun = slow.run(question(worlds=200, seed=1))
    first = next(lines(begun, "answer"))
    small, answered = slow.run(question(worlds=2, seed=2))
    assert next(lines(answered, "end"))["left"] == 0
    assert first["worlds"] < 200
    assert next(lines(begun, "answer"))["worlds"] < 200
    for each in (answered, small, begun, large):
        each.close()


def test_a_page_that_goes_away_makes_room(slow: Site) -> None:
    """Two pages may run at once here: a third is let in as soon as one of them has left."""
    pages = [slow.run(question(worlds=200, seed=seed)) for seed in (3, 4)]
    for _, response in pages:
        next(lines(response, "answer"))
    refused = slow.ask("POST", "/run", BODY)
    assert refused.status == 503
    assert refused.told["faults"] == ["2 pages are running already; stop one of them and run again"]
    connection, response = pages[0]
    response.close()
    connection.close()
    while slow.ask("POST", "/run", json.dumps(question(worlds=1)).encode()).status == 503:
        continue
    for each in pages[1][::-1]:
        each.close()
