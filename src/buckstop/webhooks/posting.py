"""One try: the bytes are posted to the address. Never to one that isn't public."""

import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from uuid import UUID

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _

from buckstop.kit import clock
from buckstop.outbox.channels.push.guard import Private, install
from buckstop.webhooks import signing
from buckstop.webhooks.rules import Result

CONNECT, ANSWER = 5.0, 15.0  # seconds
READ = 65_536  # bytes of an answer that are taken, so that its connection serves again


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be posted: the sending and its endpoint, where to, what, signed by which keys."""

    sending: UUID
    endpoint: UUID
    address: str
    body: bytes
    keys: list[str]


class Poster:
    """Posts from any number of threads over connections that stay open."""

    def __init__(self) -> None:
        install()
        timeout = urllib3.Timeout(connect=CONNECT, read=ANSWER)
        self._pool = urllib3.PoolManager(
            num_pools=200, maxsize=16, timeout=timeout, retries=False, block=False
        )

    def post(self, job: Job) -> Result:
        """One try; never raises for what the network or the other side does."""
        began = time.monotonic()
        status, sentence, again = self._post(job)
        return Result(status, sentence[:200], int((time.monotonic() - began) * 1000), again)

    def _post(self, job: Job) -> tuple[int, str, int]:
        if settings.DEMO:
            return 200, "Nothing leaves the demo.", 0
        name = f"msg_{job.sending.hex}"
        stamp = int(clock.now().timestamp())
        sent = signing.headers(name, stamp, job.body, job.keys)
        try:
            answer = self._pool.request(
                "POST", job.address, body=job.body, headers=sent, redirect=False,
                preload_content=False,
            )  # fmt: skip
            return self._answered(answer)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as failure:
            return 0, _why(failure), 0

    def _answered(self, answer: urllib3.BaseHTTPResponse) -> tuple[int, str, int]:
        said = answer.headers.get("Content-Length", "")
        if said.isdecimal() and int(said) <= READ:
            answer.read(READ)
            answer.release_conn()
        else:
            answer.close()
        if 300 <= answer.status < 400:
            return answer.status, _("It sends on to another address, where we don’t go."), 0
        again = seconds_of(answer.headers.get("Retry-After", ""))
        return answer.status, "" if answer.status < 300 else f"HTTP {answer.status}", again


def _why(failure: BaseException) -> str:
    reasons: list[BaseException] = []
    reason: BaseException | None = failure
    while reason is not None:
        reasons.append(reason)
        reason = reason.__cause__ or reason.__context__
    if any(isinstance(one, Private) for one in reasons):
        return _("Its address isn’t a public one.")
    if any(isinstance(one, TimeoutError | urllib3.exceptions.TimeoutError) for one in reasons):
        return _("It didn’t answer in time.")
    return _("It can’t be reached: %(why)s.") % {"why": type(failure).__name__}


def seconds_of(retry_after: str) -> int:
    """What Retry-After asks for: seconds, or a date; 0 where it says neither."""
    if retry_after.isascii() and retry_after.isdecimal():
        return min(int(retry_after[:9]), 10**8)
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    return max(int((then - clock.now()).total_seconds()), 0) if then.tzinfo else 0
