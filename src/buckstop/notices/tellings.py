"""Whom of us it is told that a notice didn't arrive: on the page, and that somebody couldn't be
told by any way, to one who can decide, as everything else is told."""

from django.utils.translation import gettext_noop as _

from buckstop.notices.entries import NoticeFailed, NoticeReturned, NoticeUndelivered
from buckstop.people.telling import field, leaders_without, tell

_OTHERS = leaders_without("person")

tell(NoticeReturned, _OTHERS, _("A notice by mail to one of us came back"), page_only=True)
tell(NoticeFailed, _OTHERS, _("A notice by mail to one of us didn't arrive"), page_only=True)
tell(
    NoticeUndelivered,
    field("to"),
    _("%(person)s could not be told by %(way)s: %(why)s"),
    urgent=True,
    page="/notices/",
    about=_("Telling people"),
)
