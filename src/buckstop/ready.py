"""Imported first by every command that works with Django: sets it up, or says what is wrong."""

import sys
from importlib import import_module

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from buckstop.kit.postgres.places import default_folder
from buckstop.kit.postgres.unavailable import unusable
from buckstop.kit.stop import Stop
from buckstop.ledger.refused import Refused
from buckstop.logs import tell_of_a_crash

sys.excepthook = tell_of_a_crash
try:
    django.setup()
    import_module("buckstop.configuration.setting").check_given()
    if settings.TRACES:
        import_module("buckstop.kit.traces").begin()
except OSError as failure:
    raise Stop(str(unusable(default_folder(), failure))) from failure
except (ImproperlyConfigured, ValueError, Refused) as wrong:
    raise Stop(f"The settings are wrong: {wrong}") from wrong
