"""The gallery and the log-in pages alone: no door above is needed to see every page."""

from django.urls import include, path

urlpatterns = [
    path("components/", include("buckstop.doors.components.gallery")),
    path("accounts/", include("allauth.urls")),
]
