"""Imported first by every command that works with Django: sets it up, or says what is wrong."""

import django
from django.core.exceptions import ImproperlyConfigured

from buckstop.kit.stop import Stop

try:
    django.setup()
except (ImproperlyConfigured, ValueError) as wrong:
    raise Stop(f"The settings are wrong: {wrong}") from wrong
