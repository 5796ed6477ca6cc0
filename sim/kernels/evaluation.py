"""What watching organisations does to their working time and effort (E8, E9, E21)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, clip, exponential, kernel
from sim.census import contract_holders, mark_holders
from sim.chance import Stream, draw, normal_quantile
from sim.ledger import Flow, move
from sim.world import MONTHS_PER_YEAR

_OFFENCE, _SCORE = Stream.VIOLATION, Stream.EVALUATION_SCORE
_APPROPRIATION, _CONSUMPTION = int(Flow.APPROPRIATION), int(Flow.CONSUMPTION)
_EVALUATION_FEE = int(Flow.EVALUATION_FEE)
_MOST_DISPLACED = 0.5


@kernel
def service_time(rounds: float, cost: float, other: float) -> float:
    """Share of working time left for service when evaluations cost `cost` each and all else `other`."""
    return clip(1.0 - rounds * cost - other, 0.0, 1.0)


@kernel
def effort(rounds: float, least: float, speed: float) -> float:
    """Effort in service hours under so many effective evaluations a year (E9)."""
    return least + (1.0 - least) * (1.0 - exponential(-speed * rounds))


@kernel
def displaced(rounds: float, strength: float, service_weight: float) -> float:
    """Share of service that gives way to what evaluators look at (E9)."""
    return min(_MOST_DISPLACED, strength * rounds * (1.0 - service_weight))


@kernel
def use_time(
    service: NDArray[np.float64],
    evaluating: NDArray[np.float64],
    trying: NDArray[np.float64],
    lost: NDArray[np.float64],
    linking: NDArray[np.float64],
    evaluator: NDArray[np.int32],
    weights: NDArray[np.float64],
    agencies: int,
    rounds: float,
    costs: tuple[float, float],
    pressure: tuple[float, float, float],
    displacement: float,
) -> None:
    """Set every agency's use of working time in place: for service and evaluations, effort, and service displaced.

    `linking` is the time that linkage takes; `weights` what each evaluator gives to service; `costs` time of an
    evaluation and of all else; `pressure` effective evaluations, least effort and its speed.
    """
    left, tried = service_time(rounds, costs[0], costs[1]), effort(pressure[0], pressure[1], pressure[2])
    for row in range(agencies):
        service[row] = max(left - linking[row], 0.0)
        evaluating[row] = min(1.0, rounds * costs[0])
        trying[row] = tried
        lost[row] = displaced(rounds, displacement, weights[evaluator[row]])


@array_kernel
def raise_stakes(
    columns: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    holder: NDArray[np.int32],
    evaluator: NDArray[np.int32],
    weights: NDArray[np.float64],
    agencies: int,
    time: float,
    pressure: tuple[float, float, float],
    gaming: float,
    unfairness: float,
) -> None:
    """Change what agencies that hold contracts do with their time because stars depend on it, in place.

    `columns` are service time, effort and displaced service; `holder` who holds each contract; `pressure` effective
    evaluations, with what stars add, least effort and its speed; `gaming` how much more service is displaced;
    `unfairness` the effort lost for each unit by which an agency's evaluator departs from the mean of all.
    """
    service, trying, lost = columns
    rated = contract_holders(holder, agencies)
    middle = 0.0
    for each in range(len(weights)):
        middle += weights[each] / len(weights)
    for row in range(len(rated)):
        if rated[row]:
            apart = abs(weights[evaluator[row]] - middle)
            service[row] = max(0.0, service[row] - time)
            trying[row] = effort(pressure[0], pressure[1], pressure[2]) * max(0.0, 1.0 - unfairness * apart)
            lost[row] = min(_MOST_DISPLACED, lost[row] * (1.0 + gaming))


@array_kernel
def residents_served(
    satisfied: NDArray[np.bool_],
    caseworker: NDArray[np.int32],
    contract: NDArray[np.int32],
    holder: NDArray[np.int32],
    agencies: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Residents whose caseworker each agency employs, and how many of them are satisfied: int64[agencies] each.

    `contract` is each worker's, `holder` who holds each contract.
    """
    served, content = np.zeros(agencies, dtype=np.int64), np.zeros(agencies, dtype=np.int64)
    for row in range(len(satisfied)):
        if caseworker[row] >= 0:
            who = holder[contract[caseworker[row]]]
            if 0 <= who < agencies:
                served[who] += 1
                content[who] += satisfied[row]
    return served, content


@kernel
def offend(
    alive: NDArray[np.bool_],
    barred: NDArray[np.bool_],
    offending: NDArray[np.bool_],
    exposed: NDArray[np.bool_],
    passed: NDArray[np.bool_],
    service: NDArray[np.float64],
    trying: NDArray[np.float64],
    holder: NDArray[np.int32],
    held: NDArray[np.bool_],
    inspections: float,
    yearly: float,
    rates: tuple[float, float, float],
    misuse: float,
    time: float,
    key: np.uint64,
    month: int,
) -> tuple[int, int]:
    """Let agencies be inspected, break rules and be found out, in place: how many there are, how many are exposed.

    `inspections` are those of a year and `time` what each takes of it; `yearly` is how often agencies begin to offend
    where nobody inspects; `rates` how far an inspection deters, how surely it finds, and the chance of being found by
    rumour; `service` and `trying` are service time and effort. Where there are inspections, whoever is exposed is
    barred. `held`, bool[agencies], has room for whether each agency holds a contract.
    """
    beginning = yearly / MONTHS_PER_YEAR * exponential(-rates[0] * inspections)
    finding = 1.0 - exponential(-rates[1] * inspections / MONTHS_PER_YEAR)
    mark_holders(holder, held)
    watched = found_out = 0
    for row in range(len(held)):
        exposed[row] = False
        if held[row]:
            service[row] = max(0.0, service[row] - inspections * time)
        if not alive[row] or barred[row]:
            continue
        watched += 1
        begins, found, told, _ = draw(key, _OFFENCE, month, row)
        offending[row] = offending[row] or begins < beginning
        if not offending[row]:
            continue
        trying[row] *= 1.0 - misuse
        if found < finding or told < rates[2]:
            offending[row] = False
            exposed[row] = True
            barred[row] = finding > 0.0
            passed[row] = False
            found_out += 1
    return watched, found_out


@kernel
def lose_trust(
    trust: NDArray[np.float32],
    first_resident: NDArray[np.int64],
    here: NDArray[np.bool_],
    hears: NDArray[np.bool_],
    loss: float,
    spill_over: float,
) -> None:
    """Lower residents' trust in organisations after a scandal, in place: in communities `here`, less where it `hears`.

    `here` and `hears` are bool[communities].
    """
    for place in range(len(here)):
        if not hears[place]:
            continue
        left = 1.0 - (loss if here[place] else loss * spill_over)
        for row in range(first_resident[place], first_resident[place + 1]):
            trust[row] *= left


@array_kernel
def fit_of_own(
    contract: NDArray[np.int32],
    running: NDArray[np.bool_],
    fit: NDArray[np.float64],
    holder: NDArray[np.int32],
    agencies: int,
) -> NDArray[np.float64]:
    """Mean fit of the programmes that each agency runs, 0 where it runs none: float64[agencies].

    `contract` is each programme's, -1 for a committee's own; `holder` who holds each contract.
    """
    total, count = np.zeros(agencies), np.zeros(agencies)
    for slot in range(len(contract)):
        who = holder[contract[slot]] if running[slot] and contract[slot] >= 0 else -1
        if 0 <= who < agencies:
            total[who] += fit[slot]
            count[who] += 1.0
    for row in range(agencies):
        total[row] /= max(count[row], 1.0)
    return total


@array_kernel
def look_at(
    whom: NDArray[np.int64],
    seen: NDArray[np.float64],
    evaluator: NDArray[np.int32],
    specialty: NDArray[np.int8],
    management: NDArray[np.float64],
    resolved: NDArray[np.float64],
    holder: NDArray[np.int32],
    contract: NDArray[np.int32],
    running: NDArray[np.bool_],
    fit: NDArray[np.float64],
    weights: NDArray[np.float64],
    noise: float,
    helping: float,
    hard: float,
    fitting: tuple[float, float],
    key: np.uint64,
    month: int,
) -> int:
    """Look at every agency that holds a contract, and count them.

    Fills `whom`, int64[2, agencies], with these agencies and their evaluators, and `seen`, float64[4, agencies], with
    marks for service and for management, the weight of service and what is seen by chance. `contract`, `running` and
    `fit` are the programmes'; `helping` is the resolved share of full marks, `hard` what hard cases lose, `fitting` how
    much the fit of an agency's own programmes counts and the fit of full marks.
    """
    held = contract_holders(holder, whom.shape[1])
    own = np.zeros(whom.shape[1])
    if fitting[0] > 0.0:
        own = fit_of_own(contract, running, fit, holder, whom.shape[1])
    count = 0
    for row in range(whom.shape[1]):
        if not held[row]:
            continue
        whom[0, count], whom[1, count] = row, evaluator[row]
        often = min(resolved[row] / helping, 1.0)
        often = (1.0 - hard) * often if specialty[row] >= 0 else often
        seen[0, count] = often + fitting[0] * (min(own[row] / fitting[1], 1.0) - often)
        seen[1, count] = management[row]
        seen[2, count] = weights[evaluator[row]]
        seen[3, count] = noise * normal_quantile(draw(key, _SCORE, month, row)[0])
        count += 1
    return count


@kernel
def take_scores(
    star: NDArray[np.float64],
    passed: NDArray[np.bool_],
    whom: NDArray[np.int64],
    scores: NDArray[np.float64],
    memory: float,
    pass_mark: float,
) -> None:
    """Move the stars of the agencies that were scored, `whom[0]`, and say whether they passed, in place."""
    for place in range(len(scores)):
        row = whom[0, place]
        star[row] += memory * (scores[place] - star[row])
        passed[row] = scores[place] >= pass_mark


@kernel
def charge(
    cash: NDArray[np.int64],
    moved: NDArray[np.int64],
    whom: NDArray[np.int64],
    count: int,
    fee: int,
    by_funder: bool,  # noqa: FBT001  kernels take no keywords
    accounts: tuple[int, int, int, int],
) -> None:
    """Charge the fee to the first `count` agencies of `whom`, as far as they have it, or to the funder.

    Their evaluators spend it. `whom` is as `look_at` fills it; `cash` and `moved` are the ledger's; `accounts` those of
    the outside world and the funder, and the first of organisations and of evaluators.
    """
    outside, funder, organisations, evaluators = accounts
    for place in range(count):
        payer, payee = organisations + whom[0, place], evaluators + whom[1, place]
        due = min(cash[payer], fee)
        if by_funder:
            payer, due = funder, fee
            move(cash, moved, _APPROPRIATION, outside, funder, due)
        move(cash, moved, _EVALUATION_FEE, payer, payee, due)
        move(cash, moved, _CONSUMPTION, payee, outside, due)


@kernel
def stars_held(stars: NDArray[np.uint8], holder: NDArray[np.int32], value: NDArray[np.int64]) -> tuple[int, int]:
    """Stars of contracts' rated holders, each as often as the contract is worth fen, and fen of these contracts."""
    total, fen = 0, 0
    for row in range(len(holder)):
        rated = stars[holder[row]] if holder[row] >= 0 else 0
        if rated > 0:
            total += value[row] * rated
            fen += value[row]
    return total, fen
