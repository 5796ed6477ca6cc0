"""Cases whose answer is known: a published example, and boxes put into an even lattice."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from sim.lab.discovery.boxes import Cases, Kind

NAMES = (
    "cellulosic_cost",
    "total_biomass",
    "feedstock_distribution",
    "cellulosic_yield",
    "oil_elasticity",
    "demand_elasticity",
    "electricity_coproduction",
    "oil_supply_shift",
    "biomass_backstop_price",
)


def biofuel() -> Cases:
    """The 882 cases of Bryant & Lempert 2010."""
    with (Path(__file__).parent / "biofuel.csv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    inputs = np.array([[float(row[name]) for name in NAMES] for row in rows])
    kinds: list[Kind] = ["number" for _ in NAMES]
    return Cases(inputs, np.array([row["costly"] == "1" for row in rows]), tuple(kinds))


def lattice(cases: int, dimensions: int) -> np.ndarray:
    """Points spread evenly over the unit cube: multiples of the roots of a generalised golden ratio."""
    ratio = 2.0
    for _ in range(60):
        ratio = (1.0 + ratio) ** (1.0 / (dimensions + 1))
    steps = ratio ** -np.arange(1.0, dimensions + 1.0)
    return (0.5 + np.outer(np.arange(1.0, cases + 1.0), steps)) % 1.0
