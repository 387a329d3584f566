"""Whom of us the facts of remedies are told, a line each."""

from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Fact
from buckstop.people.telling import About, face, field, tell
from buckstop.remedies import entries


def _asker_and_leaders(made: Fact, about: About) -> list[UUID]:
    """Who asked, where somebody else gave it; who leads, where it was in good faith."""
    assert isinstance(made, entries.RemedyGranted)
    asker = [] if made.asked_by == about.by else [made.asked_by]
    return [*asker, *(about.leaders if made.why else ())]


tell(entries.RemedyGranted, _asker_and_leaders, _("Something was given to make it right"))
tell(entries.RemedyRefused, field("asked_by"), _("What you asked to give was refused"))
tell(entries.RemedyBacked, field("asked_by"), _("What you gave in good faith is backed"))
face(entries.RemedyGranted, _("Something was given to a customer of yours to make it right"))
