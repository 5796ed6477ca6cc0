"""Packages that only some analyses need, and what to type when one of them is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sim.errors import UsageError


def need(package: str, extra: str, what_for: str) -> Any:  # noqa: ANN401  a module of somebody else's
    """Import a package of an extra; UsageError with what to type where it is not installed."""
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{package}.".startswith(f"{error.name}."):
            raise
        raise UsageError(
            f"{what_for}: the package '{package.partition('.')[0]}' is not installed; "
            f"install it with: pip install 'sanshe[{extra}]'"
        ) from None
