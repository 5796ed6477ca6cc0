"""Memory is reckoned before it is taken: what cannot be had is refused in words, and nothing is begun."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.command_line import app
from sim.lab.plan import make_plan
from sim.memory import needed_bytes
from sim.scenario import load_scenario
from tests.faults.book import Book
from tests.faults.springboard import ROOT
from tests.lab.test_plan import asked

DISTRICTS = {
    "as it is": {},
    "residents": {"residents_per_community": 30_000, "streets": 10, "communities_per_street": 8},
    "communities": {"residents_per_community": 10, "streets": 100, "communities_per_street": 60},
    "streets": {"residents_per_community": 10, "streets": 400},
    "agencies": {"residents_per_community": 10, "streets": 200, "small_agencies_per_street": 10},
    "groups": {"residents_per_community": 10, "streets": 200, "room_for_groups_per_street": 400},
    "a city": {"residents_per_community": 1_000, "streets": 100, "communities_per_street": 20},
}
LIVED = """
import json, sys
from sim.lab.bench.held import bytes_at_most
from sim.model import Simulator
from sim.scenario import load_scenario
scenario = load_scenario("guangzhou").with_values(json.loads(sys.argv[1]))
simulate = Simulator(("satisfied_share",))
for delay in (0.0, 6.0):
    simulate(scenario.with_values({"policy.payment.delay_months": delay}), 7)
print(bytes_at_most())
"""


def place(district: str) -> dict[str, int]:
    return {"setting.months": 3, "setting.burn_in_months": 2} | {
        f"setting.{name}": count for name, count in DISTRICTS[district].items()
    }


@pytest.mark.parametrize(
    "district", [pytest.param(name, marks=() if name == "streets" else pytest.mark.nightly) for name in DISTRICTS]
)
def test_a_process_holds_about_as_much_as_was_reckoned(book: Book, district: str) -> None:
    values = place(district)
    answer = subprocess.run(
        [sys.executable, "-c", LIVED, json.dumps(values)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    reckoned = needed_bytes(load_scenario("guangzhou").with_values(values).setting)
    share = int(answer.stdout) / reckoned
    book.note("memory", districts=1)
    book.none("memory", beyond_half_as_much=not 0.5 <= share <= 1.5)
    book.most("memory", most_of_what_was_reckoned_percent=100 * share)


QUESTION = """\
name = "vast"
question_en = "Does it fit?"
question_zh = "放得下吗？"
scenario = "guangzhou"
seed = 1
worlds = 2
outcomes = ["satisfied_share"]
[[policy]]
name = "whole_country"
[policy.set]
"setting.streets" = 400
"setting.communities_per_street" = 60
"setting.residents_per_community" = 30000
"""


@pytest.mark.parametrize("words", [("sweep", "--quiet"), ("plan",)], ids=" ".join)
def test_what_is_too_large_is_refused_before_it_is_allocated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Book, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vast.toml").write_text(QUESTION, encoding="utf-8")
    answer = CliRunner().invoke(app, [*words, "vast.toml"], prog_name="sanshe")
    assert answer.exit_code == 3, answer.output
    said = " ".join(answer.stderr.split())
    assert "720,000,000 residents need about" in said
    assert "give fewer residents and let each stand for more people" in said
    assert not (tmp_path / "results").exists()
    book.note("memory", refused=1)


def test_the_largest_district_of_a_plan_counts() -> None:
    path, streets = "setting.residents_per_community", "setting.streets"
    assert make_plan(asked()).largest_setting == load_scenario("guangzhou").setting
    large = make_plan(asked(axes={path: [100, 30_000], streets: [1, 2]})).largest_setting
    assert large == load_scenario("guangzhou").with_values({path: 30_000}).setting
