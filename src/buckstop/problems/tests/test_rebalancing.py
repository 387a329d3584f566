"""Evening out the load: nobody is left with too much where that can be, by the fewest handoffs."""

from itertools import combinations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from buckstop.problems.rules.rebalancing import FAIR, WORTH, Move, Share, even_out, has

ANA, BRUNO, CARLA = (UUID(int=n) for n in (1, 2, 3))
ROOM = {ANA: 40, BRUNO: 40, CARLA: 40}


def shares(*owned: tuple[UUID, float]) -> list[Share]:
    return [Share(UUID(int=100 + n), owner, cost) for n, (owner, cost) in enumerate(owned)]


def test_one_handoff_where_one_does_it():
    found = even_out(shares((ANA, 9), (ANA, 9), (BRUNO, 1), (CARLA, 8)), ROOM)
    assert [(move.of, move.to) for move in found] == [(ANA, BRUNO)]


def test_nothing_moves_where_all_have_about_the_same():
    assert even_out(shares((ANA, 9), (BRUNO, 9), (CARLA, 8)), ROOM) == []


def test_who_is_not_there_gets_nothing_and_who_is_full_neither():
    heavy = shares((ANA, 9), (ANA, 9), (ANA, 9))
    assert {move.to for move in even_out(heavy, {ANA: 40, BRUNO: 40, CARLA: 0})} == {BRUNO}
    assert even_out(heavy, {ANA: 40}) == []


def test_what_cannot_move_stays():
    stays = [Share(UUID(int=100 + n), ANA, 9.0, moves=False) for n in range(3)]
    assert even_out(stays, ROOM) == []


costs = st.sampled_from([1.0, 3.0, 9.0, 18.0])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([ANA, BRUNO, CARLA]), costs), max_size=7))
def test_it_is_what_trying_everything_finds(owned: list[tuple[UUID, float]]):
    """What is left too much, weighed as the rule weighs it, is never more than the best that all
    ways to move up to three of these problems leave."""
    given_ = shares(*owned)
    found = even_out(given_, ROOM)
    mean = sum(share.cost for share in given_) / 3
    top = mean * FAIR

    def worth(moves: list[Move]) -> float:
        load = has(given_, moves)
        over = sum(max(one.cost - top, 0) for one in load.values())
        return len(moves) + (over / (mean * WORTH) if mean else 0)

    now = has(given_)
    for move in found:
        assert now[move.of].cost > top
        assert has(given_, found)[move.to].cost <= top + 1e-6
    able = [
        Move(share.problem, share.owner, to)
        for share in given_
        if now[share.owner].cost > top
        for to in ROOM
        if to != share.owner and (now[to].cost if to in now else 0) < top
    ]
    for count in range(min(len(able), 3) + 1):
        for moves in combinations(able, count):
            if len({move.problem for move in moves}) < count:
                continue
            after = has(given_, moves)
            if all(after[move.to].cost <= top for move in moves):
                assert worth(found) <= worth(list(moves)) + 1e-6
