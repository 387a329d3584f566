"""/api/v1: what every request goes through, and who answers it."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.encoding import iri_to_uri
from django.views.decorators.csrf import csrf_exempt

from buckstop.doors.api import resources
from buckstop.doors.api.described import Described, described
from buckstop.doors.api.errors import problem, teach
from buckstop.doors.api.finding import NotFound
from buckstop.doors.api.keys import Bearer, say_limit
from buckstop.doors.api.parsing import Storable
from buckstop.doors.api.saying import not_found
from buckstop.doors.shared.sizes import is_too_large

LARGEST = 1024 * 1024  # bytes of a request's body

api = Described(
    title="Buckstop",
    version="1",
    description="Problems, what is promised on them, and their ledger. Errors are RFC 9457.",
    auth=Bearer(),
    parser=Storable(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
teach(api)
api.add_exception_handler(NotFound, lambda request, what: not_found(str(what)))
for found in iter_modules(resources.__path__, f"{resources.__name__}."):
    api.add_router("", import_module(found.name).router)

type View = Callable[..., HttpResponse]


def guarded(view: View) -> View:
    """What every request goes through: size, HEAD as GET, unknown parameters, methods."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_too_large(request, LARGEST):
            return problem(413, f"Send at most {LARGEST // 1024} KiB at a time.", code="too-large")
        if request.method == "HEAD":
            request.method = "GET"
        answer = view(request, *args, **kwargs)
        if answer.status_code == 405:
            allowed = answer["Allow"]
            answer = problem(405, f"This address takes {allowed}.", code="method")
            answer["Allow"] = allowed
        answer["Cache-Control"] = "no-store"
        say_limit(request, answer)
        return answer

    return door


def openapi(request: HttpRequest) -> HttpResponse:
    """The API's description, for programs that make programs."""
    return HttpResponse(described(api), content_type="application/json")


@csrf_exempt
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that isn't one of ours, or one of ours with a slash too many."""
    if rest.endswith("/") and not rest.startswith("/"):
        answer = HttpResponse(status=308)
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        answer["Location"] = iri_to_uri(request.path.rstrip("/") + query)
        return answer
    return not_found(f"such address; /api/v1/openapi.json lists them, and /{rest[:80]} isn't one")


def _guarded(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    found = [p for p in patterns if isinstance(p, URLPattern) and p.name != "api-root"]
    for pattern in found:
        pattern.callback = guarded(pattern.callback)
    return found


urlpatterns = [
    path("openapi.json", openapi),
    *_guarded(api.urls[0]),
    re_path("^(?P<rest>.*)$", nothing),
]
