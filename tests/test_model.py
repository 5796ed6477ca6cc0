"""The model as Mesa's users and the lab meet it."""

from __future__ import annotations

import ast
import copy
import inspect
import math
import pickle
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest
from mesa import DataCollector

from sim.agents.committee import Committee
from sim.agents.evaluator import Evaluator
from sim.agents.funder import Funder, Street
from sim.agents.organisation import Agency, CommunityOrganisation, Hub
from sim.agents.resident import Resident
from sim.agents.worker import Worker
from sim.declare import Value
from sim.errors import LedgerError, ScenarioError, UsageError
from sim.model import Simulator, ThreeSocietyModel, simulate
from sim.outcomes import OUTCOMES
from tests.districts import SMALL, bits, small, state

MODEL = Path(__file__).parents[1] / "sim" / "model.py"
QUICK: dict[str, Value] = {**SMALL, "setting.months": 12}


class QuickModel(ThreeSocietyModel):
    """A small district for a year, with whatever else is given."""

    def __init__(self, **given: Any) -> None:
        """Found the small district."""
        super().__init__(**{**QUICK, **given})


def test_a_month_reads_as_a_list() -> None:
    tree = ast.parse(MODEL.read_text(encoding="utf-8"))
    month = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "month")
    calls = [node for node in month.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    assert 1 < len(calls) <= 15
    assert not [
        node for node in ast.walk(month) if isinstance(node, ast.If | ast.IfExp | ast.For | ast.While | ast.Try)
    ]
    assert len([node for node in ast.walk(month) if isinstance(node, ast.Call)]) == len(calls)


def test_who_lives_there() -> None:
    model = QuickModel(rng=1)
    # One street of three communities with thirty residents each; four agencies, eight evaluators, and as many
    # groups as live now, though a hundred and twenty could.
    count = {kind: len(agents) for kind, agents in model.agents_by_type.items()}
    assert count[Resident] == 90
    assert count[Committee] == 3
    assert count[Agency] == 4
    assert count[Hub] == count[Funder] == count[Street] == 1
    assert 0 < count[CommunityOrganisation] == np.count_nonzero(model.world.organisations.alive[5:]) < 120
    assert len(model.world.deciders.organisations) == 5 + 120
    assert sum(isinstance(agent, CommunityOrganisation) for agent in model.agents) == count[CommunityOrganisation]
    assert count[Evaluator] == 8
    assert count[Worker] == len(model.world.workers) > 20


def test_agents_are_their_rows() -> None:
    model = QuickModel(rng=1)
    residents = model.agents_by_type[Resident]
    first = next(iter(residents))
    model.world.residents.performance[0] = 0.25
    assert first.performance == 0.25
    assert residents.agg("performance", np.mean) == pytest.approx(model.world.residents.performance.mean())
    assert model.agents_by_type[Committee].agg("staff", sum) == 3 * 7


def test_the_first_month_is_month_0_and_the_last_ends_the_run() -> None:
    model = QuickModel(rng=1)
    assert model.world.month == 0
    assert model.running
    months = 0
    while model.running:
        model.step()
        months += 1
    assert months == 12
    assert model.steps >= 12
    with pytest.raises(
        LedgerError, match=r"the scenario ends after 18 months, burn-in included; raise setting\.months"
    ):
        model.step()


def test_run_model_stops_by_itself() -> None:
    model = QuickModel(rng=1)
    model.run_model()
    assert model.world.month == 12


def test_what_is_asked_for_is_collected_every_month() -> None:
    model = QuickModel(rng=3, collect=("satisfied_share", "turnover_rate"))
    model.run_model()
    frame = model.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == ["satisfied_share", "turnover_rate"]
    run = simulate(small(values={"setting.months": 12}), 3)
    for name in frame.columns:
        np.testing.assert_array_equal(frame[name].to_numpy(), run.series[name])


def test_mesa_s_collector_reports_model_and_kinds() -> None:
    model = QuickModel(rng=1)
    collector = DataCollector(
        model_reporters={"residents": lambda district: len(district.agents_by_type[Resident])},
        agenttype_reporters={Resident: {"trust": "trust_committee"}, Committee: {"load": "admin_share"}},
    )
    collector.collect(model)
    assert collector.get_model_vars_dataframe()["residents"].tolist() == [90]
    trust = collector.get_agenttype_vars_dataframe(Resident)["trust"]
    assert trust.to_numpy() == pytest.approx(model.world.residents.trust_committee)
    assert len(collector.get_agenttype_vars_dataframe(Committee)) == 3


def test_batch_run_over_a_lever() -> None:
    # Mesa 3.5 takes seeds where Mesa 3.3 took a number of iterations.
    takes_seeds = "rng" in inspect.signature(mesa.batch_run).parameters
    repeats: dict[str, Any] = {"rng": [1, 2]} if takes_seeds else {"iterations": 2}
    results = mesa.batch_run(
        QuickModel,
        {"policy.evaluation.rounds_per_year": [2, 8]},
        **repeats,
        max_steps=100,
        number_processes=1,
        display_progress=False,
    )
    ends = [row for row in results if row["Step"] == max(each["Step"] for each in results)]
    assert sorted({row["policy.evaluation.rounds_per_year"] for row in ends}) == [2, 8]
    assert len({row["RunId"] for row in results}) == 4
    assert all(0.0 < row["satisfied_share"] < 1.0 for row in ends)


def test_the_same_seed_gives_the_same_bits_and_another_others() -> None:
    one, same, other = (QuickModel(rng=seed) for seed in (5, 5, 6))
    for model in (one, same, other):
        model.run_model()
    assert state(one.world) == state(same.world)
    assert state(one.world) != state(other.world)


def test_seed_is_another_name_of_rng_and_nothing_is_world_0() -> None:
    assert state(QuickModel(seed=9).world) == state(QuickModel(rng=9).world)
    assert state(QuickModel().world) == state(QuickModel(rng=0).world)
    with pytest.raises(ValueError, match="rng, seed: both are given; give rng alone"):
        QuickModel(rng=1, seed=1)


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_that_cannot_be(seed: int) -> None:
    with pytest.raises(ValueError, match=r"(seed -?\d+: outside 0 to 2\^63-1|non-negative)"):
        QuickModel(rng=seed)


def test_an_unknown_lever_is_told_with_the_nearest() -> None:
    with pytest.raises(
        ScenarioError, match=r"model: policy\.relief\.strenght: unknown name; did you mean 'policy\.relief"
    ):
        QuickModel(**{"policy.relief.strenght": 1.0})


def test_an_unknown_outcome_cannot_be_collected() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        QuickModel(rng=1, collect=("nonsense",))


def test_a_run_has_every_outcome_and_the_months_asked_for() -> None:
    scenario = small(values={"setting.months": 30})
    whole, part = simulate(scenario, 4), simulate(scenario, 4, series=("closures",))
    assert list(whole.outcomes) == list(whole.series) == list(OUTCOMES)
    assert all(len(months) == 30 for months in whole.series.values())
    assert list(part.series) == ["closures"]
    for name, value in whole.outcomes.items():
        assert part.outcomes[name] == value or (math.isnan(value) and math.isnan(part.outcomes[name]))


def test_a_run_measures_what_it_is_asked_for_and_nothing_else() -> None:
    scenario = small(values={"setting.months": 30})
    whole = simulate(scenario, 4)
    part = simulate(scenario, 4, series=("closures",), measured=("turnover_rate", "satisfied_share"))
    assert list(part.outcomes) == [
        name for name in OUTCOMES if name in {"closures", "turnover_rate", "satisfied_share"}
    ]
    assert part.outcomes.items() <= whole.outcomes.items()
    assert part.series["closures"].tolist() == whole.series["closures"].tolist()
    assert list(simulate(scenario, 4, measured=("closures",)).series) == ["closures"]
    assert bits(Simulator(("closures",), ("closures",))(scenario, 4)) == bits(
        simulate(scenario, 4, measured=("closures",))
    )


@pytest.mark.parametrize("wrong", [{"measured": ("satisfed_share",)}, {"series": ("satisfed_share",)}])
def test_an_outcome_that_does_not_exist_is_refused_before_the_first_month(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="there is no outcome 'satisfed_share'; did you mean 'satisfied_share"):
        simulate(small(), 4, heard=lambda _months: pytest.fail("lived"), **wrong)


def test_one_number_of_a_run_is_what_its_outcome_says() -> None:
    run = simulate(small(values={"setting.months": 30}), 4)
    for name, outcome in OUTCOMES.items():
        months = run.series[name]
        counted = {"last_year": months[-12:], "mean": months, "total": months, "end": months[-1:]}[outcome.summary]
        defined = counted[~np.isnan(counted)]
        expected = math.nan
        if defined.size:
            expected = defined.sum() if outcome.summary == "total" else defined.mean()
        assert run.outcomes[name] == pytest.approx(expected, nan_ok=True)


def test_a_run_does_not_depend_on_what_ran_before() -> None:
    alone = bits(simulate(small(), 4))
    simulate(small("late_pay"), 5)
    rest = QuickModel(rng=8)
    rest.step()
    assert bits(simulate(small(), 4)) == alone


def test_a_copy_goes_its_own_way() -> None:
    model = QuickModel(rng=2)
    pickled = pickle.dumps(QuickModel(rng=2, collect=()))
    for copied in (copy.deepcopy(model), pickle.loads(pickled)):  # noqa: S301  our own bytes
        before = state(model.world)
        copied.step()
        assert state(model.world) == before
    other = copy.deepcopy(model)
    model.run_model()
    other.run_model()
    assert state(model.world) == state(other.world)
