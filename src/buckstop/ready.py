"""Imported first by every command that works with Django: sets it up, or says what is wrong."""

import sys

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from buckstop.kit.postgres.places import default_folder
from buckstop.kit.postgres.unavailable import unusable
from buckstop.kit.stop import Stop
from buckstop.logs import tell_of_a_crash
from buckstop.outbox.channels.smtp.relay import RelayAddress

sys.excepthook = tell_of_a_crash
try:
    django.setup()
    if settings.RELAY:
        RelayAddress.from_url(settings.RELAY)
except OSError as failure:
    raise Stop(str(unusable(default_folder(), failure))) from failure
except (ImproperlyConfigured, ValueError) as wrong:
    raise Stop(f"The settings are wrong: {wrong}") from wrong
