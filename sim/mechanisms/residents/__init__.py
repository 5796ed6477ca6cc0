"""What residents make of what happens: how satisfied they are, whom they trust, and whether they take part."""

from __future__ import annotations

from typing import Any

from sim.arithmetic import shared_kernel
from sim.kernels.participation import Rooms as JoiningRooms
from sim.kernels.participation import join, joining_rooms
from sim.kernels.trust import move_trust
from sim.mechanisms.residents.joining import Participation, book_year, inclination
from sim.mechanisms.residents.satisfaction import Rooms, Satisfaction, judge_all, judgement, judging_rooms
from sim.mechanisms.residents.trust import Trust, experience
from sim.policy import Policy
from sim.world import World

__all__ = ["Participation", "Satisfaction", "Trust", "judge_and_take_part"]


@shared_kernel
def respond(
    judged: tuple[Any, ...],
    trusted: tuple[Any, ...],
    joined: tuple[Any, ...],
    rooms: Rooms,
    joining: JoiningRooms,
    begin: int,
    end: int,
) -> None:
    """Let residents of communities begin to end - 1 judge the month, adjust their trust and take part, in place.

    One community does all three before the next, while what it saw is in the processor's cache. `judged`, `trusted`
    and `joined` are what `judge_all`, `move_trust` and `join` take, but for room and the communities; `rooms` those of
    `judging_rooms`, `joining` those of `joining_rooms`.
    """
    for place in range(begin, end):
        judging, trusting, joins = (rooms, place, place + 1), (rooms[1], place, place + 1), (joining, place, place + 1)
        judge_all(*(judged + judging))
        move_trust(*(trusted + trusting))
        join(*(joined + joins))


def judge_and_take_part(
    world: World, policy: Policy, judging: Satisfaction, trusting: Trust, how: Participation
) -> None:
    """Let residents judge the month, adjust their trust and take part; the year is booked after its last month."""
    fit, most = world.mean_fit(), world.most_residents
    judged, trusted = judgement(world, judging, fit), experience(world, policy, trusting)
    joined = inclination(world, policy, how, fit)
    world.side_by_side(lambda begin, end: respond(
        judged, trusted, joined, judging_rooms(most), joining_rooms(most), begin, end
    ))  # fmt: skip
    book_year(world)
