"""The status page, at /status/, or at an address that customers alone know."""

from django.urls import path

from buckstop.doors.status import view
from buckstop.doors.status.keeping import FEED

urlpatterns = [
    path("", view.public, name="status"),
    path(FEED, view.public_feed, name="status-feed"),
    path("<str:secret>/", view.theirs, name="status-theirs"),
    path(f"<str:secret>/{FEED}", view.theirs_feed, name="status-theirs-feed"),
]
