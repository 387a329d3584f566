"""People, as a directory knows them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from buckstop.doors.scim.door import (
    Json,
    Wrong,
    answer,
    changed,
    listed,
    read,
    sealed,
    unchanged,
    until_nobody_is_between,
)
from buckstop.identity.actions import directories
from buckstop.identity.models import Directory, Entrant
from buckstop.identity.queries import known_of
from buckstop.identity.terms import Told
from buckstop.kit import clock

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
METHODS = ("GET", "PUT", "PATCH", "DELETE")


def many(request: HttpRequest, directory: Directory) -> HttpResponse:
    """Who is of this directory; POST: one more."""
    if request.method == "POST":
        made = directories.take_in(directory, _told(read(request)), at=clock.now())
        return answer(shown(made), 201)
    rows = Entrant.objects.filter(directory=directory).select_related("person")
    return listed(request, (shown(one) for one in rows.order_by("pk")))


def one(request: HttpRequest, directory: Directory, key: UUID) -> HttpResponse:
    """One of them: read, said anew, changed in parts, or gone."""
    return until_nobody_is_between(lambda: _one(request, directory, key))


def _one(request: HttpRequest, directory: Directory, key: UUID) -> HttpResponse:
    found = get_object_or_404(
        Entrant.objects.select_related("person"), directory=directory, person=key
    )
    there, seen = shown(found), known_of(found)
    if kept := unchanged(request, there):
        return kept
    if request.method == "GET":
        return answer(there)
    if request.method == "DELETE":
        directories.let_go(found, at=clock.now(), forget=True)
        return HttpResponse(status=204)
    told = _told(changed(request, there))
    directories.say_anew(found, told, seen=seen, at=clock.now())
    return answer(shown(Entrant.objects.select_related("person").get(pk=found.pk)))


def shown(one: Entrant) -> Json:
    """A person of ours as a resource."""
    person = one.person
    name = {"formatted": person.name, "givenName": one.given, "familyName": one.family}
    said: Json = {
        "schemas": [USER],
        "id": str(person.pk),
        "userName": one.user_name,
        "name": {part: value for part, value in name.items() if value},
        "displayName": person.name,
        "emails": [{"value": person.email or "", "type": "work", "primary": True}],
        "active": person.is_active,
    }
    if one.external:
        said["externalId"] = one.external
    at = f"{settings.BASE_URL}/scim/v2/Users/{person.pk}"
    return sealed(said, "User", at, person.created_at.isoformat())


def _told(said: Mapping[str, Any]) -> Told:
    """What a resource says of somebody. Raises Wrong."""
    said = {key.lower(): value for key, value in said.items()}
    name = said.get("name")
    parts = {k.lower(): str(v or "") for k, v in name.items()} if isinstance(name, dict) else {}
    user_name = str(said.get("username") or "").strip()
    if not user_name:
        raise Wrong(_("“userName” is missing."))
    given, family = parts.get("givenname", "").strip(), parts.get("familyname", "").strip()
    called = str(said.get("displayname") or "") or f"{given} {family}".strip()
    return Told(
        user_name=user_name[:254],
        external=str(said.get("externalid") or "")[:254],
        name=" ".join((called or parts.get("formatted", "") or user_name).split())[:120],
        given=given[:120],
        family=family[:120],
        email=_email(said.get("emails"), user_name),
        active=_is_true(said.get("active", True)),
    )


def _email(emails: Any, user_name: str) -> str:
    rows = [one for one in emails if isinstance(one, dict)] if isinstance(emails, list) else []
    rows.sort(key=lambda one: (not _is_true(one.get("primary", False)), one.get("type") != "work"))
    found = next((str(one["value"]) for one in rows if one.get("value")), user_name)
    return found.strip().lower()


def _is_true(value: Any) -> bool:
    """Also where it is written as a word, as Entra ID does."""
    if isinstance(value, str):
        if value.strip().lower() not in ("true", "false"):
            raise Wrong(_("“active” is true or false."))
        return value.strip().lower() == "true"
    return bool(value)
