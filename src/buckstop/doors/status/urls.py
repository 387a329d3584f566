"""The status page, at /status/, or at an address that customers alone know."""

from django.urls import path

from buckstop.doors.status import view
from buckstop.doors.status.keeping import BANNER, FEED
from buckstop.doors.status.pages.mails import view as mails
from buckstop.doors.status.pages.programs import view as programs

CALENDAR = "planned.ics"

urlpatterns = [
    path("", view.public, name="status"),
    path(FEED, view.public_feed, name="status-feed"),
    path(BANNER, view.public_banner, name="status-banner"),
    path(CALENDAR, view.public_calendar, name="status-calendar"),
    path("mails/", mails.public, name="status-mails"),
    path("mails/<secret:link>/", mails.choice, name="status-choice"),
    path("mails/<secret:link>/proof/", mails.proof, name="status-proof"),
    path("mails/<secret:link>/end/", mails.end, name="status-end"),
    path("programs/", programs.public, name="status-programs"),
    path("<secret:secret>/", view.theirs, name="status-theirs"),
    path(f"<secret:secret>/{FEED}", view.theirs_feed, name="status-theirs-feed"),
    path(f"<secret:secret>/{BANNER}", view.theirs_banner, name="status-theirs-banner"),
    path(f"<secret:secret>/{CALENDAR}", view.theirs_calendar, name="status-theirs-calendar"),
    path("<secret:secret>/mails/", mails.theirs, name="status-theirs-mails"),
    path("<secret:secret>/programs/", programs.theirs, name="status-theirs-programs"),
]
