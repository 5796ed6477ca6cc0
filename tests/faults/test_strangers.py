"""Who may take part in a sweep on many machines: those who prove who they are, and compute the same bits."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.errors import SansheError, UsageError
from sim.lab import cluster as clusters
from sim.lab.address import Cluster
from sim.lab.plan import Plan
from sim.lab.remote import Introduction
from sim.lab.sweep import sweep
from tests.faults.book import Book
from tests.faults.machines import Machines, Papers, papers
from tests.faults.springboard import ROOT
from tests.lab.standins import QUICK, stand_in_plan


def short() -> Plan:
    return stand_in_plan(worlds=10, seconds=0.1)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    running = Machines(tmp_path)
    yield running
    running.end()


def other_model(folder: Path) -> dict[str, str]:
    """A worker whose installation has another version of the model."""
    shutil.copytree(ROOT / "sim", folder / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "sim" / "chance.py").open("a", encoding="utf-8") as source:
        source.write("# another version\n")
    shutil.copytree(ROOT / "tests" / "lab", folder / "tests" / "lab", ignore=shutil.ignore_patterns("__pycache__"))
    return {"PYTHONPATH": str(folder)}


def other_package(folder: Path) -> dict[str, str]:
    """A worker whose numpy says that it is another one."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import importlib.metadata as metadata\n"
        "told = metadata.version\n"
        "metadata.version = lambda name: '2.0.0' if name == 'numpy' else told(name)\n",
        encoding="utf-8",
    )
    return {"PYTHONPATH": f"{folder}:{ROOT}"}


def other_processor(_folder: Path) -> dict[str, str]:
    """A worker on a processor without the newer instructions."""
    return {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": "X86_V4 X86_V3"}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (other_processor, "computes with other last bits"),
        pytest.param(other_model, "has another model", marks=pytest.mark.nightly),
        pytest.param(other_package, "computes with other last bits (numpy 2.0.0, here", marks=pytest.mark.nightly),
    ],
    ids=["arithmetic", "model", "package"],
)
def test_a_worker_that_differs_gets_no_runs(
    machines: Machines, tmp_path: Path, golden_short: str, book: Book, other: object, why: str
) -> None:
    assert callable(other)
    machines.worker(**other(tmp_path / "other"))
    machines.worker()
    machines.joined(2)
    told: list[str] = []
    report = sweep(
        short(), tmp_path / "r", cluster=Cluster(machines.address), function=QUICK, batch=2, tell=told.append
    )
    assert len(told) == 1
    assert why in told[0]
    assert told[0].endswith("it gets no runs")
    book.note("strangers", workers_that_differ=1)
    book.none("strangers", other_results=report.sha256 != golden_short)


@pytest.fixture(scope="module")
def golden_short(tmp_path_factory: pytest.TempPathFactory) -> str:
    return sweep(short(), tmp_path_factory.mktemp("golden") / "r", jobs=0, function=QUICK).sha256


def shown(address: str, by: Papers) -> Cluster:
    return Cluster(address, str(by.ca), str(by.cert), str(by.key))


def test_certificates_let_in_those_who_have_them_and_nobody_else(
    tmp_path: Path, golden_short: str, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_CONNECT_SECONDS", 10.0)
    ours, theirs = papers(tmp_path / "ours"), papers(tmp_path / "theirs")
    machines = Machines(tmp_path, ours)
    try:
        assert machines.address.startswith("tls://")
        machines.worker("--no-nanny")
        report = sweep(short(), tmp_path / "r", cluster=shown(machines.address, ours), function=QUICK)
        book.note("strangers", sweeps_with_certificates=1)
        book.none("strangers", other_results=report.sha256 != golden_short)
        monkeypatch.setattr(clusters, "_CONNECT_SECONDS", 3.0)
        plain = Cluster(f"tcp://127.0.0.1:{machines.port}")
        for stranger in (shown(machines.address, theirs), plain):
            with pytest.raises(SansheError, match="no scheduler answers"):
                sweep(short(), tmp_path / "stranger", cluster=stranger, function=QUICK)
        book.note("strangers", strangers=2)
        book.none("strangers", let_in=0)
    finally:
        machines.end()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("tcp://10.0.0.7:8786", "plain TCP lets whoever reaches the network run programs"),
        ("tcp://cluster.example:8786", "plain TCP lets whoever reaches the network run programs"),
        ("tls://10.0.0.7:8786", "TLS needs certificates; give --tls-ca, --tls-cert and --tls-key"),
        ("10.0.0.7:8786", "is no scheduler's address"),
        ("http://localhost:8786", "is no scheduler's address"),
        ("tcp://localhost", "is no scheduler's address"),
        ("tcp://localhost:99999", "is no scheduler's address"),
    ],
)
def test_an_address_that_is_not_safe_or_not_one_is_refused(address: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Cluster(address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "tcp://localhost:1", "tcp://[::1]:8786"])
def test_plain_tcp_is_allowed_on_this_machine(address: str) -> None:
    assert Cluster(address).address == address


def test_plain_tcp_elsewhere_needs_a_word() -> None:
    assert Cluster("tcp://10.0.0.7:8786", insecure=True).insecure


def test_another_model_or_package_is_named() -> None:
    here = Introduction("a" * 64, "bits", (("numpy", "2.4.6"), ("numba", "0.68")))
    assert here.differences(here) == ""
    assert "has another model (bbbb" in here._replace(model="b" * 64).differences(here)
    other = here._replace(arithmetic="other", packages=(("numpy", "2.3.1"), ("numba", "0.68")))
    assert other.differences(here) == "computes with other last bits (numpy 2.3.1, here 2.4.6)"
