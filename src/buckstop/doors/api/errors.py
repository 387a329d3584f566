"""What goes wrong, said as RFC 9457 has it: `application/problem+json` with a sentence."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from buckstop.doors.api.etags import Changed
from buckstop.kit import request_number
from buckstop.ledger.refused import Refused

NO_KEY = (
    "Send a key that opens this, as “Authorization: Bearer bk_…”. `buckstop key add` makes one."
)
SENTENCES = {
    "missing": "“{field}” is missing.",
    "extra_forbidden": "There is no field “{field}” here. Leave it out, or look at openapi.json.",
    "json_invalid": "The body isn't JSON.",
    "model_attributes_type": "Send a JSON object.",
    "dict_type": "Send a JSON object.",
}


class TooOften(Exception):
    """Somebody must wait `seconds` before they come again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Wrong(Exception):
    """Input that no schema describes as wrong; `field` is where."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """One thing that went wrong; the members of `more` without a value are left out. `request` is
    the number that our log has of it."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **{name: value for name, value in more.items() if value},
        **({"request": number} if (number := request_number.current()) else {}),
    }
    return HttpResponse(json.dumps(told), status=status, content_type="application/problem+json")


def teach(api: NinjaAPI) -> None:
    """Let `api` answer every failure in this way."""
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Wrong, _wrong)
    api.add_exception_handler(TooOften, _too_often)
    api.add_exception_handler(AuthenticationError, _no_key)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Changed, _changed)


def _refused(request: HttpRequest, no: Any) -> HttpResponse:
    """A rule said no: about a field, or about the state that things are in."""
    status = 422 if no.field else 409
    return problem(status, no.sentence, code=no.code, field=no.field)


def _invalid(request: HttpRequest, wrong: Any) -> HttpResponse:
    """The input doesn't fit: the first sentence, and all of them with their fields."""
    said = [{"field": _field(error["loc"]), "detail": _sentence(error)} for error in wrong.errors]
    first = said[0] if said else {"field": "", "detail": "That doesn't fit."}
    return problem(422, first["detail"], code="invalid", field=first["field"], errors=said)


def _no_key(request: HttpRequest, no: Any) -> HttpResponse:
    """No key, or none that opens."""
    answer = problem(401, NO_KEY, code="no-key")
    answer["WWW-Authenticate"] = 'Bearer realm="Buckstop"'
    return answer


def _too_often(request: HttpRequest, often: Any) -> HttpResponse:
    """More than the limit."""
    answer = problem(429, f"That was very often. Wait {often.seconds} seconds.", code="too-often")
    answer["Retry-After"] = str(often.seconds)
    return answer


def _http(request: HttpRequest, no: Any) -> HttpResponse:
    if no.status_code == 400:
        return problem(400, "The body isn't JSON in UTF-8. Send a JSON object.", code="not-json")
    return problem(no.status_code, no.message, code="forbidden" if no.status_code == 403 else "")


def _changed(request: HttpRequest, changed: Any) -> HttpResponse:
    sentence = "It changed since you read it. Read it again, then decide."
    return problem(412, sentence, code="changed")


def _wrong(request: HttpRequest, wrong: Any) -> HttpResponse:
    return problem(422, wrong.sentence, code="invalid", field=wrong.field)


def _field(place: Iterable[Any]) -> str:
    """`contact.email` of ("body", "said", "contact", "email"), which names the argument too."""
    names = [str(part) for part in place]
    if names and names[0] in ("body", "query", "header", "path"):
        names = names[2:] if names[0] == "body" else names[-1:]
    return ".".join(names)


def _sentence(error: dict[str, Any]) -> str:
    field = _field(error["loc"])
    told = SENTENCES.get(error["type"], "")
    if told:
        return told.format(field=field)
    return f"“{field}”: {error['msg']}." if field else f"{error['msg']}."
