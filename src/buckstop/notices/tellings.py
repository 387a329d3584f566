"""Whom of us it is told that a notice didn't arrive: on the page alone."""

from django.utils.translation import gettext_noop as _

from buckstop.notices.entries import NoticeFailed, NoticeReturned
from buckstop.people.telling import leaders_without, tell

_OTHERS = leaders_without("person")

tell(NoticeReturned, _OTHERS, _("A notice by mail to one of us came back"), page_only=True)
tell(NoticeFailed, _OTHERS, _("A notice by mail to one of us didn't arrive"), page_only=True)
