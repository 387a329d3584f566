"""Groups, as a directory knows them."""

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
    split,
    unchanged,
    until_nobody_is_between,
)
from buckstop.identity.actions import directories
from buckstop.identity.models import Directory, Group
from buckstop.identity.queries import known_of_group
from buckstop.kit import clock

GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
METHODS = ("GET", "PUT", "PATCH", "DELETE")


def many(request: HttpRequest, directory: Directory) -> HttpResponse:
    """The groups of this directory; POST: one more."""
    if request.method == "POST":
        name, external, members = _said(read(request))
        made = directories.add_group(
            directory, name=name, external=external, members=members, at=clock.now()
        )
        return answer(shown(made), 201)
    rows = Group.objects.filter(directory=directory).order_by("pk")
    return listed(request, (shown(one) for one in rows.prefetch_related("members__person")))


def one(request: HttpRequest, directory: Directory, key: UUID) -> HttpResponse:
    """One of them: read, said anew, changed in parts, or gone."""
    return until_nobody_is_between(lambda: _one(request, directory, key))


def _one(request: HttpRequest, directory: Directory, key: UUID) -> HttpResponse:
    found = get_object_or_404(Group, directory=directory, pk=key)
    there, seen = shown(found), known_of_group(found)
    if kept := unchanged(request, there):
        return kept
    if request.method == "GET":
        left_out = split(request.GET.get("excludedAttributes", ""))
        return answer({n: v for n, v in there.items() if n != "members" or n not in left_out})
    if request.method == "DELETE":
        directories.drop_group(found, at=clock.now())
        return HttpResponse(status=204)
    name, external, members = _said(changed(request, there))
    directories.change_group(
        found, name=name, external=external, members=members, seen=seen, at=clock.now()
    )
    return answer(shown(Group.objects.get(pk=found.pk)))


def shown(one: Group) -> Json:
    """A group as a resource."""
    members = [
        {"value": str(row.person_id), "display": row.person.name, "type": "User"}
        for row in one.members.select_related("person").order_by("pk")
    ]
    said: Json = {
        "schemas": [GROUP],
        "id": str(one.pk),
        "displayName": one.name,
        "members": members,
    }
    if one.external:
        said["externalId"] = one.external
    at = f"{settings.BASE_URL}/scim/v2/Groups/{one.pk}"
    return sealed(said, "Group", at, one.added_at.isoformat())


def _said(said: dict[str, Any]) -> tuple[str, str, list[UUID]]:
    """Its name, its key there, and who is in it. Raises Wrong."""
    said = {key.lower(): value for key, value in said.items()}
    name = str(said.get("displayname") or "").strip()
    if not name:
        raise Wrong(_("“displayName” is missing."))
    rows = said.get("members") or []
    if not isinstance(rows, list):
        raise Wrong(_("“members” is a list."))
    try:
        keys = [UUID(str(one["value"] if isinstance(one, dict) else one)) for one in rows]
    except (KeyError, ValueError) as broken:
        raise Wrong(_("A member is named by the id that we gave them.")) from broken
    return name[:200], str(said.get("externalid") or "")[:254], keys
