"""The addresses of SCIM."""

from django.urls import URLPattern, path

from buckstop.doors.scim import about, groups, users
from buckstop.doors.scim.door import door

urlpatterns: list[URLPattern] = [
    path("ServiceProviderConfig", door(about.config, "GET"), name="scim-config"),
    path("ResourceTypes", door(about.types, "GET"), name="scim-types"),
    path("Schemas", door(about.schemas, "GET"), name="scim-schemas"),
    path("Users", door(users.many, "GET", "POST"), name="scim-users"),
    path("Users/<uuid:key>", door(users.one, *users.METHODS), name="scim-user"),
    path("Groups", door(groups.many, "GET", "POST"), name="scim-groups"),
    path("Groups/<uuid:key>", door(groups.one, *groups.METHODS), name="scim-group"),
]
