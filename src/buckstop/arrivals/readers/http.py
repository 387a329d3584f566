"""Asking another system's API: patient where it is busy, and clear where it refuses."""

import base64
import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import Request, build_opener

from buckstop.arrivals.readers.reader import NotRead, NotThere

TRIES = 8
PATIENCE = 120  # seconds for one answer
LONGEST_WAIT = 600.0
BUSY = {429, 502, 503, 504}
LARGEST = 512 * 1024 * 1024


class Server:
    """One system at its address; `headers` open it, and go to no other host."""

    def __init__(
        self,
        base: str,
        headers: Mapping[str, str],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        if urlsplit(base).scheme not in ("http", "https"):
            raise NotRead(f"“{base}” is no address: it begins with https://.")
        self.base = base.rstrip("/") + "/"
        self.headers = headers
        self.wait = wait
        self._opener = build_opener()
        self._known: dict[str, Any] = {}

    def json(self, path: str, **asked: object) -> Any:
        """What it answers there, as JSON."""
        said = self.content(path, **asked)
        try:
            return json.loads(said)
        except ValueError as error:
            raise NotRead(f"{self.base}{path} answers with something else than JSON.") from error

    def once(self, path: str) -> Any:
        """As `json`, asked for once: for people, organisations and queues."""
        if path not in self._known:
            self._known[path] = self.json(path)
        return self._known[path]

    def content(self, path: str, **asked: object) -> bytes:
        """What it answers there; `path` may be a whole address."""
        address = urljoin(self.base, path)
        if asked:
            address += ("&" if "?" in address else "?") + urlencode(asked)
        return self._patiently(address)

    def _patiently(self, address: str) -> bytes:
        for tried in range(TRIES):
            try:
                return self._once(address)
            except HTTPError as error:
                if error.code not in BUSY or tried == TRIES - 1:
                    kind = NotThere if error.code == 404 else NotRead
                    raise kind(_refused(address, error.code)) from error
                self.wait(_told(error.headers.get("Retry-After"), tried))
            except (URLError, HTTPException, OSError) as error:
                if tried == TRIES - 1:
                    raise NotRead(f"{address} doesn’t answer: {error}.") from error
                self.wait(_told(None, tried))
        raise AssertionError

    def _once(self, address: str) -> bytes:
        request = Request(address, headers={"Accept": "application/json"})
        if urlsplit(address).netloc == urlsplit(self.base).netloc:
            for name, value in self.headers.items():
                request.add_unredirected_header(name, value)
        with self._opener.open(request, timeout=PATIENCE) as answer:
            said: bytes = answer.read(LARGEST)
            return said


def _refused(address: str, code: int) -> str:
    where = address.partition("?")[0]
    if code in (401, 403):
        return f"{where} refuses the key ({code}): it is wrong, has ended, or may not read this."
    if code == 404:
        return f"{where} isn’t there (404)."
    if code in BUSY:
        return f"{where} is busy still ({code}): go on later, with the same command."
    return f"{where} answers with {code}."


def _told(said: str | None, tried: int) -> float:
    """So long it asks to be left alone, in seconds or until a time; else ever longer."""
    if said and said.strip().isdigit():
        return min(float(said), LONGEST_WAIT)
    if said:
        try:
            until = parsedate_to_datetime(said)
        except ValueError:
            return float(2**tried)
        left = (until.astimezone(UTC) - datetime.now(UTC)).total_seconds()
        return min(max(left, 0.0), LONGEST_WAIT)
    return float(2**tried)


def basic(user: str, secret: str) -> dict[str, str]:
    """What opens it for a user by name."""
    both = base64.b64encode(f"{user}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {both}"}


def instant(said: object) -> datetime:
    """A time as APIs write it, in UTC; raises NotRead where it is none."""
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError as error:
        raise NotRead(f"“{said}” is no time.") from error
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
