"""Whom of us facts of signals are told, a line each."""

from django.utils.translation import gettext_noop as _

from buckstop.people.telling import owner, tell
from buckstop.signals import entries

tell(
    entries.BurstSeen, owner, _("More customers than usual report the like: look whether it is one")
)
