"""Whom of us it is told that somebody offers to carry the news, and what came of it."""

from django.utils.translation import gettext_noop as _

from buckstop.people.telling import field, tell
from buckstop.relationships import entries

tell(
    entries.CarryingOffered,
    field("debtor"),
    _("An account manager offers to carry the next news"),
    asks="commitment",
)
tell(entries.CarryingDeclined, field("manager"), _("The owner gives the next news themselves"))
tell(entries.CarryingLapsed, field("manager"), _("Your offer to carry the news wasn’t answered"))
