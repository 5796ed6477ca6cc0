"""What communities are like before the first month, apart from who lives there."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.arithmetic import exponential
from sim.chance import Stream, draws, normal_quantiles
from sim.declare import ByDomain, Section, by_domain, coefficient
from sim.domains import DOMAIN_COUNT
from sim.records import SitePairs
from sim.setting import Setting

_STREET_SITES = 1_000


class Neighbourhoods(Section):
    """Coefficients of the places where residents live."""

    sharable_spaces: float = coefficient(
        50.0,
        "Median of the spaces that a pair of sites could share",
        unit="spaces",
        low=20.0,
        high=120.0,
        source="E25, T2: tens of spaces in the first pilot",
        en="Sharable spaces",
        zh="可共享车位中位数",
    )
    sharable_spread: float = coefficient(
        0.45,
        "Standard deviation of the logarithm of those spaces",
        unit="log",
        low=0.1,
        high=1.0,
        source="E25: 20 to 120, assumed",
        en="Spread of sharable spaces",
        zh="可共享车位离散",
    )
    short_ratio: float = coefficient(
        1.5,
        "Spaces that are short at a site over those that it could share",
        unit="ratio",
        low=0.5,
        high=4.0,
        source="assumed",
        en="Shortage of spaces",
        zh="车位缺口倍数",
    )
    nuisance_spread: float = coefficient(
        0.5,
        "How far the nuisance of strangers' cars lies above or below the average at most",
        unit="ratio",
        low=0.0,
        high=0.9,
        source="assumed",
        en="Spread of nuisance",
        zh="不便程度离散",
    )
    commodity_needs: ByDomain = by_domain(
        (0.7, 1.2, 0.6, 1.1, 1.3, 0.8, 0.7, 1.5),
        "Needs in new commodity housing over those in a mixed community",
        unit="ratio",
        low=0.3,
        high=3.0,
        source="M123, assumed",
        en="Needs in commodity housing",
        zh="商品房社区需求倍数",
    )
    renewal_needs: ByDomain = by_domain(
        (1.4, 1.0, 1.6, 0.9, 1.0, 1.3, 1.3, 0.8),
        "Needs in rebuilt shanty towns over those in a mixed community",
        unit="ratio",
        low=0.3,
        high=3.0,
        source="M123, assumed",
        en="Needs in shanty renewal",
        zh="棚改社区需求倍数",
    )
    village_needs: ByDomain = by_domain(
        (1.1, 1.4, 1.1, 0.9, 1.2, 0.9, 1.5, 1.1),
        "Needs in villages turned communities over those in a mixed community",
        unit="ratio",
        low=0.3,
        high=3.0,
        source="M123, assumed",
        en="Needs in former villages",
        zh="村改居社区需求倍数",
    )
    commodity_inert: float = coefficient(
        0.08,
        "Share of inert residents in new commodity housing less that in a mixed community",
        unit="share",
        low=-0.2,
        high=0.2,
        source="M123, assumed",
        en="Inert residents, commodity housing",
        zh="商品房社区惰性居民增减",
    )
    renewal_inert: float = coefficient(
        -0.04,
        "Share of inert residents in rebuilt shanty towns less that in a mixed community",
        unit="share",
        low=-0.2,
        high=0.2,
        source="M123, assumed",
        en="Inert residents, shanty renewal",
        zh="棚改社区惰性居民增减",
    )
    village_inert: float = coefficient(
        -0.06,
        "Share of inert residents in villages turned communities less that in a mixed community",
        unit="share",
        low=-0.2,
        high=0.2,
        source="M123, assumed",
        en="Inert residents, former villages",
        zh="村改居社区惰性居民增减",
    )
    commodity_rewiring: float = coefficient(
        3.0,
        "Share of far ties in new commodity housing over that in a mixed community",
        unit="ratio",
        low=0.0,
        high=6.0,
        source="M123, assumed",
        en="Far ties, commodity housing",
        zh="商品房社区远距离联系倍数",
    )
    renewal_rewiring: float = coefficient(
        0.8,
        "Share of far ties in rebuilt shanty towns over that in a mixed community",
        unit="ratio",
        low=0.0,
        high=6.0,
        source="M123, assumed",
        en="Far ties, shanty renewal",
        zh="棚改社区远距离联系倍数",
    )
    village_rewiring: float = coefficient(
        0.3,
        "Share of far ties in villages turned communities over that in a mixed community",
        unit="ratio",
        low=0.0,
        high=6.0,
        source="M123, assumed",
        en="Far ties, former villages",
        zh="村改居社区远距离联系倍数",
    )
    commodity_trust: float = coefficient(
        -0.04,
        "Trust in the committee at the start in new commodity housing less that in a mixed community",
        unit="share",
        low=-0.2,
        high=0.2,
        source="M123, assumed",
        en="Trust, commodity housing",
        zh="商品房社区信任增减",
    )
    renewal_trust: float = coefficient(
        0.02,
        "Trust in the committee at the start in rebuilt shanty towns less that in a mixed community",
        unit="share",
        low=-0.2,
        high=0.2,
        source="M123, assumed",
        en="Trust, shanty renewal",
        zh="棚改社区信任增减",
    )
    village_trust: float = coefficient(
        0.06,
        "Trust in the committee at the start in villages turned communities less that in a mixed community",
        unit="share",
        low=-0.2,
        high=0.2,
        source="M123, assumed",
        en="Trust, former villages",
        zh="村改居社区信任增减",
    )
    migrants_aware: float = coefficient(
        0.6,
        "Awareness of services among migrants over that among others",
        unit="ratio",
        low=0.1,
        high=1.0,
        source="M121, assumed",
        en="Migrants' awareness",
        zh="流动人口知晓率倍数",
    )
    migrants_joining: float = coefficient(
        0.4,
        "Membership of community organisations among migrants over that among others",
        unit="ratio",
        low=0.0,
        high=1.0,
        source="M121, assumed",
        en="Migrants' membership",
        zh="流动人口入组率倍数",
    )
    deprivation_effect: float = coefficient(
        0.4,
        "How much less deprived residents take part",
        unit="log",
        low=0.0,
        high=1.0,
        source="M101, assumed",
        en="Deprivation and participation",
        zh="相对剥夺对参与的抑制",
    )
    leisure_effect: float = coefficient(
        0.5,
        "How much less residents without leisure take part",
        unit="log",
        low=0.0,
        high=1.5,
        source="M101, assumed",
        en="Leisure and participation",
        zh="缺少闲暇对参与的抑制",
    )
    deprivation_taste: float = coefficient(
        0.1,
        "How much harder deprived residents are to satisfy",
        unit="utility",
        low=0.0,
        high=0.5,
        source="M101, assumed",
        en="Deprivation and satisfaction",
        zh="相对剥夺对满意的抑制",
    )

    @functools.cached_property
    def needs_by_type(self) -> NDArray[np.float64]:
        """Needs of each kind of community over those of a mixed one: float64[4, 8], not to be written to."""
        kinds = (self.commodity_needs, self.renewal_needs, self.village_needs)
        return _fixed([np.ones(DOMAIN_COUNT), *(kind.array for kind in kinds)])

    @functools.cached_property
    def inert_by_type(self) -> NDArray[np.float64]:
        """Share of inert residents in each kind less that in a mixed community: float64[4]."""
        return _fixed([0.0, self.commodity_inert, self.renewal_inert, self.village_inert])

    @functools.cached_property
    def rewiring_by_type(self) -> NDArray[np.float64]:
        """Share of far ties in each kind over that in a mixed community: float64[4]."""
        return _fixed([1.0, self.commodity_rewiring, self.renewal_rewiring, self.village_rewiring])

    @functools.cached_property
    def trust_by_type(self) -> NDArray[np.float64]:
        """Trust at the start in each kind less that in a mixed community: float64[4]."""
        return _fixed([0.0, self.commodity_trust, self.renewal_trust, self.village_trust])


def _fixed(values: Sequence[ArrayLike]) -> NDArray[np.float64]:
    """An array that nobody writes to."""
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array


def assign_types(setting: Setting, key: np.uint64) -> NDArray[np.uint8]:
    """Say of which kind each community is: uint8[communities]; the kinds' shares are met as nearly as can be."""
    count = setting.streets * setting.communities_per_street
    shares = np.array([setting.commodity_share, setting.renewal_share, setting.village_share])
    ends = np.floor(np.cumsum(shares / max(1.0, float(shares.sum()))) * count + 0.5).astype(int)
    types = np.zeros(count, dtype=np.uint8)
    order = np.argsort(draws(key, Stream.COMMUNITY_TYPE, 0, 0, count)[:, 0], kind="stable")
    for kind, (begin, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True), start=1):
        types[order[begin:end]] = kind
    return types


def found_site_pairs(setting: Setting, how: Neighbourhoods, key: np.uint64) -> SitePairs:
    """Lay out the pairs of sites that could share parking, spread over each street's communities."""
    each, communities = setting.parking_pairs_per_street, setting.communities_per_street
    rows = SitePairs(setting.streets * each)
    place, street = np.arange(len(rows)) % max(each, 1), np.arange(len(rows)) // max(each, 1)
    rows.identity[:] = street * _STREET_SITES + place
    rows.community[:] = street * communities + place * communities // max(each, 1) % communities
    shares = np.array([draws(key, Stream.PARKING_SITES, -1, int(row), 1)[0] for row in rows.identity]).reshape(-1, 4)
    logs = normal_quantiles(shares)[:, 0] * how.sharable_spread
    rows.sharable[:] = [how.sharable_spaces * exponential(log) for log in logs.tolist()]
    rows.short[:] = how.short_ratio * rows.sharable
    rows.nuisance[:] = 1.0 + how.nuisance_spread * (2.0 * shares[:, 1] - 1.0)
    return rows
