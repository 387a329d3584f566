"""Said twice, it counts once: forms sent again, programs that try again."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest

from buckstop.doors.components.models import Once
from buckstop.kit.ids import uuid7
from buckstop.kit.postgres.standbys import wait_for_standbys

KEPT = timedelta(days=7)
FIELD = "once"  # of a form: its own name, fresh each time it is shown
_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, with its HTTP status; `again` where it had been answered before."""

    status: int
    body: Any
    again: bool = False


class Running(Exception):
    """The same is being done at this moment."""


def once(
    *,
    holder: UUID,
    said: str,
    fingerprint: str,
    at: datetime,
    do: Callable[[], tuple[int, Any]],
    waits: bool = True,
) -> Answer | None:
    """Do it and keep the answer, in one transaction; or give the answer of the first time.

    The same at the same moment waits for the first to commit, or raises Running. None where `said`
    has been used for something else. What `do` raises leaves nothing behind, so that it can be
    tried again.
    """
    try:
        with transaction.atomic():
            if not waits:
                _begin_alone(holder, said)
            row = Once.objects.create(holder=holder, said=said, fingerprint=fingerprint, at=at)
            status, body = do()
            Once.objects.filter(pk=row.pk).update(status=status, answer=body)
        return Answer(status, body)
    except IntegrityError:
        earlier = Once.objects.filter(holder=holder, said=said).first()
        if earlier is None:
            raise
    if earlier.fingerprint != fingerprint:
        return None
    wait_for_standbys()
    return Answer(earlier.status, earlier.answer, again=True)


def _begin_alone(holder: UUID, said: str) -> None:
    """Hold, until this transaction ends, that it is being done here."""
    with connection.cursor() as cursor:
        held = f"{holder} {said}"
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 7))", [held])
        [free] = cursor.fetchone() or [False]
    if not free:
        raise Running


def form_once(request: HttpRequest, *, holder: UUID, at: datetime, do: Callable[[], None]) -> None:
    """Do what a form asks for, in one transaction; the same form sent again, as by a second click,
    counts once."""
    said = fingerprint_of(request)

    def done() -> tuple[int, None]:
        do()
        return 303, None

    name = named(request) or uuid7().hex
    once(holder=holder, said=f"{name} {said}", fingerprint=said, at=at, do=done)


def named(request: HttpRequest) -> str:
    """The name that a form gave itself, or "" where it has none."""
    given = request.POST.get(FIELD, "")
    return given if _NAME.fullmatch(given) else ""


def fingerprint_of(request: HttpRequest) -> str:
    """A digest of where a form was sent and of all that was in it."""
    said = [request.path]
    for name in sorted(set(request.POST) - {FIELD, "csrfmiddlewaretoken"}):
        said += [name, *request.POST.getlist(name)]
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            said += [name, file.name or "", hashlib.sha256(file.read()).hexdigest()]
            file.seek(0)
    return hashlib.sha256("\0".join(said).encode(errors="replace")).hexdigest()


def forget(*, at: datetime, limit: int = 1000) -> int:
    """Forget what was said over a week ago; returns how many. For the clock."""
    old = Once.objects.filter(at__lt=at - KEPT).order_by("at").values("pk")[:limit]
    return Once.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]
