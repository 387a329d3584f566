"""Imported first by every command that works with Django: sets it up, or says what is wrong."""

import logging

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from buckstop.conversations.mail.relay import RelayAddress
from buckstop.kit.postgres.places import default_folder
from buckstop.kit.postgres.unavailable import unusable
from buckstop.kit.stop import Stop

SERVICE_UNAVAILABLE = 503


class WithoutPaths(logging.Filter):
    """Keeps addresses of pages out of the log: a customer's holds their key."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = "a page failed", ()
        return getattr(record, "status_code", 500) != SERVICE_UNAVAILABLE  # said on purpose


logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
try:
    django.setup()
    if settings.RELAY:
        RelayAddress.from_url(settings.RELAY)
except OSError as failure:
    raise Stop(str(unusable(default_folder(), failure))) from failure
except (ImproperlyConfigured, ValueError) as wrong:
    raise Stop(f"The settings are wrong: {wrong}") from wrong
pages = logging.getLogger("django.request")
pages.setLevel(logging.ERROR)
pages.addFilter(WithoutPaths())
