"""The two clients: one that waits, and one that is awaited."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

import httpx

from buckstop.client.sending import TRIES, Call, Page, read, request_of, waits

SECONDS = 30.0


class Client:
    """Sends calls and waits for what comes back. `address`: of the desk, such as
    https://desk.example."""

    def __init__(self, address: str, key: str, *, transport: httpx.BaseTransport | None = None):
        headers = {"Authorization": f"Bearer {key}"}
        self._http = httpx.Client(
            base_url=address, headers=headers, timeout=SECONDS, transport=transport
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End its connections."""
        self._http.close()

    def send[Answer](self, call: Call[Answer]) -> Answer:
        """What comes back. Raises ApiError where the desk says no."""
        return self.tagged(call)[0]

    def tagged[Answer](self, call: Call[Answer]) -> tuple[Answer, str | None]:
        """What comes back with its tag, which `if_match` takes."""
        answer = self._sent(call)
        return read(call, answer), answer.headers.get("ETag")

    def every[T](self, call: Call[Page[T]]) -> Iterator[T]:
        """Everything of a list, page by page."""
        while True:
            page = self.send(call)
            yield from page.items
            if page.next is None:
                return
            call = call.after(page.next)

    def _sent(self, call: Call[Any]) -> httpx.Response:
        request = request_of(call, self._http)
        for tried in range(1, TRIES + 1):
            try:
                answer = self._http.send(request)
            except httpx.TransportError:
                if tried == TRIES:
                    raise
                time.sleep(0.5 * 2**tried)
                continue
            if (pause := waits(answer, tried)) is None:
                return answer
            time.sleep(pause)
        raise AssertionError("the last try has an answer or raises")


class AsyncClient:
    """The same, awaited."""

    def __init__(
        self, address: str, key: str, *, transport: httpx.AsyncBaseTransport | None = None
    ):
        headers = {"Authorization": f"Bearer {key}"}
        self._http = httpx.AsyncClient(
            base_url=address, headers=headers, timeout=SECONDS, transport=transport
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End its connections."""
        await self._http.aclose()

    async def send[Answer](self, call: Call[Answer]) -> Answer:
        """What comes back. Raises ApiError where the desk says no."""
        return (await self.tagged(call))[0]

    async def tagged[Answer](self, call: Call[Answer]) -> tuple[Answer, str | None]:
        """What comes back with its tag, which `if_match` takes."""
        answer = await self._sent(call)
        return read(call, answer), answer.headers.get("ETag")

    async def every[T](self, call: Call[Page[T]]) -> AsyncIterator[T]:
        """Everything of a list, page by page."""
        while True:
            page = await self.send(call)
            for item in page.items:
                yield item
            if page.next is None:
                return
            call = call.after(page.next)

    async def _sent(self, call: Call[Any]) -> httpx.Response:
        request = request_of(call, self._http)
        for tried in range(1, TRIES + 1):
            try:
                answer = await self._http.send(request)
            except httpx.TransportError:
                if tried == TRIES:
                    raise
                await asyncio.sleep(0.5 * 2**tried)
                continue
            if (pause := waits(answer, tried)) is None:
                return answer
            await asyncio.sleep(pause)
        raise AssertionError("the last try has an answer or raises")
