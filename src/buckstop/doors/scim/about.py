"""What this door can do, in SCIM's own words."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from buckstop.doors.scim.door import LIST, MOST, answer
from buckstop.doors.scim.groups import GROUP
from buckstop.doors.scim.users import USER
from buckstop.identity.models import Directory

_CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"


def config(request: HttpRequest, directory: Directory) -> HttpResponse:
    """What of the protocol is here."""
    del request, directory
    no, yes = {"supported": False}, {"supported": True}
    return answer(
        {
            "schemas": [_CONFIG],
            "patch": yes,
            "bulk": {**no, "maxOperations": 0, "maxPayloadSize": 0},
            "filter": {**yes, "maxResults": MOST},
            "changePassword": no,
            "sort": no,
            "etag": yes,
            "authenticationSchemes": [
                {
                    "type": "oauthbearertoken",
                    "name": "Bearer",
                    "description": "A token",
                    "primary": True,
                }
            ],
        }
    )


def types(request: HttpRequest, directory: Directory) -> HttpResponse:
    """Users and groups."""
    del request, directory
    found = [("User", "/Users", USER), ("Group", "/Groups", GROUP)]
    return _list(
        [
            {"schemas": [_TYPE], "id": name, "name": name, "endpoint": at, "schema": schema}
            for name, at, schema in found
        ]
    )


def schemas(request: HttpRequest, directory: Directory) -> HttpResponse:
    """What of each is kept."""
    del request, directory
    user = ("userName", "externalId", "displayName", "name", "emails", "active")
    group = ("displayName", "externalId", "members")
    several = ("emails", "members")
    return _list(
        [
            {
                "schemas": [_SCHEMA],
                "id": schema,
                "name": name,
                "attributes": [_attribute(one, one in several) for one in attributes],
            }
            for name, schema, attributes in (("User", USER, user), ("Group", GROUP, group))
        ]
    )


def _attribute(name: str, several: bool) -> dict[str, Any]:
    kinds = {"active": "boolean", "name": "complex", "emails": "complex", "members": "complex"}
    kind = kinds.get(name, "string")
    return {
        "name": name,
        "type": kind,
        "multiValued": several,
        "required": name in ("userName", "displayName"),
        "mutability": "readWrite",
        "returned": "default",
    }


def _list(found: list[dict[str, Any]]) -> HttpResponse:
    for one in found:
        kind = "ResourceTypes" if "endpoint" in one else "Schemas"
        one["meta"] = {"location": f"{settings.BASE_URL}/scim/v2/{kind}/{one['id']}"}
    told = {"schemas": [LIST], "totalResults": len(found), "startIndex": 1,
            "itemsPerPage": len(found), "Resources": found}  # fmt: skip
    return answer(told)
