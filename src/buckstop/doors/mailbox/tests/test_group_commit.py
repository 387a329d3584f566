"""Mails that arrive at once share a commit, and each sender hears of its own."""

import asyncio
import threading

import pytest

from buckstop.doors.shared.group_commit import DatabaseAway, GroupCommit


class Store:
    """Keeps batches; waits at `gate` while that is closed; refuses what it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.threads: set[int] = set()
        self.gate = threading.Event()
        self.entered = threading.Event()
        self.gate.set()
        self.bad: set[int] = set()
        self.away = False

    def commit(self, items: list[int]) -> None:
        """One transaction: all of it or nothing."""
        self.entered.set()
        assert self.gate.wait(10)
        self.threads.add(threading.get_ident())
        if self.away:
            raise DatabaseAway
        if self.bad & set(items):
            raise ValueError("one of these can't be stored")
        self.batches.append(items)


async def gathered(store: Store, group: GroupCommit[int], *items: int) -> list[object]:
    """Add the first item, and while it is being committed all the others at once."""
    store.gate.clear()
    tasks = [asyncio.create_task(group.add(items[0]))]
    await asyncio.to_thread(store.entered.wait, 10)
    tasks += [asyncio.create_task(group.add(item)) for item in items[1:]]
    await asyncio.sleep(0)
    store.gate.set()
    results: list[object] = list(await asyncio.gather(*tasks, return_exceptions=True))
    await group.close()
    return results


def test_what_comes_during_a_commit_goes_together_in_the_next() -> None:
    store = Store()

    async def play() -> list[object]:
        return await gathered(store, GroupCommit(store.commit), 1, 2, 3, 4)

    assert asyncio.run(play()) == [None] * 4
    assert store.batches == [[1], [2, 3, 4]]
    assert len(store.threads) == 1


def test_no_batch_is_larger_than_allowed() -> None:
    store = Store()

    async def play() -> None:
        await gathered(store, GroupCommit(store.commit, most=2), 1, 2, 3, 4)

    asyncio.run(play())
    assert store.batches == [[1], [2, 3], [4]]


def test_what_isnt_urgent_gathers_while_it_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    store, rested, waits = Store(), list[float](), asyncio.sleep
    tasks: list[asyncio.Task[None]] = []

    async def play() -> None:
        group = GroupCommit(store.commit, rests=0.5)

        async def rest(seconds: float) -> None:
            rested.append(seconds)
            if len(rested) == 1:
                tasks.extend(asyncio.create_task(group.add(item)) for item in (2, 3))
            await waits(0)

        monkeypatch.setattr(asyncio, "sleep", rest)
        await group.add(1)
        while not tasks:
            await waits(0)
        await asyncio.gather(*tasks)
        await group.close()

    asyncio.run(play())
    assert store.batches == [[1], [2, 3]]
    assert len(rested) == 2
    assert max(rested) <= 0.5


def test_one_bad_item_fails_alone() -> None:
    store = Store()
    store.bad = {3}

    async def play() -> list[object]:
        return await gathered(store, GroupCommit(store.commit), 1, 2, 3, 4)

    results = asyncio.run(play())
    assert [isinstance(result, ValueError) for result in results] == [False, False, True, False]
    assert store.batches == [[1], [2], [4]]


def test_when_the_database_is_away_all_hear_so_and_later_ones_are_committed() -> None:
    store = Store()
    store.away = True

    async def play() -> None:
        group = GroupCommit(store.commit)
        with pytest.raises(DatabaseAway):
            await group.add(1)
        store.away = False
        await group.add(2)
        await group.close()

    asyncio.run(play())
    assert store.batches == [[2]]


def test_a_sender_that_left_takes_nobody_else_along() -> None:
    store = Store()

    async def play() -> None:
        group = GroupCommit(store.commit)
        store.gate.clear()
        left = asyncio.create_task(group.add(1))
        stays = asyncio.create_task(group.add(2))
        await asyncio.to_thread(store.entered.wait, 10)
        left.cancel()
        store.gate.set()
        await stays
        await group.close()

    asyncio.run(play())
    assert sorted(item for batch in store.batches for item in batch) == [1, 2]


def test_closing_finishes_what_waits() -> None:
    store = Store()

    async def play() -> None:
        group = GroupCommit(store.commit)
        tasks = [asyncio.create_task(group.add(item)) for item in range(5)]
        await asyncio.sleep(0)
        await group.close()
        await asyncio.gather(*tasks)

    asyncio.run(play())
    assert sorted(item for batch in store.batches for item in batch) == list(range(5))
