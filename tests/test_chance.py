"""Luck is the published generator, the same however it is asked for, and evenly spread."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from sim.chance import (
    Stream,
    draw,
    draw_block,
    draw_pairs,
    draw_rows,
    draw_two_words,
    draw_words,
    draw_words_of,
    draws,
    erlang_of_two,
    gumbel,
    gumbels,
    key_words,
    normal_quantile,
    philox,
    poisson,
    words_below,
    world_seed,
)

MANY = 100_000
RARE = 1e-4


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        # Random123's known answers for philox4x32, ten rounds: zeros, ones, digits of pi. The key's first
        # word is the low half of our 64-bit key.
        ((0, 0, 0, 0), 0, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        (
            (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
            0xFFFFFFFF_FFFFFFFF,
            (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
        ),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            0x299F31D0_A4093822,
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_published_vectors(counter: tuple[int, ...], key: int, words: tuple[int, ...]) -> None:
    first, second, third, fourth = (np.uint64(word) for word in counter)
    scrambled = philox(first, second, third, fourth, np.uint64(key))
    assert tuple(int(word) for word in scrambled) == words


def test_a_number_is_the_middle_of_its_word_s_share() -> None:
    # Words of the published vector for a counter and a key of zeros, each in the middle of its 2^-32.
    expected = [(word + 0.5) / 2**32 for word in (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)]
    assert list(draw(np.uint64(0), 0, 0, 0)) == expected


def test_person_month_and_stream_each_have_their_word() -> None:
    # Counter words are person (low, high), month, stream: here the digits of pi again.
    expected = [(word + 0.5) / 2**32 for word in (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)]
    words = philox(
        np.uint64(0x243F6A88), np.uint64(0x85A308D3), np.uint64(0x13198A2E), np.uint64(0x03707344),
        np.uint64(0x299F31D0_A4093822),
    )  # fmt: skip
    assert [(int(word) + 0.5) / 2**32 for word in words] == expected
    # A person below 2^63, so that the same counter can be asked for: only the second word differs.
    small = philox(
        np.uint64(0x243F6A88), np.uint64(0x05A308D3), np.uint64(0x13198A2E), np.uint64(0x03707344),
        np.uint64(0x299F31D0_A4093822),
    )  # fmt: skip
    asked = draw(np.uint64(0x299F31D0_A4093822), 0x03707344, 0x13198A2E, 0x05A308D3_243F6A88)
    assert list(asked) == [(int(word) + 0.5) / 2**32 for word in small]


@given(
    seed=st.integers(0, 2**63 - 1),
    stream=st.integers(1, 40),
    month=st.integers(-240, 600),
    first=st.integers(0, 2**40),
    count=st.integers(0, 40),
)
def test_a_block_is_its_rows(seed: int, stream: int, month: int, first: int, count: int) -> None:
    key = key_words(seed)
    block = np.full((4, count + 3), -1.0)
    draw_block(key, stream, month, first, count, block)
    rows = [draw(key, stream, month, first + place) for place in range(count)]
    assert block[:, :count].T.tolist() == [list(row) for row in rows]
    assert (block[:, count:] == -1.0).all()
    assert draws(key, stream, month, first, count).tolist() == [list(row) for row in rows]
    pairs = np.full((2, count + 3), -1.0)
    draw_pairs(key, stream, month, first, count, pairs)
    assert pairs.tolist() == block[:2].tolist()


@given(
    seed=st.integers(0, 2**63 - 1),
    month=st.integers(-240, 600),
    first=st.integers(0, 2**40),
    rows=st.lists(st.integers(0, 5_000), max_size=40),
)
def test_words_stand_for_the_numbers_of_the_same_rows(seed: int, month: int, first: int, rows: list[int]) -> None:
    key, count, some = key_words(seed), len(rows), np.array(rows, dtype=np.int64)
    block, words, two = np.empty((4, count)), *(np.empty((high, count), dtype=np.uint32) for high in (4, 2))
    draw_block(key, 8, month, first, count, block)
    draw_words(key, 8, month, first, count, words)
    draw_two_words(key, 8, month, first, count, two)
    assert ((words + 0.5) / 2**32).tolist() == block.tolist()
    assert two.tolist() == words[:2].tolist()
    draw_rows(key, 8, month, first, some, block)
    draw_words_of(key, 8, month, first, some, words)
    assert ((words + 0.5) / 2**32).tolist() == block.tolist()


@given(word=st.integers(0, 2**32 - 1), chance=st.floats(-0.5, 1.5))
@example(word=0, chance=2.0**-33)
@example(word=0, chance=math.nextafter(2.0**-33, 1.0))
@example(word=2**32 - 1, chance=1.0 - 2.0**-33)
@example(word=2**32 - 1, chance=1.0)
@example(word=2**32 - 1, chance=1e300)
def test_a_word_lies_below_a_chance_as_its_number_does(word: int, chance: float) -> None:
    for bits in (16, 32):
        below, last = words_below(chance, bits), 2**bits - 1
        for luck in (word & last, max(below - 1, 0), min(below, last)):
            assert (luck < below) == ((luck + 0.5) / 2**bits < chance)


@given(seed=st.integers(0, 2**63 - 1), month=st.integers(-240, 600), person=st.integers(0, 2**62))
def test_numbers_lie_strictly_between_0_and_1(seed: int, month: int, person: int) -> None:
    assert all(0.0 < number < 1.0 for number in draw(key_words(seed), 1, month, person))


def test_no_number_of_a_stream_is_used_twice() -> None:
    numbers = [value for name, value in vars(Stream).items() if name.isupper()]
    assert len(numbers) > 20
    assert len(set(numbers)) == len(numbers)
    assert all(isinstance(number, np.int64) and 0 <= number < 2**32 for number in numbers)


def test_numbers_are_spread_evenly() -> None:
    shares = draws(key_words(2012), Stream.NEED_ARRIVAL, 7, 0, MANY)
    for column in shares.T:
        counts = np.bincount((column * 100).astype(int), minlength=100)
        assert stats.chisquare(counts).pvalue > RARE


def independent(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Whether sixteen classes of each are crossed as often as they would be by chance."""
    table = np.bincount((one * 16).astype(int) * 16 + (other * 16).astype(int), minlength=256)
    return bool(stats.chisquare(table).pvalue > RARE)


def test_the_four_numbers_of_a_draw_are_independent() -> None:
    shares = draws(key_words(2012), Stream.SERVICE, 3, 0, MANY).T
    for one, other in itertools.combinations(shares, 2):
        assert independent(one, other)


def test_neighbours_months_streams_and_worlds_are_independent() -> None:
    here = draws(key_words(2012), Stream.SERVICE, 3, 0, MANY)[:, 0]
    assert independent(here[:-1], here[1:])
    assert independent(here, draws(key_words(2012), Stream.SERVICE, 4, 0, MANY)[:, 0])
    assert independent(here, draws(key_words(2012), Stream.SERVICE_CAPACITY, 3, 0, MANY)[:, 0])
    assert independent(here, draws(key_words(2013), Stream.SERVICE, 3, 0, MANY)[:, 0])


def test_halves_of_one_number_are_independent() -> None:
    # Fading takes a second number out of the lower sixteen bits of the first.
    whole = draws(key_words(2012), Stream.NEED_FADING, 3, 0, MANY)[:, 0]
    lower = whole * 65_536.0 - np.floor(whole * 65_536.0)
    assert stats.chisquare(np.bincount((lower * 100).astype(int), minlength=100)).pvalue > RARE
    assert independent(whole, lower)


@pytest.mark.parametrize("mean", [0.0, 0.01, 0.3, 0.999, 1.0, 2.5, 8.0, 20.0])
def test_poisson_counts_are_scipy_s(mean: float) -> None:
    shares = draws(key_words(5), Stream.PARTICIPATION, 0, 0, 2_000)[:, 0]
    expected = stats.poisson.ppf(shares, mean) if mean else np.zeros(len(shares))
    assert [poisson(share, mean) for share in shares] == expected.tolist()


@given(share=st.floats(1e-9, 1 - 1e-9), low=st.floats(0.0, 20.0), more=st.floats(0.0, 5.0))
def test_poisson_counts_rise_with_the_mean(share: float, low: float, more: float) -> None:
    assert 0 <= poisson(share, low) <= poisson(share, low + more)


def test_waits_of_shape_two_are_gamma() -> None:
    shares = draws(key_words(5), Stream.PAYMENT_DELAY, 0, 0, 20_000)
    waits = [erlang_of_two(first, second, 3.0) for first, second, _, _ in shares]
    # Gamma with shape 2 and mean 3 has scale 1.5.
    assert stats.kstest(waits, stats.gamma(a=2, scale=1.5).cdf).pvalue > RARE
    assert all(erlang_of_two(first, second, 0.0) == 0.0 for first, second, _, _ in shares[:10])


def test_normal_quantiles_are_scipy_s() -> None:
    shares = np.concatenate([np.geomspace(1e-10, 0.5, 2_000), 1.0 - np.geomspace(1e-10, 0.5, 2_000)])
    expected = stats.norm.ppf(shares)
    errors = np.abs(np.array([normal_quantile(share) for share in shares]) - expected)
    assert np.max(errors / np.maximum(np.abs(expected), 1.0)) < 1.2e-9


@given(share=st.floats(1e-9, 1 - 1e-9), more=st.floats(1e-6, 0.5))
def test_normal_quantiles_rise(share: float, more: float) -> None:
    assert normal_quantile(share) < normal_quantile(min(share + more, 1.0 - 1e-10)) or share + more > 1.0 - 1e-9


def test_gumbel_values_are_scipy_s() -> None:
    shares = np.linspace(0.001, 0.999, 999)
    expected = stats.gumbel_r.ppf(shares)
    np.testing.assert_allclose([gumbel(share) for share in shares], expected, rtol=1e-12, atol=1e-12)


def test_noise_of_a_choice_is_drawn_by_each_candidate_s_own_id() -> None:
    # The first word of the published vector for a counter and a key of zeros.
    zeros = gumbels(np.uint64(0), np.int64(0), 0, np.array([0, 7, 0]))
    assert zeros[[0, 2]] == pytest.approx(stats.gumbel_r.ppf((0x6627E8D5 + 0.5) / 2**32), rel=1e-12)
    key, month, people = key_words(3), -5, np.array([9, 4, 2**40])
    shares = [draw(key, Stream.SELECTION, month, person)[0] for person in people.tolist()]
    np.testing.assert_allclose(gumbels(key, Stream.SELECTION, month, people), stats.gumbel_r.ppf(shares), rtol=1e-12)


def test_seeds_of_worlds_never_change() -> None:
    # printf 'sanshe world 2012 0' | sha256sum gives AE4220C625A3798B...; its first 63 bits are the seed.
    assert world_seed(2012, 0) == 0xAE4220C625A3798B >> 1
    assert world_seed(2012, 1) == 0x9FC80FB2D5C607B3 >> 1


def test_worlds_and_roots_have_seeds_of_their_own() -> None:
    seeds = {world_seed(root, world) for root in range(30) for world in range(100)}
    assert len(seeds) == 3_000
    assert all(0 <= seed < 2**63 for seed in seeds)


@pytest.mark.parametrize("seed", [-1, 2**63, 2**64])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match=r"seed -?\d+: outside 0 to 2\^63-1"):
        key_words(seed)
