"""Whom of us the facts of keys are told."""

from django.utils.translation import gettext_noop as _

from buckstop.people.entries import KeyEndsSoon
from buckstop.people.telling import field, tell

tell(
    KeyEndsSoon,
    field("person"),
    _("A key for programs ends within a week: make another in time"),
    page="/you/keys/",
    about=_("Keys for programs"),
)
