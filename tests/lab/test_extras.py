"""A package that is missing is told of with what to type."""

from __future__ import annotations

import json

import pytest

from sim.errors import UsageError
from sim.lab.extras import need


def test_an_installed_package_is_given() -> None:
    assert need("json", "analysis", "calibrate") is json


def test_a_missing_one_names_the_extra() -> None:
    with pytest.raises(UsageError, match=r"calibrate: .*'nowhere'.*pip install 'sanshe\[analysis\]'"):
        need("nowhere.at_all", "analysis", "calibrate")
