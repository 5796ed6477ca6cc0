"""A month of linkage: off it is nothing, and what ends leaves no trace."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.resident import COMMITTEE_RESOLVED, GROUP_RESOLVED, NO_CONTACT, WORKER_FAILED
from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms import coordination
from sim.mechanisms.coordination.month import look_around
from sim.model import ThreeSocietyModel
from sim.policy import Policy
from tests.districts import APART, lived, new, small, state

ALL: dict[str, Value] = {
    **{
        f"policy.coordination.{name}": True
        for name in (
            "information", "joint_service", "feedback", "lists", "joint_office", "autonomous_links", "grid",
            "grid_linked", "platform", "station",
        )
    },
    "policy.coordination.tiers": 4,
    "policy.coordination.programmes": 3,
    "policy.party.coordination": 1.0,
    "policy.appraisal.resident_weight": 0.6,
}  # fmt: skip
OF_LINKAGE = (
    "practice_months", "practice", "demonstration", "office_months", "duplication_left", "coordination_share",
    "taken_off_share", "reach", "listening", "told", "party_volunteers", "office_support", "interference",
)  # fmt: skip


def sit(model: ThreeSocietyModel, policy: Policy | None = None) -> None:
    """Live one month of linkage and nothing else."""
    coordination.sit_together(model.world, policy or model.policy, model.scenario.coefficients.coordination)


def test_without_any_institution_nothing_is_touched() -> None:
    model = lived(small(values=APART), months=3)
    before = state(model.world)
    sit(model)
    assert state(model.world) == before
    assert not model.world.coordinated


def test_when_the_last_institution_ends_everybody_works_apart_as_before() -> None:
    model = new(values=ALL)
    rows, columns = model.world.committees, type(model.world.committees).columns
    windows = model.world.streets.windows.copy()
    for _ in range(6):
        sit(model)
    assert rows.practice[0] > 0.5
    assert rows.reach[0] != 1.0
    assert model.world.streets.windows[0] != windows[0]
    sit(model, Policy())
    assert not model.world.coordinated
    for name in OF_LINKAGE:
        assert getattr(rows, name)[0] == columns[name].default, name
    assert model.world.streets.windows[0] == windows[0]


def test_a_community_sees_its_month_by_hand() -> None:
    # Five residents: one met in vain by a worker, one helped by the committee, one by a group, two by nobody.
    contact = np.array([WORKER_FAILED, COMMITTEE_RESOLVED, GROUP_RESOLVED, NO_CONTACT, NO_CONTACT], dtype=np.uint8)
    performance = np.array([0.2, 0.4, 0.6, 0.8, 0.5], dtype=np.float32)
    seen = np.full((4, 2), np.nan)
    look_around(contact, performance, np.array([0, 5, 5]), True, seen, 0, 2)  # noqa: FBT003  kernels take no keywords
    assert seen[:, 0] == pytest.approx([0.4, 0.2, 0.6, 0.5])
    assert seen[:, 1].tolist() == [0.0, 0.0, 0.0, 0.0]


def test_every_fen_of_linkage_comes_from_the_government() -> None:
    model = lived(small("guangzhou", ALL), months=12)
    journal = model.world.ledger.journal.sum(axis=0)
    for flow in (Flow.COORDINATION, Flow.PLATFORM, Flow.PARTY, Flow.JOINT_OFFICE):
        assert journal[flow, Sector.FUNDER] < 0
        assert journal[flow].sum() == 0


def test_linkage_pays_in_knowledge_and_costs_money() -> None:
    with_it, without = lived(small("guangzhou", ALL)).world, lived(small()).world
    assert with_it.committees.knowledge.mean() > without.committees.knowledge.mean()
    assert with_it.committees.coordination_loss.mean() < without.committees.coordination_loss.mean()
    spent = [int(world.ledger.journal[:, :, Sector.OUTSIDE].clip(max=0).sum()) for world in (with_it, without)]
    assert spent[0] < spent[1]
