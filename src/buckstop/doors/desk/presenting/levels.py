"""Service levels in words: whom one is for, and what one says."""

from django.utils.translation import gettext as _

from buckstop.coverage.models import ServiceLevel
from buckstop.problems.models.problem import Kind
from buckstop.problems.rules.impact import CHOICES

HURTS = [(str(hurts), words) for hurts, words in sorted(CHOICES.items(), reverse=True)]


def whom(level: ServiceLevel) -> str:
    """For whom it is: `Customers of tier gold · It stops them · Question`."""
    if level.is_default:
        return _("Whatever no other level is for")
    parts = [_("Customers of tier %(tier)s") % {"tier": level.tier}] if level.tier else []
    parts += [str(CHOICES[level.hurts])] if level.hurts is not None else []
    parts += [str(Kind(level.kind).label)] if level.kind else []
    if level.service:
        parts += [_("About %(service)s") % {"service": level.service.name}]
    if level.addresses:
        parts += [_("What came to %(address)s") % {"address": " / ".join(level.addresses)}]
    return " · ".join(parts) or _("Everything")
