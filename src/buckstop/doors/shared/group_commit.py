"""One commit for all that arrived while the last one was under way."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_MOST = 64


class DatabaseAway(Exception):
    """It can't be stored just now; the sender is asked to try again later."""


class GroupCommit[Item]:
    """Gathers what handlers want committed and hands it, a batch at a time, to one thread.

    Nothing waits for a batch to fill: the first item goes at once, and what comes meanwhile goes
    together next. With `rests` a batch is followed by a pause as long as it took, at most so many
    seconds: what isn't urgent gathers more, and leaves the disk and the processor half of the time
    to what is. `commit_batch` runs in that thread alone, so it may keep a connection of its
    own. When it raises `DatabaseAway`, all of the batch are told so. When it raises anything
    else, each of the batch is tried alone, so that one bad item fails only its own sender.
    """

    def __init__(
        self,
        commit_batch: Callable[[list[Item]], None],
        *,
        most: int = _MOST,
        rests: float = 0.0,
    ) -> None:
        self._commit_batch = commit_batch
        self._most = most
        self._rests = rests
        self._waiting: deque[tuple[Item, asyncio.Future[None]]] = deque()
        self._draining: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="commit")

    async def add(self, item: Item) -> None:
        """Return when `item` is committed; raise what `commit_batch` raised for it if it isn't."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._draining is None:
            self._draining = asyncio.create_task(self._drain())
        await done

    async def close(self) -> None:
        """Finish what is waiting, then end the thread."""
        while self._draining is not None:
            await self._draining
        await asyncio.to_thread(self._thread.shutdown)

    async def _drain(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                batch = [
                    self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))
                ]
                items = [item for item, _ in batch]
                begun = loop.time()
                errors = await loop.run_in_executor(self._thread, self._commit, items)
                for (_, done), error in zip(batch, errors, strict=True):
                    if done.done():  # its sender has left; what is committed stays committed
                        continue
                    if error is None:
                        done.set_result(None)
                    else:
                        done.set_exception(error)
                if self._rests:
                    await asyncio.sleep(min(loop.time() - begun, self._rests))
        finally:
            self._draining = None

    def _commit(self, items: list[Item]) -> list[Exception | None]:
        try:
            self._commit_batch(items)
        except DatabaseAway as away:
            return [away] * len(items)
        except Exception as error:  # noqa: BLE001 - told to the handler that waits for it
            if len(items) == 1:
                return [error]
            return [self._commit([item])[0] for item in items]
        return [None] * len(items)
