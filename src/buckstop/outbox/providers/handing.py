"""Handing a letter to a provider's API, and saying truly what came of it.

A letter that was posted and not answered may have been taken: it is uncertain, and never posted
again by itself. An answer is one even where it is a no.
"""

import json
import time
import warnings
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Any
from uuid import UUID

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from urllib3.exceptions import (
    ConnectTimeoutError,
    MaxRetryError,
    NewConnectionError,
    SSLError,
)

from buckstop.mail.storable import one_line
from buckstop.outbox.outcomes import Came, MayEnd, Outcome
from buckstop.outbox.providers.access import ApiAccess
from buckstop.outbox.providers.known import BY_API
from buckstop.outbox.providers.letter import letter_of

CONNECT, ANSWER = 10.0, 60.0  # seconds
IDLE = 5.0
"""Seconds after which a connection isn't used again: one that ended meanwhile is told too late,
and a letter posted on it would be in doubt."""
_KEY_REFUSED = (401, 402, 403, 404)
_MAYBE_TAKEN = (502, 504)
"""What a machine between says, that doesn't know what the one behind it did."""
_RESTS = (429, 503)
_SAID = ("message", "Message", "ErrorMessage", "error", "detail", "description", "reject_reason")
_NOT_CONNECTED = (NewConnectionError, ConnectTimeoutError, SSLError)


class Api:
    """A client of one provider. Not for several threads at once."""

    def __init__(
        self, access: ApiAccess, *, connect: float = CONNECT, answer: float = ANSWER
    ) -> None:
        self._access, self._by = access, BY_API[access.provider]
        self._timeouts = (connect, answer)
        self._backend: Any = None
        self._used_at = 0.0
        self._session: _Session | None = None
        self._gave_up = False

    def send(self, key: UUID | None, address: str, raw: bytes, may_end: MayEnd) -> Outcome:
        """Post `raw` for `address`. Never raises for what the network or the provider does, but
        what `may_end` raises."""
        try:
            letter = letter_of(raw, address, key, self._by)
            backend = self._opened(may_end)
            backend.send_messages([letter])
        except _NotOurs:
            return Outcome(Came.LATER, 0, "Another worker took it over.")
        except AnymailRecipientsRefused as refused:
            return Outcome(Came.REFUSED, _code(refused), self._says(refused.response))
        except requests.RequestException as failure:
            return self._failed(failure)
        except AnymailAPIError as odd:
            return self._in_doubt(
                f"{self._by.label}’s answer says neither yes nor no: {_short(odd)}"
            )
        except (AnymailError, ValueError, LookupError, TypeError, AttributeError) as unfit:
            return self._unfit(unfit)
        finally:
            self._used_at = time.monotonic()
        return self._taken(letter)

    def close(self) -> None:
        """End the connection; the next letter makes another."""
        if self._backend is not None:
            self._backend.close()
            self._backend = None

    def give_up(self) -> None:
        """Wait no longer for an answer: what was posted is in doubt. From any thread."""
        self._gave_up = True
        if self._session is not None:
            self._session.give_up()

    def _opened(self, may_end: MayEnd) -> Any:
        if self._backend is not None and time.monotonic() - self._used_at > IDLE:
            self.close()
        if self._backend is None:
            self._backend = self._made()
            self._backend.session = self._session = _Session()
        if self._gave_up:
            raise _NotOurs
        self._backend.session.may_end = may_end
        self._backend.session.asked = False
        return self._backend

    def _made(self) -> Any:
        key, _colon, second = self._access.key.partition(":")
        told: dict[str, Any] = {self._by.key: key if self._by.second else self._access.key}
        if self._by.second:
            told[self._by.second] = second
        if self._access.domain and self._access.provider == "mailgun":
            told["sender_domain"] = self._access.domain
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that one provider isn't tried by anymail any more
            kind = import_module(f"anymail.backends.{self._by.backend}").EmailBackend
            return kind(
                api_url=self._by.at(self._access.region), timeout=self._timeouts,
                ignore_unsupported_features=True, **told,
            )  # fmt: skip

    def _taken(self, letter: Any) -> Outcome:
        status = letter.anymail_status
        if _status(status.esp_response) >= 400:
            return self._no(status.esp_response)  # a no is one, whatever of it can be read
        name = str(status.message_id or "") if not isinstance(status.message_id, set) else ""
        states = status.status or set()
        if states and states <= {"failed", "invalid", "rejected"}:
            return Outcome(Came.REFUSED, 0, self._says(status.esp_response))
        if not states <= {"sent", "queued"}:
            return self._in_doubt(f"{self._by.label} says of it: {', '.join(map(str, states))}")
        said = self._says(status.esp_response)
        return Outcome(
            Came.ACCEPTED, _status(status.esp_response) or 200, said, reference=name[:200]
        )

    def _failed(self, failure: requests.RequestException) -> Outcome:
        response = getattr(failure, "response", None)
        if response is not None:
            return self._no(response)
        self.close()
        label, cause = self._by.label, failure.__cause__ or failure
        if isinstance(failure, requests.ConnectTimeout) or _is_not_connected(cause):
            says = f"{label} can’t be reached: {_short(cause)}"
            return Outcome(Came.LATER, 0, says, stands_still=True, taken_up=False)
        return self._in_doubt(f"{label} didn’t answer after the letter was posted: {_short(cause)}")

    def _no(self, response: requests.Response) -> Outcome:
        """What an answer other than yes means."""
        code, said = response.status_code, self._says(response)
        if code in _MAYBE_TAKEN or 200 <= code < 300:
            return self._in_doubt(said)
        if code in _KEY_REFUSED or code in _RESTS or code < 400:
            return Outcome(Came.LATER, code, said, stands_still=True, taken_up=False)
        return Outcome(Came.LATER if code >= 500 or code == 408 else Came.REFUSED, code, said)

    def _unfit(self, failure: BaseException) -> Outcome:
        """It couldn't be made a post; once it was posted, nobody knows."""
        if self._backend is not None and self._backend.session.asked:
            return self._in_doubt(f"{self._by.label}’s answer can’t be read: {_short(failure)}")
        says = f"This letter can’t be posted to {self._by.label}: {_short(failure)}"
        return Outcome(Came.REFUSED, 0, says)

    def _in_doubt(self, sentence: str) -> Outcome:
        self.close()
        return Outcome(Came.UNCERTAIN, 0, one_line(sentence, 500), stands_still=True)

    def _says(self, response: Any) -> str:
        """The provider's own words, in a line."""
        words = one_line(_words_of(response), 300)
        return f"{self._by.label}: {_status(response)} {words}".strip()


class _NotOurs(Exception):
    """The letter may be in another worker's hands: it isn't posted."""


class _GivenUp(requests.RequestException):
    """We ended before it was answered."""


class _Session(requests.Session):
    """Asks right before a letter is posted, and follows nobody elsewhere.

    A thread of its own waits for the answer: nothing else can be ended by another one while a name
    is looked up, a connection made, or an answer drips.
    """

    may_end: MayEnd
    asked: bool = False

    def __init__(self) -> None:
        super().__init__()
        self._came: SimpleQueue[requests.Response | Exception] = SimpleQueue()

    def request(self, *args: Any, **about: Any) -> requests.Response:
        if not self.may_end():
            raise _NotOurs
        self.asked = True
        came = self._came = SimpleQueue()
        wait = partial(super().request, *args, **(about | {"allow_redirects": False}))
        run = copy_context().run  # whom it may call is said there
        Thread(target=run, args=(_answered, came, wait), name="mail by API", daemon=True).start()
        answer = came.get()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def give_up(self) -> None:
        """Whoever waits is told that nobody knows."""
        self._came.put(_GivenUp("it was broken off to stop"))


def _answered(
    came: "SimpleQueue[requests.Response | Exception]", wait: Callable[[], requests.Response]
) -> None:
    """Put what it answers, or why it doesn't, where somebody waits for it, whatever happens."""
    said: requests.Response | Exception = _GivenUp("it ended without an answer")
    try:
        said = wait()
    except requests.RequestException as failure:
        said = failure
    finally:
        came.put(said)


def _is_not_connected(cause: BaseException) -> bool:
    inner = cause.args[0] if cause.args else None
    return isinstance(inner, MaxRetryError) and isinstance(inner.reason, _NOT_CONNECTED)


def _code(failure: AnymailError) -> int:
    return _status(failure.response)


def _status(response: Any) -> int:
    return int(getattr(response, "status_code", 0) or 0)


def _short(failure: BaseException) -> str:
    return one_line(str(failure).splitlines()[0] if str(failure) else type(failure).__name__, 200)


def _words_of(response: Any) -> str:
    """What it says in words, wherever it stands; else the beginning of what it sent."""
    text = str(getattr(response, "text", "") or "")
    try:
        said = json.loads(text)
    except ValueError:
        return text[:300]
    return ", ".join(_words_in(said)) or text[:300]


def _words_in(said: Any) -> list[str]:
    if isinstance(said, list):
        return [words for one in said[:5] for words in _words_in(one)]
    if not isinstance(said, dict):
        return []
    found = [str(said[name]) for name in _SAID if isinstance(said.get(name), str) and said[name]]
    return found or [words for one in said.values() for words in _words_in(one)]
