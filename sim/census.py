"""What can be counted of residents at any moment, so that no total is ever stored."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import NEIGHBOUR_COUNT, WORKER_FAILED, WORKER_RESOLVED
from sim.arithmetic import array_kernel, count_between, kernel, shared_kernel
from sim.chance import Stream, draw
from sim.domains import DOMAIN_COUNT

_GUESS = Stream.PROJECT_DOMAIN
_AT_A_GLANCE = 8


@kernel
def largest_community(first_resident: NDArray[np.int64]) -> int:
    """Residents of the largest community."""
    most = 0
    for row in range(len(first_resident) - 1):
        most = max(most, first_resident[row + 1] - first_resident[row])
    return most


@kernel
def list_marked(marked: NDArray[np.uint8], rows: NDArray[np.int64]) -> int:
    """List whose mark is not 0, and count them; `rows` has a place for everybody."""
    count = 0
    for row in range(len(marked)):
        rows[count] = row
        count += marked[row] != 0
    return count


@kernel
def list_few(marked: NDArray[np.uint8], rows: NDArray[np.int64]) -> int:
    """List whose mark is not 0, as `list_marked` does, and faster where hardly anybody is marked: eight at a glance."""
    count, together = 0, len(marked) // _AT_A_GLANCE
    glances = marked[: together * _AT_A_GLANCE].view(np.uint64)
    for glance in range(together):
        if glances[glance]:
            for row in range(glance * _AT_A_GLANCE, (glance + 1) * _AT_A_GLANCE):
                rows[count] = row
                count += marked[row] != 0
    for row in range(together * _AT_A_GLANCE, len(marked)):
        rows[count] = row
        count += marked[row] != 0
    return count


@kernel
def count_neighbours(marked: NDArray[np.uint8], neighbours: NDArray[np.uint16], row: int) -> int:
    """Count the neighbours of one resident who are marked with 1; `marked` and `neighbours` are of one community."""
    count = 0
    for other in range(NEIGHBOUR_COUNT):
        count += marked[neighbours[row, other]]
    return count


@shared_kernel
def share_who_met_workers(
    contact: NDArray[np.uint8], first_resident: NDArray[np.int64], met: NDArray[np.float64], begin: int, end: int
) -> None:
    """Set in `met` the share of residents who met a social worker, in communities begin to end - 1."""
    for place in range(begin, end):
        first, last = first_resident[place], first_resident[place + 1]
        met[place] = count_between(contact[first:last], WORKER_FAILED, WORKER_RESOLVED) / max(last - first, 1)


@kernel
def any_held_locally(local_holder: NDArray[np.int32], in_house: NDArray[np.bool_]) -> bool:
    """Say whether a community organisation or a committee runs any contract."""
    found = False
    for row in range(len(local_holder)):
        found |= (local_holder[row] >= 0) | in_house[row]
    return found


@kernel
def mark_holders(organisation: NDArray[np.int32], held: NDArray[np.bool_]) -> None:
    """Say in `held`, bool[agencies], which agencies hold a contract; `organisation` is who holds each, -1 nobody."""
    held[:] = False
    for row in range(len(organisation)):
        if 0 <= organisation[row] < len(held):
            held[organisation[row]] = True


@array_kernel
def contract_holders(organisation: NDArray[np.int32], agencies: int) -> NDArray[np.bool_]:
    """Say which agencies hold a contract: bool[agencies]; `organisation` is who holds each, -1 for nobody."""
    held = np.empty(agencies, dtype=np.bool_)
    mark_holders(organisation, held)
    return held


@array_kernel
def list_at_home(
    home: NDArray[np.int32], among: NDArray[np.bool_], first: NDArray[np.int64], rows: NDArray[np.int64]
) -> None:
    """List `among` which organisations each community is a home to, in place.

    Those of community c stand in `rows`, in order, from first[c] to before first[c + 1]; agencies are at home nowhere.
    """
    first[:] = 0
    for row in range(len(home)):
        if among[row] and home[row] >= 0:
            first[home[row] + 1] += 1
    for place in range(1, len(first)):
        first[place] += first[place - 1]
    listed = first.copy()
    for row in range(len(home)):
        if among[row] and home[row] >= 0:
            rows[listed[home[row]]] = row
            listed[home[row]] += 1


@shared_kernel
def count_open_needs(
    needs: NDArray[np.uint8], first_resident: NDArray[np.int64], table: NDArray[np.float64], begin: int, end: int
) -> None:
    """Count in `table`, float64[communities, 8], residents with an open need, in communities begin to end - 1."""
    for row in range(begin, end):
        here = needs[first_resident[row] : first_resident[row + 1]]
        for domain in range(DOMAIN_COUNT):
            need, count = np.uint8(1 << domain), 0
            for resident in range(len(here)):
                count += (here[resident] & need) != 0
            table[row, domain] = count


@array_kernel
def believed_needs(
    knowledge: NDArray[np.float64], open_needs: NDArray[np.float64], key: np.uint64, month: int, asker: int
) -> NDArray[np.float64]:
    """What somebody believes of each community's open needs: float64[communities, 8].

    The needs that are known count as they are; the rest is guessed around the community's mean.
    `asker` sets apart the guesses of different planners in the same month.
    """
    communities = len(knowledge)
    believed = np.empty((communities, DOMAIN_COUNT))
    for row in range(communities):
        middle = 0.0
        for domain in range(DOMAIN_COUNT):
            middle += open_needs[row, domain] / DOMAIN_COUNT
        for half in range(2):
            guesses = draw(key, _GUESS, month, (asker * communities + row) * 2 + half)
            for place in range(4):
                domain = 4 * half + place
                known = knowledge[row, domain]
                believed[row, domain] = known * open_needs[row, domain] + (1.0 - known) * 2.0 * middle * guesses[place]
    return believed


@kernel
def mean_fit(
    community: NDArray[np.int32],
    running: NDArray[np.bool_],
    fit: NDArray[np.float64],
    mean: NDArray[np.float64],
    count: NDArray[np.float64],
) -> None:
    """Set the mean fit, 0 where none runs, and the number of each community's programmes: float64[communities] each."""
    mean[:], count[:] = 0.0, 0.0
    for slot in range(len(community)):
        if running[slot]:
            mean[community[slot]] += fit[slot]
            count[community[slot]] += 1.0
    for row in range(len(mean)):
        mean[row] /= max(count[row], 1.0)


@kernel
def programmes_with_money(
    community: NDArray[np.int32],
    running: NDArray[np.bool_],
    contract: NDArray[np.int32],
    organisation: NDArray[np.int32],
    local_holder: NDArray[np.int32],
    funded_share: NDArray[np.float64],
    count: NDArray[np.float64],
) -> None:
    """Count the programmes that run in each community by the share of activities paid for: float64[communities].

    `organisation` and `local_holder` are who holds each contract, `funded_share` each organisation's; a committee's
    own programmes (contract -1) are paid for.
    """
    count[:] = 0.0
    for slot in range(len(community)):
        if running[slot]:
            row = contract[slot]
            who = max(organisation[row], local_holder[row]) if row >= 0 else -1
            count[community[slot]] += funded_share[who] if who >= 0 else 1.0


@array_kernel
def contacts_by_contract(
    people: tuple[NDArray[np.uint8], NDArray[np.bool_]],
    first_resident: NDArray[np.int64],
    posts: tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int32]],
    contracts: int,
    spared: bool,  # noqa: FBT001  kernels take no keywords
) -> NDArray[np.float64]:
    """Contacts of social workers last month by the contract that pays them: float64[contracts], resident agents.

    `people` are contact and vulnerable, of whom the vulnerable are left out where they are `spared`; `posts` are
    community, filled and contract. Who works in a community side by side has had an equal part in its contacts.
    """
    contact, vulnerable = people
    community, filled, contract = posts
    communities = len(first_resident) - 1
    met, hands = np.zeros(communities), np.zeros(communities)
    for place in range(communities):
        for row in range(first_resident[place], first_resident[place + 1]):
            if WORKER_FAILED <= contact[row] <= WORKER_RESOLVED and not (spared and vulnerable[row]):
                met[place] += 1.0
    for row in range(len(filled)):
        hands[community[row]] += 1.0 if filled[row] else 0.0
    made = np.zeros(contracts)
    for row in range(len(filled)):
        if filled[row]:
            made[contract[row]] += met[community[row]] / hands[community[row]]
    return made
