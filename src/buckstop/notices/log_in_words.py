"""The bytes of a mail about logging in."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.kit import said_time
from buckstop.ledger.actor import DESK
from buckstop.notices import portal_links
from buckstop.notices.models import LogInMail
from buckstop.notices.models import LogInMailKind as Kind
from buckstop.notices.writing import write_to_staff
from buckstop.people.actions.staff import make_log_in_link
from buckstop.people.models import Person
from buckstop.people.settings import NAME
from buckstop.people.zones import house_zone_info


def write_log_in(key: UUID, row: LogInMail, person: Person | None, at: datetime) -> bytes:
    """The mail, with a link made for it; `key` names it. Raises ValueError where that can't be."""
    if row.kind == Kind.TRIAL:
        words = _(_TRIAL) % {"house": NAME.value}
        return write_to_staff(key, row.address, _("Mail leaves"), words, at)
    if row.kind == Kind.PORTAL:
        made = portal_links.make(row.pk, at)
        told = {"house": NAME.value, "link": f"{settings.BASE_URL}/portal/in/{made}/"}
        words = _(_PORTAL) % told
        return write_to_staff(key, row.address, _("Your log-in"), words, at, name=NAME.value)
    if row.kind == Kind.CHANGED:
        when = said_time.exact(row.wanted_at, house_zone_info())
        subject, words = _("Your password was changed"), _CHANGED
    else:
        when = ""
        asked = row.kind == Kind.LINK
        subject = _("A new password") if asked else _("Your log-in")
        words = _ASKED if asked else _INVITED
    told = {"house": NAME.value, "when": when, "url": settings.BASE_URL, "link": ""}
    if row.kind != Kind.CHANGED and person is not None:
        secret = make_log_in_link(person, by=DESK, at=at, mailed=True)
        told["link"] = f"{settings.BASE_URL}/enter/{secret}/"
    return write_to_staff(key, row.address, subject, _(words) % told, at)


_TRIAL = gettext_noop("""\
You asked the desk of %(house)s for a letter to yourself, to see whether mail leaves. It does.
""")
_PORTAL = gettext_noop("""\
This link opens your page at %(house)s, once, within an hour:

%(link)s

If it wasn't you who asked for it, nobody got in, and you need do nothing.
""")
_ASKED = gettext_noop("""\
Somebody said that the password of this address at %(house)s was forgotten.

This link lets you in once, within 24 hours; then choose a new password:

%(link)s

If it wasn't you, nothing has changed, and you need do nothing.
""")
_INVITED = gettext_noop("""\
You are at the desk of %(house)s now.

This link lets you in once, within 24 hours; then choose a password:

%(link)s
""")
_CHANGED = gettext_noop("""\
Your password at %(house)s was changed: %(when)s. Everywhere else you were logged out.

If it wasn't you, choose another one now, which ends the log-in of whoever it was:

%(url)s/log-in/forgotten/
""")
