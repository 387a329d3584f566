"""What every address of SCIM does alike: whose token it is, and how a no is said."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from buckstop.doors.scim import filters
from buckstop.doors.scim.patching import Unpatchable, patched
from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.identity.queries import directory_of
from buckstop.kit import clock
from buckstop.kit.text import storable
from buckstop.ledger.refused import Refused

type Json = dict[str, Any]
type View = Callable[..., HttpResponse]

KIND = "application/scim+json"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
GUESSES = Limit("scim-guess", most=30, seconds=300)
MOST = 200
TRIES = 5
"""How often a change is made anew because somebody else changed the same in between."""
STATUS = {"uniqueness": 409, "raced": 409, "emergency": 403, "last-admin": 403}


class Wrong(Exception):
    """What was sent that can't be meant; `kind` is a scimType of RFC 7644."""

    def __init__(self, sentence: str, kind: str = "invalidValue", status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence, self.kind, self.status = sentence, kind, status


def door(view: View, *methods: str) -> View:
    """`view` for a directory with its token."""

    def opened(request: HttpRequest, **keys: Any) -> HttpResponse:
        given = request.headers.get("Authorization", "")
        directory = directory_of(given[7:].strip()) if given[:7].lower() == "bearer " else None
        if directory is None:
            place = network(request.META.get("REMOTE_ADDR", ""))
            if wait(GUESSES, place, clock.now()):
                return wrong(429, _("Too many tries. Try again in five minutes."))
            answer = wrong(401, _("Send the token of a directory, as “Authorization: Bearer …”."))
            answer["WWW-Authenticate"] = "Bearer"
            return answer
        if request.method not in methods:
            return wrong(405, _("That can’t be done here."))
        try:
            return view(request, directory, **keys)
        except Wrong as said:
            return wrong(said.status, said.sentence, said.kind)
        except Refused as refusal:
            kind = "uniqueness" if refusal.code == "uniqueness" else ""
            return wrong(STATUS.get(refusal.code, 400), refusal.sentence, kind)
        except IntegrityError:
            return wrong(409, _("Somebody changed this at the same moment. Try again."))
        except Http404:
            return wrong(404, _("There is nobody, and no group, of that key."))

    return csrf_exempt(never_cache(opened))


def wrong(status: int, sentence: str, kind: str = "") -> HttpResponse:
    """A no, as RFC 7644 has it."""
    said: Json = {"schemas": [ERROR], "status": str(status), "detail": sentence}
    return answer(said | ({"scimType": kind} if kind else {}), status)


def answer(said: Json, status: int = 200) -> HttpResponse:
    """A resource, or a list of them."""
    made = HttpResponse(json.dumps(said), status=status, content_type=KIND)
    meta = said.get("meta")
    if isinstance(meta, dict):
        made["ETag"], made["Location"] = meta["version"], meta["location"]
    return made


def read(request: HttpRequest) -> Json:
    """The object that was sent."""
    try:
        said = _storable(json.loads(request.body))
    except (ValueError, RecursionError, RequestDataTooBig) as broken:
        raise Wrong(_("The body isn’t JSON."), "invalidSyntax") from broken
    if not isinstance(said, dict):
        raise Wrong(_("Send a JSON object."), "invalidSyntax")
    return said


def changed(request: HttpRequest, there: Json) -> Json:
    """What is said of a resource from now on: sent whole, or in parts."""
    said = read(request)
    if request.method != "PATCH":
        return said
    try:
        return patched(there, said.get("Operations"))
    except Unpatchable as broken:
        raise Wrong(str(broken), broken.kind) from broken


def _storable(value: Any) -> Any:
    """The same, without what the database keeps nowhere."""
    if isinstance(value, dict):
        return {storable(key): _storable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return storable(value) if isinstance(value, str) else value


def sealed(said: Json, kind: str, location: str, created: str) -> Json:
    """The resource with its `meta`; its version follows from what it says."""
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:20]
    meta = {"resourceType": kind, "location": location, "created": created,
            "version": f'W/"{digest}"'}  # fmt: skip
    return said | {"meta": meta}


def unchanged(request: HttpRequest, there: Json) -> HttpResponse | None:
    """304 where it is as the reader has it; raises 412 where it isn't as the writer had it."""
    version = there["meta"]["version"]
    if request.method == "GET":
        if _names(request.headers.get("If-None-Match", ""), version):
            return HttpResponse(status=304, headers={"ETag": version})
        return None
    had = request.headers.get("If-Match", "")
    if had and not _names(had, version):
        raise Wrong(_("It was changed meanwhile. Read it again."), "", 412)
    return None


def _names(said: str, version: str) -> bool:
    """Whether a header names this version, or any; weak ones and strong ones are the same here."""
    named = {one.removeprefix("W/") for one in split(said)}
    return "*" in named or version.removeprefix("W/") in named


def split(said: str) -> set[str]:
    """The parts of a list with commas between."""
    return {one.strip() for one in said.split(",")}


def until_nobody_is_between(act: Callable[[], HttpResponse]) -> HttpResponse:
    """Read, changed in parts and written, as often as somebody else wrote in between: of two
    members that are added at one moment both are in. Who named a version hears 412 instead."""
    for _again in range(TRIES):
        try:
            return act()
        except Refused as refusal:
            if refusal.code != "raced":
                raise
    return act()


def listed(request: HttpRequest, found: Iterable[Json]) -> HttpResponse:
    """What matches the filter, a page of it."""
    asked = request.GET.get("filter", "")
    try:
        wanted = filters.read(asked) if asked else None
    except filters.Filtered as broken:
        raise Wrong(str(broken), "invalidFilter") from broken
    rows = [one for one in found if wanted is None or wanted(one)]
    start, count = _number(request, "startIndex", 1), _number(request, "count", 100)
    start, count = max(start, 1), min(max(count, 0), MOST)
    page = rows[start - 1 : start - 1 + count]
    left_out = split(request.GET.get("excludedAttributes", ""))
    told: Json = {
        "schemas": [LIST],
        "totalResults": len(rows),
        "startIndex": start,
        "itemsPerPage": len(page),
        "Resources": [{n: v for n, v in one.items() if n not in left_out} for one in page],
    }
    return answer(told)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    found = re.fullmatch(r"-?[0-9]{1,9}", request.GET.get(name, ""))
    return int(found[0]) if found else otherwise
