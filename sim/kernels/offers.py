"""What contracts are offered for, owe and pay for, from one year to the next (E6)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import kernel
from sim.records import CENTRE, DUE, FORFEITED, FUND, GRANT, NOT_DUE, PAID, PARTS, PER_UNIT, POST, VENTURE

_LATER_PARTS = 2
_YEAR = 12


@kernel
def end_years(
    years_left: NDArray[np.uint8],
    organisation: NDArray[np.int32],
    local: tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.uint8]],
    programmes: tuple[NDArray[np.int32], NDArray[np.bool_]],
    over: NDArray[np.bool_],
) -> bool:
    """Count down the years of every contract and end those that are `over`, with their programmes, in place.

    Says whether any contract is run from within its community or paid by its fund; `local` are group that runs it,
    in-house and terms. `programmes` are contract, -1 for a committee's own, and whether they run.
    """
    group, in_house, terms = local
    contract, running = programmes
    at_home = False
    for row in range(len(over)):
        over[row] = years_left[row] <= 1
        years_left[row] -= 1 if years_left[row] > 0 else 0
        if over[row]:
            organisation[row] = -1
        at_home = at_home or group[row] >= 0 or in_house[row] or terms[row] == FUND
    for slot in range(len(contract)):
        if contract[slot] >= 0 and over[contract[slot]]:
            running[slot] = False
    return at_home


@kernel
def find_open(
    organisation: NDArray[np.int32],
    local_holder: NDArray[np.int32],
    in_house: NDArray[np.bool_],
    open_: NDArray[np.bool_],
) -> None:
    """Say which contracts nobody holds, in place."""
    for row in range(len(open_)):
        open_[row] = organisation[row] < 0 and local_holder[row] < 0 and not in_house[row]


@kernel
def set_offers(
    open_: NDArray[np.bool_],
    contracts: tuple[NDArray[np.uint8], NDArray[np.int32]],
    value: NDArray[np.int64],
    posts: NDArray[np.int32],
    terms: NDArray[np.uint8],
    reserved: NDArray[np.int64],
    worth: tuple[int, int],
    terms_of: tuple[int, int],
    wages: tuple[float, int],
    shape: tuple[int, int],
) -> int:
    """Say what everything that is `open_` is worth a year, its posts and terms, in place: the year's budget, in fen.

    Nothing is `reserved` for it before somebody holds it. `contracts` are kind and room for posts; `worth` and
    `terms_of` those of a centre and of a project; `wages` the share for them and a post's yearly cost; `shape` how many
    streets there are, whose centres come first, and how many projects each of them offers.
    """
    kind, room = contracts
    streets, projects = shape
    slots, budget = max((len(open_) - streets) // max(streets, 1), 1), 0
    for row in range(len(open_)):
        if open_[row]:
            centre = kind[row] == CENTRE
            offered = centre or (row - streets) % slots < projects
            value[row] = (worth[0] if centre else worth[1]) if offered else 0
            posts[row] = min(math.floor(value[row] * wages[0] / wages[1]), room[row])
            terms[row] = terms_of[0] if centre else terms_of[1]
            reserved[row] = 0
        budget += value[row]
    return budget


@kernel
def begin_years(
    begun: NDArray[np.bool_],
    contracts: tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_]],
    signed_month: NDArray[np.int32],
    instalments: NDArray[np.int64],
    reserved: NDArray[np.int64],
    costs: tuple[float, int],
    month: int,
    length: int,
) -> bool:
    """Say of each contract that has `begun` a year what is paid in instalments and what is set apart, in place.

    Says whether any of it goes into communities' funds. `contracts` are terms, value, posts and in-house; `costs` the
    share of coaching in venture money and a post's yearly cost; `length` is the months until the year ends.
    """
    terms, value, posts, in_house = contracts
    coaching, yearly_cost = costs
    to_funds = False
    for row in range(len(begun)):
        if not begun[row]:
            continue
        whole, how = value[row] * length // _YEAR, terms[row]
        signed_month[row] = month
        reserved[row] = whole if how in (PER_UNIT, FUND) or in_house[row] else 0
        apart = reserved[row]
        if how == POST:
            apart = min(posts[row] * yearly_cost * length // _YEAR, whole)
        elif how == VENTURE:
            reserved[row] = int(whole * (coaching / (1.0 - coaching)))
        instalments[row] = whole - apart
        to_funds = to_funds or how == FUND
    return to_funds


@kernel
def write_tranches(
    begun: NDArray[np.bool_],
    contracts: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]],
    terms: NDArray[np.uint8],
    tranches: tuple[
        NDArray[np.int64],
        NDArray[np.int32],
        NDArray[np.int32],
        NDArray[np.int64],
        NDArray[np.int64],
        NDArray[np.int32],
        NDArray[np.int32],
    ],
    gated: NDArray[np.bool_],
    status: NDArray[np.uint8],
    shares: tuple[float, float],
    evaluated: bool,  # noqa: FBT001  kernels take no keywords
    month: int,
    length: int,
) -> bool:
    """Write what is owed under each contract that has `begun`: at its start, halfway and at its end, in place.

    Says whether there was room for all of it.

    `contracts` are identity, agency and community organisation that run it, street and what is paid in instalments;
    `tranches` number, organisation, street, amount, part paid in advance, month signed and due month, written where
    the last ones are settled; `shares` are those of the first and the final tranche. The later two wait for a passed
    evaluation where there are any; a grant is paid at once, and venture money waits for none. `length` is the months
    until the year ends.
    """
    identity, agency, group, paying, value = contracts
    number, organisation, street, amount, advanced, signed_month, due_month = tranches
    place = 0
    for row in range(len(begun)):
        holder = max(agency[row], group[row])
        if not begun[row] or holder < 0:
            continue
        at_once = terms[row] == GRANT
        waits = evaluated and not at_once and terms[row] != VENTURE
        first = int(value[row] * (1.0 if at_once else shares[0]))
        final = int(value[row] * (0.0 if at_once else shares[1]))
        parts = (first, value[row] - first - final, final)
        for part in range(len(parts)):
            if parts[part] == 0:
                continue
            while place < len(status) and status[place] != PAID and status[place] != FORFEITED:
                place += 1
            if place == len(status):
                return False
            number[place] = identity[row] * PARTS + part
            organisation[place] = holder
            street[place] = paying[row]
            amount[place] = parts[part]
            advanced[place] = 0
            signed_month[place] = month
            due_month[place] = month + part * length // _LATER_PARTS
            gated[place] = part > 0 and waits
            status[place] = NOT_DUE
    return True


@kernel
def find_short(
    tranches: tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]],
    cash: NDArray[np.int64],
    short: NDArray[np.int64],
) -> int:
    """Say what each street's account is `short` of for what it still owes, in place: all of it together, in fen.

    `tranches` are status, street, amount and part paid in advance.
    """
    status, street, amount, advanced = tranches
    short[:] = 0
    for row in range(len(status)):
        if status[row] == DUE or status[row] == NOT_DUE:
            short[street[row]] += amount[row] - advanced[row]
    lacking = 0
    for place in range(len(short)):
        short[place] = max(short[place] - cash[place], 0)
        lacking += short[place]
    return lacking


@kernel
def settle_posts(
    posts: tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.bool_]],
    vacancy_months: NDArray[np.int16],
    owed: NDArray[np.int64],
    contracts: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]],
    held_before: NDArray[np.int32],
    owed_to_leavers: NDArray[np.int64],
) -> None:
    """Open and close posts as contracts pay for them, and leave old debts where they are, in place.

    `posts` are contract, filled and funded; `contracts` first post, holder, posts and terms; `owed` is to each holder
    of a post, `owed_to_leavers` by each organisation.
    """
    contract, filled, funded = posts
    first_post, holders, count, terms = contracts
    for row in range(len(contract)):
        mine = contract[row]
        holder, old = holders[mine], held_before[mine]
        pays = holder >= 0 and row - first_post[mine] < count[mine]
        if owed[row] > 0 and old >= 0 and (old != holder or not pays or terms[mine] == POST):
            owed_to_leavers[old] += owed[row]
            owed[row] = 0
        if pays and not funded[row]:
            vacancy_months[row] = 0
        if not pays:
            filled[row] = False
        funded[row] = pays
