"""Whom of us it is told that somebody wrote for everybody: the teams that subscribe."""

from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.briefings import entries
from buckstop.ledger.entries import Fact
from buckstop.people.telling import About, tell


def _subscribers(made: Fact, about: About) -> list[UUID]:
    del about
    assert isinstance(made, entries.BriefingWritten)
    return list(made.told)


tell(entries.BriefingWritten, _subscribers, _("A briefing says how it stands"), page_only=True)
