"""How a program's POST is answered: once for each Idempotency-Key."""

import hashlib
from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header
from pydantic import BaseModel

from buckstop.doors.api.errors import Wrong, problem
from buckstop.doors.shared.once import Running, once
from buckstop.kit import clock
from buckstop.people.models import Key

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="Any text of your own: said twice with the same, it counts once, for a week.",
    ),
]


def give(shown: BaseModel, status: int = 200) -> HttpResponse:
    """An answer."""
    return _json(shown.model_dump_json(), status)


def give_once(
    request: HttpRequest,
    key: Key,
    said: str | None,
    do: Callable[[], BaseModel],
    status: int = 201,
) -> HttpResponse:
    """Do it and answer `status`; with an Idempotency-Key that was used before, 200 with what was
    answered then, or 409 while the first one runs."""
    if said is None:
        return give(do(), status)
    place = f"{request.method} {request.path}\n".encode()
    fingerprint = hashlib.sha256(place + request.body).hexdigest()

    def kept() -> tuple[int, Any]:
        return status, do().model_dump_json()

    try:
        answer = once(
            holder=key.pk, said=said, fingerprint=fingerprint, at=clock.now(), do=kept, waits=False
        )
    except Running:
        return _runs_still()
    if answer is None:
        raise Wrong(
            "Idempotency-Key", "This Idempotency-Key was used for something else; use a new one."
        )
    response = _json(answer.body, 200 if answer.again else answer.status)
    if answer.again:
        response["Idempotent-Replayed"] = "true"
    return response


def _runs_still() -> HttpResponse:
    answer = problem(
        409, _("The same is being done at this moment. Ask again in a second."), code="running"
    )
    answer["Retry-After"] = "1"
    return answer


def _json(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="application/json")


def not_found(what: str) -> HttpResponse:
    """It isn't there, or isn't for this key: which of both isn't said."""
    return problem(404, f"There is no {what}.", code="not-found")
