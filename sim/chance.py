"""Luck as a pure function of world, purpose, month and person.

Every random number is `draw(world seed, stream, month, id)`: Philox4x32-10 (Salmon, Moraes, Dror &
Shaw 2011, *SC '11*, Random123), key from the world's seed, counter from (id, month, stream). Nothing
is advanced and nothing stored, so a policy changes only what it touches: whoever it leaves alone
has the same luck under every policy (common random numbers), in any order, on any machine.
"""

from __future__ import annotations

import hashlib
import math

import numba
import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, exponential, kernel, logarithm


class Stream:
    """The purposes for which luck is drawn. The numbers never change and are never used twice.

    64-bit whole numbers: for an enumeration, or plain numbers, every kernel would be compiled for each one.
    """

    RESIDENT_TRAITS = np.int64(1)
    RESIDENT_TIES = np.int64(2)
    COMMITTEE_TRAITS = np.int64(4)
    ORGANISATION_TRAITS = np.int64(5)
    EVALUATOR_TRAITS = np.int64(6)
    WORKER_TRAITS = np.int64(7)
    NEED_ARRIVAL = np.int64(8)
    NEED_FADING = np.int64(9)

    SERVICE = np.int64(11)
    SERVICE_CAPACITY = np.int64(12)
    PROJECT_FIT = np.int64(13)
    PROJECT_DOMAIN = np.int64(14)
    SELECTION = np.int64(15)
    PAYMENT_DELAY = np.int64(16)
    EVALUATION_SCORE = np.int64(17)
    LEAVING = np.int64(18)
    PROMOTION = np.int64(19)
    COUNCIL_SESSION = np.int64(20)
    COUNCIL_ATTENDANCE = np.int64(21)
    PARTICIPATION = np.int64(22)
    ORGANISATION_ENTRY = np.int64(23)
    RESIDENT_START = np.int64(24)
    NEIGHBOURS = np.int64(25)
    PROPOSAL_FIT = np.int64(26)
    RESIDENT_NEEDS = np.int64(27)
    GROUP_BIRTH = np.int64(28)
    GROUP_LEADER = np.int64(29)
    GROUP_LIFE = np.int64(30)
    GROUP_COACHING = np.int64(31)
    MATCH_SEARCH = np.int64(32)
    MATCH_LANDING = np.int64(33)
    FUND_VOTE = np.int64(34)
    FUND_CHAIN = np.int64(35)
    DONATION = np.int64(36)
    USER_FEE = np.int64(37)
    STAR_RATING = np.int64(38)
    VIOLATION = np.int64(39)
    ADOPTION = np.int64(41)
    PARKING_SITES = np.int64(42)
    PARKING_CHARTER = np.int64(43)
    COMMUNITY_TYPE = np.int64(44)
    MIGRATION = np.int64(45)
    PEACE = np.int64(49)
    PUBLICITY = np.int64(50)
    NEWCOMER = np.int64(51)
    MATCH_FIT = np.int64(60)
    PROJECT_SERVICE = np.int64(61)
    MICRO_PROJECT = np.int64(62)
    DIGITAL_ABILITY = np.int64(70)
    ONLINE = np.int64(71)
    ESCALATION = np.int64(72)
    DEMONSTRATION_CHOICE = np.int64(73)
    GROUP_JOINING = np.int64(80)
    STUDENTS = np.int64(90)


Word = np.uint64

_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ROUNDS = 10
FEW = 5
_LARGEST_COUNT = 100
_TAIL_SHARE = 0.02425
_TO_UNIT = 1.0 / 4294967296.0
_HALF_STEP = 0.5 / 4294967296.0


def world_seed(root: int, world: int) -> int:
    """Give the seed of world number `world` of an experiment whose seed is `root` (63 bits)."""
    digest = hashlib.sha256(f"sanshe world {root} {world}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def key_words(seed: int) -> np.uint64:
    """Turn a seed (a whole number from 0 to 2^63-1) into the generator's 64-bit key."""
    if not 0 <= seed < 2**63:
        raise ValueError(f"seed {seed}: outside 0 to 2^63-1; give a seed in that range")
    return np.uint64(seed)


@numba.njit(error_model="numpy", inline="always")  # inlined, so that loops over rows vectorise
def philox(c0: Word, c1: Word, c2: Word, c3: Word, key: Word) -> tuple[Word, Word, Word, Word]:
    """Scramble a counter of four 32-bit words with a 64-bit key (Philox4x32, ten rounds).

    The words are kept in 64 bits each, the upper halves empty.
    """
    k0 = key & _LOW
    k1 = key >> _HALF
    for _ in range(_ROUNDS):
        p0 = _MULTIPLIER_0 * c0
        p1 = _MULTIPLIER_1 * c2
        c0 = (p1 >> _HALF) ^ c1 ^ k0
        c2 = (p0 >> _HALF) ^ c3 ^ k1
        c1 = p1 & _LOW
        c3 = p0 & _LOW
        k0 = (k0 + _WEYL_0) & _LOW
        k1 = (k1 + _WEYL_1) & _LOW
    return c0, c1, c2, c3


@numba.njit(error_model="numpy", inline="always")  # signed, for which processors have an instruction
def unit(word: Word) -> float:
    """Turn a word into a number strictly between 0 and 1."""
    return np.int64(word) * _TO_UNIT + _HALF_STEP


@kernel
def draw(key: Word, stream: np.int64 | int, month: int, person: int) -> tuple[float, float, float, float]:
    """Four independent numbers strictly between 0 and 1 for one purpose, month and person.

    `person` is a row or another non-negative id below 2^63; `month` may be negative (burn-in).
    """
    number = np.uint64(person)
    a, b, c, d = philox(number & _LOW, number >> _HALF, np.uint64(month) & _LOW, np.uint64(stream), key)
    return unit(a), unit(b), unit(c), unit(d)


@kernel
def draw_block(
    key: Word, stream: np.int64 | int, month: int, first: int, count: int, block: NDArray[np.float64]
) -> None:
    """Write the four numbers of `count` rows from `first` on into `block`, float64[4, count or more].

    The same numbers as `draw` gives row by row, several rows at a time. `block` is contiguous.
    """
    calendar, purpose, start = np.uint64(month) & _LOW, np.uint64(stream), np.uint64(first)
    for place in range(count):
        number = start + np.uint64(place)
        a, b, c, d = philox(number & _LOW, number >> _HALF, calendar, purpose, key)
        block[0, place] = unit(a)
        block[1, place] = unit(b)
        block[2, place] = unit(c)
        block[3, place] = unit(d)


@kernel
def draw_words(
    key: Word, stream: np.int64 | int, month: int, first: int, count: int, words: NDArray[np.uint32]
) -> None:
    """Write what `draw_block` would write, but as words, into `words`, uint32[4, count or more]."""
    calendar, purpose, start = np.uint64(month) & _LOW, np.uint64(stream), np.uint64(first)
    for place in range(count):
        number = start + np.uint64(place)
        a, b, c, d = philox(number & _LOW, number >> _HALF, calendar, purpose, key)
        words[0, place] = a
        words[1, place] = b
        words[2, place] = c
        words[3, place] = d


@kernel
def draw_two_words(
    key: Word, stream: np.int64 | int, month: int, first: int, count: int, words: NDArray[np.uint32]
) -> None:
    """Write the first two of the four words that `draw_words` writes into `words`, uint32[2, count or more]."""
    calendar, purpose, start = np.uint64(month) & _LOW, np.uint64(stream), np.uint64(first)
    for place in range(count):
        number = start + np.uint64(place)
        a, b, _, _ = philox(number & _LOW, number >> _HALF, calendar, purpose, key)
        words[0, place] = a
        words[1, place] = b


@kernel
def draw_words_of(
    key: Word, stream: np.int64 | int, month: int, first: int, rows: NDArray[np.int64], words: NDArray[np.uint32]
) -> None:
    """Write what `draw_rows` would write, but as words, into `words`, uint32[4, as many or more]."""
    calendar, purpose, start = np.uint64(month) & _LOW, np.uint64(stream), np.uint64(first)
    for place in range(len(rows)):
        number = start + np.uint64(rows[place])
        a, b, c, d = philox(number & _LOW, number >> _HALF, calendar, purpose, key)
        words[0, place] = a
        words[1, place] = b
        words[2, place] = c
        words[3, place] = d


@kernel
def words_below(chance: float, bits: int) -> int:
    """How many words of so many bits stand for numbers below a chance: those from 0 to before it.

    Exact: a word w of n bits stands for (w + 1/2) / 2^n, and all that is reckoned here has few enough digits.
    """
    return math.ceil(min(max(chance, 0.0), 1.0) * float(1 << bits) - 0.5)


@kernel
def draw_pairs(
    key: Word, stream: np.int64 | int, month: int, first: int, count: int, block: NDArray[np.float64]
) -> None:
    """Write the first two of the four numbers that `draw_block` writes into `block`, float64[2, count or more]."""
    calendar, purpose, start = np.uint64(month) & _LOW, np.uint64(stream), np.uint64(first)
    for place in range(count):
        number = start + np.uint64(place)
        a, b, _, _ = philox(number & _LOW, number >> _HALF, calendar, purpose, key)
        block[0, place] = unit(a)
        block[1, place] = unit(b)


@kernel
def draw_rows(
    key: Word, stream: np.int64 | int, month: int, first: int, rows: NDArray[np.int64], block: NDArray[np.float64]
) -> None:
    """Write the four numbers of rows first + rows[0], first + rows[1]... into `block`, float64[4, as many or more].

    The same numbers as `draw` gives row by row, several rows at a time. `block` is contiguous.
    """
    calendar, purpose, start = np.uint64(month) & _LOW, np.uint64(stream), np.uint64(first)
    for place in range(len(rows)):
        number = start + np.uint64(rows[place])
        a, b, c, d = philox(number & _LOW, number >> _HALF, calendar, purpose, key)
        block[0, place] = unit(a)
        block[1, place] = unit(b)
        block[2, place] = unit(c)
        block[3, place] = unit(d)


def draws(key: Word, stream: np.int64 | int, month: int, first: int, count: int) -> NDArray[np.float64]:
    """Four numbers between 0 and 1 for each of `count` rows from `first` on: float64[count, 4]."""
    block = np.empty((4, count))
    draw_block(key, stream, month, first, count, block)
    return block.T


@kernel
def normal_quantile(share: float) -> float:
    """Standard normal value below which a share lies (Acklam's rational form, error below 1.2e-9)."""
    if share < _TAIL_SHARE:
        q = math.sqrt(-2.0 * logarithm(share))
        return _tail(q)
    if share > 1.0 - _TAIL_SHARE:
        q = math.sqrt(-2.0 * logarithm(1.0 - share))
        return -_tail(q)
    q = share - 0.5
    r = q * q
    top = -39.69683028665376 * r + 220.9460984245205
    top = top * r - 275.9285104469687
    top = top * r + 138.3577518672690
    top = top * r - 30.66479806614716
    top = top * r + 2.506628277459239
    low = -54.47609879822406 * r + 161.5858368580409
    low = low * r - 155.6989798598866
    low = low * r + 66.80131188771972
    low = low * r - 13.28068155288572
    return top * q / (low * r + 1.0)


@kernel
def _tail(q: float) -> float:
    top = -0.007784894002430293 * q - 0.3223964580411365
    top = top * q - 2.400758277161838
    top = top * q - 2.549732539343734
    top = top * q + 4.374664141464968
    top = top * q + 2.938163982698783
    low = 0.007784695709041462 * q + 0.3224671290700398
    low = low * q + 2.445134137142996
    low = low * q + 3.754408661907416
    return top / (low * q + 1.0)


@kernel
def poisson(share: float, mean: float) -> int:
    """Poisson count by inversion of one number between 0 and 1; for means up to about 20."""
    return poisson_above(share, mean, exponential(-mean))


@kernel
def poisson_few(share: float, mean: float, none: float) -> tuple[int, float, float]:
    """Poisson count up to FEW, chances of FEW and of at most FEW; `none` is e^-mean. Nothing branches on the count."""
    count, chance, total = 0, none, none
    for number in range(1, FEW + 1):
        count += total < share
        chance *= mean / number
        total += chance
    return count, chance, total


@kernel
def poisson_above(share: float, mean: float, none: float) -> int:
    """Poisson count where e^-mean, the chance of none, is known."""
    count, chance, total = poisson_few(share, mean, none)
    while total < share and count < _LARGEST_COUNT:
        count += 1
        chance *= mean / count
        total += chance
    return count


@kernel
def erlang_of_two(first: float, second: float, mean: float) -> float:
    """Gamma-distributed wait of shape 2 and a given mean, from two numbers between 0 and 1."""
    return -0.5 * mean * (logarithm(first) + logarithm(second))


@kernel
def gumbel(share: float) -> float:
    """Standard Gumbel value below which a share lies: the noise of a choice among candidates."""
    return -logarithm(-logarithm(share))


@array_kernel
def gumbels(key: Word, stream: np.int64 | int, month: int, people: NDArray[np.int64]) -> NDArray[np.float64]:
    """Noise of a choice among candidates with these ids: standard Gumbel values, float64[candidates]."""
    noise = np.empty(len(people))
    for place in range(len(people)):
        noise[place] = gumbel(draw(key, stream, month, people[place])[0])
    return noise


@array_kernel
def normal_quantiles(shares: np.ndarray) -> np.ndarray:
    """Standard normal value below which each of many shares lies: as many as float64[n, m]."""
    values = np.empty(shares.shape)
    for row in range(shares.shape[0]):
        for column in range(shares.shape[1]):
            values[row, column] = normal_quantile(shares[row, column])
    return values
