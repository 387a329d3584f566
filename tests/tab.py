"""A tab of a real Chromium that draws pages ahead as people's do.

Who speaks to a page, as Playwright does, keeps it from that; this speaks to the tab, over the pipe
that Chromium gives. The words are those of the DevTools protocol, version 1.3.
"""

import asyncio
import itertools
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.browser import FLAGS, installed

READS, WRITES = 3, 4
"""The files of Chromium's from which it reads what it is asked, and into which it answers."""
LONGEST = 16 * 1024 * 1024  # bytes of one answer
PATIENCE = 120  # seconds: a busy machine is slow, and nothing here measures it
AGAIN = 0.02  # seconds until it is asked again whether something is there
READY = """new Promise((ready) => document.readyState === "complete" ? ready()
  : addEventListener("load", ready))"""
CENTRE = """(() => { const box = document.querySelector(%s).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2]; })()"""


class Tab:
    """One tab, with the page that is looked at and those that are drawn ahead."""

    def __init__(self, loop: asyncio.AbstractEventLoop, asks: int) -> None:
        self._loop, self._asks, self._numbers = loop, asks, itertools.count(1)
        self._said = asyncio.StreamReader(LONGEST, loop)
        self._tab: list[str] = []  # the session in which the tab is spoken to
        self._pages: dict[str, str] = {}  # what kind of page, by the session it is spoken to in

    async def _ask(self, method: str, session: str = "", **more: Any) -> dict[str, Any]:
        """Ask, and take the answer, or nothing from a page that is left meanwhile; what the browser
        says besides is heard."""
        asked = {"id": next(self._numbers), "method": method, "params": more}
        if session:
            asked["sessionId"] = session
        os.write(self._asks, json.dumps(asked).encode() + b"\0")
        while (said := await self._next()).get("id") != asked["id"]:
            self._hear(said)
            if session and session not in (*self._pages, *self._tab):
                return {}
        answer: dict[str, Any] = said.get("result", {})
        return answer

    async def _next(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            said: dict[str, Any] = json.loads((await self._said.readuntil(b"\0"))[:-1])
        return said

    def _hear(self, said: dict[str, Any]) -> None:
        """Know the pages of this tab: the first is the one that is looked at."""
        what = said.get("params", {})
        if said.get("method") == "Target.attachedToTarget":
            if what["targetInfo"]["type"] == "page":
                self._pages[what["sessionId"]] = what["targetInfo"].get("subtype", "")
        elif said.get("method") == "Target.detachedFromTarget":
            self._pages.pop(what["sessionId"], None)

    async def begin(self, answers: int) -> None:
        """Hear what it says; a tab of its own, and the page in it."""
        heard = asyncio.StreamReaderProtocol(self._said)
        pipe = os.fdopen(answers, "rb")
        self._pipe, _heard = await self._loop.connect_read_pipe(lambda: heard, pipe)
        made = await self._ask("Target.createTarget", url="about:blank", forTab=True)
        own = await self._ask("Target.attachToTarget", flatten=True, **made)
        self._tab.append(own["sessionId"])
        how = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": True}
        await self._ask("Target.setAutoAttach", own["sessionId"], **how)

    @property
    def _page(self) -> str:
        return next(iter(self._pages))

    def ask(self, method: str, **more: Any) -> dict[str, Any]:
        """Ask the page that is looked at."""
        asked = self._ask(method, self._page, **more)
        return self._loop.run_until_complete(asked)

    def says(self, expression: str) -> Any:
        """What an expression, or what it promises, gives there; nothing while a page comes."""
        how = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        return self.ask("Runtime.evaluate", **how).get("result", {}).get("value")

    def until(self, expression: str) -> Any:
        """What it gives once that is something."""
        end = self._loop.time() + PATIENCE
        while not (given := self.says(expression)):
            assert self._loop.time() < end, f"never: {expression}"
            self._loop.run_until_complete(asyncio.sleep(AGAIN))
        return given

    def go_to(self, address: str) -> None:
        """Go there, and wait until all is there."""
        self.ask("Page.navigate", url=address)
        self.until(f"location.href.startsWith({json.dumps(address)})")
        self.until("document.readyState === 'complete'")

    def rest_on(self, selector: str) -> None:
        """Put the pointer on the first of these."""
        x, y = self.until(CENTRE % json.dumps(selector))
        self.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def press(self, selector: str) -> None:
        """Click on the first of these, on which the pointer rests."""
        x, y = self.until(CENTRE % json.dumps(selector))
        button = {"button": "left", "clickCount": 1}
        self.ask("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, **button)
        self.ask("Input.dispatchMouseEvent", type="mouseReleased", x=x, y=y, **button)

    def key(self, key: str) -> None:
        """Press a key, and let it go."""
        code = {"Enter": {"code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}}.get(
            key, {"text": key}
        )
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, **code)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key)

    def leave(self) -> None:
        """Hear nothing more."""
        self._pipe.close()
        self._loop.run_until_complete(asyncio.sleep(0))

    def until_drawn(self) -> None:
        """Wait until a page is drawn at which nobody looks yet."""
        self._loop.run_until_complete(self._drawn())

    async def _drawn(self) -> None:
        while not (ahead := [one for one, kind in self._pages.items() if kind == "prerender"]):
            self._hear(await self._next())
        ready = {"expression": READY, "awaitPromise": True}
        await self._ask("Runtime.evaluate", ahead[0], **ready)


@contextmanager
def tab(loop: asyncio.AbstractEventLoop, program: str | None = None) -> Iterator[Tab]:
    """A tab of Debian's Chromium, spoken with on this loop; without one the test says so and is
    skipped."""
    program = program or installed()
    if program is None:
        pytest.skip("no Chromium on this machine: nothing was drawn ahead")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        (reads, asks), (answers, writes) = os.pipe(), os.pipe()
        mine = Tab(loop, asks)
        process = os.posix_spawnp(
            program,
            [program, *FLAGS, "--headless=new", "--remote-debugging-pipe",
             f"--user-data-dir={folder}"],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, reads, READS),
                (os.POSIX_SPAWN_DUP2, writes, WRITES),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )  # fmt: skip
        os.close(reads)
        os.close(writes)
        loop.run_until_complete(mine.begin(answers))
        yield mine
        os.close(asks)  # it ends by itself then
        os.waitpid(process, 0)
        mine.leave()
