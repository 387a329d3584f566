"""How soon a round follows another: a burst is taken up in a few large ones."""

import pytest

from buckstop.doors.clock.rounds import GATHER, PLENTY, SWEEP, pause_after
from buckstop.doors.clock.worker import Worker


@pytest.mark.parametrize("took", [1, 2, PLENTY - 1])
def test_few_things_let_others_gather(took: int) -> None:
    assert 0 < pause_after(took) == GATHER < SWEEP / 2


@pytest.mark.parametrize("took", [PLENTY, PLENTY + 1, 10_000])
def test_where_plenty_waits_the_next_round_follows_at_once(took: int) -> None:
    assert pause_after(took) == 0


def test_a_worker_gathers_between_rounds_and_waits_to_be_woken_after_an_empty_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker, waited = Worker(), list[object]()
    rounds = iter([1, PLENTY, 0])

    def turn() -> int:
        took = next(rounds)
        worker._stopping = not took
        return took

    class Listening:
        def __enter__(self) -> object:
            return lambda seconds: waited.append(("woken", seconds))

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr("buckstop.doors.clock.worker._listening", Listening)
    monkeypatch.setattr(worker._rounds, "turn", turn)
    monkeypatch.setattr(worker, "_pause", waited.append)
    worker._until_stopped()
    assert waited == [GATHER, 0, ("woken", SWEEP)]
