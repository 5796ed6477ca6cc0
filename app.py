"""Mesa's own page on the model: `solara run app.py`, then watch a district live month by month.

A few levers and charts for users of Mesa; `sanshe serve` is the page that compares two policies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara
from matplotlib.figure import Figure
from mesa.visualization import Slider, SolaraViz
from mesa.visualization.utils import update_counter

from sim.model import ThreeSocietyModel
from sim.outcomes import OUTCOMES
from sim.report.figures.canvas import COLOURS, house_style
from sim.scenario import LEVERS, bundled_scenarios, load_scenario

SHOWN = ("satisfied_share", "participation_rate", "service_person_times", "workers")
START = load_scenario("guangzhou")


class District(ThreeSocietyModel):
    """The model with the levers of this page as named parameters, which is how Mesa's page passes them."""

    def __init__(
        self,
        scenario: str = START.name,
        *,
        centre_yuan: float = START.policy.purchase.centre_yuan,
        delay_months: float = START.policy.payment.delay_months,
        rounds_per_year: int = START.policy.evaluation.rounds_per_year,
        projects_per_street: int = START.policy.purchase.projects_per_street,
        seed: int | str | None = None,
    ) -> None:
        """Found the district under these levers; a text field gives `seed` as text."""
        values = {
            "policy.purchase.centre_yuan": float(centre_yuan),
            "policy.payment.delay_months": float(delay_months),
            "policy.evaluation.rounds_per_year": rounds_per_year,
            "policy.purchase.projects_per_street": projects_per_street,
        }
        changed = load_scenario(scenario).with_values(values, "page")
        super().__init__(changed, seed=None if seed is None else int(seed), collect=SHOWN)


def lever(path: str, step: float) -> Slider:
    """A slider with a lever's label and bounds; `sanshe levers` names its unit."""
    each = LEVERS[path]
    return Slider(f"{each.zh} {each.en}", START.value(path), each.low, each.high, step, dtype=type(START.value(path)))


def months(name: str) -> Callable[[ThreeSocietyModel], Any]:
    """A chart of one outcome, month by month."""

    @solara.component
    def Months(model: ThreeSocietyModel) -> None:  # noqa: N802  a component is named like a class
        update_counter.get()
        solara.FigureMatplotlib(drawn(model, name))

    component: Callable[[ThreeSocietyModel], Any] = Months
    return component


def drawn(model: ThreeSocietyModel, name: str) -> Figure:
    """The months that the model has lived so far, in one outcome."""
    outcome, values = OUTCOMES[name], model.datacollector.model_vars[name]
    with house_style():
        figure = Figure(figsize=(5, 3), layout="constrained")
        axes = figure.subplots()
        axes.plot(range(1, len(values) + 1), values, color=COLOURS[1])
        axes.set(title=f"{outcome.zh} {outcome.en}", xlabel="month", ylabel=outcome.unit)
        axes.set_xlim(0, model.scenario.months)
        if not values:
            axes.set_yticks([])
    return figure


PARAMETERS = {
    "scenario": {"type": "Select", "value": START.name, "values": bundled_scenarios(), "label": "Scenario 情景"},
    "centre_yuan": lever("policy.purchase.centre_yuan", 100_000.0),
    "delay_months": lever("policy.payment.delay_months", 0.5),
    "rounds_per_year": lever("policy.evaluation.rounds_per_year", 1),
    "projects_per_street": lever("policy.purchase.projects_per_street", 1),
    "seed": {"type": "InputText", "value": 2012, "label": "Seed 随机种子"},
}

page = SolaraViz(
    District(seed=2012),
    components=[months(name) for name in SHOWN],
    model_params=PARAMETERS,
    name="Three-society linkage 三社联动",
)
