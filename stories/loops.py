"""An event loop in a thread of its own, for servers that live beside a story."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass
class Loop:
    """Runs coroutines from outside."""

    loop: asyncio.AbstractEventLoop

    def run[Result](self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        """Run it in the loop and wait for what it returns."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)


@contextmanager
def loop_in_a_thread() -> Iterator[Loop]:
    """A running loop; at the end what still runs in it is cancelled, and it stops."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    running = Loop(loop)
    try:
        yield running
    finally:
        running.run(_cancel_the_rest())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _cancel_the_rest() -> None:
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
