"""Whom of us facts of outreaches are told, a line each."""

from django.utils.translation import gettext_noop as _

from buckstop.outreach import entries
from buckstop.people.telling import owner, tell

tell(
    entries.OutreachHalted,
    owner,
    _("Nobody more is told: too many took it for spam. Look whom it affects, and at the words"),
)
