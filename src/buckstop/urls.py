"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("c/", include("buckstop.doors.page.urls")),
    path("components/", include("buckstop.doors.components.gallery")),
    path("", include("buckstop.doors.desk.urls")),
]
