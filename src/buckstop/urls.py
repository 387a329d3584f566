"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("c/", include("buckstop.doors.page.urls")),
    path("api/v1/", include("buckstop.doors.api.urls")),
    path("components/", include("buckstop.doors.components.gallery")),
    path("", include("buckstop.health")),
    path("", include("buckstop.doors.desk.urls")),
]
