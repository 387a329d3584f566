"""Ladders in words."""

from django.utils.translation import gettext as _

from buckstop.coverage.rules.ladders import Rung, When, Whom
from buckstop.doors.components.shown.promised import minutes_say
from buckstop.problems.entries.promising import WHOM


def when_says(rung: Rung) -> str:
    """When a rung comes."""
    if rung.when is When.SHARE:
        return _("When %(n)s\u202f%% of its time has gone") % {"n": rung.amount}
    if rung.when is When.AFTER and rung.amount == 0:
        return _("When it is due")
    said = minutes_say(rung.amount)
    if rung.when is When.BEFORE:
        return _("%(time)s before it is due, or in the last quarter of its time") % {"time": said}
    return _("%(time)s after it was due") % {"time": said}


def whom_says(whom: Whom) -> str:
    """Who hears, inside a sentence."""
    return _(WHOM[whom])
