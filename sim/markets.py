"""City districts 区: whose streets call for tenders together, and in which agencies bid where they are based.

In a city of many streets nobody bids everywhere, so that what is planned and weighed grows with the number of
streets and not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.setting import Setting

NOBODY = -1
"""Where a list of bidders has no more."""


@dataclass(frozen=True, slots=True)
class Markets:
    """Which streets and which agencies belong together when there is a call.

    `of_street` is int64[streets], the market of each street; `bidders` int64[markets, most], rows of the agencies
    based in each, in order, -1 where there are no more.
    """

    of_street: NDArray[np.int64]
    bidders: NDArray[np.int64]


def count_markets(setting: Setting) -> int:
    """How many city districts call for tenders: each of about `streets_per_market` streets."""
    together = setting.streets_per_market
    return max(1, (2 * setting.streets + together) // (2 * together))


def lay_out(setting: Setting) -> Markets:
    """Cut the streets into markets of as nearly `streets_per_market` as can be, and list who is based in each.

    Agencies stand by size, the large ones first, and within each size street by street.
    """
    streets, count = setting.streets, count_markets(setting)
    sizes = (setting.large_agencies_per_street, setting.middle_agencies_per_street, setting.small_agencies_per_street)
    of_street = np.arange(streets) * count // streets
    home = of_street[np.concatenate([np.repeat(np.arange(streets), each) for each in sizes])]
    agencies = np.bincount(home, minlength=count)
    bidders = np.full((count, int(agencies.max())), NOBODY)
    bidders[np.arange(bidders.shape[1]) < agencies[:, np.newaxis]] = np.argsort(home, kind="stable")
    return Markets(of_street, bidders)
