"""The words for a problem's impact: the same ones on screens, in programs and in documents."""

from django.utils.translation import gettext_lazy as _

CAN_WAIT, SLOWS, STOPS = range(3)
CHOICES = {CAN_WAIT: _("It can wait"), SLOWS: _("It slows them down"), STOPS: _("It stops them")}
"""As answers to choose from, and as sentences."""
SHORT = {CAN_WAIT: _("can wait"), SLOWS: _("slows them down"), STOPS: _("stops them")}
"""In a line, beside the state."""
FOR_PROGRAMS = "0 it can wait, 1 it slows them down, 2 it stops them."
"""As the description of a field says it."""
