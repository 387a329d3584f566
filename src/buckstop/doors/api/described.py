"""The API's description (OpenAPI 3.1), made from the resources, with what each may answer."""

import json
from functools import cache
from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.responses import NinjaJSONEncoder

_ALWAYS = (401, 403, 429)
_STATUSES = {
    400: "The body isn't JSON.",
    401: "No key, or none that opens.",
    403: "This key may not.",
    404: "It isn't there, or isn't for this key.",
    409: "A rule says no, or the same runs at this moment.",
    412: "It changed since you read it.",
    413: "The body is too large.",
    422: "Something that was sent doesn't fit.",
    429: "Too often: wait for as long as Retry-After says.",
}
_PROBLEM = {
    "title": "Problem details",
    "description": "What went wrong (RFC 9457): `detail` is a sentence for people.",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "field": {"type": "string"},
        "request": {"type": "string", "description": "Its number in our log; ask us with it."},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}


class Described(NinjaAPI):
    """An API whose operations are called as their functions are."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


@cache
def described(api: NinjaAPI) -> str:
    """The description, as JSON."""
    whole: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    whole["openapi"] = "3.1.0"
    whole["components"]["schemas"]["ProblemDetails"] = _PROBLEM
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            _say_what_may_come(path, method, operation)
    return json.dumps(whole, cls=NinjaJSONEncoder)


def _say_what_may_come(path: str, method: str, operation: dict[str, Any]) -> None:
    names = {one["name"] for one in operation.get("parameters", ())}
    found = {str(code): answer for code, answer in operation["responses"].items()}
    if "Idempotency-Key" in names and "201" in found:
        found["200"] = {**found["201"], "description": "What was answered the first time."}
    for status in sorted({*_ALWAYS, *_besides(path, method, operation, names)}):
        found[str(status)] = _no(status)
    operation["responses"] = found


def _besides(path: str, method: str, operation: dict[str, Any], names: set[str]) -> set[int]:
    may = {422} if names or "requestBody" in operation else set()
    if "{" in path or "problem" in names:
        may.add(404)
    if "If-Match" in names:
        may.add(412)
    if "requestBody" in operation:
        may |= {400, 413}
    return may if method == "get" else may | {404, 409}


def _no(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    content = {"application/problem+json": {"schema": schema}}
    return {"description": _STATUSES[status], "content": content}
